"""What a step of the matcher has found, as arrays for one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Findings:
    """News of events, and the alerts that each is told to."""

    events: list[UUID] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    details: list[str | None] = field(default_factory=list)
    alerts: list[UUID] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    passed: list[bool] = field(default_factory=list)

    def add_news(self, event: UUID, kind: str, version: int, detail: dict[str, Any] | None = None) -> int:
        """Something that has become of an event; returns its number, from 1."""
        self.events.append(event)
        self.kinds.append(kind)
        self.versions.append(version)
        self.details.append(None if detail is None else json.dumps(detail, ensure_ascii=False))
        return len(self.events)

    def tell(self, number: int, alerts: Iterable[UUID], *, passed: bool) -> None:
        """That alerts are told that news. `passed`: the event passed the rest of their filters before as well."""
        before = len(self.alerts)
        self.alerts.extend(alerts)
        added = len(self.alerts) - before
        self.numbers.extend([number] * added)
        self.passed.extend([passed] * added)

    def as_parameters(self) -> dict[str, list[Any]]:
        """The arrays by the names of `alert_outbox_write`."""
        return {name: getattr(self, name) for name in self.__slots__}
