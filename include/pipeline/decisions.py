"""What persons decide about listings: written once, applied at once, and again at every import.

A decision is keyed on (source slug, external_id) and outlives its event. Writing or revoking one sends the listings
concerned back to the stage that applies it: merges and splits to matching, edits and verdicts to enrichment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection

from include.db import query

Kind = Literal["approve", "reject", "flag", "edit", "merge", "split"]
NaturalKey = tuple[str, str]


def decide(
    connection: Connection,
    kind: Kind,
    listing: NaturalKey,
    *,
    by: str,
    other: NaturalKey | None = None,
    patch: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> UUID:
    """Record a decision and let the pipeline take it up; returns its id.

    `other` belongs to merge and split, `patch` (fields of a listing) to edit; the database refuses anything else.
    """
    slug, external_id = other or (None, None)
    row = connection.execute(
        query("decision_write"),
        {
            "kind": kind,
            "slug": listing[0],
            "external_id": listing[1],
            "other_slug": slug,
            "other_external_id": external_id,
            "patch": json.dumps(patch) if patch is not None else None,
            "reason": reason,
            "by": by,
        },
    ).one()
    connection.execute(query("decision_reopen"), {"id": row.id})
    decision: UUID = row.id
    return decision


def revoke(connection: Connection, decision: UUID) -> None:
    """Take a decision back: its date of revocation is set, and what it did is undone by the next run."""
    connection.execute(query("decision_revoke"), {"id": decision})
    connection.execute(query("decision_reopen"), {"id": decision})
