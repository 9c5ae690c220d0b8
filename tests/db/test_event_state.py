"""What the triggers keep on an event's row: visibility, rooms, area, hash and version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.db.world import DELHI, EVENING, INDIRANAGAR, add_areas, add_date, add_event, change


def _state(connection: psycopg.Connection, event: UUID) -> dict[str, Any]:
    row = connection.execute(
        "select is_public, area_code, rooms, version from jatre.discovered_events where id = %s", [event]
    ).fetchone()
    assert row is not None
    return dict(zip(("is_public", "area_code", "rooms", "version"), row, strict=True))


def test_the_smallest_area_names_the_event_and_each_area_is_a_room(pipeline: psycopg.Connection) -> None:
    add_areas(pipeline)
    state = _state(pipeline, add_event(pipeline, at=INDIRANAGAR))
    assert state["area_code"] == "indiranagar"
    assert state["rooms"] == ["events:all", "events:music", "events:area:indiranagar", "events:area:bengaluru"]


def test_an_event_outside_the_areas_is_not_public_and_one_of_unknown_place_is(pipeline: psycopg.Connection) -> None:
    add_areas(pipeline)
    assert _state(pipeline, add_event(pipeline, at=DELHI))["is_public"] is False
    assert _state(pipeline, add_event(pipeline))["is_public"] is True


def test_dates_carry_what_lists_ask_of_their_event(pipeline: psycopg.Connection) -> None:
    add_areas(pipeline)
    event = add_event(pipeline, at=INDIRANAGAR, dates=1, cost_type="paid", timezone="Asia/Kolkata")

    def carried() -> tuple[Any, ...] | None:
        return pipeline.execute(
            "select areas, cost_type, category, to_char(local_start, 'HH24:MI'), is_verified"
            " from jatre.event_occurrences"
        ).fetchone()

    assert carried() == (["indiranagar", "bengaluru"], "paid", "music", "19:30", False)
    change(pipeline, event, cost_type="free")
    assert carried() == (["indiranagar", "bengaluru"], "free", "music", "19:30", False)
    change(pipeline, event, location=f"SRID=4326;POINT({INDIRANAGAR[1] + 0.1} {INDIRANAGAR[0]})")
    assert carried() == (["bengaluru"], "free", "music", "19:30", False)
    change(pipeline, event, timezone="Asia/Kathmandu", category="workshop")
    assert carried() == (["bengaluru"], "free", "workshop", "19:45", False)
    change(pipeline, event, verification_status="official")
    assert carried() == (["bengaluru"], "free", "workshop", "19:45", True)


def _source(pipeline: psycopg.Connection, slug: str, official: bool) -> object:
    row = pipeline.execute(
        "insert into jatre.event_sources (slug, name, kind, type, area_code, official)"
        " values (%s, %s, 'rss', 'rss', 'indiranagar', %s) returning id",
        [slug, slug, official],
    ).fetchone()
    assert row
    return row[0]


def test_until_its_place_is_known_an_event_of_a_venue_belongs_to_the_venues_area(pipeline: psycopg.Connection) -> None:
    add_areas(pipeline)
    elsewhere = add_event(pipeline, source_id=_source(pipeline, "whole_city", official=False))
    assert _state(pipeline, elsewhere)["area_code"] is None
    event = add_event(pipeline, source_id=_source(pipeline, "venue", official=True))
    state = _state(pipeline, event)
    assert (state["is_public"], state["area_code"]) == (True, "indiranagar")
    assert "events:area:indiranagar" in state["rooms"]

    change(pipeline, event, location="POINT(77.2090 28.6139)")
    assert _state(pipeline, event)["is_public"] is False, "its place is known, and it is Delhi"
    change(pipeline, event, location=None)
    state = _state(pipeline, event)
    assert (state["area_code"], state["version"]) == ("indiranagar", 3)


def test_until_its_point_is_known_an_event_belongs_to_the_area_that_its_address_names(
    pipeline: psycopg.Connection,
) -> None:
    add_areas(pipeline)
    event = add_event(pipeline, named_area="indiranagar")
    assert _state(pipeline, event)["area_code"] == "indiranagar"
    change(pipeline, event, named_area=None)
    state = _state(pipeline, event)
    assert (state["area_code"], state["version"]) == (None, 2)
    assert "events:area:indiranagar" not in state["rooms"]
    change(pipeline, event, named_area="indiranagar", location="POINT(77.2090 28.6139)")
    assert _state(pipeline, event)["is_public"] is False, "a point outweighs the words"


@pytest.mark.parametrize(
    "hidden",
    [{"moderation_status": "pending"}, {"moderation_status": "rejected"}, {"is_active": False}, {"published_at": None}],
)
def test_only_approved_active_published_events_are_public(pipeline: psycopg.Connection, hidden: dict[str, Any]) -> None:
    assert _state(pipeline, add_event(pipeline, **hidden))["is_public"] is False


def test_the_version_moves_with_what_is_visible_and_only_then(pipeline: psycopg.Connection) -> None:
    event = add_event(pipeline)
    change(pipeline, event, draft='{"title": "not yet"}')
    assert _state(pipeline, event)["version"] == 1
    change(pipeline, event, title="Baithak, moved indoors")
    assert _state(pipeline, event)["version"] == 2


def test_a_writer_cannot_set_what_the_triggers_keep(pipeline: psycopg.Connection) -> None:
    event = add_event(pipeline, moderation_status="pending", is_public=True, version=99, rooms=["moderation"])
    state = _state(pipeline, event)
    assert (state["is_public"], state["version"], state["rooms"]) == (False, 1, ["events:all", "events:music"])


def test_the_session_s_time_zone_does_not_make_a_change(pipeline: psycopg.Connection) -> None:
    event = add_event(pipeline)
    pipeline.execute("set timezone = 'Asia/Kolkata'")
    change(pipeline, event, title="Baithak under the rain tree")
    assert _state(pipeline, event)["version"] == 1


def test_a_new_date_or_image_is_a_change_of_the_event(pipeline: psycopg.Connection) -> None:
    event = add_event(pipeline)
    add_date(pipeline, event, EVENING)
    assert _state(pipeline, event)["version"] == 2
    pipeline.execute("insert into jatre.event_images (event_id, url) values (%s, 'https://example.org/a.jpg')", [event])
    assert _state(pipeline, event)["version"] == 3
    pipeline.execute("delete from jatre.event_occurrences where event_id = %s", [event])
    assert _state(pipeline, event)["version"] == 4


def test_an_occurrence_follows_its_event(pipeline: psycopg.Connection) -> None:
    add_areas(pipeline)
    event = add_event(pipeline, dates=2, moderation_status="pending", at=INDIRANAGAR)
    change(pipeline, event, moderation_status="approved", category="workshop")
    rows = pipeline.execute("select distinct is_public, category, area_code from jatre.event_occurrences").fetchall()
    assert rows == [(True, "workshop", "indiranagar")]


def test_the_id_of_an_event_never_changes(pipeline: psycopg.Connection) -> None:
    event = add_event(pipeline)
    with pytest.raises(psycopg.errors.RaiseException, match="never changes"):
        change(pipeline, event, id=UUID(int=7))


def test_an_event_cannot_end_before_it_starts(pipeline: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        add_event(pipeline, end_time=EVENING - timedelta(hours=1))


def test_an_organizers_page_is_seen_and_the_hash_of_an_address_is_not(pipeline: psycopg.Connection) -> None:
    add_areas(pipeline)
    event = add_event(pipeline)
    change(pipeline, event, contact_info='{"url": "https://raga.example/", "email_hash": "ab"}')
    assert _state(pipeline, event)["version"] == 2
    change(pipeline, event, contact_info='{"url": "https://raga.example/", "email_hash": "cd"}')
    assert _state(pipeline, event)["version"] == 2
    change(pipeline, event, contact_info=None)
    assert _state(pipeline, event)["version"] == 3
