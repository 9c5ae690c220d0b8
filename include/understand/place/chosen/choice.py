"""Which of the names of a text is its place: how probable each is, by weights that were learned from labelled texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from include.areas.area import Area
from include.listing import Venue
from include.understand.place.announced.announced_parts import unsigned
from include.understand.place.announced.other_places import keeps_its_place, of_its_own_place
from include.understand.place.announced.place_names import address_behind
from include.understand.place.chosen.leads import COMES_FROM, TOLD
from include.understand.place.chosen.signals import BEHIND_A_KIND, Candidate, candidates_of
from include.understand.place.venues import venue_called
from include.understand.text.signal_weights import MAX_BRIEF_CHARS, SignalWeights
from include.understand.text.titles import words

SHIPPED = Path(__file__).parent / "data" / "places.json"
MAX_REST_CHARS = 160
PROBABLE = 0.42
"""From which probability on a name is taken, measured on sets of which nothing was learned."""
NO_PLACES = frozenset({TOLD, COMES_FROM, BEHIND_A_KIND})
"""Signals of names of which none is the place."""
_LABEL_OF_AMOUNT = frozenset({"a:colon", "nx:money"})
_KNOWN = frozenset({"listed", "handle"})
"""Signals of which one shows that the name with which a text begins is a place's."""
_CALLED = "k:end"
"""The signal that does so where the line goes on behind the name: what stands there alone is the happening."""


@dataclass(frozen=True)
class RankedName:
    """A name as it is written, where it first stands in the text, and how probably it is the place.

    The probabilities of all names, and of none being it, are 1 together.
    """

    written: str
    start: int
    probability: float


@dataclass(frozen=True)
class LikelyPlace:
    """The place that is chosen, and the name for it in the text."""

    venue: Venue
    written: str
    start: int


def likely_place(text: str, area: Area) -> LikelyPlace | None:
    """The place that a brief announcement probably names; None of a longer text, or where none is probable enough.

    Not believed are who signs, names all in lower case ("a supper club"), houses of somebody's life ("trained at ..."),
    and what the text begins with, which is the happening, unless it is called like a place or known as one.
    """
    if len(text) > MAX_BRIEF_CHARS or keeps_its_place(text):
        return None
    own = of_its_own_place(unsigned(text))
    candidates = [one for one in candidates_of(own, area) if _can_be_a_place(one)]
    names = ranked(candidates, _shipped())
    best = names[0] if names else RankedName("", 0, 0.0)
    if (
        best.probability < PROBABLE
        or best.written.islower()
        or not (best.start or _begins_with_place(best, candidates, text))
    ):
        return None
    known = venue_called(best.written, area)
    here = known is not None and not known.branch
    venue = Venue(name=known.name) if known and here else Venue(name=best.written, address=_address(best, text, area))
    return LikelyPlace(venue, best.written, best.start)


def _can_be_a_place(one: Candidate) -> bool:
    """Whether a name is neither a house of somebody's life nor what leads to an amount, "Investment: 500"."""
    return NO_PLACES.isdisjoint(one.signals) and not one.signals >= _LABEL_OF_AMOUNT


def _begins_with_place(name: RankedName, candidates: Sequence[Candidate], text: str) -> bool:
    """Whether the name with which a text begins is a place's: "Open house" on a line of its own is not."""
    goes_on = any(map(str.isalnum, text[len(name.written) :].partition("\n")[0]))
    shown = _KNOWN | {_CALLED} if goes_on else _KNOWN
    return any(one.start == 0 and one.name == name.written and shown & one.signals for one in candidates)


def _address(name: RankedName, text: str, area: Area) -> str | None:
    """The road or part of the city behind a name, in its line."""
    line = text[name.start + len(name.written) :].partition("\n")[0]
    return address_behind(line[:MAX_REST_CHARS], area)


def ranked(candidates: Sequence[Candidate], weights: SignalWeights) -> list[RankedName]:
    """The names of these candidates, the most probable first; what stands several times counts once with all of it."""
    found: dict[tuple[str, ...], RankedName] = {}
    for one, share in zip(candidates, weights.shares([one.signals for one in candidates]), strict=True):
        key = words(one.name)
        first = found.get(key, RankedName(one.name, one.start, 0.0))
        found[key] = RankedName(first.written, first.start, first.probability + share)
    return sorted(found.values(), key=lambda one: (-one.probability, one.start))


@lru_cache(maxsize=1)
def _shipped() -> SignalWeights:
    return SignalWeights.read(SHIPPED)
