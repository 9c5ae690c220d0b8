"""Match: listings of one happening meet in one event. Candidates are read again under locks, so two runs at once agree.

In one transaction: claim a batch, take the locks of its days (d-1, d, d+1) and titles in sorted order, read the
candidates, group the listings and all they are linked to anew (`matching/component.py`), and assign events: a new one
is inserted still invisible. An event belongs to the group that its founding listing (`staging_id`) is in, and passes to
a listing of a better source that joins it. Where a group holds several events, the one with the smallest (standing,
slug, external_id) of its founder stays and the others point to it; a split gives them back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, Engine

from include.errors import BrokenRecord
from include.pipeline.ledger import Batch, LedgerRow, drain
from include.pipeline.matching.assignment import assign
from include.pipeline.matching.component import read_component
from include.pipeline.matching.listings import LedgerListing, ledger_listing
from include.pipeline.matching.locks import take_locks
from include.pipeline.matching.reviews import DoubtfulPair, Doubts
from include.pipeline.matching.trained import current_matcher
from include.pipeline.report import StageReport
from include.settings import settings
from include.understand.match.clusters import group
from include.understand.match.scores import Pair
from include.understand.match.similarity import compare
from include.understand.match.weighing import Weighing

MAX_SOURCE_LISTINGS = 2000
"""Listings of one source in one event; those that come beyond are set aside."""


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Match every listing that waits."""
    return drain(engine, "dedup", work, limit)


def weighing() -> Weighing:
    """The weights and thresholds of the settings."""
    known = settings()
    return Weighing(
        known.match_title_weight, known.match_time_weight, known.match_location_weight, known.match_merge,
        known.match_review,
    )  # fmt: skip


def work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    """Match a batch, in the caller's transaction."""
    ours = _read(rows, batch)
    if not ours:
        return
    if not batch.is_rehearsal:  # what is taken back makes no second event, so nobody need wait for it
        take_locks(connection, ours.values())
    weighed = replace(weighing(), matcher=current_matcher(connection))
    component, decided, doubtful = read_component(connection, ours, weighed)
    listings = list(component.listings.values())
    index = {one.natural_key: i for i, one in enumerate(listings)}
    groups, scores = group(
        [one.record for one in listings],
        _pairs(decided.merges, index),
        _pairs(decided.splits, index),
        weighed,
    )
    surplus = _surplus(listings, groups, ours)
    for row in (row for row in rows if row.id in surplus):
        batch.set_aside(row, BrokenRecord(f"its source lists one event more than {MAX_SOURCE_LISTINGS} times"))
    kept = [[i for i in members if listings[i].id not in surplus] for members in groups]
    done = [one for one in ours if one not in surplus]
    pairs = [DoubtfulPair(listings[i], listings[j], score) for i, j, score in scores.doubts()]
    pairs += [pair for pair in doubtful if pair.other.id not in component.listings]
    doubts = Doubts([pair for pair in pairs if pair.listing.id not in surplus], decided.splits)
    assign(connection, component, listings, [members for members in kept if members], scores, set(done), doubts)
    batch.done.extend(done)


def _read(rows: Sequence[LedgerRow], batch: Batch) -> dict[UUID, LedgerListing]:
    ours: dict[UUID, LedgerListing] = {}
    for row in rows:
        try:
            one = ledger_listing(row)
            compare(one.record, one.record)  # what cannot even be compared with itself must not come to the others
            ours[row.id] = one
        except Exception as error:  # one bad record never fails its batch
            batch.set_aside(row, error)
    return ours


def _surplus(listings: Sequence[LedgerListing], groups: Sequence[Sequence[int]], ours: Container[UUID]) -> set[UUID]:
    """Those of the batch with which a source would have too many listings in an event; who is in it stays in it."""
    surplus: set[UUID] = set()
    for members in groups:
        sources: dict[str, list[LedgerListing]] = defaultdict(list)
        for i in members:
            sources[listings[i].slug].append(listings[i])
        for found in sources.values():
            found.sort(key=lambda one: (one.event_id is None, one.record.key))
            surplus |= {one.id for one in found[MAX_SOURCE_LISTINGS:] if one.id in ours and one.event_id is None}
    return surplus


def _pairs(decided: Iterable[tuple[tuple[str, str], tuple[str, str]]], index: dict[tuple[str, str], int]) -> list[Pair]:
    return [(index[a], index[b]) for a, b in decided if a in index and b in index]
