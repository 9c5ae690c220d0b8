"""A listing as matching compares it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from include.areas.local import LocalWords
from include.understand.match.timetable import Start, Timetable
from include.understand.text.titles import normalised, numbers, pieces, words

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
    postcodes: frozenset[str] = frozenset()
    local: LocalWords = field(default_factory=LocalWords, repr=False)
    """The words of its area."""
    site: str = ""
    """The name of the site that it stands on, letters only; a venue's own site may not name the venue."""
    uid: str | None = None
    """Its id in every calendar that lists it."""
    text: str = ""
    """The beginning of its description, folded words."""
    normal: str = field(init=False)
    name: str = field(init=False)
    """The first part of its title, folded words: what others call it in passing."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "normal", normalised(self.title, self.local))
        object.__setattr__(self, "name", " ".join(words(pieces(self.title)[0] if pieces(self.title) else self.title)))

    @cached_property
    def timetable(self) -> Timetable:
        """Its dates, arranged."""
        return Timetable(self.starts)

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The significant words of its title."""
        return frozenset(self.normal.split())

    @cached_property
    def editions(self) -> frozenset[int]:
        """The numbers in its title that distinguish one edition from another."""
        return numbers(self.title, self.local)

    @cached_property
    def venue_words(self) -> str:
        """The venue's name, made comparable."""
        return normalised(self.venue or "", self.local)

    @cached_property
    def place_words(self) -> str:
        """The venue's name and address, made comparable."""
        return f"{self.venue_words} {normalised(self.address or '', self.local)}".strip()
