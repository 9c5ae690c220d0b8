"""A small scene for analysts, written by hand: what three sources list in two weeks of March, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from tests.db.world import INDIRANAGAR, add_areas, add_event, change

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)  # a Saturday, 17:30 in Bengaluru
TUESDAY = datetime(2026, 3, 17, 14, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 18, 4, 30, tzinfo=UTC)


def march(day: int, hour: int = 6) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def add_source(connection: psycopg.Connection, slug: str, **fields: Any) -> None:
    values = {"official": False, "area_code": "indiranagar", "schedule": None} | fields
    connection.execute(
        "insert into jatre.event_sources (slug, name, kind, type, official, area_code, schedule)"
        " values (%s, %s, 'rss', 'rss', %s, %s, %s)",
        [slug, slug.capitalize(), values["official"], values["area_code"], values["schedule"]],
    )


def add_listing(
    connection: psycopg.Connection, source: str, seen: datetime, event: UUID | None = None, **fields: Any
) -> UUID:
    """A listing first seen at `seen`; the first one of an event founds it."""
    values = {
        "external_id": seen.isoformat(), "status": "approved", "set_aside_reason": None, "raw_data": {}, "day": TUESDAY,
    } | fields  # fmt: skip
    (listing,) = connection.execute(
        """
        insert into jatre.events_staging
          (source_id, external_id, content_hash, raw_data, stage, status, set_aside_reason, event_id, local_dates,
           first_seen_at, changed_at)
        select s.id, %(external_id)s, '', %(raw_data)s, 'done', %(status)s, %(set_aside_reason)s, %(event)s,
          array[%(day)s::date], %(seen)s, %(seen)s
        from jatre.event_sources as s where s.slug = %(source)s
        returning id
        """,
        values | {"source": source, "seen": seen, "event": event, "raw_data": Jsonb(values["raw_data"])},
    ).fetchone() or (None,)
    if event is not None:
        connection.execute(
            """
            update jatre.discovered_events as e set staging_id = l.id, source_id = l.source_id
            from jatre.events_staging as l where e.id = %s and l.id = %s and e.staging_id is null
            """,
            [event, listing],
        )
    assert isinstance(listing, UUID)
    return listing


def add_fetch(
    connection: psycopg.Connection, source: str, at: datetime, status: str = "success", found: int = 2
) -> None:
    connection.execute(
        """
        insert into jatre.fetch_history
          (source_id, run_id, started_at, completed_at, status, complete, records_found, execution_time_ms)
        select id, %s, %s, %s, %s, true, %s, 1500 from jatre.event_sources where slug = %s
        """,
        [at.isoformat(), at, at + timedelta(seconds=2), status, found, source],
    )


def decide(connection: psycopg.Connection, external_id: str, reason: str, at: datetime, kind: str = "reject") -> None:
    connection.execute(
        "insert into jatre.event_decisions (kind, source_slug, external_id, reason, decided_by, decided_at)"
        " values (%s, 'blog', %s, %s, 'meera@desk.example', %s)",
        [kind, external_id, reason, at],
    )


def play(pipeline: psycopg.Connection, owner: psycopg.Connection) -> None:
    """Write the scene, and make the analysts' copies anew."""
    add_areas(owner)
    owner.execute("insert into jatre.places (slug, name) values ('tree', 'The Tree'), ('barn', 'The Barn')")
    places = dict(owner.execute("select slug, id from jatre.places").fetchall())
    add_source(owner, "club", official=True)
    add_source(owner, "paper")
    add_source(owner, "blog")

    # two Tuesdays; the club has it first, the paper a day later
    ragas = add_event(
        pipeline, title="Raga night", start_time=TUESDAY, dates=2, published_at=march(1, 7), at=INDIRANAGAR,
        place_id=places["tree"], cost_type="paid", price_range={"minimum": 300, "maximum": 500, "currency": "INR"},
        organizer_name="The Tree", organizer_type="business",
    )  # fmt: skip
    add_listing(pipeline, "club", march(1), ragas)
    add_listing(pipeline, "paper", march(2), ragas, status="duplicate")
    # the paper has it first, and lists it again; the blog two hours later
    clay = add_event(
        pipeline, title="Clay for beginners", category="workshop", start_time=WEDNESDAY, dates=1, at=INDIRANAGAR,
        published_at=march(3, 9), cost_type="free", organizer_name="Kavya Rao", organizer_type="individual",
    )  # fmt: skip
    add_listing(pipeline, "paper", march(3), clay)
    add_listing(pipeline, "blog", march(3, 8), clay, status="duplicate")
    add_listing(pipeline, "paper", march(4), clay, status="duplicate")
    # what is over, and what was called off
    early = add_event(
        pipeline, title="Morning ragas", start_time=march(7, 2), dates=1, published_at=march(4, 7), at=INDIRANAGAR,
        place_id=places["barn"], cost_type="paid", price_range={"minimum": 100, "maximum": 100, "currency": "INR"},
    )  # fmt: skip
    add_listing(pipeline, "club", march(4), early)
    off = add_event(
        pipeline, title="Dosa walk", category="food_festival", start_time=WEDNESDAY, dates=1, status="cancelled",
        published_at=march(5, 16), at=INDIRANAGAR,
    )  # fmt: skip
    add_listing(pipeline, "blog", march(5), off)

    # not shown: two wait, three were rejected in the same words and a fourth in others
    for day in (9, 12):
        doubtful = add_event(
            pipeline, title="Something", moderation_status="pending", published_at=None, start_time=WEDNESDAY,
            moderation_reasons=["low quality"], created_at=march(day),
        )  # fmt: skip
        add_listing(pipeline, "blog", march(day), doubtful, status="pending")
    for number, reason in enumerate(["an advertisement", "an advertisement", "an advertisement", "Meera's party"]):
        seen = march(10, number)
        rejected = add_event(
            pipeline, title="Buy now", moderation_status="rejected", published_at=None, start_time=WEDNESDAY
        )
        add_listing(pipeline, "blog", seen, rejected, status="rejected")
        decide(pipeline, seen.isoformat(), reason, march(11))
        change(pipeline, rejected, moderated_by="meera@desk.example", moderated_at=march(11))
    for hour, reason in ((1, "a job offer"), (2, "a job offer"), (3, "title: 'Kavya 98450 12345', at most 300")):
        add_listing(pipeline, "blog", march(11, hour), status="set_aside", set_aside_reason=reason)

    owner.execute("insert into jatre.event_counters values (%s, 40, 6, 2), (%s, 12, 0, 1)", [ragas, clay])
    for source, at, status in (
        ("club", march(14, 11), "success"), ("paper", march(12, 12), "success"), ("blog", march(13, 12), "success"),
        ("blog", march(14, 9), "failed"),
    ):  # fmt: skip
        add_fetch(pipeline, source, at, status)
    pipeline.execute("select jatre.analytics_refresh()")
