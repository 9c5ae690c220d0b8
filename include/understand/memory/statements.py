"""What a listing states of where its venue is: what others may be taught by it, and what it leaves open itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from include.areas.area import AREAS_KEPT, Area, Point
from include.listing import Venue
from include.understand.place.announced.place_names import is_name
from include.understand.place.announced.venue_text import NO_NAME
from include.understand.place.geography import is_inside
from include.understand.place.localities import beyond, is_here, localities
from include.understand.place.locate import own_point
from include.understand.place.venues import COMMON_NAMES, folded, spellings
from include.understand.text.titles import words

ELSEWHERE = "elsewhere"
"""The part of what lies outside the area, where its words name no part of the city."""
MIN_KEY_CHARS, MAX_KEY_CHARS = 3, 100
_ROOM = re.compile(
    r"(?:room|hall|lab|studio|auditorium|block|floor|gate|lawn|terrace|ground|court) (?:\d{1,4}[a-z]?|[a-z])"
)
"""The key of a room in some building, by its number or letter."""
_NO_ONE_VENUE = re.compile(
    r"\b(?:secret|undisclosed|unknown|various|multiple|different|several|many|all|any|some|zoom|venues?|locations?|addresse?s?)\b",
    re.IGNORECASE,
)
"""Words of what stands for a venue that is not named."""
MIN_SINGLED_CHARS = 4
"""Of a word in which a doubled letter may be one."""
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_ROMAN = re.compile(r"[ivxlcdm]+")
_BLANK = re.compile(r"(?<!\d) | (?!\d)")
_JOINTS = re.compile(r"[,(|]|\s[-–—]\s")
VENUES_KEPT = 2_000
SPOT_DECIMALS = 3
"""Of degrees: two points that agree in them lie within about 110 metres of each other."""


@dataclass(frozen=True)
class NamedVenue:
    """The venue of a listing: its name without what follows it, the key by which it is looked up, and what follows.

    `is_branch`: the name itself says which of several it is ("Blue Door Riverside", "Blue Door - Riverside").
    """

    name: str
    key: str
    rest: str = ""
    is_branch: bool = False


@dataclass(frozen=True)
class VenueStatement:
    """Where a listing states that its venue is, by its own words and point alone.

    `part`: the part of the city by name, the area's code for what lies in it, None where it only names the venue.
    """

    venue: NamedVenue
    part: str | None
    address: str | None
    point: Point | None

    @property
    def states_place(self) -> bool:
        """Whether others could be taught by it."""
        return self.part is not None or self.point is not None

    @property
    def spot(self) -> str:
        """The place as one word: two statements of a source that have the same are one."""
        point = "" if self.point is None else ",".join(f"{degrees:.{SPOT_DECIMALS}f}" for degrees in self.point)
        return f"{'branch' if self.venue.is_branch else ''}|{self.part or ''}|{point}"


@lru_cache(maxsize=VENUES_KEPT)  # asked of each listing and of each of its statements
def named_venue(name: str | None, area: Area) -> NamedVenue | None:
    """The venue that a name names; None for what is no name, any venue's, or the gazetteer's."""
    whole = (name or "").strip()
    joint = _JOINTS.search(whole)
    head, rest = (whole[: joint.start()].strip(), whole[joint.end() :]) if joint else (whole, "")
    part = _part_at_end(area).search(" ".join(words(head)))
    spelled = folded(head if part is None else part["name"], area)
    if not _may_be_taught(head, spelled, area):
        return None
    key = key_of(spelled)
    behind = joint is not None and "," not in joint.group() and bool(localities(rest, area))
    return NamedVenue(head, key, rest.strip(" )"), behind or part is not None or bool(localities(head, area)))


def key_of(spelled: str) -> str:
    """The key of a folded name: blanks and doubled letters make no other venue, numbers and all other letters do.

    A blank between two numbers stays; so does what may be a number ("III") or initials ("AA").
    """
    singled = (
        word if len(word) < MIN_SINGLED_CHARS or _ROMAN.fullmatch(word) else _DOUBLED.sub(r"\1", word)
        for word in spelled.split()
    )
    return _BLANK.sub("", " ".join(singled))[:MAX_KEY_CHARS].strip()


def part_name(part: str | None, area: Area) -> str | None:
    """The name of a part of the city as statements have it; None where it has none."""
    if part == area.code:
        return area.name
    names = {code: name for name, code in reversed(list(area.localities.items()))}
    return ", ".join(names[one].title() for one in (part or "").split("+") if one in names) or None


def _may_be_taught(name: str, key: str, area: Area) -> bool:
    """Whether a name is that of one venue which the gazetteer does not have."""
    any_venue = len(key) < MIN_KEY_CHARS or key in COMMON_NAMES or _ROOM.fullmatch(key) is not None
    unnamed = NO_NAME.search(name) or _NO_ONE_VENUE.search(name) or not is_name(key.title(), area)
    return not any_venue and not unnamed and key_of(key) not in _gazetteer_keys(area) and is_name(name, area)


def statement_of(venue: Venue, area: Area) -> VenueStatement | None:
    """What a listing states of its venue, before anything else completes it; None where it names none of its own."""
    named = None if venue.online else named_venue(venue.name, area)
    if named is None:
        return None
    point = own_point(venue, area)
    here = is_here(venue.name, venue.address, area)
    address = venue.address
    if here is not None and is_here(None, address, area) is not here:
        address = ", ".join(filter(None, (named.rest, address))) or None
    return VenueStatement(named, _part(here, point, f"{venue.name}, {venue.address or ''}", area), address, point)


def _part(here: bool | None, point: Point | None, text: str, area: Area) -> str | None:
    """A point decides, as it does for events; then the words."""
    if point is not None:
        here = is_inside(point, area)
    if here is None:
        return None
    if here:
        return area.code
    parts = frozenset() if beyond(text, area) else localities(text, area) - {area.code}
    return "+".join(sorted(parts)) or ELSEWHERE


@lru_cache(maxsize=AREAS_KEPT)
def _part_at_end(area: Area) -> re.Pattern[str]:
    """A folded name that ends with a part of the city, and the name before it."""
    parts = "|".join(re.escape(name) for name in sorted(area.localities, key=lambda name: (-len(name), name)))
    return re.compile(rf"^(?P<name>.{{3,100}}?) (?:{parts or '(?!)'})$")


@lru_cache(maxsize=AREAS_KEPT)
def _gazetteer_keys(area: Area) -> frozenset[str]:
    """Names that the gazetteer decides about, branches included: no source teaches another place of that name."""
    names = (name for venue in area.venues for name in (venue.name, *venue.aliases))
    return frozenset(key_of(key) for name in names for key in (*spellings(name, area), folded(name, area)))
