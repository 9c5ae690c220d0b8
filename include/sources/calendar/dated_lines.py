"""Lines of a calendar that hold dates, in the standard's own form: zones by names that are known, times as RFC 5545 has
them. Calendars name zones as Windows does, quote them, put offsets there, and write dates as pages do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from include.sources.calendar.rules import MAX_LISTED_DATES
from include.sources.fields.moments import read_time
from include.sources.fields.zones import MAX_NAME_CHARS, known_zone

DATED_PROPERTIES = ("DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID")
VALUE = re.compile(r":(?=\d{4}-?\d{2}-?\d{2}|\d{4}/\d{1,2}/\d{1,2}|P)")
STANDARD_VALUE = re.compile(r"\d{8}(?:T(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?")
LOCATION = re.compile(r"^X-LIC-LOCATION:(.{1,100})$", re.IGNORECASE | re.MULTILINE)
STRAY_MARKS = re.compile(r'[";:,\\]+')
MAX_PROPERTY_CHARS = max(map(len, DATED_PROPERTIES))
MAX_ENTRY_DATES = 2 * MAX_LISTED_DATES + 3
"""Its start, its end, the date for which it stands, RDATEs and EXDATEs."""
FLOATING_ZONE = timezone(timedelta(minutes=1), "floating")
"""Stands for the zone of a time that names none, while it is read."""


def too_many_dates(lines: Iterable[str]) -> str | None:
    """Why an entry cannot be taken that lists more dates than its RDATEs and EXDATEs may have; else None."""
    dates = sum(line.count(",") + 1 for line in lines if line[:MAX_PROPERTY_CHARS].upper().startswith(DATED_PROPERTIES))
    return f"the entry lists {dates:,} dates, at most {MAX_ENTRY_DATES:,}" if dates > MAX_ENTRY_DATES else None


class ZoneNames:
    """The zones of one calendar: those that it defines (VTIMEZONE as text, by name), beside those that are known."""

    def __init__(self, defined: Mapping[str, str]) -> None:
        self.defined = {_plain(name): text for name, text in defined.items()}
        self.made: dict[str, str] = {}
        """VTIMEZONE by the name under which lines refer to it."""
        self.names: dict[str, str | None] = {}

    def standard(self, line: str) -> str:
        """A line as the standard would write it; what is none of DATED_PROPERTIES, or has no date, stays as it is."""
        if not line.upper().startswith(DATED_PROPERTIES):
            return line
        zone, head, value = _parts(line)
        if value is None:
            return line
        # an instant of UTC needs no zone, and with both the Z is what its program meant
        name = self.name_of(zone) if zone is not None and not value.upper().endswith("Z") else None
        values = [_standard_value(one) for one in value.split(",")]
        if all(one is None for one in values):
            return f"{head}{f';TZID={name}' if name else ''}:{value}"
        texts = [one or old for one, old in zip(values, value.split(","), strict=True)]
        return _joined(head, name, texts)

    def name_of(self, written: str) -> str | None:
        """The name under which a zone is known to the reader of records; None when nobody knows it."""
        if written not in self.names:
            self.names[written] = self._resolved(_plain(written))
        return self.names[written]

    def _resolved(self, name: str) -> str | None:
        known = known_zone(name)
        own = self.defined.get(name)
        located = LOCATION.search(own) if own else None
        if known is None and located:
            known = known_zone(located[1])
        if isinstance(known, ZoneInfo):
            return known.key
        if known is not None:
            return self._fixed(known)
        if own and "TZOFFSETTO" in own.upper():
            return self._renamed(name, own)
        return name if len(name) <= MAX_NAME_CHARS and not STRAY_MARKS.search(name) else None

    def _fixed(self, zone: tzinfo) -> str:
        """A zone that is an offset and nothing more."""
        offset = f"{datetime(2000, 1, 1, tzinfo=zone):%z}"
        name = f"UTC{offset[:5]}"
        self.made[name] = (
            f"BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
            f"TZOFFSETFROM:{offset[:5]}\nTZOFFSETTO:{offset[:5]}\nEND:STANDARD\nEND:VTIMEZONE"
        )
        return name

    def _renamed(self, name: str, text: str) -> str:
        """A zone that the calendar defines, under a name that needs no quotes."""
        plain = " ".join(STRAY_MARKS.sub(" ", name).split()) or "own"
        lines = (f"TZID:{plain}" if one.upper().startswith("TZID") else one for one in text.split("\n"))
        self.made[plain] = "\n".join(lines)
        return plain


def _plain(name: str) -> str:
    """A zone's name without the quotes of a parameter and the escapes of a text."""
    return re.sub(r"\\(.)", r"\1", name.strip().strip('"')).strip()


def _parts(line: str) -> tuple[str | None, str, str | None]:
    """The zone as written, the line up to its value without it, and the value; None for what is not there."""
    at = line.upper().find(";TZID=")
    if at < 0:
        match = VALUE.search(line)
        return (None, line[: match.start()], line[match.end() :]) if match else (None, line, None)
    head, rest = line[:at], line[at + len(";TZID=") :]
    end = rest.find('"', 1) + 1 if rest.startswith('"') else 0
    match = VALUE.search(rest, end)
    if match is None:
        return None, line, None
    zone, _, more = (rest[:end], "", rest[end : match.start()]) if end else rest[: match.start()].partition(";")
    more = more.lstrip(";")
    return zone, f"{head};{more}" if more else head, rest[match.end() :]


def _standard_value(value: str) -> str | None:
    """A date or time that is not written as the standard has it; None for one that is, or that cannot be read."""
    if STANDARD_VALUE.fullmatch(value) or value.upper().startswith("P") or "/" in value[8:]:
        return None
    found = read_time(value, FLOATING_ZONE)
    if found is None:
        return None
    if found.date_only:
        return f"{found.at:%Y%m%d}"
    if found.at.tzinfo is FLOATING_ZONE:
        return f"{found.at:%Y%m%dT%H%M%S}"
    return f"{found.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _joined(head: str, zone: str | None, values: Iterable[str]) -> str:
    """A line of values that were rewritten: dates are marked as such, and an instant of UTC has no zone beside it."""
    texts = list(values)
    name, *parameters = head.split(";")
    kept = [one for one in parameters if not one.upper().startswith("VALUE=")]
    if all("T" not in one for one in texts):
        kept.append("VALUE=DATE")
    elif zone and not any(one.endswith("Z") for one in texts):
        kept.append(f"TZID={zone}")
    return ";".join((name, *kept)) + ":" + ",".join(texts)
