"""The functions that read foreign text, found by their first parameter, and texts that are hard on such."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.patterns.adversary import Unit
from benchmarks.patterns.discover import AREA, modules
from benchmarks.patterns.measure import Reader
from include.areas.area import load_area
from include.listing import Venue

LONGEST = 16_000
"""Characters of the longest text that every function is asked to read."""
READERS = ("include.understand.", "include.sources.", "include.untrusted.cleaning")
TEXT = ("str", "object", "Any", "str | None")
PROGRAMS = frozenset({"bounded", "_form", "read_snapshot", "connector", "type_of"})
"""Functions whose text is our own."""
KNOWN: dict[str, Any] = {
    "reference": date(2026, 3, 2),
    "posted": datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
    "zone": ZoneInfo("Asia/Kolkata"),
    "horizon": timedelta(days=120),
    "area": load_area(AREA),
    "local": load_area(AREA).words,
    "money": load_area(AREA).money,
    "currency": "INR",
    "venue": Venue(),
    "url": "https://example.invalid/",
    "start": "2026-03-07",
}
"""What a function wants beside a text."""
UNITS = (
    " ", "\n", "a", "1", ",", "<b>", "<br ", "<b>x</i>", "<a href='", "<table>x", "<!--", "<script>", "&", "&#",
    "mon ", "26/09/2026 ", "26 Sept, ", "1-", "7 pm ", "at 7 ", "₹1 ", "Rs. 499/- ", "two ", "free ", "ticket ",
    "venue: ", "at Toit ", "hosted by A ", "a@b.c ", "+91 98450 00000 ", "https://x ", "[at]", "cancelled ",
    "every monday ", '{"', "[", '"\\"', "/*", "DTSTART:", "BEGIN:VEVENT\n", " folded\n", "\ud83d",
    "\u202e", "a\u0301", "\u0301\u0316", "ಕ\u200d", "\ufdfa", "x=1&", "{{", "| ", "560 038 ",
)  # fmt: skip
NASTY = (
    *(Unit("", one) for one in UNITS),
    Unit("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\n", "X:1\n"),
    Unit("DESCRIPTION:a\n", " a\n"),
    Unit("<p>", "&"),
)


def functions() -> dict[str, Reader]:
    """The functions over text, by name; what they want beside it is filled in."""
    return {f"{module.__name__}.{name}": one for module in modules() for name, one in _readers(module)}


def _readers(module: ModuleType) -> Iterator[tuple[str, Reader]]:
    if not module.__name__.startswith(READERS):
        return
    for name, value in vars(module).items():
        function = inspect.unwrap(value) if callable(value) else None
        if inspect.isfunction(function) and function.__module__ == module.__name__ and name not in PROGRAMS:
            reader = _filled(function)
            if reader:
                yield name, reader


def _filled(function: Callable[..., Any]) -> Reader | None:
    wanted = list(inspect.signature(function).parameters.values())
    if not wanted or wanted[0].annotation not in TEXT:
        return None
    needed = [one.name for one in wanted[1:] if one.default is inspect.Parameter.empty]
    if not all(name in KNOWN for name in needed):
        return None
    return partial(_call, function, {name: KNOWN[name] for name in needed})


def _call(function: Callable[..., Any], beside: dict[str, Any], text: str) -> None:
    found = function(text, **beside)
    if inspect.isgenerator(found):
        for _ in found:
            pass
