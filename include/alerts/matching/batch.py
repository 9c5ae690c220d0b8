"""What one step of the matcher reads of the feed, and what it has found in that."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from msgspec import json

from include import metrics
from include.alerts.matching.findings import Finding
from include.alerts.matching.states import State

SHOWN = frozenset({"event:new", "event:updated", "event:cancelled"})
REMOVED = "event:removed"
AGAIN = frozenset({"bulk", "reset"})
"""Changes that say to look at all events again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event as the feed or the table shows it, and what was known of it when that was read."""

    id: UUID
    version: int
    document: str
    """Its JSON."""

    known_version: int | None
    """Of its state that was known; None of an event that was not."""

    known: State | None
    words: Sequence[str]
    """By which it is found, where alerts search, and was found."""

    reworded: bool
    """Whether these may have changed."""

    @classmethod
    def of(cls, row: Any) -> Self:
        """From a row of `alert_changes_read` or `alert_events_missed`. Raises: ValueError."""
        return cls(
            UUID(str(row.entity)),
            row.version,
            row.payload,
            row.known_version,
            None if row.known is None else json.decode(row.known),
            row.words,
            row.reworded,
        )


@dataclass(frozen=True, slots=True)
class Matches:
    """Who is told what, and what the events are like now."""

    findings: Sequence[Finding] = ()
    states: Mapping[UUID, tuple[ShownEvent, State]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedBatch:
    """Changes of the feed after one number, at least one."""

    after: int
    rows: Sequence[Any]
    matches: Matches | None = None
    """None where all events have to be looked at again first."""

    @property
    def last(self) -> int:
        """The number of its last change."""
        return int(self.rows[-1].seq)

    @property
    def erasures(self) -> int:
        """How many erasures there were before it was read."""
        return int(self.rows[0].erasures)

    @property
    def is_whole(self) -> bool:
        """Whether it has all that the feed knew: numbers are dense, and a hole is what the feed has not kept."""
        return self.rows[0].seq == self.after + 1 and not any(row.kind in AGAIN for row in self.rows)

    def shown(self) -> list[ShownEvent]:
        """The changes that show an event, in their order."""
        shown = []
        for row in self.rows:
            if row.kind in SHOWN:
                with guarded(row.entity):
                    shown.append(ShownEvent.of(row))
        return shown

    def removed(self) -> dict[UUID, UUID | None]:
        """The events that are shown no more at its end, each with the one that it was merged into."""
        removed = {}
        for row in {row.entity: row for row in self.rows}.values():
            if row.kind == REMOVED:
                with guarded(row.entity):
                    removed[UUID(row.entity)] = _merged(row.payload)
        return removed


@contextmanager
def guarded(event: UUID | str) -> Iterator[None]:
    """Whatever is wrong with one event, the others are told of."""
    try:
        yield
    except Exception:
        metrics.count("alerts.faults.event")
        _log.exception("nobody could be told of a change of the event %s", event)


def states_as_parameter(states: Iterable[tuple[ShownEvent, State]]) -> str:
    """What `alert_step_write` takes of it."""
    rows = [{"id": one.id, "version": one.version, "document": state} for one, state in states]
    return json.encode(rows).decode()


def _merged(payload: str) -> UUID | None:
    into = json.decode(payload)["mergedInto"]
    return UUID(into) if into else None
