"""Taking a calendar apart as text, so that one broken entry cannot spoil the rest.

A calendar that a strict parser refuses as a whole is mostly fine: one entry has a bad date, one line is folded wrongly.
Here it is cut into its VEVENTs, and each is later parsed on its own, with the time zones that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from include.errors import BrokenRecord
from include.sources.calendar.dated_lines import ZoneNames, too_many_dates
from include.sources.fields.zones import known_zone
from include.untrusted.bounds import at_most

FOLD = re.compile(r"(?:\r?\n){1,3}[ \t]")
PROPERTY = re.compile(r"^[A-Za-z][A-Za-z0-9-]*[;:]")
TZID = re.compile(r"TZID=\"?([^\";:]+)", re.IGNORECASE)
UID = re.compile(r"^UID[;:].*$", re.IGNORECASE | re.MULTILINE)
MAILTO = re.compile(r"mailto:\S+", re.IGNORECASE)
DROPPED_PROPERTIES = (
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "ATTENDEE",
    "CONTACT",
    "TRANSP",
    "X-MS-",
    "X-APPLE-TRAVEL",
    "X-MICROSOFT-",
)
"""Bookkeeping, and people who only attend."""
KEPT_PROPERTIES = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT")
STAMP_PROPERTIES = ("LAST-MODIFIED", "DTSTAMP")
HEADER_PROPERTIES = ("METHOD", "X-WR-TIMEZONE")
TEXT_PROPERTIES = ("DESCRIPTION", "X-ALT-DESC", "COMMENT", "ATTACH", "IMAGE")
"""Properties of which the beginning is enough: a text is shown in part, a picture inside the calendar not at all."""
MAX_LINE_CHARS = 100_000
MAX_STAMP_CHARS = 200
"""Characters of LAST-MODIFIED or DTSTAMP; a longer one is no time, and its entry is read without."""
MAX_NAME_CHARS = 40
"""Characters of a property's name in a reason."""
MAX_HEADER_CHARS = 200
"""Characters of a header line, which stands in every record; what is longer names neither a method nor a zone."""
MAX_ZONE_CHARS = 10_000
"""Characters of a VTIMEZONE, which stands in every record that uses it."""


@dataclass
class Entry:
    """The lines of one VEVENT without its alarms, and the header lines of the calendar it stands in."""

    header: list[str]
    lines: list[str] = field(default_factory=list)
    fault: str | None = None
    """Why the entry cannot be taken."""
    modified: str = ""
    """When it was written last (LAST-MODIFIED, else DTSTAMP), as written."""

    def value(self, name: str) -> str | None:
        """The first value of a property, as written."""
        line = self.line(name)
        return (_after_colon(line).strip() or None) if line else None

    def zone(self, name: str) -> str | None:
        """The TZID of a property, as written."""
        match = TZID.search(self.line(name) or "")
        return match[1] if match else None

    def line(self, name: str) -> str | None:
        """The first line of a property."""
        size = len(name)
        return next(
            (one for one in self.lines if one[size : size + 1] in (":", ";") and one[:size].upper() == name), None
        )

    def text(self) -> str:
        """The VEVENT as text."""
        return "\n".join(("BEGIN:VEVENT", *self.lines, "END:VEVENT"))


@dataclass
class ParsedCalendar:
    """`whole` is False for a calendar that ends in the middle."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[Entry] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    whole: bool = False
    faults: list[str] = field(default_factory=list)
    """What is wrong with the calendar's own lines; its entries are read without them."""


def parse_calendar(text: str) -> ParsedCalendar:
    """The entries and time zones of one or more calendars in `text`."""
    reader = _Reader()
    for line in unfold_lines(text):
        reader.read(line)
    reader.found.broken += [reader.entry] if reader.entry is not None else []
    names = ZoneNames(reader.found.zones)
    for entry in reader.found.entries:
        entry.fault = entry.fault or too_many_dates(entry.lines)
        entry.lines = entry.lines if entry.fault else [names.standard(line) for line in entry.lines]
    reader.found.zones = names.made
    return reader.found


class _Reader:
    """Where in a calendar we are."""

    def __init__(self) -> None:
        self.found = ParsedCalendar()
        self.header: list[str] = []
        self.entry: Entry | None = None
        self.zone: list[str] | None = None
        self.nested = 0

    def read(self, line: str) -> None:
        word, _, what = line.partition(":")
        word = word.upper()
        what = what.strip().upper() if word in ("BEGIN", "END") else ""
        if what in ("VCALENDAR", "VEVENT"):
            getattr(self, f"_{word}_{what}".lower())()
        elif self.entry is not None:
            self._inside(self.entry, word, line)
        elif self.zone is not None or (word, what) == ("BEGIN", "VTIMEZONE"):
            self._zone(line, ends=(word, what) == ("END", "VTIMEZONE"))
        elif word.startswith(HEADER_PROPERTIES):
            self._head(word, line)

    def _head(self, word: str, line: str) -> None:
        name = word.partition(";")[0][:MAX_NAME_CHARS]
        if len(line) > MAX_HEADER_CHARS:
            self.found.faults.append(f"{name} has {len(line):,} characters, at most {MAX_HEADER_CHARS:,}")
        elif len(self.header) < len(HEADER_PROPERTIES):
            zone = known_zone(_after_colon(line)) if name == "X-WR-TIMEZONE" else None
            self.header.append(f"{name}:{zone.key}" if isinstance(zone, ZoneInfo) else line)
        else:
            self.found.faults.append(
                f"{name}: more lines of {' and '.join(HEADER_PROPERTIES)} than {len(HEADER_PROPERTIES)}"
            )

    def _begin_vcalendar(self) -> None:
        self.header, self.found.whole = [], False

    def _end_vcalendar(self) -> None:
        # an orderly end of the calendar ends an entry that lacks its own
        self._end_vevent()
        self.found.whole = True

    def _begin_vevent(self) -> None:
        self.found.broken += [self.entry] if self.entry is not None else []
        self.entry, self.zone, self.nested = Entry(self.header), None, 0

    def _end_vevent(self) -> None:
        self.found.entries += [self.entry] if self.entry is not None else []
        self.entry = None

    def _inside(self, entry: Entry, word: str, line: str) -> None:
        """A property of the entry itself: alarms and the like are passed over, and people's addresses hidden."""
        self.nested += {"BEGIN": 1, "END": -1}.get(word, 0)
        if word.startswith(STAMP_PROPERTIES) and self.nested == 0 and len(line) <= MAX_STAMP_CHARS:
            entry.modified = _after_colon(line) if word.startswith("LAST") else entry.modified or _after_colon(line)
        is_dropped = word.startswith(DROPPED_PROPERTIES) and not word.startswith(KEPT_PROPERTIES)
        if word in ("BEGIN", "END") or self.nested > 0 or is_dropped:
            return
        if len(line) > MAX_LINE_CHARS and not word.startswith(TEXT_PROPERTIES):
            entry.fault = (
                f"{word.partition(';')[0][:MAX_NAME_CHARS]} has {len(line):,} characters, at most {MAX_LINE_CHARS:,}"
            )
        entry.lines.append(MAILTO.sub("mailto:hidden@example.invalid", line[:MAX_LINE_CHARS]))

    def _zone(self, line: str, *, ends: bool) -> None:
        lines = self.zone = [] if self.zone is None else self.zone
        lines.append(line)
        if ends:
            name = next((_after_colon(one).strip() for one in lines if one.upper().startswith("TZID")), None)
            if name:
                self.found.zones.setdefault(name, "\n".join(lines))
            self.zone = None


def serialise(entries: Iterable[Entry], zones: Mapping[str, str]) -> str:
    """A calendar of these entries of one UID alone, with the time zones that they use and that are not known by name.

    The UID itself is left out: a feed that makes new ones at every export changes nothing by that.
    Raises: BrokenRecord when an entry cannot be taken, or its time zone is too long to stand in every record.
    """
    every = list(entries)
    fault = next((entry.fault for entry in every if entry.fault), None)
    if fault:
        raise BrokenRecord(fault)
    body = UID.sub("UID:-", "\n".join(entry.text() for entry in every))
    used = [name for name in dict.fromkeys(TZID.findall(body)) if name in zones]
    for name in used:
        at_most(MAX_ZONE_CHARS, len(zones[name]), f"characters in VTIMEZONE {name[:40]}")
    header = every[0].header if every else []
    return "\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", *header, *(zones[name] for name in used), body, "END:VCALENDAR", "")
    )


def unfold_lines(text: str) -> list[str]:
    """Unfolded lines; what was folded without the leading space is joined to its property."""
    lines: list[list[str]] = []
    for line in FOLD.sub("", text.replace("\x00", "")).replace("\r", "\n").split("\n"):
        if not line.strip():
            continue
        if PROPERTY.match(line.lstrip("\ufeff ")) or not lines:
            lines.append([line.lstrip("\ufeff ").rstrip()])
        else:
            lines[-1].append(line.strip())
    return ["\\n".join(parts) for parts in lines]


def _after_colon(line: str) -> str:
    """What follows the first colon outside of quotes."""
    quoted = False
    for index, character in enumerate(line):
        quoted ^= character == '"'
        if character == ":" and not quoted:
            return line[index + 1 :]
    return ""
