"""What a search is read with beside grammars: an area's kinds and places, and how people write words of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Value = str | float | list[str]
Reading = tuple[str, str, Mapping[str, Value], tuple[int, int]]
"""A filter in a text: its name, the value to show, its parameters, the characters where it stands."""


@dataclass(frozen=True)
class NamedPlace:
    """A place by all its names, in small letters: a venue, a road, a part of the area, or the area itself."""

    name: str
    names: tuple[str, ...]
    kind: str
    """`venue`, `place` (a road, a part of the area) or `area`."""
    latitude: float
    longitude: float
    radius: float
    """Kilometres around the point that count as near."""
    code: str = ""
    """Of an area."""


@dataclass(frozen=True)
class SearchVocabulary:
    """`kinds`: words that mean a whole category, with its name."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    places: tuple[NamedPlace, ...] = ()
    signs: tuple[str, ...] = ()
    """Words and signs for money."""

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> SearchVocabulary:
        """Of an area's document, as `include.areas.searching` makes it."""
        places = (NamedPlace(**{**one, "names": tuple(one["names"])}) for one in document.get("places", ()))
        return cls(document.get("kinds", {}), tuple(places), tuple(document.get("signs", ())))


@dataclass(frozen=True)
class Understood:
    """Words of a search that are a filter: its name, the value to show, the parameters of a list that it stands for."""

    filter: str
    value: str
    words: str
    parameters: Mapping[str, Value]


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_WEEKDAYS = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thur": "thursday",
    "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
SPOKEN = {
    "tmrw": "tomorrow", "tmw": "tomorrow", "tmr": "tomorrow", "2moro": "tomorrow", "2nite": "tonight",
    "tonite": "tonight",
    "nite": "night", "eve": "evening", "wkend": "weekend", "2day": "today", "tdy": "today",
    # Kannada in Latin letters; its own letters are read by `folding`, but for these
    "ivattu": "today", "ivathu": "today", "ivatthu": "today", "indu": "today", "naale": "tomorrow", "nale": "tomorrow",
    "nalle": "tomorrow", "naalae": "tomorrow", "sanje": "evening", "sanjay": "evening", "ratri": "night",
    "rathri": "night", "raatri": "night", "belagge": "morning", "beligge": "morning", "belige": "morning",
    "madhyahna": "afternoon", "madyana": "afternoon", "uchita": "free", "ucchita": "free", "uchitha": "free",
    "uchit": "free", "muft": "free", "hattira": "near", "hatra": "near", "hathira": "near",
    "somavara": "monday", "somavaara": "monday", "mangalavara": "tuesday", "mangalavaara": "tuesday",
    "budhavara": "wednesday", "budavara": "wednesday", "budhavaara": "wednesday", "guruvara": "thursday",
    "guruvaara": "thursday", "shukravara": "friday", "shukravaara": "friday", "sukravara": "friday",
    "shanivara": "saturday", "shanivaara": "saturday", "sanivara": "saturday", "bhanuvara": "sunday",
    "bhanuvaara": "sunday", "banuvara": "sunday", "ravivara": "sunday", "varantya": "this weekend",
    "vaarantya": "this weekend", "ವಾರಾಂತ್ಯ": "this weekend", "ವಾರಾಂತ್ಯದಲ್ಲಿ": "this weekend", "ಈ ವಾರ": "this week",
    "ಈ ವಾರಾಂತ್ಯ": "this weekend", "ಹತ್ತಿರ": "near", "ಇವತ್ತು": "today", "ನಾಳೆಯ": "tomorrow", "ee vara": "this week",
    "ಈ ರಾತ್ರಿ": "tonight",
}  # fmt: skip
"""Written -> as the grammars have it."""
MISSPELT = (*WEEKDAYS, "tomorrow", "tonight", "weekend", "morning", "afternoon", "evening")
"""Words that are understood with a slip, too."""
OTHER_WORDS = frozenset(
    {"sundae", "sundaes", "mourning", "warning", "moaning", "even", "weekends", "mornings", "evenings"}
)
"""Words that are one slip from those, and none of them."""
SAYS_NOTHING = frozenset({
    "a", "an", "the", "of", "in", "at", "on", "for", "to", "with", "by", "and", "or", "is", "are", "any", "some", "all",
    "me", "us", "my", "what's", "whats", "what", "things", "do", "please", "event", "events", "happening", "happenings",
    "near", "around", "from", "this", "that", "there", "here", "something", "anything", "tickets", "ticket", "entry",
    "going", "who", "where", "when", "about",
})  # fmt: skip
"""Words that nothing is searched for by."""
