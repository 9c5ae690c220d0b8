"""Opening hours that come in fields: schema.org's, and the periods of Google's Places API."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from include.places.clock import ClockTime, Half, written
from include.places.hours import SpecialDay
from include.places.reading import checked, read_hours
from include.places.unreadable import UnreadableHours
from include.places.weekdays import ALL_DAYS, HOLIDAY, written_days

MAX_ENTRIES = 100
MAX_SPECIAL_DAYS = 400
GOOGLE_PARTS = {"day": 6, "hour": 24, "minute": 59}
GOOGLE_DAYS = ("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "publicholidays")
_DAY_OF = dict(zip(_NAMES, (*ALL_DAYS, HOLIDAY), strict=True))
_TIME = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?: ?(?P<half>am|pm))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StatedHours:
    """What a page or service states: the hours of a week (canonical; None: none), and special days."""

    week: str | None
    special: tuple[SpecialDay, ...] = ()


def schema_org_hours(node: Mapping[str, Any]) -> StatedHours:
    """A place's `openingHours` and `openingHoursSpecification`; the second outweighs the first.

    Its specifications add up, and those with a first and a last day are special. Raises: UnreadableHours.
    """
    specified = _objects(node, "openingHoursSpecification")
    special = (*_special([*specified, *_objects(node, "specialOpeningHoursSpecification")]),)
    weekly = [one for one in specified if not _dates(one)]
    texts = [text for text in _listed(node.get("openingHours")) if isinstance(text, str) and text.strip()]
    if weekly:
        return StatedHours(_together(weekly), special)
    return StatedHours(_added(texts) if texts else None, special)


def google_hours(periods: Iterable[Any]) -> str:
    """The week of `regularOpeningHours.periods`. Raises: UnreadableHours."""
    rules = []
    listed = list(periods)[: MAX_ENTRIES + 1]
    if len(listed) > MAX_ENTRIES:
        raise UnreadableHours(f"more than {MAX_ENTRIES} periods")
    for period in listed:
        opens, closes = (_google_point(period, name) for name in ("open", "close"))
        if opens is None:
            raise UnreadableHours("a period without its opening")
        if closes is None:
            # how Google writes "always"
            return "24/7"
        days = (GOOGLE_DAYS.index(closes[0]) - GOOGLE_DAYS.index(opens[0])) % 7
        if days > 1:
            raise UnreadableHours("a period of more than a day")
        until = closes[1] + days * 24 * 60
        if until <= opens[1] or until > 48 * 60:
            raise UnreadableHours("a period ends before it begins")
        rules.append(f"{opens[0]} {written(opens[1])}-{written(until)}")
    return checked(", ".join(rules)) if rules else checked("off")


def _added(texts: list[str]) -> str:
    """Texts of one place: each holds for its own days, and what is said of one day adds up."""
    return checked(", ".join(read_hours(text) for text in texts[:MAX_ENTRIES]))


def _objects(node: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = [one for one in _listed(node.get(name)) if isinstance(one, Mapping)]
    if len(found) > MAX_ENTRIES:
        raise UnreadableHours(f"{name}: more than {MAX_ENTRIES}")
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dates(one: Mapping[str, Any]) -> bool:
    return bool(one.get("validFrom") and one.get("validThrough"))


def _special(specified: Iterable[Mapping[str, Any]]) -> Iterator[SpecialDay]:
    """The special days; what is specified of the same days, such as the weekdays of a season, adds up."""
    of_days: defaultdict[tuple[date, date], list[Mapping[str, Any]]] = defaultdict(list)
    for one in filter(_dates, specified):
        of_days[_first_and_last(one)].append(one)
    for (first, last), same in of_days.items():
        label = next((str(one["name"]) for one in same if one.get("name")), "")
        yield SpecialDay(first, last, _together(same), label[:100])


def _first_and_last(one: Mapping[str, Any]) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(str(one[name])[:10]) for name in ("validFrom", "validThrough"))
    except ValueError as error:
        raise UnreadableHours("validFrom or validThrough is no date") from error
    if not 0 <= (last - first).days <= MAX_SPECIAL_DAYS:
        raise UnreadableHours(f"special days from {first} to {last}")
    return first, last


def _together(specified: Sequence[Mapping[str, Any]]) -> str:
    rules = [_rule(one) for one in specified]
    # closed days first: a rule behind a semicolon would take the days' hours away
    closed = [rule for rule in rules if rule.endswith(" off")]
    added = ", ".join(rule for rule in rules if rule not in closed)
    return checked("; ".join(filter(None, [*closed, added])))


def _rule(one: Mapping[str, Any]) -> str:
    days = {_day(name) for name in _listed(one.get("dayOfWeek"))}
    times = _times(one.get("opens"), one.get("closes"))
    return f"{written_days(days or ALL_DAYS)} {times}"


def _day(name: Any) -> str:
    known = _DAY_OF.get(str(name).rsplit("/", 1)[-1].strip().lower())
    if known is None:
        raise UnreadableHours(f"{str(name)[:40]!r} is no day of the week")
    return known


def _times(opens: Any, closes: Any) -> str:
    if opens is None and closes is None:
        return "off"
    start, end = (_minute(value) for value in (opens, closes))
    if start == end:
        # schema.org's way to say that a day is closed; a whole day goes to 23:59
        return "off"
    return f"{written(start)}-{written(24 * 60 if end in (0, 24 * 60 - 1) else end)}"


def _minute(value: Any) -> int:
    found = _TIME.fullmatch(str(value).strip())
    if found is None:
        raise UnreadableHours(f"{str(value)[:40]!r} is no time of the day")
    half = cast(Half | None, found["half"] and found["half"].lower())
    return ClockTime(int(found["hour"]), int(found["minute"]), half, is_24=half is None).minutes()


def _google_point(period: Any, name: str) -> tuple[str, int] | None:
    point = period.get(name) if isinstance(period, Mapping) else None
    if point is None:
        return None
    parts = {name: point.get(name, 0) for name in GOOGLE_PARTS} if isinstance(point, Mapping) else {}
    if not all(_within(parts.get(name), highest) for name, highest in GOOGLE_PARTS.items()):
        raise UnreadableHours("a period whose day or time is none")
    return GOOGLE_DAYS[parts["day"]], parts["hour"] * 60 + parts["minute"]


def _within(value: Any, highest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest
