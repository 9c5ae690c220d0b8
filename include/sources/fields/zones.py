"""Time zones by the names that calendars and pages give them: IANA, Windows, vendors' paths, offsets, abbreviations."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from include.untrusted.bounds import MAX_OFFSET

ZONE = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,3}")
MAX_NAME_CHARS = 120
"""Characters of a zone's name; the longest that Windows shows has about 60."""
OFFSET_NAME = re.compile(
    r"^\(?(?:UTC|GMT|Z)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?\)?(?P<rest>\s.*)?$",
    re.IGNORECASE,
)
PLAIN_UTC = re.compile(r"^\((?:UTC|GMT)\)(?P<rest>.*)$", re.IGNORECASE)
AREA = re.compile(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US)(?:/[\w+ -]{1,40}){1,2}$"
)
_OFFSET_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "BST": 1, "IST": 5.5, "SGT": 8, "JST": 9,
    "AEST": 10, "AEDT": 11,
}  # fmt: skip
ABBREVIATIONS: dict[str, tzinfo] = {
    name: timezone(timedelta(hours=hours), name) if hours else UTC for name, hours in _OFFSET_HOURS.items()
}
"""The abbreviations of RFC 5322 and those that one zone alone is known by; IST is India's here."""


def known_zone(name: str) -> tzinfo | None:
    """The time zone of a name, None for one that says nothing.

    Known are names of the time zone database (also behind a vendor's path, in another case, with blanks), those of
    Windows, as in `W. Europe Standard Time` and `(UTC+01:00) Amsterdam, Berlin, Bern`, and offsets such as `UTC+02:00`.
    """
    wanted = name.strip().strip('"').strip()
    return _zone_called(wanted) if 0 < len(wanted) <= MAX_NAME_CHARS else None


@lru_cache(maxsize=1000)
def _zone_called(wanted: str) -> tzinfo | None:
    """The zone of a name that is short enough to be kept in memory."""
    zone = _windows().get(wanted.casefold()) or _shown(wanted) or _tail(wanted)
    return _iana(zone) or _by_offset(wanted) or ABBREVIATIONS.get(wanted.upper())


@lru_cache(maxsize=1)
def _windows() -> dict[str, str]:
    """The zones by the names that Windows has for them."""
    # heavy, so imported where a name is looked up
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415
    from tzlocal.windows_tz import win_tz  # noqa: PLC0415

    return {name.casefold(): zone for name, zone in {**win_tz, **WINDOWS_TO_OLSON}.items()}


def _iana(name: str) -> ZoneInfo | None:
    """The zone under the very name, or one that differs in case or blanks."""
    written = _spellings().get(name.replace(" ", "_").casefold(), name)
    try:
        # the zone database is also a package: a long path of dots would be imported part by part
        return ZoneInfo(written) if ZONE.fullmatch(written) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _shown(name: str) -> str | None:
    """The zone that Windows shows as `(UTC-05:00) Eastern Time (US & Canada)`."""
    match = OFFSET_NAME.match(name)
    words = ((match["rest"] or "") if match else name).partition("(")[0].strip().casefold()
    return _windows().get(words.removesuffix(" time") + " standard time") if words.endswith(" time") else None


def _tail(name: str) -> str:
    """`/mozilla.org/20070129_1/Asia/Kolkata` without what a vendor puts in front."""
    match = AREA.search(name)
    return match.group() if match else name


def _by_offset(name: str) -> tzinfo | None:
    """The zone of a name that begins with an offset: by a city that it names, else the offset alone."""
    match = OFFSET_NAME.match(name)
    plain = PLAIN_UTC.match(name) if match is None else None
    rest = match["rest"] if match else plain["rest"] if plain else None
    cities = (one.strip().replace(" ", "_").casefold() for one in re.split(r"[,;:()]", rest or ""))
    city = next((_cities()[one] for one in cities if one in _cities()), None)
    if city or match is None:
        return ZoneInfo(city) if city else UTC if plain else None
    ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if ahead > MAX_OFFSET:
        return None
    return timezone(-ahead if match["sign"] == "-" else ahead)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """The zones by the last part of their names, where an area stands before it."""
    return {name.rpartition("/")[2].casefold(): name for name in sorted(available_timezones()) if AREA.match(name)}
