"""Decisions on listings before there are events, in the form in which a service that knows the event writes them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from include.pipeline.decisions import NaturalKey

WRITE = text(
    "insert into jatre.event_decisions (kind, source_slug, external_id, other_source_slug, other_external_id, patch,"
    " reason, decided_by)"
    " values (:kind, :slug, :external_id, :other_slug, :other_external_id, cast(:patch as jsonb), :reason, :by)"
    " returning decision"
)
REOPEN = text("select jatre.decision_reopen(cast(:decision as uuid), :by)")


def decide(
    connection: Connection,
    kind: str,
    listing: NaturalKey,
    *,
    by: str,
    other: NaturalKey | None = None,
    patch: Any = None,
    reason: str | None = None,
) -> UUID:
    """Write a decision on one listing or pair, whatever events these are in; returns its id."""
    slug, external_id = other or (None, None)
    written = {
        "kind": kind, "slug": listing[0], "external_id": listing[1], "other_slug": slug,
        "other_external_id": external_id, "patch": json.dumps(patch) if patch is not None else None,
        "reason": reason, "by": by,
    }  # fmt: skip
    decision: UUID = connection.execute(WRITE, written).scalar_one()
    connection.execute(REOPEN, {"decision": decision, "by": by})
    return decision
