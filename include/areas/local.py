"""What is written differently in each city: its names and habits of speech, and its money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, eq=False)
class LocalWords:
    """Words of an area that readers of text look for, folded as `titles.words` folds them; empty where it has none.

    An ending `*` stands for the rest of a word.
    """

    city: tuple[str, ...] = ()
    """What the city is called."""
    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    """What its country is called, its code (ISO 3166) included."""
    ignored: frozenset[str] = frozenset()
    """Single words that tell nothing apart in this area: of its own name and those around it."""
    common: frozenset[str] = frozenset()
    """Single words that any two happenings of the city may share."""
    festivals: tuple[str, ...] = ()
    """What is on day after day."""
    night: tuple[str, ...] = ()
    """What begins in the evening, unless it also is of the day."""
    day: tuple[str, ...] = ()
    """What begins by day."""
    money: tuple[str, ...] = ()
    """Signs and words of its currency."""
    sellers: frozenset[str] = frozenset()
    """Names of ticket sellers, folded, without blanks."""
    abuse: tuple[str, ...] = ()
    """What nobody prints on a poster, in the languages of the city, in their own scripts too."""
    outdoor_places: frozenset[str] = frozenset()
    """Kinds of places under the open sky, and last words of their names."""
    outdoor: tuple[str, ...] = ()
    """What is said of what happens under the open sky."""
    outdoor_titles: tuple[str, ...] = ()
    """The same in a title alone: elsewhere the word is of every day."""
    indoor_places: tuple[str, ...] = ()
    """Names, and ends of names, of places that are none of those, such as "tech park"."""
    indoor_titles: tuple[str, ...] = ()
    """What a title has where it names a book, a film or a talk: a word of `outdoor_titles` says nothing there."""
    indoor: tuple[str, ...] = ()
    """What has a roof, or takes the meaning from one of those words."""


@dataclass(frozen=True)
class LocalMoney:
    """The currency (ISO 4217) of an area, how it is written there, and what things cost, in its units.

    `signs` are words and signs that stand for this currency here: `$` is another one in each country.
    """

    currency: str
    signs: tuple[str, ...] = ()
    decimal_mark: Literal[".", ","] = "."
    lowest_price: Decimal = Decimal(0)
    """Below this a number beside a price word counts sessions or people."""
    unusual_price: Decimal = Decimal("Infinity")
    """Above this a person looks at it."""
    highest_price: Decimal = Decimal("Infinity")
    """Above this an amount is a prize, a salary or a telephone number."""
