"""Pairs of listings in a database, as matching leaves them for a person."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, cycle, islice
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from benchmarks.pairs.judging import Judge
from benchmarks.pairs.labelled_pair import LabelledPair
from samples.world import Happening, happenings

SEED = 60
_EVENT = """
insert into jatre.discovered_events (
  title, description, venue_name, start_time, moderation_status, published_at, quality_score
)
values (%s, %s, %s, now() + interval '1 day' + %s * interval '1 hour', 'approved', now(), 0.5)
returning id
"""
_DATE = """
insert into jatre.event_occurrences (event_id, starts_at, date_only, cancelled)
select id, start_time, false, false from jatre.discovered_events where id = %s
"""
_LISTING = """
insert into jatre.events_staging (
  source_id, external_id, content_hash, raw_data, processed_data, status, stage, event_id, local_dates
)
select id, %s, sha256(convert_to(%s, 'UTF8')), '{}', %s, 'approved', 'done', %s, array[current_date + 30]
from jatre.event_sources where slug = %s
returning id
"""
_DOUBT = """
insert into jatre.event_duplicates (primary_event_id, duplicate_event_id, similarity_score, match_fields)
values (%s, %s, %s, %s)
"""


def made_up() -> list[LabelledPair]:
    """Pairs of the sample sites' happenings: titles of one, and of two at one place."""
    every = happenings(date(2026, 3, 4))
    same = [_pair(one, one, titles, True) for one in every for titles in combinations(one.titles, 2)]
    apart = [
        _pair(one, other, (one.titles[0], other.titles[0]), False)
        for one, other in combinations(every, 2)
        if one.venue == other.venue
    ]
    random.Random(SEED).shuffle(pairs := same + apart)
    return pairs


def _pair(one: Happening, other: Happening, titles: Sequence[str], same: bool) -> LabelledPair:
    return LabelledPair(same, ("magazine", _event(one, titles[0])), ("board", _event(other, titles[1])))


def _event(one: Happening, title: str) -> dict[str, Any]:
    return {"name": title, "startDate": one.starts[0].isoformat(), "location": {"name": one.venue}}


def fill(connection: psycopg.Connection, pairs: Sequence[LabelledPair], judge: Judge, count: int) -> dict[str, bool]:
    """Let `count` pairs wait, the given ones again and again; gives by the ids of both events whether they are one."""
    connection.execute(
        "insert into jatre.areas (code, name, timezone, currency, outline, centre) values ('indiranagar',"
        " 'Indiranagar', 'Asia/Kolkata', 'INR',"
        " 'MULTIPOLYGON(((77.62 12.95, 77.67 12.95, 77.67 13.0, 77.62 13.0, 77.62 12.95)))', 'POINT(77.64 12.97)')"
    )
    connection.execute(
        "insert into jatre.event_sources (slug, name, kind, type) values ('one', 'One', 'rss', 'rss'),"
        " ('other', 'Other', 'rss', 'rss')"
    )
    labels: dict[str, bool] = {}
    for number, (pair, parts) in enumerate(islice(cycle([(pair, _parts(pair, judge)) for pair in pairs]), count)):
        ids, listings = zip(*_both(connection, pair, number), strict=True)
        connection.execute(_DOUBT, [ids[0], listings[1], parts["probability"], Jsonb(parts)])
        labels |= {f"{ids[0]} {ids[1]}": pair.same, f"{ids[1]} {ids[0]}": pair.same}
    return labels


def _parts(pair: LabelledPair, judge: Judge) -> dict[str, Any]:
    """What matching keeps of a doubt: the score's parts."""
    score = judge(pair).score
    if score is None:
        return {"decided": "for review", "probability": 0.5, "log_odds": {}}
    return {"decided": "for review", "probability": score.probability, "log_odds": score.waterfall} | dict(score.fields)


def _both(connection: psycopg.Connection, pair: LabelledPair, number: int) -> Iterator[tuple[str, str]]:
    """The event and the listing of each side."""
    for slug, (_, event) in (("one", pair.a), ("other", pair.b)):
        title, place = str(event.get("name")), event.get("location")
        venue = place.get("name") if isinstance(place, dict) else None
        text = str(event.get("description") or "") or None
        (made,) = connection.execute(_EVENT, [title, text, venue, number]).fetchone() or ("",)
        connection.execute(_DATE, [made])
        key = f"{slug} {number}"
        row = connection.execute(_LISTING, [key, key, Jsonb({"title": title}), made, slug]).fetchone()
        assert row
        yield str(made), str(row[0])
