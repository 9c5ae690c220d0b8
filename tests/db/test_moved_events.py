"""When an event counts as moved: whoever has noted it would come at the wrong hour or to the wrong place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from tests.db.world import EVENING, INDIRANAGAR, add_areas, add_event, change

FAR = "SRID=4326;POINT(77.6512 12.9719)"
NEAR = "SRID=4326;POINT(77.6413 12.9719)"


def moved(connection: psycopg.Connection, **fields: Any) -> bool:
    """Whether a public event has moved by getting these values."""
    event = add_event(connection, at=INDIRANAGAR, venue_name="The Tree", timezone="Asia/Kolkata")
    change(connection, event, **fields)
    row = connection.execute(
        "select document ->> 'movedAt' from jatre.event_public_v1 where id = %s", [event]
    ).fetchone()
    assert row is not None
    return row[0] is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"start_time": EVENING + timedelta(hours=1)},
        {"start_time": EVENING + timedelta(days=1)},
        {"start_time": EVENING + timedelta(days=1), "date_only": True},
        {"venue_name": "Another hall", "location": FAR},
    ],
)
def test_another_hour_day_or_place_is_a_move(owner: psycopg.Connection, fields: dict[str, Any]) -> None:
    add_areas(owner)
    assert moved(owner, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Baithak"},
        {"start_time": EVENING + timedelta(hours=1), "date_only": True},
        {"start_time": EVENING + timedelta(days=7), "is_recurring": True},
        {"venue_name": "The Rain Tree", "location": NEAR},
        {"location": FAR},
        {"venue_name": "Another hall", "location": None},
    ],
)
def test_what_is_only_known_better_is_none(owner: psycopg.Connection, fields: dict[str, Any]) -> None:
    add_areas(owner)
    assert not moved(owner, **fields)


def test_what_nobody_has_seen_has_not_moved(owner: psycopg.Connection) -> None:
    event = add_event(owner, moderation_status="pending")
    change(owner, event, start_time=EVENING + timedelta(days=1))
    change(owner, event, moderation_status="approved")
    assert owner.execute("select moved_at from jatre.discovered_events where id = %s", [event]).fetchone() == (None,)


def test_the_next_date_of_what_is_over_is_no_move(owner: psycopg.Connection) -> None:
    event = add_event(owner, venue_name="The Tree", timezone="Asia/Kolkata")
    change(owner, event, over_at=EVENING + timedelta(hours=3))
    owner.execute("select set_config('jatre.now', %s, false)", [(EVENING + timedelta(days=1)).isoformat()])
    change(owner, event, start_time=EVENING + timedelta(days=7))
    assert owner.execute("select moved_at from jatre.discovered_events where id = %s", [event]).fetchone() == (None,)
    owner.execute("select set_config('jatre.now', %s, false)", [EVENING.isoformat()])
    change(owner, event, start_time=EVENING + timedelta(days=8))
    row = owner.execute("select moved_at from jatre.discovered_events where id = %s", [event]).fetchone()
    assert row == (EVENING,)
