"""Entries of one UID: which of them is the newest word, which instance stands for itself, and what is not public."""

from __future__ import annotations

from collections.abc import Iterable

from include.sources.calendar.parsing import Entry
from include.sources.calendar.ranges import HIDDEN
from include.sources.fields.status import title_and_status
from include.sources.identity import normalised

Key = tuple[str | None, str | None]
PUBLIC = frozenset({"", "PUBLIC", "DEFAULT", "NORMAL"})
"""Of CLASS; RFC 5545 has what is not known taken as private."""
OWN_PROPERTIES = ("SUMMARY", "LOCATION")
"""What makes an instance of a series a happening of its own when it differs."""
TIMING_PROPERTIES = (
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
    "SEQUENCE",
    "STATUS",
)
"""What an instance does not take over from its series."""


def is_private(entry: Entry) -> bool:
    """Whether an entry is marked as not for everybody."""
    return (entry.value("CLASS") or "").upper() not in PUBLIC


def newest(entries: list[Entry]) -> list[Entry]:
    """The entries without those of which there is a newer version: at the same start, or moved under the same title."""
    at_start: dict[Key, tuple[int, str]] = {}
    under_title: dict[Key, int] = {}
    for entry in entries:
        start, title = _keys(entry)
        at_start[start] = max(at_start.get(start, (0, "")), _version(entry))
        under_title[title] = max(under_title.get(title, 0), _version(entry)[0])

    def stands(entry: Entry) -> bool:
        start, title = _keys(entry)
        return _version(entry) >= at_start[start] and _version(entry)[0] >= under_title[title]

    return [entry for entry in entries if stands(entry)]


def _keys(entry: Entry) -> tuple[Key, Key]:
    instance = entry.value("RECURRENCE-ID")
    return (instance, entry.value("DTSTART")), (instance, _value(entry, "SUMMARY"))


def sequence(entry: Entry) -> int:
    """How often an entry was revised, by its own count."""
    number = entry.value("SEQUENCE") or ""
    return int(number) if number.isdecimal() and len(number) < 12 else 0


def _version(entry: Entry) -> tuple[int, str]:
    return sequence(entry), entry.modified


def split_instances(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The series, and its instances that have a title or a place of their own, as entries for themselves.

    Instances that are private are left out of both; from one that stands for all that follow the series has no dates.
    """
    masters = [one for one in entries if one.line("RECURRENCE-ID") is None]
    main = masters[0] if masters else entries[0]
    apart = [one for one in entries if one is not main and _stands_apart(one, main)]
    private = [one for one in entries if one.line("RECURRENCE-ID") and is_private(one) and one is not main]
    left_out = {id(one): one for one in (*apart, *private)}
    series = [one for one in entries if id(one) not in left_out]
    if masters and left_out:
        series[series.index(main)] = _excepting(main, (one for one in left_out.values() if not is_range(one)))
        series += [_hidden(one, main) for one in private if is_range(one)]
    return series, [_completed(one, main) for one in apart if not is_private(one)]


def is_range(entry: Entry) -> bool:
    """Whether an instance stands for all that follow it, too."""
    return "RANGE=" in (entry.line("RECURRENCE-ID") or "").upper()


def _stands_apart(entry: Entry, main: Entry) -> bool:
    if entry.line("RECURRENCE-ID") is None or is_range(entry) or (entry.value("STATUS") or "").upper() == "CANCELLED":
        return False
    return any(_value(entry, name) not in ("", _value(main, name)) for name in OWN_PROPERTIES)


def _value(entry: Entry, name: str) -> str:
    text = entry.value(name) or ""
    return normalised(title_and_status(text)[0] if name == "SUMMARY" else text)


def _excepting(main: Entry, instances: Iterable[Entry]) -> Entry:
    lines = (one.line("RECURRENCE-ID") or "" for one in instances)
    return Entry(main.header, [*main.lines, *("EXDATE" + line[len("RECURRENCE-ID") :] for line in lines)], main.fault)


def _hidden(entry: Entry, main: Entry) -> Entry:
    """When a private instance is, and nothing of what it is; one from which on all is private stays what it is."""
    if entry.value("RECURRENCE-ID") == main.value("DTSTART"):
        return entry
    timing = [one for one in entry.lines if _name(one) in (*TIMING_PROPERTIES, "UID")]
    return Entry(entry.header, [*timing, f"{HIDDEN}:TRUE"], entry.fault)


def _completed(entry: Entry, main: Entry) -> Entry:
    """An instance as an entry of its own, with what it does not state itself."""
    own = [one for one in entry.lines if not one.upper().startswith("RECURRENCE-ID")]
    stated = {_name(one) for one in own} | set(TIMING_PROPERTIES)
    return Entry(entry.header, [*own, *(one for one in main.lines if _name(one) not in stated)], entry.fault)


def _name(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].upper()
