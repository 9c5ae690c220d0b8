"""The inbox of what sites push to us: reading deliveries, and marking them as taken."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import ConfigurationError, TransientError
from include.sources.base import Delivery, Window

MAX_FETCH_DELIVERIES = 200
"""Deliveries in one fetch."""


def waiting_deliveries(connection: Connection, source_id: UUID) -> list[Delivery]:
    """The oldest deliveries of a source that nobody has taken."""
    found = connection.execute(query("inbox_waiting"), {"source_id": source_id, "size": MAX_FETCH_DELIVERIES})
    return [Delivery(row.id, row.delivery_id, bytes(row.body), row.signed_at) for row in found]


def deliveries_between(connection: Connection, source_id: UUID, asked: Window) -> list[Delivery]:
    """The deliveries of a source that came in a range of dates, oldest first, taken before or not.

    Raises: ConfigurationError when there are more than one fetch reads, with the moment that it would reach.
    """
    about = {"source_id": source_id, "since": asked.start, "until": asked.end, "size": MAX_FETCH_DELIVERIES + 1}
    found = connection.execute(query("inbox_between"), about).all()
    if len(found) > MAX_FETCH_DELIVERIES:
        reached = f"{found[-1].received_at.astimezone(asked.start.tzinfo):%Y-%m-%d %H:%M}"
        raise ConfigurationError(
            f"{MAX_FETCH_DELIVERIES} deliveries came until {reached}, and more: ask for fewer days"
        )
    return [Delivery(row.id, row.delivery_id, bytes(row.body), row.signed_at) for row in found]


def mark_taken(connection: Connection, ids: list[int]) -> None:
    """Mark deliveries as taken, in the transaction that writes their listings.

    Raises: TransientError when another run was faster, since it may have written newer listings of the same events.
    """
    if ids and connection.execute(query("inbox_take"), {"ids": ids}).rowcount != len(ids):
        raise TransientError("another run has taken these deliveries")
