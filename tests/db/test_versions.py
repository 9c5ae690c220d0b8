"""The version of an event moves with every column that the public sees, and with no other.

The columns are read from the catalogue, so that a new one is covered, or refused until it has a value here.
"""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from tests.db.world import EVENING, INDIRANAGAR, add_areas, add_event

KEPT_BY_TRIGGERS = {
    "id", "area_code", "is_public", "rooms", "version", "search", "search_tier", "occurrences", "images", "change_kind",
    "change_rooms", "change_moved", "change_moderated", "moved_at", "updated_at",
}  # fmt: skip
"""What a writer cannot set; the id never changes."""
VALUES: dict[str, Any] = {
    "boolean": True,
    "integer": 7,
    "text": "another text",
    "ARRAY": ["another"],
    "numeric": 0.5,
    "timestamp with time zone": EVENING.replace(day=20),
    "json": Jsonb({"minimum": 250}),
    "jsonb": Jsonb({"minimum": 250}),
}
"""A value by type that no event of the test has."""
OTHER_VALUES: dict[str, Any] = {
    "status": "postponed",
    "category": "workshop",
    "organizer_type": "community",
    "cost_type": "free",
    "availability": "sold_out",
    "verification_status": "verified",
    "moderation_status": "flagged",
    "is_active": False,
    "location": "SRID=4326;POINT(77.64 12.97)",
    "links": Jsonb([{"source": "a", "name": "A", "url": "https://a.example/"}]),
    "thumbnail_url": "https://example.org/small.jpg",
    "url": "https://example.org/b.jpg",
    "named_area": None,
    "location_precision": "address",
    "contact_info": Jsonb({"url": "https://raga.example/"}),
    "timezone": "Asia/Colombo",
}
REFERENCES = {"place_id": "places", "source_id": "event_sources", "merged_into": "discovered_events"}


@pytest.fixture
def event(pipeline: psycopg.Connection, owner: psycopg.Connection) -> Any:
    """A public event with a date and an image, and rows that its references may name."""
    add_areas(owner)
    owner.execute("insert into jatre.places (slug, name) values ('tree', 'The Tree')")
    owner.execute("insert into jatre.event_sources (slug, name, kind, type) values ('site', 'Site', 'rss', 'rss')")
    made = add_event(pipeline, dates=1, at=INDIRANAGAR)
    pipeline.execute("insert into jatre.event_images (event_id, url) values (%s, 'https://example.org/a.jpg')", [made])
    add_event(pipeline, title="another event")
    return made


def shown(pipeline: psycopg.Connection, event: Any) -> Any:
    row = pipeline.execute(
        "select to_jsonb(v) - 'version' - 'updated_at' - 'search'"
        " || jsonb_build_object('document', document - 'version' - 'updatedAt')"
        " from jatre.event_public_v1 v where id = %s",
        [event],
    ).fetchone()
    return row and row[0]


def version(pipeline: psycopg.Connection, event: Any) -> int:
    (found,) = pipeline.execute("select version from jatre.discovered_events where id = %s", [event]).fetchone() or (0,)
    return int(found)


def columns(owner: psycopg.Connection, table: str) -> list[tuple[str, str]]:
    return owner.execute(
        "select column_name, data_type from information_schema.columns"
        " where table_schema = 'jatre' and table_name = %s order by ordinal_position",
        [table],
    ).fetchall()


def other_value(owner: psycopg.Connection, event: Any, column: str, kind: str) -> Any:
    if column in REFERENCES:
        statement = sql.SQL("select id from jatre.{} where id <> %s limit 1").format(sql.Identifier(REFERENCES[column]))
        return (owner.execute(statement, [event]).fetchone() or (None,))[0]
    if column == "end_time":
        return EVENING.replace(hour=20)
    return OTHER_VALUES[column] if column in OTHER_VALUES else VALUES.get(kind)


def moved(
    pipeline: psycopg.Connection, event: Any, statement: sql.Composed, parameters: list[Any]
) -> tuple[bool, bool]:
    """Whether what is shown has changed, and whether the version has; everything is as before afterwards."""
    with pipeline.transaction(force_rollback=True):
        before = shown(pipeline, event), version(pipeline, event)
        pipeline.execute(statement, parameters)
        after = shown(pipeline, event), version(pipeline, event)
    return before[0] != after[0], before[1] != after[1]


def test_each_column_of_an_event(owner: psycopg.Connection, pipeline: psycopg.Connection, event: Any) -> None:
    seen = 0
    for column, kind in columns(owner, "discovered_events"):
        if column in KEPT_BY_TRIGGERS:
            continue
        value = other_value(owner, event, column, kind)
        assert value is not None or kind == "uuid" or column in OTHER_VALUES, f"no value of the type of {column}"
        statement = sql.SQL("update jatre.discovered_events set {} = %s where id = %s").format(sql.Identifier(column))
        is_shown, has_moved = moved(pipeline, event, statement, [value, event])
        assert has_moved == is_shown, f"{column}: shown differently {is_shown}, another version {has_moved}"
        seen += is_shown
    assert seen > 25, "the values of the test change what is shown"


@pytest.mark.parametrize("table", ["event_occurrences", "event_images"])
def test_each_column_of_its_dates_and_images(
    owner: psycopg.Connection, pipeline: psycopg.Connection, event: Any, table: str
) -> None:
    seen = set()
    for column, kind in columns(owner, table):
        if column in ("id", "event_id", "area_code", "category", "over_at"):
            continue
        value = (
            EVENING.replace(hour=20) if column in ("starts_at", "ends_at") else other_value(owner, event, column, kind)
        )
        statement = sql.SQL("update jatre.{} set {} = %s where event_id = %s").format(
            sql.Identifier(table), sql.Identifier(column)
        )
        is_shown, has_moved = moved(pipeline, event, statement, [value, event])
        assert has_moved == is_shown, f"{column}: shown differently {is_shown}, another version {has_moved}"
        seen |= {column} if is_shown else set()
    assert seen >= ({"starts_at", "ends_at", "cancelled"} if table == "event_occurrences" else {"url", "alt_text"})
