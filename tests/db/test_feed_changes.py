"""Which changes reach the feed, in which rooms, with what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from tests.conftest import Database
from tests.db.world import EVENING, INDIRANAGAR, add_areas, add_date, add_event, change, feed, kinds, listed, sequence


def shown(owner: psycopg.Connection, event: object) -> dict[str, Any]:
    """An event as a look at it shows it, without what it alone shows."""
    (found,) = owner.execute("select jatre.event_get_v2(%s)", [event]).fetchone() or ({},)
    return {name: value for name, value in found.items() if name not in {"sources", "provenance", "matches"}}


def test_a_published_event_is_new_and_carries_its_public_shape(owner: psycopg.Connection) -> None:
    event = add_event(owner, venue_name="The Courtyard")
    (step,) = feed(owner)
    assert (step.seq, step.kind, step.entity, step.version) == (1, "event:new", str(event), 1)
    assert step.payload["venue"]["name"] == "The Courtyard"
    assert step.payload["startTime"] == "2026-03-14T14:00:00Z"


def test_a_change_carries_what_a_list_and_a_look_show(owner: psycopg.Connection) -> None:
    add_areas(owner)
    event = add_event(
        owner,
        dates=3,
        at=INDIRANAGAR,
        description="With tea",
        subcategory="hindustani",
        tags=["raga"],
        end_time=EVENING,
        is_recurring=True,
        recurrence_rule={"rrule": "FREQ=WEEKLY"},
        venue_name="The Courtyard",
        venue_address="12th Main",
        plus_code="7J4VXJGV+XM",
        organizer_name="Friends of Music",
        organizer_type="community",
        external_url="https://example.org/1",
        ticket_url="https://example.org/1/tickets",
        cost_type="paid",
        price_range={"minimum": 300, "maximum": 499.5, "currency": "INR"},
        capacity=60,
        registration_required=True,
        quality_score=0.87,
        verification_status="verified",
    )
    owner.execute("insert into jatre.event_images (event_id, url) values (%s, 'https://example.org/a.jpg')", [event])
    document = feed(owner)[-1].payload
    assert document == shown(owner, event)
    (listed_one,) = listed(owner, **{"from": "2026-01-01T00:00:00Z"})["events"]
    assert listed_one.items() >= document.items()


def test_nothing_pending_leaks(owner: psycopg.Connection) -> None:
    event = add_event(owner, moderation_status="pending", title="Secret gig")
    change(owner, event, title="Secret gig, second try")
    add_date(owner, event, EVENING)
    assert feed(owner) == []


def test_an_invisible_change_leaves_nothing_in_the_feed(owner: psycopg.Connection) -> None:
    event = add_event(owner)
    change(owner, event, moderation_notes="looks fine", provenance="{}")
    assert kinds(owner) == ["event:new"]


def test_approval_is_new_and_rejection_is_removal(owner: psycopg.Connection) -> None:
    event = add_event(owner, moderation_status="pending")
    change(owner, event, moderation_status="approved")
    change(owner, event, moderation_status="rejected")
    public = [step for step in feed(owner) if step.kind != "moderation"]
    assert [step.kind for step in public] == ["event:new", "event:removed"]
    assert public[1].payload == {"id": str(event), "version": 3, "mergedInto": None}


def test_moderation_reaches_its_private_room_alone(owner: psycopg.Connection) -> None:
    event = add_event(owner, moderation_status="pending")
    change(owner, event, moderation_reasons=["no venue"])
    (step,) = feed(owner)
    assert (step.kind, step.rooms, step.payload["reasons"]) == ("moderation", ["moderation"], ["no venue"])


def test_a_cancelled_show_is_one_event_cancelled(owner: psycopg.Connection) -> None:
    event = add_event(owner)
    change(owner, event, status="cancelled")
    assert kinds(owner) == ["event:new", "event:cancelled"]


def test_a_merged_event_is_removed_and_names_its_successor(owner: psycopg.Connection) -> None:
    kept, merged = add_event(owner), add_event(owner, title="Baithak (listed twice)")
    change(owner, merged, merged_into=kept)
    assert feed(owner)[-1].payload["mergedInto"] == str(kept)


def test_a_change_of_category_reaches_the_room_it_left_too(owner: psycopg.Connection) -> None:
    event = add_event(owner, category="music")
    change(owner, event, category="workshop")
    assert set(feed(owner)[-1].rooms) == {"events:all", "events:music", "events:workshop"}


def test_many_rows_of_one_statement_become_what_one_row_would(owner: psycopg.Connection) -> None:
    alone, other, hidden, stays = (add_event(owner, dates=2, title=title) for title in "abcd")
    change(owner, alone, category="workshop")
    single = feed(owner)[-1]
    last = single.seq
    owner.execute(
        "update jatre.discovered_events set category = 'workshop', is_active = id <> %s where id = any(%s)",
        [hidden, [other, hidden]],
    )
    by_entity = {step.entity: step for step in feed(owner, after=last)}
    assert set(by_entity) == {str(other), str(hidden)}
    many = by_entity[str(other)]
    assert (many.kind, many.version, set(many.rooms)) == (single.kind, single.version, set(single.rooms))
    assert many.payload == shown(owner, other)
    gone = by_entity[str(hidden)]
    assert (gone.kind, set(gone.rooms)) == ("event:removed", {"events:all", "events:music"})
    assert owner.execute(
        "select category, is_public from jatre.event_occurrences where event_id = any(%s) group by 1, 2 order by 1, 2",
        [[other, hidden, stays]],
    ).fetchall() == [("music", True), ("workshop", False), ("workshop", True)]


def test_several_steps_of_one_transaction_become_one(owner: psycopg.Connection) -> None:
    event = add_event(owner, category="music")
    with owner.transaction():
        change(owner, event, category="workshop")
        add_date(owner, event, EVENING)
        change(owner, event, title="Learn the tanpura")
    changes = feed(owner)
    assert [step.kind for step in changes] == ["event:new", "event:updated"]
    assert changes[1].payload["title"] == "Learn the tanpura"
    assert len(changes[1].payload["occurrences"]) == 1
    assert "events:music" in changes[1].rooms


def test_what_came_and_went_within_a_transaction_was_never_there(owner: psycopg.Connection) -> None:
    with owner.transaction():
        change(owner, add_event(owner), is_active=False)
    assert feed(owner) == []


def test_hidden_and_shown_again_within_a_transaction_is_an_update(owner: psycopg.Connection) -> None:
    event = add_event(owner)
    with owner.transaction():
        change(owner, event, is_active=False)
        change(owner, event, is_active=True)
    assert kinds(owner) == ["event:new", "event:updated"]


def test_deleting_removes_and_truncating_resets(owner: psycopg.Connection) -> None:
    owner.execute("delete from jatre.discovered_events where id = %s", [add_event(owner)])
    add_event(owner)
    owner.execute("truncate jatre.discovered_events cascade")
    assert kinds(owner) == ["event:new", "event:removed", "event:new", "reset"]


def test_an_upsert_is_one_change(owner: psycopg.Connection) -> None:
    event = add_event(owner)
    for title in ("Baithak under the rain tree", "Baithak by the lake"):
        owner.execute(
            """
            insert into jatre.discovered_events (id, title, start_time) values (%s, %s, %s)
            on conflict (id) do update set title = excluded.title
            """,
            [event, title, EVENING],
        )
    assert kinds(owner) == ["event:new", "event:updated"]


def test_a_rolled_back_savepoint_leaves_nothing_in_the_feed(owner: psycopg.Connection) -> None:
    with owner.transaction():
        add_event(owner, title="Stays")
        with owner.transaction(force_rollback=True):
            add_event(owner, title="Goes")
    assert [step.payload["title"] for step in feed(owner)] == ["Stays"]


@pytest.mark.parametrize("size", [7_999, 8_000, 9_000, 1_000_000])
def test_the_size_of_a_row_does_not_matter(owner: psycopg.Connection, size: int) -> None:
    add_event(owner, description="ಜ" * size)
    assert len(feed(owner)[0].payload["description"]) == size


def test_a_large_transaction_becomes_bulk_in_the_rooms_it_floods(owner: psycopg.Connection) -> None:
    owner.execute(
        """
        insert into jatre.discovered_events (title, start_time, category, moderation_status, published_at)
        select 'Show ' || n, %s, case when n <= 5 then 'sports' else 'music' end, 'approved', now()
        from generate_series(1, 1500) as n
        """,
        [EVENING],
    )
    changes = feed(owner)
    bulk = [step for step in changes if step.kind == "bulk"]
    assert [step.rooms for step in bulk] == [["events:all", "events:music"]]
    assert [step.rooms for step in changes if step.kind == "event:new"] == [["events:sports"]] * 5


def _add_shows(connection: psycopg.Connection, first: int, last: int) -> None:
    connection.execute(
        """
        insert into jatre.discovered_events (title, start_time, moderation_status, published_at)
        select 'Show ' || n, %s, 'approved', now() from generate_series(%s::int, %s::int) as n
        """,
        [EVENING, first, last],
    )


def test_a_small_batch_limit_takes_a_large_transaction_whole(owner: psycopg.Connection) -> None:
    with owner.transaction():
        for n in range(12):
            _add_shows(owner, n * 100, n * 100 + 99)
    add_event(owner, title="After the flood")
    assert sequence(owner, limit=10) == 1200
    assert kinds(owner) == ["bulk", "event:new"]


def test_a_large_statement_leaves_one_row_for_the_sequencer(owner: psycopg.Connection) -> None:
    _add_shows(owner, 1, 3000)
    assert owner.execute("select kind, rooms from jatre.feed_outbox").fetchall() == [("bulk", ["events:all"])]


def test_what_follows_a_large_statement_in_its_transaction_is_in_the_bulk(owner: psycopg.Connection) -> None:
    with owner.transaction():
        _add_shows(owner, 1, 1100)
        add_event(owner, title="One more", category="music")
        _add_shows(owner, 1101, 2200)
    changes = feed(owner)
    assert [(step.kind, step.rooms) for step in changes] == [("event:new", ["events:music"]), ("bulk", ["events:all"])]


def test_a_large_statement_after_small_ones_of_its_session_takes_no_longer(owner: psycopg.Connection) -> None:
    """The plan for one row would compare every row with every other."""
    event = add_event(owner)
    for n in range(7):
        change(owner, event, title=f"Baithak {n}")
    _add_shows(owner, 1, 5000)
    owner.execute("set statement_timeout = '20s'")
    owner.execute("update jatre.discovered_events set ticket_url = 'https://example.org/t'")
    owner.execute("update jatre.discovered_events set moderation_status = 'rejected'")
    owner.execute("delete from jatre.discovered_events")
    assert [step.kind for step in feed(owner) if "events:all" in step.rooms][-3:] == ["bulk", "bulk", "bulk"]


def test_a_change_carries_what_rest_shows(owner: psycopg.Connection) -> None:
    add_areas(owner)
    event = add_event(owner, dates=2, at=(12.9719, 77.6412), description="Chai\n\"and\" more", tags=["live"],
                      price_range={"minimum": 499, "currency": "INR"}, quality_score=0.8)  # fmt: skip
    owner.execute("insert into jatre.event_images (event_id, url) values (%s, 'https://example.org/a.jpg')", [event])
    bare = add_event(owner, category=None, title="Bare")
    documents = {step.entity: step.payload for step in feed(owner)}
    for entity in (event, bare):
        assert shown(owner, entity) == documents[str(entity)]


def test_the_picture_that_was_chosen_comes_first(owner: psycopg.Connection) -> None:
    event = add_event(owner, title="Jazz night")
    for name in "abc":
        owner.execute(
            "insert into jatre.event_images (event_id, url, is_primary) values (%s, %s, %s)",
            [event, f"https://example.org/{name}", name == "b"],
        )
    assert [one["url"][-1] for one in shown(owner, event)["images"]] == ["b", "a", "c"]


def test_a_place_s_status_reaches_its_room(owner: psycopg.Connection) -> None:
    (place,) = owner.execute(
        "insert into jatre.places (slug, name) values ('toit', 'Toit') returning id"
    ).fetchone() or ("",)
    owner.execute("insert into jatre.place_live_status (place_id, is_open) values (%s, true)", [place])
    (step,) = feed(owner)
    assert (step.kind, step.rooms, step.payload["isOpen"]) == ("place:status", [f"place:{place}"], True)


def test_the_status_of_a_place_in_an_area_reaches_the_area_s_room_of_places_too(owner: psycopg.Connection) -> None:
    add_areas(owner)
    owner.execute("insert into jatre.places (slug, name, area_code) values ('toit', 'Toit', 'indiranagar')")
    owner.execute("insert into jatre.place_live_status (place_id, is_open) select id, true from jatre.places")
    (step,) = feed(owner)
    assert "places:indiranagar" in step.rooms


def test_an_update_of_a_place_s_status_is_newer_than_what_was_sent(owner: psycopg.Connection) -> None:
    owner.execute("insert into jatre.places (slug, name) values ('toit', 'Toit')")
    owner.execute("insert into jatre.place_live_status (place_id) select id from jatre.places")
    assert feed(owner) == [], "an estimate that states nothing is told to nobody"
    owner.execute("update jatre.place_live_status set current_capacity = 'quiet'")
    owner.execute("update jatre.place_live_status set current_capacity = 'packed'")
    first, second = feed(owner)
    assert second.version > first.version
    assert second.payload["capacity"] == "packed"


def test_whatever_is_shown_of_a_place_s_status_is_sent_again_when_it_changes(owner: psycopg.Connection) -> None:
    owner.execute("insert into jatre.places (slug, name) values ('toit', 'Toit')")
    owner.execute(
        "insert into jatre.place_live_status (place_id, is_open, current_capacity)"
        " select id, true, 'quiet' from jatre.places"
    )
    sent = len(feed(owner))
    changes = {
        "is_open": "false", "changes_at": "now_v1() + interval '1 hour'", "current_capacity": "'packed'",
        "wait_time_minutes": "20", "special_status": "'private party'", "confidence": "0.5",
        "reason": "'2 people report'", "valid_until": "now_v1() + interval '2 hours'",
    }  # fmt: skip
    document = "select jatre.place_status_json(s) from jatre.place_live_status as s"
    (shown,) = owner.execute(document).fetchone() or ({},)
    assert len(changes) == len(shown.keys() - {"placeId"}), "every field of it is tried"
    owner.execute("set search_path = jatre, public")
    for column, value in changes.items():
        before = owner.execute(document).fetchone()
        owner.execute(f"update place_live_status set {column} = {value}")
        assert owner.execute(document).fetchone() != before, column
        sent += 1
        assert len(feed(owner)) == sent, column
        owner.execute(f"update place_live_status set {column} = {column}")
        assert len(feed(owner)) == sent, f"{column} is as it was"


def test_the_weather_reaches_the_area_s_room_when_it_changes(owner: psycopg.Connection) -> None:
    add_areas(owner)
    for condition in ("clear", "clear", "rain"):
        owner.execute(
            """
            insert into jatre.area_weather (area_code, observed_at, condition, temperature_c, source, valid_until)
            values ('indiranagar', %s, %s, 27.5, 'IMD', now() + interval '1 hour')
            on conflict (area_code) do update set condition = excluded.condition
            """,
            [EVENING, condition],
        )
    changes = feed(owner)
    assert [(step.kind, step.entity, step.version, step.rooms) for step in changes] == [
        ("weather:update", "indiranagar", version, ["weather:indiranagar"]) for version in (1, 2)
    ]
    assert changes[1].payload["condition"] == "rain"
    assert changes[0].payload["observedAt"] == "2026-03-14T14:00:00Z"


def test_two_phase_commit_works_with_the_doorbell_off(database: Database) -> None:
    with psycopg.connect(database.owner_url) as writer:
        writer.execute("set jatre.doorbell = off")
        add_event(writer)
        writer.execute("prepare transaction 'fair'")
        writer.autocommit = False
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        assert feed(owner) == []
        owner.execute("commit prepared 'fair'")
        assert kinds(owner) == ["event:new"]


def test_the_doorbell_rings_once_without_data(database: Database, owner: psycopg.Connection) -> None:
    with psycopg.connect(database.service_url, autocommit=True) as listener:
        listener.execute("listen jatre_feed")
        with owner.transaction():
            add_event(owner)
            add_event(owner)
        rings = list(listener.notifies(timeout=60, stop_after=1)) + list(listener.notifies(timeout=0.2))
    assert [ring.payload for ring in rings] == [""]


def test_moving_out_of_the_area_removes(owner: psycopg.Connection) -> None:
    add_areas(owner)
    event = add_event(owner, at=(12.9719, 77.6412))
    change(owner, event, location="SRID=4326;POINT(77.2 28.6)")
    changes = feed(owner)
    assert [step.kind for step in changes] == ["event:new", "event:removed"]
    assert "events:area:indiranagar" in changes[1].rooms


def test_the_second_of_two_transactions_on_one_event_comes_second(
    database: Database, owner: psycopg.Connection
) -> None:
    event = add_event(owner)
    with psycopg.connect(database.owner_url) as late:
        add_event(late, title="opened early, committed late", start_time=EVENING + timedelta(days=1))
        change(owner, event, title="first")
        change(late, event, title="second")
        late.commit()
    versions = [step.version for step in feed(owner) if step.entity == str(event)]
    assert versions == [1, 2, 3]
