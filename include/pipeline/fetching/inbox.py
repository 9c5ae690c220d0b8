"""The inbox of what sites push to us: reading deliveries, and marking them as taken."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import TransientError
from include.sources.base import Delivery

MAX_FETCH_DELIVERIES = 200
"""Deliveries in one fetch."""


def waiting_deliveries(connection: Connection, source_id: UUID) -> list[Delivery]:
    """The oldest deliveries of a source that nobody has taken."""
    found = connection.execute(query("inbox_waiting"), {"source_id": source_id, "size": MAX_FETCH_DELIVERIES})
    return [Delivery(row.id, row.delivery_id, bytes(row.body), row.signed_at) for row in found]


def mark_taken(connection: Connection, ids: list[int]) -> None:
    """Mark deliveries as taken, in the transaction that writes their listings.

    Raises: TransientError when another run was faster, since it may have written newer listings of the same events.
    """
    if ids and connection.execute(query("inbox_take"), {"ids": ids}).rowcount != len(ids):
        raise TransientError("another run has taken these deliveries")
