"""Write which event each listing belongs to: new events, listings that move, events that merge, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from include.db import query
from include.pipeline.failures import waiting_for_others
from include.pipeline.ledger import as_json
from include.pipeline.matching.component import Component
from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.reviews import Doubts, odds, review_rows
from include.understand.match.scores import Scores
from include.understand.match.similarity import Score


def assign(
    connection: Connection,
    component: Component,
    listings: Sequence[LedgerListing],
    groups: Sequence[Sequence[int]],
    scores: Scores,
    batch: Collection[UUID],
    doubts: Doubts,
) -> None:
    """Give every group of the component's `listings` its event and write what changed: new events, moves, and why.

    `doubts` are written where they stand between two events.
    """
    founder = {one.id: one.id for one in listings} | component.stand_ins
    with waiting_for_others():
        founded = connection.execute(query("events_by_founder"), {"listings": list(founder)}).all()
    place = {listings[i].id: number for number, members in enumerate(groups) for i in members}
    events: dict[int, list[Any]] = {number: [] for number in range(len(groups))}
    for event in founded:
        events[place[founder[event.staging_id]]].append(event)
    keys = {one.id: one.record.key for one in listings}
    new, moved, merged, reasons, handed = [], [], [], [], []
    shrunk: set[UUID] = set()
    assigned: dict[UUID, UUID] = {}
    for number, members in enumerate(groups):
        mine = sorted(events[number], key=lambda event: keys[founder[event.staging_id]])
        survivor = mine[0].id if mine else uuid4()
        if not mine:
            new.append(_new_event(survivor, listings[members[0]]))
        merged += [{"id": e.id, "merged_into": None if e.id == survivor else survivor} for e in mine]
        first = listings[members[0]]
        home = founder[mine[0].staging_id] if mine else first.id
        is_unseen = bool(mine) and mine[0].published_at is None
        if first.record.key[0] < keys[home][0] or (is_unseen and first.record.key < keys[home]):
            # or the event would leave with a lesser source's listing once that speaks of something else; and what
            # nobody has seen yet would be that of whichever of equals came first, by ids that are random
            home = first.id
            handed.append({"id": survivor, "staging_id": home})
        assigned |= dict.fromkeys((listings[i].id for i in members), survivor)
        best = scores.reasons(members)
        for i in members:
            one = listings[i]
            if one.id in batch or one.event_id != survivor:
                moved.append({"id": one.id, "event_id": survivor, "waits": one.id in batch})
                if one.event_id and one.event_id != survivor:
                    shrunk.add(one.event_id)
            if one.id != home:
                reasons.append(_reason(survivor, i, listings, *best[i]))
    reasons += review_rows(doubts.pairs, assigned, doubts.splits)
    if handed:
        connection.execute(query("events_hand_over"), {"rows": as_json(handed)})
    concerned = {*assigned.values(), *(event.id for event in founded)}
    _write(connection, new, moved, merged, reasons, [one.id for one in listings], concerned, shrunk)


def _new_event(event: UUID, founder: LedgerListing) -> dict[str, Any]:
    first = min(founder.occurrences, key=lambda one: datetime.fromisoformat(one["starts_at"]))
    return {
        "id": event,
        "staging_id": founder.id,
        "source_id": founder.source_id,
        "title": founder.title,
        "start_time": first["starts_at"],
        "date_only": first.get("date_only", False),
        "occurrences": founder.occurrences,
    }


def _reason(event: UUID, i: int, listings: Sequence[LedgerListing], other: int, score: Score) -> dict[str, Any]:
    matched: dict[str, Any] = {name: round(value, 3) for name, value in score.fields.items()}
    matched["with"] = dict(zip(("source", "external_id"), listings[other].natural_key, strict=True))
    if score.fields:
        matched |= odds(score)
    if not score.same:
        matched["decided"] = "by a person or through another listing"
    return {"event": event, "listing": listings[i].id, "score": round(score.total, 2), "fields": matched}


def _write(
    connection: Connection,
    new: list[Any],
    moved: list[Any],
    merged: list[Any],
    reasons: list[Any],
    component: list[UUID],
    events: Collection[UUID],
    shrunk: Collection[UUID],
) -> None:
    if new:
        connection.execute(query("events_insert"), {"rows": as_json(new)})
        connection.execute(query("events_insert_dates"), {"rows": as_json(new)})
    connection.execute(query("listings_matched"), {"rows": as_json(moved)})
    if merged:
        connection.execute(query("events_merge"), {"rows": as_json(merged)})
    connection.execute(
        query("duplicates_forget"), {"listings": component, "events": sorted(events), "rows": as_json(reasons)}
    )
    if reasons:
        connection.execute(query("duplicates_write"), {"rows": as_json(reasons)})
    if gone := [one["id"] for one in merged if one["merged_into"]]:
        connection.execute(query("events_forget_unbuilt"), {"events": gone})
    if shrunk:
        connection.execute(query("listings_rebuild"), {"events": sorted(shrunk)})
