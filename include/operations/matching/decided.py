"""What moderators have decided about pairs of listings, as labels for the matcher."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from include.db import query
from include.operations.matching.learning import LabelledParts
from include.pipeline.decisions import NaturalKey
from include.pipeline.matching.candidates import read_listings
from include.pipeline.matching.selection import BY_KEY
from include.pipeline.stages.dedup import weighing
from include.understand.match.match_record import MatchRecord
from include.understand.match.scores import compared

MAX_DECISIONS = 5_000
"""Decisions that are learnt from, the latest."""


def decided_labels(connection: Connection) -> list[LabelledParts]:
    """One for each pair on which a decision stands, as far as both listings can still be compared."""
    pairs: dict[frozenset[NaturalKey], bool] = {}
    for row in connection.execute(query("match_labels"), {"most": MAX_DECISIONS}):
        both = (row.source_slug, row.external_id), (row.other_source_slug, row.other_external_id)
        pairs.setdefault(frozenset(both), row.kind == "merge")
    records = _records(connection, sorted({key for both in pairs for key in both}))
    return list(_labels(pairs, records))


def _labels(
    pairs: dict[frozenset[NaturalKey], bool], records: dict[NaturalKey, MatchRecord]
) -> Iterator[LabelledParts]:
    for both, same in pairs.items():
        found = [records[key] for key in sorted(both) if key in records]
        if len(found) != 2:
            continue
        score = compared(found[0], found[1], weighing())
        if "title" in score.fields:  # a series is known by a rule and not by its parts
            yield LabelledParts(same, score.fields, score.veto)


def _records(connection: Connection, keys: list[NaturalKey]) -> dict[NaturalKey, MatchRecord]:
    parameters = {"slugs": [slug for slug, _ in keys], "externals": [key for _, key in keys]}
    found = read_listings(connection.execute(BY_KEY, parameters)) if keys else {}
    return {one.natural_key: one.record for one in found.values()}
