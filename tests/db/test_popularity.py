"""What is counted, what is trending, and that neither is a change of an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.conftest import Database
from tests.db.world import add_areas, add_date, add_event, assert_forbidden, change, feed, kinds


def _soon(connection: psycopg.Connection, days: float = 1, **fields: Any) -> UUID:
    """A public event that many days from now."""
    starts = datetime.now(UTC) + timedelta(days=days)
    event = add_event(connection, start_time=starts, **fields)
    add_date(connection, event, starts)
    return event


def _count(service: psycopg.Connection, event: UUID, what: str = "view", visitor: bytes = b"someone") -> str:
    (day, _) = service.execute("select * from jatre.visit_salt_v1()").fetchone() or (None, None)
    row = service.execute("select jatre.event_count_v1(%s, %s, %s, %s)", [event, what, day, visitor]).fetchone()
    assert row is not None
    return str(row[0])


def _counters(owner: psycopg.Connection, event: UUID) -> tuple[int, int, int]:
    row = owner.execute(
        "select view_count, rsvp_count, share_count from jatre.event_counters where event_id = %s", [event]
    ).fetchone()
    return row or (0, 0, 0)


def _refresh(pipeline: psycopg.Connection) -> int:
    row = pipeline.execute("select jatre.trending_refresh()").fetchone()
    assert row is not None
    return int(row[0])


def _trending(service: psycopg.Connection, area: str | None = None) -> list[Any]:
    row = service.execute("select jatre.events_trending_v1(%s, 10)", [area]).fetchone()
    assert row is not None
    return list(row[0]["events"])


def _rsvp(connection: psycopg.Connection, event: UUID, user: UUID, status: str = "going") -> None:
    connection.execute(
        """
        insert into jatre.event_rsvps (event_id, user_id, status) values (%s, %s, %s)
        on conflict (event_id, user_id) do update set status = excluded.status
        """,
        [event, user, status],
    )


def test_a_visitor_is_counted_once_a_day_for_each_thing(owner: psycopg.Connection, service: psycopg.Connection) -> None:
    event = _soon(owner)
    assert [_count(service, event), _count(service, event)] == ["counted", "again"]
    assert _count(service, event, visitor=b"another") == "counted"
    assert _count(service, event, "share") == "counted"
    assert _counters(owner, event) == (2, 0, 1)


def test_what_is_not_public_is_not_counted(owner: psycopg.Connection, service: psycopg.Connection) -> None:
    event = _soon(owner, moderation_status="pending")
    assert _count(service, event) == "unknown"
    assert _count(service, uuid4()) == "unknown"
    assert _counters(owner, event) == (0, 0, 0)


def test_counting_rsvps_and_refreshing_change_no_event(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    event = _soon(owner)
    before = feed(owner)[-1].seq
    _count(service, event)
    _rsvp(pipeline, event, uuid4())
    pipeline.execute("insert into jatre.event_ratings (event_id, user_id, rating) values (%s, %s, 5)", [event, uuid4()])
    assert _refresh(pipeline) == 1
    assert kinds(owner, before) == []


def test_everybody_shares_the_day_s_salt_and_yesterday_s_is_forgotten(
    owner: psycopg.Connection, service: psycopg.Connection
) -> None:
    owner.execute("insert into jatre.visit_salts (day, salt) values (current_date - 1, 'old')")
    first = service.execute("select salt from jatre.visit_salt_v1()").fetchone()
    assert first == service.execute("select salt from jatre.visit_salt_v1()").fetchone()
    assert first is not None
    assert len(first[0]) == 32
    assert owner.execute("select count(*) from jatre.visit_salts").fetchone() == (1,)


def test_visits_are_forgotten_when_their_day_is_over(owner: psycopg.Connection, pipeline: psycopg.Connection) -> None:
    owner.execute(
        "insert into jatre.event_visits (day, event_id, what, visitor) values (current_date - 1, %s, 'view', 'x')",
        [_soon(owner)],
    )
    _refresh(pipeline)
    assert owner.execute("select count(*) from jatre.event_visits").fetchone() == (0,)


def test_rsvps_count_those_who_go(owner: psycopg.Connection, pipeline: psycopg.Connection) -> None:
    event, other, user = _soon(owner), _soon(owner), uuid4()
    for someone in (user, uuid4(), uuid4()):
        _rsvp(pipeline, event, someone)
    _rsvp(pipeline, other, user, "interested")
    assert (_counters(owner, event)[1], _counters(owner, other)[1]) == (3, 0)
    _rsvp(pipeline, event, user, "declined")
    _rsvp(pipeline, event, user, "declined")
    assert _counters(owner, event)[1] == 2
    pipeline.execute("delete from jatre.event_rsvps where event_id = %s", [event])
    assert _counters(owner, event)[1] == 0


def test_answers_of_different_people_add_up(database: Database, owner: psycopg.Connection) -> None:
    event = _soon(owner)
    _rsvp(owner, event, uuid4())
    with psycopg.connect(database.pipeline_url) as first:
        _rsvp(first, event, uuid4())
        first.commit()
    with psycopg.connect(database.pipeline_url) as second:
        _rsvp(second, event, uuid4(), "interested")
        second.execute("update jatre.event_rsvps set status = 'going' where event_id = %s", [event])
        second.commit()
    assert _counters(owner, event)[1] == 3


def test_an_event_goes_with_its_answers(owner: psycopg.Connection) -> None:
    event = _soon(owner)
    _rsvp(owner, event, uuid4())
    owner.execute("delete from jatre.discovered_events where id = %s", [event])
    assert owner.execute("select count(*) from jatre.event_counters").fetchone() == (0,)


@pytest.mark.parametrize("rating", [0, 6])
def test_a_rating_is_from_one_to_five(pipeline: psycopg.Connection, owner: psycopg.Connection, rating: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        pipeline.execute(
            "insert into jatre.event_ratings (event_id, user_id, rating) values (%s, %s, %s)",
            [_soon(owner), uuid4(), rating],
        )


def _counted(owner: psycopg.Connection, event: UUID, views: int = 0, rsvps: int = 0, shares: int = 0) -> UUID:
    owner.execute(
        "insert into jatre.event_counters (event_id, view_count, rsvp_count, share_count) values (%s, %s, %s, %s)",
        [event, views, rsvps, shares],
    )
    return event


def test_popularity_weighs_views_rsvps_and_shares_and_fades_with_time(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    on_now = _counted(owner, _soon(owner, days=-0.05), views=10, rsvps=4, shares=5)  # 3 + 2 + 1
    later = _counted(owner, _soon(owner, days=3), views=10, rsvps=4, shares=5)
    assert _refresh(pipeline) == 2
    found = {UUID(event["id"]): event["popularity"] for event in _trending(service)}
    assert list(found) == [later, on_now]
    assert found[on_now] == pytest.approx(6)
    # half, for three days, of 6 and of what comes in them: 7 points in a day of its own and the sixth that one takes
    assert found[later] == pytest.approx((6 + 3 * 7 / (1 + 1 / 6)) / 2, rel=0.01)


def test_what_comes_until_the_start_is_foreseen_by_what_came_a_day(
    owner: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    old, new, unseen = (
        _soon(owner, days=4, created_at=datetime.now(UTC) - timedelta(days=days)) for days in (30, 2, 20)
    )
    # those of no category are one of their own
    alone = _soon(owner, days=4, created_at=datetime.now(UTC) - timedelta(days=2), category=None)
    for event in (old, new, alone):
        _counted(owner, event, views=60)
    stated = _soon(owner, days=4, created_at=datetime.now(UTC) - timedelta(days=2))
    _attended(owner, stated, 40)

    assert _refresh(pipeline) == 4, f"{unseen} is none that anyone cares for"

    rows = owner.execute("select event_id, points, expected from jatre.trending_events_v1").fetchall()
    found = {event: (points, round(expected, 1)) for event, points, expected in rows}
    usual = (18 + 18) / (30 + 2 + 20 + 2)
    assert found == {
        old: (18, round(18 + 4 * 19 / (30 + 1 / usual), 1)),
        new: (18, round(18 + 4 * 19 / (2 + 1 / usual), 1)),
        alone: (18, round(18 + 4 * 19 / (2 + 2 / 18), 1)),
        stated: (20, round(20 + 4 * 1 / (2 + 1 / usual), 1)),
    }
    assert found[new][1] - 18 > 5 * (found[old][1] - 18)


def test_what_a_series_found_for_dates_that_are_over_is_not_carried_into_the_next_one(
    owner: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    listed = datetime.now(UTC) - timedelta(days=30)
    once, weekly, new = (_counted(owner, _soon(owner, days=4, created_at=listed), views=100) for _ in range(3))
    owner.execute(
        "insert into jatre.event_occurrences (event_id, starts_at, ends_at, over_at, cancelled)"
        " select e, now() - d * interval '1 day' - interval '2 hours', now() - d * interval '1 day',"
        "  now() - d * interval '1 day', c"
        " from (values (%s::uuid, 3, false), (%s, 10, false), (%s, 1, true), (%s, 31, false)) as o (e, d, c)",
        [weekly, weekly, weekly, new],
    )
    _refresh(pipeline)
    rows = owner.execute("select event_id, points, expected - points from jatre.trending_events_v1").fetchall()
    found = {event: (points, more) for event, points, more in rows}
    assert found[weekly][0] == pytest.approx(30 * 3 / 30, rel=0.01)
    assert found[once][0] == found[new][0] == 30
    assert found[once][1] == pytest.approx(found[weekly][1]), "what comes until the start comes as it came"


def test_what_is_open_each_day_is_as_popular_as_in_its_last_week(
    owner: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    listed = datetime.now(UTC) - timedelta(days=30)
    exhibition, begun = (_counted(owner, _soon(owner, days=0.6, created_at=listed), views=100) for _ in range(2))
    owner.execute(
        "insert into jatre.event_occurrences (event_id, starts_at, ends_at, over_at)"
        " select e, now() - d * interval '1 day' - interval '2 hours', now() - d * interval '1 day',"
        "  now() - d * interval '1 day'"
        " from (values (%s::uuid, 29.5), (%s, 2.5)) as o (e, days), lateral generate_series(0.5, o.days, 1) as s (d)",
        [exhibition, begun],
    )
    _refresh(pipeline)
    found = dict(owner.execute("select event_id, points from jatre.trending_events_v1").fetchall())
    assert found[exhibition] == pytest.approx(30 * 5.5 / 30, rel=0.01)
    assert found[begun] == 30


def test_who_goes_by_a_source_counts_as_who_goes_here(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    both = _counted(owner, _soon(owner, days=-0.05), views=10)
    elsewhere, nobody = _soon(owner, days=-0.05), _soon(owner, days=-0.05)
    _attended(owner, both, 40, 60)
    _attended(owner, elsewhere, 8)
    _attended(owner, nobody, 0)
    gone = _attended(owner, both, 9_000)
    owner.execute("update jatre.events_staging set gone_at = now() where external_id = %s", [gone])
    before = feed(owner)

    _refresh(pipeline)

    found = {UUID(event["id"]): event["popularity"] for event in _trending(service)}
    assert found == {both: pytest.approx(33), elsewhere: pytest.approx(4)}, "60 of one source, not 100 of two"
    assert feed(owner) == before


def test_no_source_can_claim_its_way_past_what_is_counted_here(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    honest, boasting = _counted(owner, _soon(owner, days=-0.05), rsvps=300), _soon(owner, days=-0.05)
    _attended(owner, boasting, 10_000_000)
    _refresh(pipeline)
    assert [UUID(event["id"]) for event in _trending(service)] == [honest, boasting]


def _attended(owner: psycopg.Connection, event: UUID, *numbers: int) -> str:
    """A listing of the event for each number of people; returns the id of the last."""
    for number in numbers:
        key = str(uuid4())
        owner.execute(
            """with s as (insert into jatre.event_sources (slug, name, kind, type) values (%s, 'A', 'facebook', 'api')
                returning id),
            l as (insert into jatre.events_staging (source_id, external_id, content_hash, raw_data, event_id)
                select id, %s, '', '{}', %s from s)
            insert into jatre.listing_popularity (source_id, external_id, attending) select id, %s, %s from s""",
            [f"s{key.replace('-', '')}", key, event, key, number],
        )
    return key


def test_only_public_events_of_the_next_seven_days_that_anyone_cares_for_trend(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    event = _counted(owner, _soon(owner), views=1)
    _counted(owner, _soon(owner, days=8), views=99)
    _counted(owner, _soon(owner, days=-1), views=99)
    _counted(owner, _soon(owner, moderation_status="pending"), views=99)
    _counted(owner, _soon(owner, status="cancelled"), views=99)
    _soon(owner)
    _refresh(pipeline)
    assert [UUID(found["id"]) for found in _trending(service)] == [event]


def test_an_event_taken_down_since_the_refresh_is_not_shown(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    event = _counted(owner, _soon(owner), views=1)
    _refresh(pipeline)
    change(owner, event, moderation_status="rejected")
    assert _trending(service) == []


def test_an_area_has_its_own_trends(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    add_areas(owner)
    _counted(owner, _soon(owner, at=(12.9719, 77.6412)), views=1)
    _counted(owner, _soon(owner), views=5)
    _refresh(pipeline)
    assert (len(_trending(service)), len(_trending(service, "indiranagar"))) == (2, 1)


def test_the_service_neither_reads_visits_nor_refreshes(service: psycopg.Connection) -> None:
    assert_forbidden(
        service,
        "select from jatre.event_visits",
        "select from jatre.trending_events_v1",
        "select jatre.trending_refresh()",
    )


def test_a_series_trends_by_its_next_date_that_is_not_cancelled(
    owner: psycopg.Connection, service: psycopg.Connection, pipeline: psycopg.Connection
) -> None:
    event = _counted(owner, _soon(owner), views=1)
    owner.execute("update jatre.event_occurrences set cancelled = true where event_id = %s", [event])
    _refresh(pipeline)
    assert _trending(service) == []
