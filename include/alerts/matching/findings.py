"""What a step of the matcher has found, for one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Findings:
    """News of events, and the alerts that each is told to."""

    news: list[dict[str, Any]] = field(default_factory=list)
    alerts: list[UUID] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    passed: list[bool] = field(default_factory=list)

    def extend(self, other: Findings) -> None:
        """Add what another one has found."""
        known = len(self.news)
        self.news += other.news
        self.alerts += other.alerts
        self.numbers += [known + number for number in other.numbers]
        self.passed += other.passed

    def add_news(self, event: UUID, kind: str, version: int, detail: dict[str, Any] | None = None) -> int:
        """Something that has become of an event; returns its number, from 1."""
        self.news.append({"event_id": str(event), "kind": kind, "version": version, "detail": detail})
        return len(self.news)

    def kind(self, number: int) -> str:
        """Of what kind that news is."""
        return str(self.news[number - 1]["kind"])

    def tell(self, number: int, alerts: Iterable[UUID], *, passed: bool) -> None:
        """That alerts are told that news. `passed`: the event passed the rest of their filters before as well."""
        before = len(self.alerts)
        self.alerts.extend(alerts)
        added = len(self.alerts) - before
        self.numbers.extend([number] * added)
        self.passed.extend([passed] * added)

    def as_parameters(self) -> dict[str, str]:
        """What `alert_outbox_write` takes; arrays as texts, which cost a tenth of arrays of values."""
        return {
            "news": json.dumps(self.news, ensure_ascii=False),
            "alerts": _array(map(str, self.alerts)),
            "numbers": _array(map(str, self.numbers)),
            "passed": _array("t" if one else "f" for one in self.passed),
        }


def _array(values: Iterable[str]) -> str:
    return "{" + ",".join(values) + "}"
