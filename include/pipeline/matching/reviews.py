"""Pairs that the score leaves to a person: kept beside the reasons of what was merged, until they are matched anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from include.pipeline.decisions import NaturalKey
from include.pipeline.matching.listings import LedgerListing
from include.understand.match.similarity import Score

FOR_REVIEW = "for review"
MAX_REVIEWS_PER_LISTING = 5
"""Pairs of one listing that a person is shown, the likeliest."""


@dataclass(frozen=True)
class DoubtfulPair:
    """Two listings that nearly are one event."""

    listing: LedgerListing
    other: LedgerListing
    score: Score


@dataclass(frozen=True)
class Doubts:
    """Doubtful pairs, and those on which a person has decided that they are apart."""

    pairs: list[DoubtfulPair]
    splits: list[tuple[NaturalKey, NaturalKey]]


def review_rows(
    pairs: Iterable[DoubtfulPair], events: Mapping[UUID, UUID], splits: Iterable[tuple[NaturalKey, NaturalKey]]
) -> list[dict[str, Any]]:
    """The pairs in different events on which nobody has decided, of two events the likeliest one.

    `events` holds each listing's event. Which of a pair is the other's duplicate goes by their keys, and which pairs
    are kept by how likely they are and then by keys: whichever came first says nothing.
    """
    apart = {frozenset(both) for both in splits}
    rows: dict[frozenset[UUID], dict[str, Any]] = {}
    counts: Counter[UUID] = Counter()
    for one in sorted(map(_by_key, pairs), key=_likeliest_first):
        both = (one.listing.id, one.other.id)
        between = {events.get(one.listing.id, one.listing.event_id), events.get(one.other.id, one.other.event_id)}
        decided = frozenset((one.listing.natural_key, one.other.natural_key)) in apart
        stands = frozenset(event for event in between if event)
        if len(stands) < 2 or decided or stands in rows:
            continue
        if all(counts[listing] < MAX_REVIEWS_PER_LISTING for listing in both):
            counts.update(both)
            rows[stands] = _row(events.get(one.other.id, one.other.event_id), one)
    return list(rows.values())


def _by_key(pair: DoubtfulPair) -> DoubtfulPair:
    """The pair with the listing of the greater key as the one that may be a duplicate."""
    if pair.listing.record.key > pair.other.record.key:
        return pair
    return DoubtfulPair(pair.other, pair.listing, pair.score)


def _likeliest_first(pair: DoubtfulPair) -> tuple[Any, ...]:
    return -pair.score.probability, -pair.score.total, pair.other.record.key, pair.listing.record.key


def odds(score: Score) -> dict[str, Any]:
    """How probable a score is and what adds up to that, as it is kept beside the reason of a match."""
    waterfall = {name: round(value, 2) for name, value in score.waterfall.items()}
    return {"probability": round(score.probability, 3), "log_odds": waterfall}


def _row(event: UUID | None, pair: DoubtfulPair) -> dict[str, Any]:
    fields: dict[str, Any] = {name: round(value, 3) for name, value in pair.score.fields.items()}
    fields["with"] = dict(zip(("source", "external_id"), pair.other.natural_key, strict=True))
    fields |= {"decided": FOR_REVIEW, **odds(pair.score)}
    if pair.score.veto:
        fields["veto"] = pair.score.veto
    return {"event": event, "listing": pair.listing.id, "score": round(pair.score.total, 2), "fields": fields}
