"""Two healthy sources that are in every run, and all that the database holds of them afterwards."""

from __future__ import annotations

import json
from typing import Any

import psycopg
from psycopg.rows import dict_row

from benchmarks.hostile.sites import HostileSites, instance
from include.sources.configuration.instance import SourceInstance

EVENINGS = 12
SLUGS = ("witness_site", "witness_calendar")
KINDS = ("schema_org", "icalendar")
VENUES = ("Witness Hall", "Toit", "Atta Galatta")
PASSING = ("id", "version", "publishedAt", "updatedAt", "placeId")
"""Keys that differ without a difference for anybody."""


def put(to: HostileSites) -> list[SourceInstance]:
    """Publish the witnesses; half of the calendar's evenings are the site's as well."""
    to.pages["/witness_site"] = json.dumps([_node(n) for n in range(EVENINGS)]).encode(), "application/json"
    to.pages["/witness_calendar"] = _calendar(range(EVENINGS // 2, EVENINGS + EVENINGS // 2)), "text/calendar"
    return [instance(slug, kind, {"url": f"{to.base}/{slug}"}) for slug, kind in zip(SLUGS, KINDS, strict=True)]


def statement(url: str) -> dict[str, Any]:
    """Listings and events of the witnesses by natural keys, and the listings that share an event with them."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        listings = connection.execute(_LISTINGS, [list(SLUGS)]).fetchall()
        events = connection.execute(_EVENTS, [list(SLUGS)]).fetchall()
    seen = {"listings": listings, "events": sorted(map(_lasting, events), key=_listings)}
    plain: dict[str, Any] = json.loads(json.dumps(seen, default=str))
    return plain


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(one) for key, one in value.items() if key not in PASSING}
    return [_lasting(one) for one in value] if isinstance(value, list) else value


def _listings(event: dict[str, Any]) -> str:
    return str(event["listings"])


def _node(number: int) -> dict[str, Any]:
    return {
        "@type": "Event", "@id": f"urn:witness:{number}", "name": _title(number),
        "startDate": f"2026-02-{number + 1:02}T19:00:00+05:30", "endDate": f"2026-02-{number + 1:02}T21:00:00+05:30",
        "location": {"@type": "Place", "name": VENUES[number % len(VENUES)]},
        "description": f"Quokka evening number {number}. Tickets ₹{200 + number} at the door.",
        "url": f"https://witness.example/{number}", "image": f"https://witness.example/{number}.jpg",
    }  # fmt: skip


def _title(number: int) -> str:
    return f"Quokka {('jazz', 'pottery', 'quiz')[number % 3]} evening no. {number}"


def _calendar(numbers: range) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//witness//EN"]
    for number in numbers:
        lines += [
            "BEGIN:VEVENT", f"UID:{number}@witness.example", f"DTSTART;TZID=Asia/Kolkata:202602{number + 1:02}T190000",
            f"DTEND;TZID=Asia/Kolkata:202602{number + 1:02}T210000", f"SUMMARY:{_title(number)}",
            f"LOCATION:{VENUES[number % len(VENUES)]}", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


_LISTINGS = """
select
  s.slug, l.external_id, l.stage, l.status, l.set_aside_reason, l.processed_data, l.local_dates, l.title_key,
  l.absent_runs
from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id
where s.slug = any(%s) order by s.slug, l.external_id
"""
_EVENTS = """
select (
    select jsonb_agg(jsonb_build_array(s.slug, l.external_id) order by s.slug, l.external_id)
    from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id where l.event_id = e.id
  ) as listings, e.title, e.category, e.venue_name, e.status, e.moderation_status, e.is_public, e.verification_status,
  (select jatre.event_document(d, s.name, d.occurrences, d.images)
   from jatre.discovered_events d left join jatre.event_sources s on s.id = d.source_id
   where d.id = e.id and d.is_public) as shown
from jatre.discovered_events e
where exists (
  select from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id
  where l.event_id = e.id and s.slug = any(%s))
"""
