"""What the matcher has found, for one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


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


def as_parameter(findings: Iterable[Finding]) -> str:
    """What `alert_findings_write` takes. Arrays are texts in it, which cost a tenth of arrays of values."""
    return json.dumps(
        [
            {
                "event_id": str(one.event), "kind": one.kind, "version": one.version, "detail": one.detail,
                "passed": one.passed, "alerts": f"{{{','.join(one.alerts)}}}",
                "searching": f"{{{','.join(one.searching)}}}",
            }
            for one in findings
        ],
        ensure_ascii=False,
    )  # fmt: skip
