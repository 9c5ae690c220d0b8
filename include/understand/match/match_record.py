"""A listing as matching compares it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from include.areas.local import LocalWords
from include.understand.match.contrasts import Values, contrasts, kinds
from include.understand.match.timetable import Start, Timetable
from include.understand.text.titles import behind_at, is_generic, normalised, numbers, pieces, words

_PARTS_OF_ADDRESSES = frozenset(
    words("floor road rd street st main cross lane avenue nagar layout block stage phase colony sector ground basement")
)
"""Words with which a part of an address ends that is no venue's name."""
CREDITS = frozenset({"by", "with", "ft", "feat", "featuring", "hosted", "presented", "curated", "w"})
"""Words with which a part of a title begins that names who is in it or behind it."""
_ARTICLES = ("the ", "a ", "an ")
Key = tuple[int, str, str]
"""Standing (see `record.sourced.standing`; smaller is better), slug of the source, external id."""


@dataclass(frozen=True)
class MatchRecord:
    """A listing as matching compares it. `key` is its place in every order."""

    key: Key
    source: str
    title: str
    starts: tuple[Start, ...]
    place: str | None = None
    guessed: bool = False
    """Whether the place is only that of the site on which the listing stands."""
    venue: str | None = None
    address: str | None = None
    point: tuple[float, float] | None = None
    online: bool = False
    localities: frozenset[str] = frozenset()
    """Parts of the city that its address names."""
    title_localities: frozenset[str] = frozenset()
    """Those that its title names with its place: "Trivia at Toit Hilltop"."""
    postcodes: frozenset[str] = frozenset()
    local: LocalWords = field(default_factory=LocalWords, repr=False)
    """The words of its area."""
    site: str = ""
    """The name of the site that it stands on, letters only; a venue's own site may not name the venue."""
    page: str = ""
    """The address of its page (`series.page_of`); sittings of one happening stand on one page."""
    source_name: str = ""
    """What its source is called, letters only: a venue's own calendar is called after it, a host's after the host."""
    organizer: str = ""
    """Who holds it, folded words."""
    uid: str | None = None
    """Its id in every calendar that lists it."""
    has_own_id: bool = False
    """Whether its source gives the entry an id of its own, unique in the world or not."""
    text: str = ""
    """The beginning of its description, folded words."""
    normal: str = field(init=False)
    name: str = field(init=False)
    """The first part of its title, folded words: what others call it in passing."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "normal", normalised(self.title, self.local))
        object.__setattr__(self, "name", _without_article(" ".join(words((pieces(self.title) or [self.title])[0]))))

    @cached_property
    def timetable(self) -> Timetable:
        """Its dates, arranged."""
        return Timetable(self.starts)

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The significant words of its title."""
        return frozenset(self.normal.split())

    @cached_property
    def distinctive_words(self) -> frozenset[str]:
        """Those of them that not any two happenings could share."""
        return frozenset(word for word in self.title_words if not is_generic((word,), self.local))

    @cached_property
    def joined_words(self) -> frozenset[str]:
        """Each two words in a row as one, where not any two happenings could share both."""
        listed = self.normal.split()
        pairs = pairwise(listed)
        return frozenset(x + y for x, y in pairs if not is_generic((x, y), self.local))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of its title, folded words without articles."""
        return frozenset(filter(None, (_without_article(" ".join(words(one))) for one in pieces(self.title))))

    @cached_property
    def own_parts(self) -> list[str]:
        """The same without credits: "with the Cinema Club"."""
        return [part for part in self.parts if part.split()[0] not in CREDITS]

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The kinds of event that its title names."""
        return kinds(self.title_words)

    @cached_property
    def kinds_in_text(self) -> frozenset[int]:
        """Those that the beginning of its description names."""
        return kinds(self.text.split())

    @cached_property
    def distinctive_parts(self) -> frozenset[str]:
        """Those of them that say more than what kind of thing it is, or where."""
        return frozenset(part for part in self.parts if not self.distinctive_words.isdisjoint(part.split()))

    @cached_property
    def has_generic_title(self) -> bool:
        """Whether the title says no more than what kind of thing it is: "Pub Quiz"."""
        return not self.distinctive_words - self.venue_names

    @cached_property
    def contrasts(self) -> Values:
        """What sets it apart from other events of its name."""
        return contrasts(self.title)

    @cached_property
    def editions(self) -> frozenset[int]:
        """The numbers in its title that distinguish one edition from another."""
        return numbers(self.title, self.local)

    @cached_property
    def venue_words(self) -> str:
        """The venue's name, made comparable."""
        return normalised(self.venue or "", self.local)

    @cached_property
    def venue_names(self) -> frozenset[str]:
        """The words that are the venue's own, and not any venue's or happening's."""
        return frozenset(word for word in self.venue_words.split() if not is_generic((word,), self.local))

    @cached_property
    def venue_name(self) -> str:
        """The first part of its venue's name, or of an address that begins with one; folded words."""
        start = words((self.venue or self.address or "").partition(",")[0])
        known = {*self.local.ignored, *self.local.city, *_PARTS_OF_ADDRESSES}
        is_name = start and start[-1] not in known and not any(letter.isdigit() for letter in "".join(start))
        return " ".join(start) if is_name else ""

    @cached_property
    def written_place(self) -> str:
        """The venue's name and its address, folded words."""
        return " ".join(words(f"{self.venue or ''} {self.address or ''}"))

    @cached_property
    def places_in_title(self) -> list[str]:
        """What its title has behind "at" or "@", folded words."""
        return [" ".join(words(place)) for place in behind_at(self.title)]

    @cached_property
    def venue_start(self) -> str:
        """The same in one word: "communiti" of "Communiti, Residency Road"."""
        return self.venue_name.replace(" ", "")

    @cached_property
    def place_key(self) -> str:
        """The first word of that name, without an article: what two listings of one venue both begin with."""
        name = _without_article(self.venue_name)
        return name.split()[0] if name else ""

    @cached_property
    def spelled_place(self) -> str:
        """The venue's name with its part of the city, or the address without one, in one word."""
        return (self.venue_words or self.place_words).replace(" ", "")

    @cached_property
    def place_words(self) -> str:
        """The venue's name and address, made comparable."""
        return f"{self.venue_words} {normalised(self.address or '', self.local)}".strip()


def _without_article(name: str) -> str:
    return next((name[len(one) :] for one in _ARTICLES if name.startswith(one)), name)
