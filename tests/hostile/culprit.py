"""What a hostile or odd site sends, and how it must be named. One file in `culprits/` per kind of fault.

A file holds `CULPRITS: list[Culprit]`; whatever is in the list is in every test of this folder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.hostile.day import Feed


@dataclass(frozen=True)
class Culprit:
    """One feed. `reason` is a pattern that the reason of a row set aside, or the fetch history, must match.

    `is_harmless`: the site may as well be read as if nothing were odd, as long as the neighbours are.
    """

    name: str
    kind: str
    body: bytes
    reason: str = ""
    media_type: str = "application/json"
    is_harmless: bool = False

    @property
    def feed(self) -> Feed:
        return Feed(f"hostile_{self.name}", self.kind, self.body, self.media_type)


def _title(name: str) -> str:
    """Unlike any other, so that culprits are not taken for one happening."""
    return f"{crc32(name.encode()):x} {name}"


def json_ld(name: str, reason: str = "", *, is_harmless: bool = False, **fields: Any) -> Culprit:
    """A page's event with these fields, beside a healthy one of the same site."""
    node = {
        "@type": "Event",
        "@id": f"urn:{name}",
        "name": _title(name),
        "startDate": f"2026-04-{1 + crc32(name.encode()) % 28:02}T20:00:00+05:30",
        "location": {"@type": "Place", "name": "Toit"},
    }
    return Culprit(name, "schema_org", json.dumps([node | fields]).encode(), reason, is_harmless=is_harmless)


def calendar(name: str, reason: str, *lines: str, is_harmless: bool = False) -> Culprit:
    """A calendar whose VEVENTs consist of these lines; UID and SUMMARY are added to each."""
    events: list[str] = []
    for one in lines:
        events += ["BEGIN:VEVENT", f"UID:{name}", f"SUMMARY:{_title(name)}", one, "END:VEVENT"]
    body = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//odd//EN", *events, "END:VCALENDAR", ""])
    return Culprit(name, "icalendar", body.encode(), reason, "text/calendar", is_harmless)


def all_culprits() -> list[Culprit]:
    """Those of every file in `culprits/`."""
    names = sorted(path.stem for path in (Path(__file__).parent / "culprits").glob("[a-z]*.py"))
    return [one for name in names for one in import_module(f"tests.hostile.culprits.{name}").CULPRITS]
