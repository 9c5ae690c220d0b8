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
    found = TakenApart()
    header: list[str] = []
    entry: Entry | None = None
    zone: list[str] | None = None
    nested: list[str] = []
    for line in logical_lines(text):
        begins, ends = _mark(line, "BEGIN:"), _mark(line, "END:")
        if begins == "VCALENDAR" and entry is None:
            header, found.whole = [], False
        elif begins == "VEVENT":
            if entry is not None:
                found.broken.append(entry)
            entry, zone, nested = Entry(header), None, []
        elif ends == "VEVENT" and entry is not None:
            found.entries.append(entry)
            entry, nested = None, []
        elif begins == "VTIMEZONE" and entry is None:
            zone = [line]
        elif zone is not None:
            zone.append(line)
            if ends == "VTIMEZONE":
                _keep_zone(found, zone)
                zone = None
        elif ends == "VCALENDAR":
            # an orderly end of the calendar ends an entry that lacks its own
            found.entries += [entry] if entry is not None else []
            found.whole, entry = True, None
        elif entry is not None:
            nested = _inside(entry, line, begins, ends, nested)
        elif line.upper().startswith(HEADER):
            header.append(line)
    found.broken += [entry] if entry is not None else []
    return found


def put_together(entries: Iterable[Entry], zones: dict[str, str]) -> str:
    """A calendar of these entries alone."""
    every = list(entries)
    body = "\n".join(entry.text() for entry in every)
    needed = [zones[name] for name in dict.fromkeys(TZID.findall(body)) if name in zones]
    header = every[0].header if every else []
    return "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *header, *needed, body, "END:VCALENDAR", ""))


def logical_lines(text: str) -> list[str]:
    """Unfolded lines; what was folded without the leading space is joined to its property."""
    lines: list[str] = []
    for line in FOLD.sub("", text.replace("\x00", "")).replace("\r", "\n").split("\n"):
        if not line.strip():
            continue
        if PROPERTY.match(line.lstrip("\ufeff ")) or not lines:
            lines.append(line.lstrip("\ufeff ").rstrip()[:LARGEST_LINE])
        else:
            lines[-1] += "\\n" + line.strip()
    return lines


def _inside(entry: Entry, line: str, begins: str | None, ends: str | None, nested: list[str]) -> list[str]:
    if begins:
        return [*nested, begins]
    if ends:
        return nested[:-1]
    if not nested and not line.upper().startswith(DROPPED):
        entry.lines.append(re.sub(r"mailto:\S+", "mailto:hidden@example.invalid", line, flags=re.IGNORECASE))
    return nested


def _keep_zone(found: TakenApart, lines: list[str]) -> None:
    name = next((_after_colon(line).strip() for line in lines if line.upper().startswith("TZID")), None)
    if name:
        found.zones.setdefault(name, "\n".join(lines))


def _mark(line: str, word: str) -> str | None:
    return line[len(word) :].strip().upper() if line.upper().startswith(word) else None


def _after_colon(line: str) -> str:
    quoted = False
    for index, character in enumerate(line):
        quoted ^= character == '"'
        if character == ":" and not quoted:
            return line[index + 1 :]
    return ""
