"""Match: listings of one happening meet in one event. Candidates are read again under locks, so two runs at once agree.

In one transaction: claim a batch, take the locks of its days (d-1, d, d+1) and titles in sorted order, read the
candidates, group the listings and all they are linked to anew, and assign events: a new one is inserted still
invisible. An event belongs to the group that its founding listing (`staging_id`) is in, and passes to a listing of a
better source that joins it. Where a group holds several events, the one with the smallest (standing, slug, external_id)
of its founder stays and the others point to it; a split gives them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import blake2b
from uuid import UUID

from sqlalchemy import Connection, Engine

from include.db import query
from include.pipeline import matching
from include.pipeline.ledger import Batch, Waiting, drain
from include.pipeline.matching import Decided
from include.pipeline.report import StageReport
from include.pipeline.sides import Matchable, matchable
from include.understand.clusters import Blocks, Pair, group
from include.understand.similarity import compare


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Match every listing that waits."""
    return drain(engine, "dedup", _work, limit)


def _work(connection: Connection, rows: Sequence[Waiting], batch: Batch) -> None:
    ours: dict[UUID, Matchable] = {}
    for row in rows:
        try:
            ours[row.id] = matchable(row)
        except Exception as error:  # one bad record never fails its batch
            batch.set_aside(row, error)
    if not ours:
        return
    take_locks(connection, ours.values())
    known = read_candidates(connection, ours.values())
    decided = matching.decisions(connection, [*ours.values(), *known.values()])
    component = _component(connection, ours, known, decided)
    listings = list(component.values())
    index = {one.natural_key: i for i, one in enumerate(listings)}
    groups, scores = group([one.side for one in listings], _pairs(decided.merges, index), _pairs(decided.splits, index))
    matching.assign(connection, listings, groups, scores, set(ours))
    batch.done.extend(ours)


def lock_keys(listings: Iterable[Matchable]) -> list[int]:
    """The advisory locks of listings: the day of each date and the days beside it, and each series' title."""
    names: set[str] = set()
    for one in listings:
        names.add(f"title {one.slug} {one.title_key}")
        for start in one.side.starts:
            names.update(f"day {start.day + timedelta(days=n)}" for n in (-1, 0, 1))
    digests = (blake2b(name.encode(), digest_size=8).digest() for name in names)
    return sorted(int.from_bytes(digest, signed=True) for digest in digests)


def take_locks(connection: Connection, listings: Iterable[Matchable]) -> None:
    """Wait for the locks, in sorted order; they are held until the end of the transaction."""
    connection.execute(query("matching_locks"), {"keys": lock_keys(listings)})


def read_candidates(connection: Connection, listings: Iterable[Matchable]) -> dict[UUID, Matchable]:
    """Matched listings that could be the same happening as one of `listings`: near days, or one source's same title."""
    ours = list(listings)
    days = {start.day + timedelta(days=n) for one in ours for start in one.side.starts for n in (-1, 0, 1)}
    found = connection.execute(
        query("matching_candidates"),
        {
            "ids": [one.id for one in ours],
            "days": sorted(days),
            "sources": [one.source_id for one in ours],
            "titles": [one.title_key for one in ours],
            "events": [one.event_id for one in ours if one.event_id],
        },
    )
    return {row.id: matchable(row) for row in found}


def _component(
    connection: Connection, ours: dict[UUID, Matchable], known: dict[UUID, Matchable], decided: Decided
) -> dict[UUID, Matchable]:
    """The batch, what it is linked to, and all the other listings of the events concerned, held against changes."""
    linked = {other.event_id for other in _linked(ours.values(), known.values())}
    linked |= {one.event_id for one in [*ours.values(), *decided.partners.values()]}
    members = matching.members(connection, {event for event in linked if event})
    return {**members, **decided.partners, **ours}


def _linked(ours: Iterable[Matchable], known: Iterable[Matchable]) -> list[Matchable]:
    """Those of `known` that are the same happening as one of ours, taken pair by pair."""
    others = list(known)
    blocks = Blocks([other.side for other in others])
    found = {i for one in ours for i in blocks.likely(one.side) if compare(one.side, others[i].side).same}
    return [others[i] for i in sorted(found)]


def _pairs(decided: Iterable[tuple[tuple[str, str], tuple[str, str]]], index: dict[tuple[str, str], int]) -> list[Pair]:
    return [(index[a], index[b]) for a, b in decided if a in index and b in index]
