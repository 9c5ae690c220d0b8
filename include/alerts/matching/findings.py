"""What the matcher has found, for one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from msgspec import json

MAX_PART_CHARS = 8_000_000
"""Ids of some 200,000 alerts."""


@dataclass(slots=True)
class Finding:
    """Something that has become of an event, and the alerts that it is told to."""

    event: UUID
    kind: str
    version: int
    detail: Mapping[str, Any] | None = None
    passed: bool = True
    """Whether the event passed the rest of their filters before as well."""

    alerts: list[str] = field(default_factory=list)
    """Ids, separated by commas: those of a group are made a text once, and not for each event."""

    searching: list[str] = field(default_factory=list)
    """The same of alerts of which the database has to say whether their words find the event."""

    def told(self) -> set[UUID]:
        """The alerts of both, one by one."""
        return {UUID(one) for some in (*self.alerts, *self.searching) for one in some.split(",")}


def in_parts(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """All of them, in their order, in parts each of which PostgreSQL takes: JSON has at most 256 MB there."""
    part: list[Finding] = []
    chars = 0
    for one in findings:
        size = sum(map(len, (*one.alerts, *one.searching)))
        if part and chars + size > MAX_PART_CHARS:
            yield part
            part, chars = [], 0
        part.append(one)
        chars += size
    if part:
        yield part


def as_parameter(findings: Iterable[Finding]) -> str:
    """What `alert_step_write` takes of it. Arrays are texts in it, which cost a tenth of arrays of values."""
    return json.encode(
        [
            {
                "event_id": one.event, "kind": one.kind, "version": one.version, "detail": one.detail,
                "passed": one.passed, "alerts": f"{{{','.join(one.alerts)}}}",
                "searching": f"{{{','.join(one.searching)}}}",
            }
            for one in findings
        ]
    ).decode()  # fmt: skip
