"""Merges and splits that persons decided, as matching obeys them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.pipeline.decisions import NaturalKey
from include.pipeline.matching.candidates import read_listings
from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.selection import BY_KEY


@dataclass(frozen=True)
class Decisions:
    """Merges and splits that persons decided, the oldest first; `partners` are the listings named, by row id."""

    merges: list[tuple[NaturalKey, NaturalKey]]
    splits: list[tuple[NaturalKey, NaturalKey]]
    partners: dict[UUID, LedgerListing]


def read_decisions(connection: Connection, listings: Iterable[LedgerListing]) -> Decisions:
    """What persons decided about these listings; of two decisions on one pair the later counts, revoked ones never."""
    keys = [one.natural_key for one in listings]
    found = connection.execute(
        query("matching_decisions"), {"slugs": [slug for slug, _ in keys], "externals": [key for _, key in keys]}
    ).all()
    latest: dict[frozenset[NaturalKey], Any] = {}
    for row in found:
        latest.pop(frozenset(_both(row)), None)  # its place is that of the later one
        latest[frozenset(_both(row))] = row
    partners = _by_key(connection, [key for row in latest.values() for key in _both(row)]) if latest else {}
    return Decisions(
        [_both(row) for row in latest.values() if row.kind == "merge"],
        [_both(row) for row in latest.values() if row.kind == "split"],
        partners,
    )


def _both(row: Any) -> tuple[NaturalKey, NaturalKey]:
    return (row.source_slug, row.external_id), (row.other_source_slug, row.other_external_id)


def _by_key(connection: Connection, keys: Collection[NaturalKey]) -> dict[UUID, LedgerListing]:
    parameters = {"slugs": [slug for slug, _ in keys], "externals": [key for _, key in keys]}
    return read_listings(connection.execute(BY_KEY, parameters))
