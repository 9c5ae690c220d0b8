"""What a decision would change: it is written and taken through the real stages in a transaction that is taken back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from include.db import query
from include.operations.preview.rehearsal import LOCK_SECONDS, STATEMENT_SECONDS, TimeIsUp, take_through
from include.pipeline.ledger import set_limits

STAGES_OF_DECISIONS = ("dedup", "enrich", "publish")
REHEARSAL_SECONDS = 60.0
MAX_VALUE_CHARS = 80
"""Of a value that is shown before and after."""
UNREMARKABLE = frozenset({"version", "updatedAt", "publishedAt"})
"""Fields that move with any change."""


@dataclass(frozen=True)
class Consequence:
    """What becomes of one event, in words."""

    event: UUID
    title: str
    changes: list[str]


def consequences(engine: Engine, decide: Callable[[Connection], Iterable[UUID]]) -> list[Consequence]:
    """What `decide` would change; it writes a decision and returns the events concerned. Nothing of it stays.

    Raises: TransientError when another run holds the events, and what `decide` raises.
    """
    with engine.connect() as connection:
        taken_back = connection.begin()
        try:
            connection.execute(query("doorbell_off"))
            set_limits(connection, STATEMENT_SECONDS, LOCK_SECONDS)
            concerned = take_up(connection, set(decide(connection)), time.monotonic() + REHEARSAL_SECONDS)
            after = _states(connection, concerned)
        finally:
            taken_back.rollback()
        before = _states(connection, concerned)
        connection.rollback()
    found = (_compared(before.get(event), after.get(event)) for event in sorted(concerned))
    return [one for one in found if one and one.changes]


def take_up(connection: Connection, events: set[UUID], ends: float, *, is_rehearsal: bool = True) -> set[UUID]:
    """Take the listings of `events` through the stages that heed decisions, in the caller's transaction.

    Returns all events concerned: those that listings left or came to, too. Raises: TransientError.
    """
    concerned = set(events)
    for stage in STAGES_OF_DECISIONS:
        wanted = {"events": sorted(concerned)}
        members = list(connection.execute(query("matching_member_ids"), wanted).scalars())
        waiting = connection.execute(query("decided_waiting"), {**wanted, "stage": stage}).scalars().all()
        try:
            take_through(connection, stage, waiting, ends, is_rehearsal=is_rehearsal)
        except TimeIsUp:
            break
        concerned |= set(connection.execute(query("decided_events"), {**wanted, "listings": members}).scalars())
    return concerned


def _states(connection: Connection, events: Iterable[UUID]) -> dict[UUID, Any]:
    return {row.id: row for row in connection.execute(query("decided_states"), {"events": sorted(events)})}


def _compared(before: Any, after: Any) -> Consequence | None:
    if after is None:
        return Consequence(before.id, before.title, ["is erased"]) if before else None
    if before is None:
        shown = "it is shown" if after.is_public else "it is not shown"
        return Consequence(after.id, after.title, [f"is a new event of {_named(after.listings)}; {shown}"])
    changes = []
    if before.is_public != after.is_public:
        changes.append("is shown" if after.is_public else "is shown no more")
    if before.merged_into != after.merged_into:
        changes.append(f"is part of {after.merged_into}" if after.merged_into else "is an event of its own again")
    if before.moderation_status != after.moderation_status:
        changes.append(f"its state: {before.moderation_status} -> {after.moderation_status}")
    if gained := sorted(set(after.listings) - set(before.listings)):
        changes.append(f"gets {_named(gained)}")
    if lost := sorted(set(before.listings) - set(after.listings)):
        changes.append(f"loses {_named(lost)}")
    return Consequence(after.id, after.title, changes + _fields(before.document, after.document))


def _fields(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    names = [name for name in after if name not in UNREMARKABLE and before.get(name) != after[name]]
    return [f"{name}: {_value(before.get(name))} -> {_value(after[name])}" for name in names]


def _value(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= MAX_VALUE_CHARS else written[:MAX_VALUE_CHARS] + "..."


def _named(listings: list[str]) -> str:
    return ", ".join(listings[:5]) + (f" and {len(listings) - 5} more" if len(listings) > 5 else "")
