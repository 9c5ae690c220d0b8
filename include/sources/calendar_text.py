"""Taking a calendar apart as text, so that one broken entry cannot spoil the rest.

A calendar that a strict parser refuses as a whole is mostly fine: one entry has a bad date, one line is folded wrongly.
Here it is cut into its VEVENTs, and each is later parsed on its own, with the time zones that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

FOLD = re.compile(r"\r?\n[ \t]")
PROPERTY = re.compile(r"^[A-Za-z][A-Za-z0-9-]*[;:]")
TZID = re.compile(r"TZID=\"?([^\";:]+)", re.IGNORECASE)
DROPPED = (
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
HEADER = ("METHOD", "X-WR-TIMEZONE")
LARGEST_LINE = 100_000


@dataclass
class Entry:
    """The lines of one VEVENT without its alarms, and the header lines of the calendar it stands in."""

    header: list[str]
    lines: list[str] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """The first value of a property, as written."""
        for line in self.lines:
            if line.upper().startswith((f"{name}:", f"{name};")):
                return _after_colon(line).strip() or None
        return None

    def zone(self, name: str) -> str | None:
        """The TZID of a property, as written."""
        line = next((line for line in self.lines if line.upper().startswith(f"{name};")), "")
        match = TZID.search(line)
        return match[1] if match else None

    def text(self) -> str:
        """The VEVENT as text."""
        return "\n".join(("BEGIN:VEVENT", *self.lines, "END:VEVENT"))


@dataclass
class TakenApart:
    """`whole` is False for a calendar that ends in the middle."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[Entry] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    whole: bool = False


def take_apart(text: str) -> TakenApart:
    """The entries and time zones of one or more calendars in `text`."""
    reader = _Reader()
    for line in logical_lines(text):
        reader.read(line)
    reader.found.broken += [reader.entry] if reader.entry is not None else []
    return reader.found


class _Reader:
    """Where in a calendar we are."""

    def __init__(self) -> None:
        self.found = TakenApart()
        self.header: list[str] = []
        self.entry: Entry | None = None
        self.zone: list[str] | None = None
        self.nested = 0

    def read(self, line: str) -> None:
        word, _, what = line.partition(":")
        word, what = word.upper(), what.strip().upper()
        if word in ("BEGIN", "END") and what in ("VCALENDAR", "VEVENT"):
            getattr(self, f"_{word}_{what}".lower())()
        elif self.entry is not None:
            self._inside(self.entry, word, line)
        elif self.zone is not None or (word, what) == ("BEGIN", "VTIMEZONE"):
            self._zone(line, ends=(word, what) == ("END", "VTIMEZONE"))
        elif line.upper().startswith(HEADER):
            self.header.append(line)

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
        if word not in ("BEGIN", "END") and self.nested <= 0 and not line.upper().startswith(DROPPED):
            entry.lines.append(re.sub(r"mailto:\S+", "mailto:hidden@example.invalid", line, flags=re.IGNORECASE))

    def _zone(self, line: str, *, ends: bool) -> None:
        lines = self.zone = [] if self.zone is None else self.zone
        lines.append(line)
        if ends:
            name = next((_after_colon(one).strip() for one in lines if one.upper().startswith("TZID")), None)
            if name:
                self.found.zones.setdefault(name, "\n".join(lines))
            self.zone = None


def put_together(entries: Iterable[Entry], zones: dict[str, str]) -> str:
    """A calendar of these entries alone."""
    every = list(entries)
    body = "\n".join(entry.text() for entry in every)
    needed = [zones[name] for name in dict.fromkeys(TZID.findall(body)) if name in zones]
    header = every[0].header if every else []
    return "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *header, *needed, body, "END:VCALENDAR", ""))


def logical_lines(text: str) -> list[str]:
    """Unfolded lines; what was folded without the leading space is joined to its property."""
    lines: list[list[str]] = []
    for line in FOLD.sub("", text.replace("\x00", "")).replace("\r", "\n").split("\n"):
        if not line.strip():
            continue
        if PROPERTY.match(line.lstrip("\ufeff ")) or not lines:
            lines.append([line.lstrip("\ufeff ").rstrip()])
        else:
            lines[-1].append(line.strip())
    return ["\\n".join(parts)[:LARGEST_LINE] for parts in lines]


def _after_colon(line: str) -> str:
    quoted = False
    for index, character in enumerate(line):
        quoted ^= character == '"'
        if character == ":" and not quoted:
            return line[index + 1 :]
    return ""
