"""Where it happens, from what publishers put into a place: addresses in names, cities for names, zeros."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from include.areas.local import LocalWords
from include.listing import Venue
from include.sources.fields.plain_text import one_line
from include.understand.text.patterns import any_of, bounded
from include.understand.text.titles import words
from include.untrusted.left_out import each

UNKNOWN = re.compile(
    r"^(?:(?:venue|location)?\W*(?:tba|tbd|tbc|n/?a|none|null|to be (?:announced|decided|confirmed|shared)\b(?s:.*))"
    r"|venue|location|hybrid|(?:pick\W?up|meeting) (?:point|place)s?|various venues?|multiple venues?|-|\.)\W*$",
    re.I,
)
TEMPLATE = re.compile(r"#_\w|\{\{[^{}]{0,80}\}\}|%\w{1,40}%")
ONLINE = re.compile(
    r"^(?:online|virtual|zoom|google meet|webinar|on zoom|ms teams|microsoft teams)\b(?!.*\d{3})", re.IGNORECASE
)
COMMAS = bounded(r"(?:\s*,)+")
MEETING = re.compile(
    r"(?:zoom\.us|meet\.google|teams\.microsoft|youtube\.com|youtu\.be|webex|jitsi|crowdcast)", re.IGNORECASE
)
JOINT = bounded(r"\s*,\s*|\s+(?:@|[-–—|])\s+(?=#?\d)")
"""Where a name ends and the address begins."""
_SPELLED = {"rd": "road", "st": "street"}
ADDRESS_PARTS = ("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry")


def venue_of(name: object, local: LocalWords, address: object = None) -> Venue:
    """A venue from one or two texts. A lone line such as `Blue Door, 29, Quay Road` gives its name and address."""
    title, where = _text(name), _text(address)
    if title and (ONLINE.match(title) or MEETING.search(title)):
        return Venue(name=None if MEETING.search(title) else title, online=True)
    if title and _is_city(title, local):
        title, where = None, where or title
    if title and where is None and JOINT.search(title):
        where = title
    if title and (len(title) > 60 or where == title):
        title = JOINT.split(title, maxsplit=1)[0].strip()
    title = _city_at_end(local).sub("", title).strip() if title else None
    if title and not re.search(r"[^\W\d_]{2}", title):  # a house number
        where = where if where and where.startswith(title) else ", ".join(filter(None, (title, where)))
        title = None
    title = _once(title)
    return Venue(name=title, address=_without(where, title))


@lru_cache(maxsize=8)
def _city_at_end(local: LocalWords) -> re.Pattern[str]:
    return bounded(rf"\s*[:,|–-]\s*{any_of(local.city).pattern}\s*$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _wider_names(local: LocalWords) -> re.Pattern[str]:
    return any_of((*local.city, *local.region, *local.country))


def _is_city(name: str, local: LocalWords) -> bool:
    """Whether a name says only in which city, region or country it is."""
    pattern = _wider_names(local)
    return pattern.search(name) is not None and not re.search(r"\w", pattern.sub("", name))


def _once(name: str | None) -> str | None:
    """`Lamp Rooms Old Town, Lamp Rooms` written once."""
    first, _, rest = (name or "").partition(", ")
    repeated = set(rest.lower().split())
    return (first if repeated and repeated <= set(first.lower().split()) else name) or None


def _without(address: str | None, name: str | None) -> str | None:
    """An address without the venue's name at its beginning; None when it holds no more than the name."""
    if not address or not name:
        return address or None
    rest = address[len(name) :] if address.lower().startswith(name.lower()) else ""
    kept: str = rest.strip(" ,|@-–—:") if rest and not rest[0].isalnum() else address
    return kept if kept and not name.lower().startswith(kept.lower()) else None


def place(value: Any, local: LocalWords, left_out: list[str] | None = None) -> Venue:
    """A schema.org `location` in any of its shapes: text, Place, VirtualLocation, PostalAddress, a list of these.

    Of a list, a place that cannot be read is left out, with its reason in `left_out`.
    """
    if isinstance(value, list):
        reasons = [] if left_out is None else left_out
        every = list(each(reasons, "venue", value, lambda one: place(one, local, reasons)))
        real = [one for one in every if not one.online and (one.name or one.address)]
        return (real or every or [Venue()])[0]
    if isinstance(value, str):
        return venue_of(value, local)
    if not isinstance(value, Mapping):
        return Venue()
    if _kind(value) == "VirtualLocation" or _kind(value.get("address")) == "VirtualLocation":
        return Venue(name=_text(value.get("name")), online=True)
    address = value if _kind(value) == "PostalAddress" else value.get("address")
    found = venue_of(value.get("name"), local, address_line(address, local))
    if found.online and found.name is None and address:
        found = venue_of(None, local, address_line(address, local))
    found.latitude, found.longitude = coordinates(value)
    found.google_place_id = _google_place_id(value.get("url")) or _google_place_id(value.get("hasMap"))
    return found


def or_default(found: Venue, config: Mapping[str, Any], local: LocalWords) -> Venue:
    """`found`, or the instance's own `venue` and `address` when it is empty."""
    is_given = found.online or found.name or found.address or found.latitude is not None
    return found if is_given else venue_of(config.get("venue"), local, config.get("address"))


def address_line(value: Any, local: LocalWords) -> str | None:
    """An address as one line."""
    if isinstance(value, list):
        return next((line for one in value if (line := address_line(one, local))), None)
    if isinstance(value, Mapping):
        line = ""
        for part in ((_country(value.get(key)) or "").strip(" ,") for key in ADDRESS_PARTS):
            line = line if not part or _states(line, part, local) else f"{line}, {part}".strip(" ,")
        return _text(line)
    return _text(value)


def _states(line: str, part: str, local: LocalWords) -> bool:
    """Whether an address names a town, region, code or country already, in its own spelling."""
    present, wanted = ({_SPELLED.get(w, w) for w in words(_one_spelling(one, local))} for one in (line, part))
    return wanted <= present or part.replace(" ", "") in line.replace(" ", "")


def _one_spelling(line: str, local: LocalWords) -> str:
    """`line` with the first of their names for city and country, whichever of them it has."""
    for names in filter(None, (local.city, local.country)):
        line = any_of(names).sub(names[0], line)
    return line


def coordinates(value: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Latitude and longitude of a place, unless they are zero or impossible."""
    geo = value.get("geo")
    geo = geo[0] if isinstance(geo, list) and geo else geo
    source = geo if isinstance(geo, Mapping) else value
    if isinstance(geo, str) and geo.count(",") == 1:
        source = dict(zip(("latitude", "longitude"), geo.split(","), strict=True))
    return degrees(source.get("latitude"), source.get("longitude"))


def degrees(latitude: Any, longitude: Any) -> tuple[float | None, float | None]:
    """Two numbers as degrees; both None when either is missing, zero or out of range, or both are whole.

    Whole degrees are what a program rounded: they mean no more than which hundred kilometres it is in.
    """
    try:
        north, east = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None, None
    believable = 0 < abs(north) <= 90 and 0 < abs(east) <= 180 and not (north.is_integer() and east.is_integer())
    return (round(north, 7), round(east, 7)) if believable else (None, None)


def _text(value: object) -> str | None:
    line = one_line(value, limit=500)
    if line is None or UNKNOWN.match(line) or TEMPLATE.search(line):
        return None
    return COMMAS.sub(",", line).strip(" ,;|") or None


def _country(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, Mapping) else value
    name = name[0] if isinstance(name, list) and name else name
    return name if isinstance(name, str) else None


def _kind(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    kind = value.get("@type") or value.get("type") or ""
    return str(kind[0] if isinstance(kind, list) and kind else kind).rsplit("/", 1)[-1]


def _google_place_id(url: Any) -> str | None:
    if not isinstance(url, str) or "place_id" not in url:
        return None
    try:
        query = parse_qs(urlsplit(url).query)
    except ValueError:  # no address: "http://["
        return None
    return next((query[key][0] for key in ("query_place_id", "place_id") if key in query), None)
