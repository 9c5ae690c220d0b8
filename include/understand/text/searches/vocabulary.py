"""What a search is read with beside grammars: an area's kinds and places, and how people write words of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from include.understand.text.languages import WORDS

Value = str | float | bool | list[str]
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
NOT = (
    r"(?:but\s+)?(?:not|except(?:ing|\s+for)?|excluding|other\s+than|apart\s+from|barring|without"
    r"|(?:any|every)thing\s+but)"
)
"""What is behind it is to be left out, as a part of patterns."""
SHORT_WEEKDAYS = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thur": "thursday",
    "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
THERE = "ನಲ್ಲಿ"
"""What stands behind a place in Kannada for "at" before it; no word of the grammar."""
BEFORE_IT, AFTER_IT = "ಮೊದಲು", "ನಂತರ"
"""What stands behind an hour in Kannada for "before" and "after" in front of it; no words of the grammar."""
_NEXT, _THIS = ("ಮುಂದಿನ", "mundina"), ("ಈ", "ee", "e", "i")
_PERIODS = {
    "week": ("ವಾರ", "ವಾರದ", "vara", "varada"),
    "weekend": ("ವಾರಾಂತ್ಯ", "ವಾರಾಂತ್ಯದ", "ವಾರಾಂತ್ಯದಲ್ಲಿ", "varantya", "varantyada"),
    "month": ("ತಿಂಗಳು", "ತಿಂಗಳ", "ತಿಂಗಳಿನ", "tingalu", "tingala"),
}  # fmt: skip
SPOKEN = {
    "tmrw": "tomorrow", "tmw": "tomorrow", "tmr": "tomorrow", "2moro": "tomorrow", "2nite": "tonight",
    "tonite": "tonight", "nite": "night", "wkend": "weekend", "wk": "week", "2day": "today",
    "tdy": "today", "wrkshp": "workshop", "wrkshop": "workshop", "wkshp": "workshop",
    "week end": "weekend", "work shop": "workshop", "work shops": "workshops", "to night": "tonight",
    "to morrow": "tomorrow", "meet up": "meetup", "meet ups": "meetups",
    "today night": "tonight", "today evening": "this evening", "mkt": "market", "mkts": "markets",
    "mrng": "morning", "morn": "morning", "evng": "evening", "nyt": "night", "tngt": "tonight", "tnite": "tonight",
    "wknd": "this weekend", "this wknd": "this weekend", "next wknd": "next weekend",
    "nxt wknd": "next weekend", "nxt": "next", "rd": "road", "complimentary": "free",
    "new year eve": "new year's eve", "new years eve": "new year's eve", "new year's eve": "new year's eve",
    "nye": "new year's eve", "christmas eve": "christmas eve", "xmas eve": "christmas eve",
    # bounds that are denied are the other ones
    "not before": "from", "no earlier than": "from", "not earlier than": "from", "no sooner than": "from",
    "not after": "by", "no later than": "by", "not later than": "by", "not past": "by", "latest by": "by",
    "not less than": "at least", "no less than": "at least", "not under": "at least", "not below": "at least",
    "not over": "at most", "not above": "at most", "not online": "in person", "not free": "paid", "except free": "paid",
    "excluding free": "paid", "not paid": "free", "except paid": "free", "excluding paid": "free",
    "nothing over": "at most", "nothing above": "at most", "nothing more than": "at most", "nothing after": "by",
    "nothing under": "at least", "nothing below": "at least", "nothing less than": "at least", "nothing before": "from",
    "not far from": "near", "not too far from": "near",
    # Kannada in its own letters: what `languages.py` has not
    "ವಾರಾಂತ್ಯ": "this weekend", "ವಾರಾಂತ್ಯದಲ್ಲಿ": "this weekend", "ಹತ್ತಿರ": "near", "ಇವತ್ತು": "today", "ನಾಳೆಯ": "tomorrow",
    "ಈ ರಾತ್ರಿ": "tonight", "ನಾಡಿದ್ದು": "day after tomorrow", "ಒಳಗೆ": "or less", "ಕ್ಕಿಂತ ಕಡಿಮೆ": "or less", "ಮುಂದಿನ": "next",
    "ಈ": "this", "ಕಾರ್ಯಕ್ರಮ": "events", "ಕಾರ್ಯಕ್ರಮಗಳು": "events",
    "ನಲ್ಲಿ": THERE, "ಅಲ್ಲಿ": THERE, "ದಲ್ಲಿ": THERE, "ಹತ್ತಿರದ": "near", "ಬಳಿ": "near", "ಸಮೀಪ": "near",
    "ಒಳಗಿನ": "or less", "ಕಡಿಮೆ": "or less", "ಗಿಂತ ಕಡಿಮೆ": "or less", "ಮುಂಜಾನೆ": "early morning",
    "ಮುಂಚೆ": BEFORE_IT, "ಮೊದಲು": BEFORE_IT, "ನಂತರ": AFTER_IT, "ಬಳಿಕ": AFTER_IT, "ಆನ್‌ಲೈನ್": "online", "ಆನ್ಲೈನ್": "online",
    # and in Latin ones: of spellings that `heard` tells apart each, of others one
    "ivattu": "today", "ivatu": "today", "indu": "today", "naale": "tomorrow", "nale": "tomorrow", "nalle": "tomorrow",
    "naalae": "tomorrow", "nadiddu": "day after tomorrow", "sanje": "evening", "ratri": "night",
    "belagge": "morning", "beligge": "morning", "bellige": "morning", "madhyahna": "afternoon", "madyana": "afternoon",
    "uchita": "free", "uchit": "free", "muft": "free", "pravesha": "entry", "hattira": "near", "hatra": "near",
    "somavara": "monday", "mangalavara": "tuesday", "budhavara": "wednesday", "guruvara": "thursday",
    "shukravara": "friday", "shanivara": "saturday", "bhanuvara": "sunday", "ravivara": "sunday",
    "varantya": "this weekend", "mundina": "next", "ee": "this", "karyakrama": "events", "karyakramagalu": "events",
    "rupayi": WORDS["ರೂಪಾಯಿ"], "rupai": WORDS["ರೂಪಾಯಿ"], "olage": "or less", "olagina": "or less",
    "kadime": "or less", "kadimeya": "or less", "hattirada": "near", "sameepa": "near", "munjane": "early morning",
    "gante": WORDS["ಗಂಟೆ"], "gantege": WORDS["ಗಂಟೆ"], "modalu": BEFORE_IT, "munche": BEFORE_IT, "nantara": AFTER_IT,
    "bajey": WORDS["बजे"], "baje": WORDS["बजे"], "se pehle": BEFORE_IT, "ke baad": AFTER_IT, "se kam": "or less",
    "ke andar": "or less", "ke paas": "near", "aaj": "today", "aaj raat": "tonight", "shaam": "evening",
    "subah": "morning", "raat": "night", "kal shaam": "tomorrow evening", "kal subah": "tomorrow morning",
    "kal raat": "tomorrow night", "jasti": "or more", "ಹೆಚ್ಚು": "or more", "ಜಾಸ್ತಿ": "or more",
    "agle hafte": "next week", "is hafte": "this week", "itvaar": "sunday", "parso": "day after tomorrow",
    "kinta kadime": "or less", "ginta kadime": "or less", "nalli": THERE, "alli": THERE, "dalli": THERE,
    **{f"{one} {period}": f"next {name}" for one in _NEXT for name, all_ in _PERIODS.items() for period in all_},
    **{f"{one} {period}": f"this {name}" for one in _THIS for name, all_ in _PERIODS.items() for period in all_},
}  # fmt: skip
"""Written -> as the grammars have it."""
MISSPELT = (*WEEKDAYS, "tomorrow", "tonight", "weekend", "morning", "afternoon", "evening")
"""Words that are understood with a slip, too."""
WITHOUT_VOWELS = (*MISSPELT, "today", "next", "night", "month")
"""Words that are understood without their vowels, too: "nxt wknd"."""
OTHER_WORDS = frozenset({
    "sundae", "sundaes", "sundar", "sundal", "mourning", "warning", "moaning", "even", "weekends", "mornings",
    "evenings", "warranty",
})  # fmt: skip
"""Words that are one slip from those, or are heard like them, and none of them."""
TIMES_BEFORE = ("this", "next", "every", "today", "tomorrow", "free", *WEEKDAYS)
TIMES_BEHIND = frozenset({
    "week", "weekend", "month", "morning", "afternoon", "evening", "night", "entry", *WEEKDAYS,
})  # fmt: skip
"""Words of which one of the first and one of the second are written as one."""
SAYS_NOTHING = frozenset({
    "a", "an", "the", "of", "in", "at", "on", "for", "to", "with", "by", "and", "or", "is", "are", "any", "some", "all",
    "me", "us", "my", "what's", "whats", "what", "things", "do", "please", "event", "events", "happening", "happenings",
    "near", "around", "from", "this", "that", "there", "here", "something", "anything", "tickets", "ticket", "entry",
    "going", "stuff", "only", "ideya", "enide", "enu", "yenu", "who", "where", "when", "about", "upcoming",
    "coming", "nearby", "every", "but", "starting", "anytime",
})  # fmt: skip
"""Words that nothing is searched for by."""
WISHES = frozenset({"plan", "plans", "idea", "ideas", "suggestions", "recommendations"})
"""Words that say nothing where all around them is understood: "weekend plans", but not "retirement plans"."""
GOING_OUT = frozenset({"date", "outing", "hangout", "night", "evening"})
"""What wishes are about behind these: "date ideas", but not "birthday party ideas"."""
