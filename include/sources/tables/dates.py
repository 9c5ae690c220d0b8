"""The times of a row: a date here, an hour there, in the order of day and month that the file itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from include.sources.configuration.config import ColumnPart
from include.sources.fields.moments import MAX_TIME_CHARS, as_written
from include.understand.text.patterns import bounded

NUMBERS = bounded(
    r"^\s*(?:[^\W\d_]{2,9}\.?,?\s+)?(?P<one>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<two>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>\d{4}|\d{2})(?!\d)(?P<rest>.*)$",
    re.DOTALL,
)
LATER = bounded(
    r"(?<![\d/.:])(?P<one>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<two>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)"
)
"""A further date of a cell that begins with one."""
DAYS = bounded(r"^(\d{4}-\d\d-\d\d)\s*(?:-|–|—|to|till|until)\s*(\d{4}-\d\d-\d\d)$", re.IGNORECASE)
"""A first and a last day."""
CLOCK = bounded(r"\d{1,2}\s?(?:[:.]\d{2}|[ap]\.?m\b)", re.IGNORECASE)
PLAIN_CLOCK = bounded(r"^\s*\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.?m\.?)?\s*$", re.IGNORECASE)
FOUR_DIGITS = bounded(
    r"^(?:[01]\d|2[0-3])[0-5]\d(?:\s*(?:-|–|to|till|until)\s*(?:[01]\d|2[0-3])[0-5]\d)?\s*(?:h|hrs?|hours)?\.?$",
    re.IGNORECASE,
)
"""Hours as `1900`, in a column of hours."""
MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 - only its hour is taken
THREE_NUMBERS = bounded(r"^\d{1,4}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{1,4}$")
"""A day in numbers, in any order."""
CUT_NUMBERS = bounded(r"^\d{1,4}(?:[/.-]\d{0,4}){0,2}$")
"""How a day in numbers may begin."""
UNFINISHED_YEAR = bounded(r"^\d{1,2}[/.-]\d{1,2}[/.-](?:\d|\d{3})$")
LEAP_YEAR = 2024
"""A year that has every day of the calendar."""
FIRST_SERIAL = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's days have no zone
MINUTES_OF_DAY = 1440
SERIALS = range(36_526, 73_415)
"""Days since then, by which a spreadsheet counts: 2000 to 2100."""


def shown_order(cells: Iterable[Any]) -> bool | None:
    """Whether dates in numbers have the month first, by those that can be read in one order only; None where none can.

    A file that shows both shows neither.
    """
    found = [match for cell in cells if (match := _numbers(cell))]
    day_first = any(int(one["one"]) > 12 for one in found)
    month_first = any(int(one["two"]) > 12 for one in found)
    return None if day_first == month_first else month_first


def times_of(row: Mapping[ColumnPart, Any], *, month_first: bool) -> dict[str, str]:
    """Start and end of a row by its parts `start`, `start_time`, `end`, `end_time` and `all_day`.

    Returns `date` and `end` as a program would write them, and `date_text`, all of it as people read it.
    """
    start, end = (_written(one, month_first=month_first) for one in (row.get("start"), row.get("end")))
    if not end and (days := DAYS.match(start)):  # both in one cell
        start, end = days.groups()
    begins, ends = _clock(row.get("start_time")), _clock(row.get("end_time"))
    if PLAIN_CLOCK.match(end):  # an hour, where a day could stand
        end, ends = "", ends or end
    if is_true(row.get("all_day")):
        begins = ends = ""
    if begins and not ends and start != end and DAYS.match(f"{start} to {end}") and not PLAIN_CLOCK.match(begins):
        # the hours of each of the days, which are read where both days are named before them
        return {"date": start, "end": end, "date_text": f"{_in_words(start)} to {_in_words(end)} {begins}"}
    last = end or (_day_of(start) if ends else "")
    words = " to ".join(filter(None, (f"{start} {begins}".strip(), f"{end} {ends}".strip())))
    found = {"date": _joined(start, begins), "end": _joined(last, ends), "date_text": words}
    return {name: text for name, text in found.items() if text}


def is_no_day(cell: Any, *, cut: bool = False) -> bool:
    """Whether a cell has the three numbers of a day and there is none, `31/02/2026` or `15/03/202`.

    With `cut` the cell may end early: `15/0` is none then, `15/03` is one.
    """
    text = cell.strip() if isinstance(cell, str) else ""
    if not (CUT_NUMBERS if cut else THREE_NUMBERS).match(text):
        return False
    if UNFINISHED_YEAR.match(text):
        return True
    mark = next((one for one in text if not one.isdigit()), "/")
    days = (_written(one, month_first=False) for one in (text, f"{text}{mark}{LEAP_YEAR}"))
    return all(as_written(one, UTC) is None for one in days)


def is_true(cell: Any) -> bool:
    """Whether a cell answers yes."""
    return cell is True or str(cell).strip().lower() in ("true", "yes", "y", "1", "x")


def _joined(day: str, clock: str) -> str:
    """A date with its hour behind it, where it has none and the hour is a plain one."""
    if not day or not clock or CLOCK.search(day):
        return day
    return f"{day} {clock}" if PLAIN_CLOCK.match(clock) and CLOCK.search(clock) else day


def _in_words(text: str) -> str:
    """A day in ISO 8601 as people write it, `14 March 2026`; one that the calendar does not have stays as it is."""
    try:
        return date.fromisoformat(text).strftime("%d %B %Y")
    except ValueError:
        return text


def _day_of(text: str) -> str:
    """The date at the beginning of an ISO time, else the text."""
    return text[:10] if re.match(r"\d{4}-\d{2}-\d{2}", text) else text


def _written(cell: Any, *, month_first: bool) -> str:
    """A date as ISO 8601 where it is in numbers; else as it stands there."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_serial(cell)
    match = _numbers(cell)
    if match is None:
        return "" if cell is None else str(cell).strip()
    first = _iso(match, month_first=month_first)
    if first is None:
        return str(cell).strip()
    rest = LATER.sub(lambda one: _iso(one, month_first=month_first) or one[0], match["rest"])
    return f"{first}{rest}".strip()


def _iso(match: re.Match[str], *, month_first: bool) -> str | None:
    """A date in numbers as ISO 8601; None where there is no such day."""
    month, day = (int(match[name]) for name in (("one", "two") if month_first else ("two", "one")))
    if month > 12:
        month, day = day, month
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _of_serial(cell: float) -> str:
    """A number of days, with the hour as its fraction; any other number as it is."""
    if int(cell) not in SERIALS:
        return str(cell)
    moment = FIRST_SERIAL + timedelta(minutes=round(cell * MINUTES_OF_DAY))
    return moment.strftime("%Y-%m-%d" if cell == int(cell) else "%Y-%m-%d %H:%M")


def _clock(cell: Any) -> str:
    """An hour of the day as text; a number below one is a share of the day."""
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = min(round(cell * MINUTES_OF_DAY), MINUTES_OF_DAY - 1)
        return (MIDNIGHT + timedelta(minutes=minutes)).strftime("%H:%M")
    text = "" if cell is None else str(cell).strip()
    if FOUR_DIGITS.match(text):
        return re.sub(r"(\d\d)(\d\d)", r"\1:\2", text)
    # a program's cell for an hour may carry the day from which it counts
    return re.sub(r"^(?:1899-12-3[01]|1900-01-0[01])[T ]", "", text)


def _numbers(cell: Any) -> re.Match[str] | None:
    return NUMBERS.match(cell) if isinstance(cell, str) and len(cell) <= MAX_TIME_CHARS else None
