"""Every column of an event is written by somebody, and the organizer's contacts on the way there."""

from __future__ import annotations

import re
from pathlib import Path

from include.models.events import DiscoveredEvent
from tests.pipeline.scene import Scene, at

SQL = Path(__file__).resolve().parents[3] / "include/sql"
OTHERS = {
    "queries/events_insert.sql": {"id", "staging_id"},
    "queries/events_draft.sql": {"draft"},
    "queries/events_merge.sql": {"merged_into"},
    "functions/event_changed_state.sql": {
        "area_code", "is_public", "rooms", "version", "search", "search_tier", "updated_at", "change_kind",
        "change_rooms", "change_moved", "change_moderated", "moved_at",
    },
}  # fmt: skip
"""Columns that publishing does not write, by a file that does."""
KEPT = {"occurrences", "over_at", "images", "created_at"}
"""Copies that triggers on other tables keep, and a default."""
NOBODY = {"is_active"}
"""For programs of operators; what is decided with ours stands in `event_decisions`."""


def test_every_column_of_an_event_is_written() -> None:
    published = set(re.findall(r"^  (\w+) = ", (SQL / "queries/publish_events.sql").read_text("utf-8"), re.MULTILINE))
    elsewhere = {column for columns in OTHERS.values() for column in columns}
    columns = {column.name for column in DiscoveredEvent.__table__.columns}
    assert columns - published - elsewhere - KEPT == NOBODY
    for file, named in OTHERS.items():
        text = (SQL / file).read_text("utf-8")
        assert {column for column in named if not re.search(rf"\b{column}\b", text)} == set()


def test_an_organizers_page_is_shown_and_the_hash_of_its_address_is_not(scene: Scene) -> None:
    circle = {"name": "Raga Circle", "url": "https://raga.example/", "email_hash": "ab" * 32}
    scene.lists("one", "1", title="An evening of ragas", at=at(7), organizer=circle, venue={"name": "Toit"})
    scene.run()
    (event,) = scene.events()
    assert event.document["organizer"] == {"name": "Raga Circle", "type": None, "url": "https://raga.example/"}
    assert "ab" * 32 not in str(event.document)
    (kept,) = scene.rows("select contact_info from jatre.discovered_events")
    assert kept[0] == {"url": "https://raga.example/", "email_hash": "ab" * 32}


def test_what_a_text_states_of_registering_and_its_closer_kind_reach_the_event(scene: Scene) -> None:
    text = "Two hours at the wheel with clay. Registration is mandatory, by Friday."
    scene.lists("one", "1", title="Pottery Workshop", at=at(7), description=text, venue={"name": "Toit"})
    scene.run()
    (event,) = scene.events()
    assert (event.registration_required, event.subcategory) == (True, "pottery")


def test_an_event_says_whether_it_is_outdoors(scene: Scene) -> None:
    scene.lists("one", "1", title="Heritage walk", at=at(7, 7), venue={"name": "Toit"})
    scene.lists("one", "2", title="Pottery for beginners", at=at(8, 11), venue={"name": "Toit"})
    scene.run()
    assert {event.document["title"]: event.document["outdoors"] for event in scene.events()} == {
        "Heritage walk": True, "Pottery for beginners": False,
    }  # fmt: skip


def test_that_it_is_sold_out_is_a_change_of_the_event_and_so_is_that_tickets_came_back(scene: Scene) -> None:
    shown = []
    for stated in ({}, {"availability": "sold_out"}, {}):
        scene.lists("one", "1", title="An evening of ragas", at=at(7), venue={"name": "Toit"}, **stated)
        scene.run()
        (event,) = scene.events()
        assert event.document["availability"] == event.availability
        shown.append((event.availability, event.version))
    first = shown[0][1]
    assert shown == [(None, first), ("sold_out", first + 1), (None, first + 2)]
