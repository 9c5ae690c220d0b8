"""Short ways to write what is in the database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from include.filters.statements import FOLDER

EVENING = datetime(2026, 3, 14, 14, 0, tzinfo=UTC)  # 19:30 in Bengaluru
INDIRANAGAR = (12.9719, 77.6412)
DELHI = (28.6139, 77.2090)


class FeedRow(NamedTuple):
    seq: int
    kind: str
    entity: str
    version: int
    rooms: list[str]
    payload: Any
    changed_at: datetime


def add_areas(connection: psycopg.Connection) -> None:
    """Two nested squares: the city and, within it, the area."""
    for code, name, half in (("bengaluru", "Bengaluru", 0.2), ("indiranagar", "Indiranagar", 0.02)):
        latitude, longitude = INDIRANAGAR
        connection.execute(
            """
            insert into jatre.areas (code, name, timezone, currency, outline, centre)
            select %s, %s, 'Asia/Kolkata', 'INR', st_multi(st_makeenvelope(%s, %s, %s, %s, 4326))::geography,
              st_setsrid(st_makepoint(%s, %s), 4326)::geography
            """,
            [code, name, longitude - half, latitude - half, longitude + half, latitude + half, longitude, latitude],
        )


def add_event(
    connection: psycopg.Connection, *, dates: int = 0, at: tuple[float, float] | None = None, **fields: Any
) -> UUID:
    """A public event, unless the fields are others; with `dates` weekly occurrences."""
    values = {
        "title": "Baithak under the rain tree",
        "start_time": EVENING,
        "category": "music",
        "moderation_status": "approved",
        "published_at": EVENING,
    } | fields
    if at is not None:
        values["location"] = f"SRID=4326;POINT({at[1]} {at[0]})"
    statement = sql.SQL("insert into jatre.discovered_events ({}) values ({}) returning id").format(
        sql.SQL(", ").join(map(sql.Identifier, values)), sql.SQL(", ").join([sql.Placeholder()] * len(values))
    )
    parameters = [Jsonb(value) if isinstance(value, dict) else value for value in values.values()]
    (event,) = connection.execute(statement, parameters).fetchone() or (None,)
    for week in range(dates):
        add_date(connection, event, values["start_time"] + timedelta(weeks=week))
    return event


def add_date(connection: psycopg.Connection, event: UUID, starts_at: datetime, **fields: Any) -> None:
    connection.execute(
        """
        insert into jatre.event_occurrences (event_id, starts_at, ends_at, date_only, cancelled)
        values (%s, %s, %s, %s, %s)
        """,
        [event, starts_at, fields.get("ends_at"), fields.get("date_only", False), fields.get("cancelled", False)],
    )


def change(connection: psycopg.Connection, event: UUID, **fields: Any) -> None:
    assignments = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in fields)
    statement = sql.SQL("update jatre.discovered_events set {} where id = %s").format(assignments)
    connection.execute(statement, [*fields.values(), event])


def sequence(connection: psycopg.Connection, limit: int = 1000) -> int:
    """Call the sequencer once; the number of changes it took from the outbox, -1 when another was at the head."""
    (moved, _, _) = connection.execute("select * from jatre.feed_sequence_v3(%s)", [limit]).fetchone() or (0, 0, "")
    return moved


def feed(connection: psycopg.Connection, after: int = 0) -> list[FeedRow]:
    """Sequence what waits, then everything after a position."""
    while sequence(connection):
        pass
    rows = connection.execute("select * from jatre.feed_read_v2(%s, 1000000, 1000000000)", [after]).fetchall()
    return [FeedRow(*row[:5], json.loads(row[5]), row[6]) for row in rows]


def kinds(connection: psycopg.Connection, after: int = 0) -> list[str]:
    return [change.kind for change in feed(connection, after)]


def listed(connection: psycopg.Connection, limit: int = 100, offset: int = 0, **filters: Any) -> dict[str, Any]:
    """What jatre.events_list_v3 answers: the list, with `after`."""
    row = connection.execute(
        "select list, after from jatre.events_list_v3(%s, %s, %s)", [Jsonb(filters), limit, offset]
    ).fetchone()
    assert row is not None
    return {**json.loads(row[0]), "after": row[1]}


def assert_forbidden(connection: psycopg.Connection, *statements: str) -> None:
    """None of the statements is allowed to this role."""
    for statement in statements:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)  # type: ignore[arg-type]


def walk_shortly(connection: psycopg.Connection) -> None:
    """Lists walk ten dates at a time, twenty in all, and leave none to the planner."""
    text = (FOLDER / "events_list_page.sql").read_text(encoding="utf-8")
    for was, now in (
        ("create function", "create or replace function"),
        ("p_walked integer = 5000", "p_walked integer = 10"),
        ("p_cost float = 50000", "p_cost float = 0"),
    ):
        assert was in text
        text = text.replace(was, now)
    connection.execute(text)  # type: ignore[arg-type]
