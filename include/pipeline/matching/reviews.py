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
    """The pairs in different events on which nobody has decided; `events` holds each listing's event."""
    apart = {frozenset(both) for both in splits}
    rows: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    counts: Counter[UUID] = Counter()
    for one in sorted(pairs, key=lambda pair: (-pair.score.probability, -pair.score.total)):
        ours, theirs = events.get(one.listing.id), events.get(one.other.id, one.other.event_id)
        decided = frozenset((one.listing.natural_key, one.other.natural_key)) in apart
        if theirs is None or ours == theirs or decided or (theirs, one.listing.id) in rows:
            continue
        if counts[one.listing.id] < MAX_REVIEWS_PER_LISTING:
            counts[one.listing.id] += 1
            rows[theirs, one.listing.id] = _row(theirs, one)
    return list(rows.values())


def odds(score: Score) -> dict[str, Any]:
    """How probable a score is and what adds up to that, as it is kept beside the reason of a match."""
    waterfall = {name: round(value, 2) for name, value in score.waterfall.items()}
    return {"probability": round(score.probability, 3), "log_odds": waterfall}


def _row(event: UUID, pair: DoubtfulPair) -> dict[str, Any]:
    fields: dict[str, Any] = {name: round(value, 3) for name, value in pair.score.fields.items()}
    fields["with"] = dict(zip(("source", "external_id"), pair.other.natural_key, strict=True))
    fields |= {"decided": FOR_REVIEW, **odds(pair.score)}
    if pair.score.veto:
        fields["veto"] = pair.score.veto
    return {"event": event, "listing": pair.listing.id, "score": round(pair.score.total, 2), "fields": fields}
