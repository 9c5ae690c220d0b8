"""The tables by natural keys: what two runs over the same sites must agree on, whatever happened in between.

Left out is what may differ without a difference for anybody: generated ids, versions, and when something was written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

Listing = tuple[str, str]
"""(slug of the source, external id)"""

VOLATILE = ("id", "version", "publishedAt", "updatedAt")


@dataclass(frozen=True)
class Tables:
    """Listings by their key; events by the listings that met in them."""

    listings: dict[Listing, dict[str, Any]]
    events: dict[frozenset[Listing], dict[str, Any]]


def tables(url: str) -> Tables:
    """Read everything; an event without a listing, or two with the same ones, is an error here already."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        rows = connection.execute(_LISTINGS).fetchall()
        listings = {(row.pop("slug"), row.pop("external_id")): row for row in rows}
        events: dict[frozenset[Listing], dict[str, Any]] = {}
        for row in connection.execute(_EVENTS).fetchall():
            key = frozenset((slug, external_id) for slug, external_id in row.pop("listings"))
            assert key, f"an event without a listing: {row}"
            assert key not in events, f"two events of {key}"
            events[key] = row | {"shown": _lasting(row["shown"])}
    return Tables(listings, events)


def check_feed(owner_url: str) -> int:
    """Sequence what waits, then hold the feed against the page: dense, and its last word on an event is what is shown.

    Returns the number of changes.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        while connection.execute("select moved from jatre.feed_sequence_v3()").fetchone() != (0,):
            pass
        changes = connection.execute(
            "select seq, kind, entity, payload from jatre.feed_changes order by seq"
        ).fetchall()
        shown = dict(
            connection.execute(
                "select e.id::text, jatre.event_document(e, s.name, e.occurrences, e.images)"
                " from jatre.discovered_events e left join jatre.event_sources s on s.id = e.source_id"
                " where e.is_public"
            ).fetchall()
        )
    assert [seq for seq, *_ in changes] == list(range(1, len(changes) + 1))
    sent: dict[str, Any] = {}
    for _, kind, entity, payload in changes:
        if kind == "event:removed":
            sent.pop(entity, None)
        elif kind.startswith("event:"):
            sent[entity] = json.loads(payload)
    assert sent == shown
    return len(changes)


def _lasting(shown: dict[str, Any] | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    venue = {key: value for key, value in shown["venue"].items() if key != "placeId"}
    return {key: value for key, value in shown.items() if key not in VOLATILE} | {"venue": venue}


_LISTINGS = """
select
  s.slug, l.external_id, l.stage, l.status, l.set_aside_reason, encode(l.content_hash, 'hex') as content_hash,
  l.processed_data, l.local_dates, l.title_key, l.absent_runs, l.event_id is not null as has_event
from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id
"""

_EVENTS = """
select
  coalesce((
    select jsonb_agg(jsonb_build_array(s.slug, l.external_id) order by s.slug, l.external_id)
    from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id where l.event_id = e.id
  ), '[]') as listings,
  e.title, e.category, e.venue_name, e.status, e.moderation_status, e.moderation_reasons, e.is_public,
  e.is_recurring, e.area_code, e.quality_score, e.verification_status, p.slug as place,
  (select jsonb_agg(jsonb_build_object(
    'starts', o.starts_at at time zone e.timezone, 'ends', o.ends_at at time zone e.timezone,
    'date_only', o.date_only, 'cancelled', o.cancelled) order by o.starts_at)
   from jatre.event_occurrences o where o.event_id = e.id) as occurrences,
  (select jatre.event_document(d, s.name, d.occurrences, d.images)
   from jatre.discovered_events d left join jatre.event_sources s on s.id = d.source_id
   where d.id = e.id and d.is_public) as shown
from jatre.discovered_events e left join jatre.places p on p.id = e.place_id
"""
