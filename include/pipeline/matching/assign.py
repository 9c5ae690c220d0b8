"""The database side of matching: decisions of persons, members of events, and writing who belongs where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from include.db import query
from include.errors import TransientError
from include.pipeline.ledger import as_json
from include.pipeline.matching.candidates import readable
from include.pipeline.matching.records import Matchable
from include.understand.match.scores import Scores
from include.understand.match.similarity import Score

NaturalKey = tuple[str, str]


class ContendedError(TransientError):
    """Another run changed the same events meanwhile; the transaction is tried again."""


@dataclass(frozen=True)
class Decided:
    """Merges and splits that persons decided, and the matched listings on their other side."""

    merges: list[tuple[NaturalKey, NaturalKey]]
    splits: list[tuple[NaturalKey, NaturalKey]]
    partners: dict[UUID, Matchable]


def decisions(connection: Connection, listings: Iterable[Matchable]) -> Decided:
    """What persons decided about these listings, revoked decisions left out; of two on one pair the later counts."""
    keys = [one.natural_key for one in listings]
    found = connection.execute(
        query("matching_decisions"), {"slugs": [slug for slug, _ in keys], "externals": [key for _, key in keys]}
    ).all()
    latest: dict[frozenset[NaturalKey], Any] = {}
    for row in found:
        latest[frozenset(_both(row))] = row
    partners = _by_key(connection, [key for row in latest.values() for key in _both(row)]) if latest else {}
    return Decided(
        [_both(row) for row in latest.values() if row.kind == "merge"],
        [_both(row) for row in latest.values() if row.kind == "split"],
        partners if any(row.kind == "merge" for row in latest.values()) else {},
    )


def _both(row: Any) -> tuple[NaturalKey, NaturalKey]:
    return (row.source_slug, row.external_id), (row.other_source_slug, row.other_external_id)


def _by_key(connection: Connection, keys: Collection[NaturalKey]) -> dict[UUID, Matchable]:
    parameters = {"slugs": [slug for slug, _ in keys], "externals": [key for _, key in keys]}
    return readable(connection.execute(query("matching_by_key"), parameters))


@dataclass(frozen=True)
class Component:
    """Listings that are matched anew. Where a founder cannot be read, another listing of its event stands in for it."""

    listings: dict[UUID, Matchable]
    stand_ins: dict[UUID, UUID] = field(default_factory=dict)


def members(connection: Connection, events: Collection[UUID]) -> Component:
    """All listings of the events, which are held against changes from here on. Raises: ContendedError."""
    if not events:
        return Component({})
    wanted = {"events": sorted(events)}
    before = set(connection.execute(query("matching_member_ids"), wanted).scalars())
    connection.execute(query("events_hold"), wanted)
    after = connection.execute(query("matching_members"), wanted).all()
    if before != {row.id for row in after}:
        raise ContendedError("the listings of an event changed while it was being matched")
    listings = readable(after)
    return Component(listings, _stand_ins(after, listings))


def _stand_ins(rows: Iterable[Any], listings: dict[UUID, Matchable]) -> dict[UUID, UUID]:
    """For each row that cannot be read the first listing of its event that can."""
    first: dict[UUID | None, Matchable] = {}
    for one in sorted(listings.values(), key=lambda one: one.side.key):
        first.setdefault(one.event_id, one)
    return {row.id: first[row.event_id].id for row in rows if row.id not in listings and row.event_id in first}


def assign(
    connection: Connection,
    component: Component,
    listings: Sequence[Matchable],
    groups: Sequence[Sequence[int]],
    scores: Scores,
    batch: Collection[UUID],
) -> None:
    """Give every group of the component's `listings` its event and write what changed: new events, moves, and why."""
    founder = {one.id: one.id for one in listings} | component.stand_ins
    founded = connection.execute(query("events_founded"), {"listings": list(founder)}).all()
    place = {listings[i].id: number for number, members in enumerate(groups) for i in members}
    events: dict[int, list[Any]] = {number: [] for number in range(len(groups))}
    for event in founded:
        events[place[founder[event.staging_id]]].append(event)
    keys = {one.id: one.side.key for one in listings}
    new, moved, merged, reasons, handed = [], [], [], [], []
    shrunk: set[UUID] = set()
    for number, members in enumerate(groups):
        mine = sorted(events[number], key=lambda event: keys[founder[event.staging_id]])
        survivor = mine[0].id if mine else uuid4()
        if not mine:
            new.append(_new_event(survivor, listings[members[0]]))
        merged += [{"id": e.id, "merged_into": None if e.id == survivor else survivor} for e in mine]
        first = listings[members[0]]
        home = founder[mine[0].staging_id] if mine else first.id
        if first.side.key[0] < keys[home][0]:
            # or the event would leave with a lesser source's listing once that speaks of something else
            home = first.id
            handed.append({"id": survivor, "staging_id": home})
        best = scores.reasons(members)
        for i in members:
            one = listings[i]
            if one.id in batch or one.event_id != survivor:
                moved.append({"id": one.id, "event_id": survivor, "waits": one.id in batch})
                shrunk |= {one.event_id} - {survivor} if one.event_id else set()
            if one.id != home:
                reasons.append(_reason(survivor, i, listings, *best.get(i, (i, Score(0.0, {})))))
    if handed:
        connection.execute(query("events_hand_over"), {"rows": as_json(handed)})
    _write(connection, new, moved, merged, reasons, [one.id for one in listings], shrunk)


def _new_event(event: UUID, founder: Matchable) -> dict[str, Any]:
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


def _reason(event: UUID, i: int, listings: Sequence[Matchable], other: int, score: Score) -> dict[str, Any]:
    matched: dict[str, Any] = {name: round(value, 3) for name, value in score.fields.items()}
    matched["with"] = dict(zip(("source", "external_id"), listings[other].natural_key, strict=True))
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
    shrunk: Collection[UUID],
) -> None:
    if new:
        connection.execute(query("events_found"), {"rows": as_json(new)})
        connection.execute(query("events_found_dates"), {"rows": as_json(new)})
    connection.execute(query("listings_matched"), {"rows": as_json(moved)})
    if merged:
        connection.execute(query("events_merge"), {"rows": as_json(merged)})
    connection.execute(query("duplicates_forget"), {"listings": component, "rows": as_json(reasons)})
    if reasons:
        connection.execute(query("duplicates_write"), {"rows": as_json(reasons)})
    if shrunk:
        connection.execute(query("listings_rebuild"), {"events": sorted(shrunk)})
