"""What a hostile or odd site sends, and how it must be named. One file in `culprits/` per kind of fault.

A file holds `CULPRITS: list[Culprit]`; whatever is in the list is in every test of this folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.hostile.day import Feed, Pace


@dataclass(frozen=True)
class Culprit:
    """One feed. `reason` is a pattern that the reason of a row set aside, or the fetch history, must match.

    `read` of its listings go through all stages. A culprit without a reason loses nothing.
    """

    name: str
    kind: str
    body: bytes
    reason: str = ""
    media_type: str = "application/json"
    read: int = 0
    config: Mapping[str, Any] = field(default_factory=dict)
    pace: Pace = "at once"

    @property
    def feed(self) -> Feed:
        return Feed(f"hostile_{self.name}", self.kind, self.body, self.media_type, self.config, self.pace)


def _title(name: str) -> str:
    """Unlike any other, so that culprits are not taken for one happening."""
    return f"{crc32(name.encode()):x} {name}"


def node(name: str, **fields: Any) -> dict[str, Any]:
    """A healthy event but for these fields."""
    healthy = {
        "@type": "Event",
        "@id": f"urn:{name}",
        "name": _title(name),
        "startDate": f"2026-04-{1 + crc32(name.encode()) % 28:02}T20:00:00+05:30",
        "location": {"@type": "Place", "name": "Toit"},
    }
    return healthy | fields


def json_ld(
    name: str, reason: str = "", *, read: int | None = None, kind: str = "schema_org", **fields: Any
) -> Culprit:
    """A site's, or a partner's, event with these fields, beside a healthy one."""
    body = json.dumps([node(name, **fields), node(f"{name} beside")]).encode()
    return Culprit(name, kind, body, reason, read=(1 if reason else 2) if read is None else read)


def calendar(name: str, reason: str, *lines: str, head: str = "", read: int = 1) -> Culprit:
    """A calendar whose VEVENTs consist of these lines, beside a healthy one; UID and SUMMARY are added to each."""
    events: list[str] = []
    for uid, one in [*((name, one) for one in lines), (f"{name} beside", "DTSTART:20260411T143000Z")]:
        events += ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{_title(uid)}", one, "END:VEVENT"]
    body = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//odd//EN" + head, *events, "END:VCALENDAR", ""])
    return Culprit(name, "icalendar", body.encode(), reason, "text/calendar", read)


def feed(name: str, entry: str, reason: str = "", *, read: int = 2) -> Culprit:
    """An RSS feed with one odd entry, given by what stands beside its title and text, and a healthy one."""
    beside = f"{name} beside"
    entries = (
        f"<item><title>{_title(name)}</title>{_text(name)}{entry}</item>",
        f"<item><title>{_title(beside)}</title>{_text(beside)}<guid>{name}-beside</guid></item>",
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Odd</title>{"".join(entries)}</channel></rss>'
    return Culprit(name, "rss", body.encode("utf-8", "surrogatepass"), reason, "application/rss+xml", read)


def _text(name: str) -> str:
    return f"<description>{_title(name)}: on {1 + crc32(name.encode()) % 28} April 2026, 8 pm, at Toit.</description>"


def all_culprits() -> list[Culprit]:
    """Those of every file in `culprits/`."""
    names = sorted(path.stem for path in (Path(__file__).parent / "culprits").glob("[a-z]*.py"))
    return [one for name in names for one in import_module(f"tests.hostile.culprits.{name}").CULPRITS]
