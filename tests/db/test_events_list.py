"""What is on: each event once, by its first occurrence in the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.db.world import EVENING, INDIRANAGAR, add_areas, add_date, add_event, change, listed, walk_shortly


@pytest.fixture(autouse=True)
def on_the_day(owner: psycopg.Connection) -> None:
    """Noon in Bengaluru, on the day of the show."""
    owner.execute("select set_config('jatre.now', '2026-03-14 12:00:00+05:30', false)")


def _titles(connection: psycopg.Connection, **filters: object) -> list[str]:
    return [event["title"] for event in listed(connection, **filters)["events"]]


def test_a_series_is_listed_once_with_its_next_date(owner: psycopg.Connection) -> None:
    add_event(owner, dates=4, start_time=EVENING - timedelta(weeks=1))
    (event,) = listed(owner)["events"]
    assert event["next"]["startsAt"] == "2026-03-14T14:00:00Z"
    assert event["moreDates"] == 2
    assert len(event["occurrences"]) == 4


def test_the_window_decides_which_date_is_shown(owner: psycopg.Connection) -> None:
    add_event(owner, dates=3)
    window = {"from": "2026-03-20T00:00:00+05:30", "until": "2026-03-22T00:00:00+05:30"}
    (event,) = listed(owner, **window)["events"]
    assert (event["next"]["startsAt"], event["moreDates"]) == ("2026-03-21T14:00:00Z", 0)


def test_what_is_still_going_on_is_on(owner: psycopg.Connection) -> None:
    running = add_event(owner, title="All-day market", start_time=datetime(2026, 3, 14, 4, 0, tzinfo=UTC))
    add_date(owner, running, datetime(2026, 3, 14, 4, 0, tzinfo=UTC), ends_at=datetime(2026, 3, 14, 12, 0, tzinfo=UTC))
    over = add_event(owner, title="Sunrise yoga", start_time=datetime(2026, 3, 14, 0, 30, tzinfo=UTC))
    add_date(owner, over, datetime(2026, 3, 14, 0, 30, tzinfo=UTC), ends_at=datetime(2026, 3, 14, 1, 30, tzinfo=UTC))
    assert _titles(owner) == ["All-day market"]


def test_what_runs_for_long_comes_after_what_begins_that_day(owner: psycopg.Connection) -> None:
    add_areas(owner)
    ends = datetime(2027, 12, 31, tzinfo=UTC)
    for title, start in (
        ("A claim to two years", datetime(2026, 1, 1, tzinfo=UTC)),
        ("An exhibition", datetime(2026, 3, 12, 4, 0, tzinfo=UTC)),
        ("The night that is still on", datetime(2026, 3, 13, 16, 0, tzinfo=UTC)),
    ):
        add_date(owner, add_event(owner, title=title, start_time=start), start, ends_at=ends)
    add_event(owner, dates=1, title="Tonight")
    add_event(owner, dates=1, title="Tomorrow", start_time=EVENING + timedelta(days=1))
    expected = [
        "The night that is still on", "Tonight", "An exhibition", "A claim to two years", "Tomorrow",
    ]  # fmt: skip
    assert _titles(owner) == expected
    pages = [listed(owner, limit=2, offset=offset)["events"] for offset in (0, 2, 4)]
    assert [event["title"] for page in pages for event in page] == expected


def test_a_date_without_an_hour_is_on_all_day(owner: psycopg.Connection) -> None:
    midnight = datetime(2026, 3, 13, 18, 30, tzinfo=UTC)
    add_date(owner, add_event(owner, title="Art fair", start_time=midnight, date_only=True), midnight, date_only=True)
    assert _titles(owner) == ["Art fair"]


def test_a_date_that_still_happens_comes_before_a_cancelled_one(owner: psycopg.Connection) -> None:
    event = add_event(owner)
    add_date(owner, event, EVENING, cancelled=True)
    add_date(owner, event, EVENING + timedelta(weeks=1))
    (found,) = listed(owner)["events"]
    assert found["next"] == {
        "startsAt": "2026-03-21T14:00:00Z", "endsAt": None, "dateOnly": False, "cancelled": False
    }  # fmt: skip


def test_filters_narrow(owner: psycopg.Connection) -> None:
    add_areas(owner)
    add_event(owner, dates=1, title="Carnatic evening", at=INDIRANAGAR, cost_type="free")
    add_event(owner, dates=1, title="Clay for beginners", category="workshop", at=(13.1, 77.6), cost_type="paid")
    assert _titles(owner) == ["Carnatic evening", "Clay for beginners"]
    assert _titles(owner, category=["workshop", "sports"]) == ["Clay for beginners"]
    assert _titles(owner, area="indiranagar") == ["Carnatic evening"]
    assert _titles(owner, cost="free") == ["Carnatic evening"]
    assert _titles(owner, cost="paid") == ["Clay for beginners"]
    assert _titles(owner, lat=12.97, lng=77.64, radiusKm=2) == ["Carnatic evening"]


@pytest.mark.parametrize("words", ["carnatic", "carnatik", "evenings", "Carnatic -rock"])
def test_search_forgives_endings_and_slips(owner: psycopg.Connection, words: str) -> None:
    add_event(owner, dates=1, title="Carnatic evening")
    add_event(owner, dates=1, title="Board games")
    assert _titles(owner, q=words) == ["Carnatic evening"]


def test_pages_cover_the_list_once(owner: psycopg.Connection) -> None:
    for n in range(5):
        add_event(owner, dates=1, title=f"Show {n}")
    pages = [listed(owner, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [event["title"] for page in pages for event in page["events"]] == [f"Show {n}" for n in range(5)]
    assert [(page["total"], page["hasMore"]) for page in pages] == [(5, True), (5, True), (5, False)]


def test_what_is_not_public_is_not_listed(owner: psycopg.Connection) -> None:
    change(owner, add_event(owner, dates=1), moderation_status="flagged")
    assert _titles(owner) == []


def test_distance_is_in_kilometres(owner: psycopg.Connection) -> None:
    add_areas(owner)
    add_event(owner, dates=1, at=INDIRANAGAR)
    (event,) = listed(owner, lat=INDIRANAGAR[0] + 0.009, lng=INDIRANAGAR[1])["events"]
    assert event["distanceKm"] == pytest.approx(1.0, abs=0.01)


def test_a_merged_event_points_to_its_successor(owner: psycopg.Connection) -> None:
    first, second, third = (add_event(owner, title=name) for name in ("one", "two", "three"))
    change(owner, first, merged_into=second)
    change(owner, second, merged_into=third)
    assert owner.execute("select jatre.event_get_v2(%s)", [first]).fetchone() == ({"movedTo": str(third)},)
    change(owner, third, is_active=False)
    assert owner.execute("select jatre.event_get_v2(%s)", [first]).fetchone() == (None,)


def test_an_event_of_unknown_price_is_neither_free_nor_paid(owner: psycopg.Connection) -> None:
    add_event(owner, dates=1, title="Who knows")
    add_event(owner, dates=1, title="By donation", cost_type="donation")
    assert _titles(owner, cost="free") == []
    assert _titles(owner, cost="paid") == ["By donation"]


def test_a_list_that_ends_with_its_page_has_no_more(owner: psycopg.Connection) -> None:
    for n in range(4):
        add_event(owner, dates=1, title=f"Show {n}")
    assert [listed(owner, limit=2, offset=offset)["hasMore"] for offset in (0, 1, 2, 3)] == [True, True, False, False]


def test_a_word_of_the_description_finds_an_event(owner: psycopg.Connection) -> None:
    add_event(owner, dates=1, title="Evening", description="Songs with a harmonium")
    assert _titles(owner, q="harmonium") == ["Evening"]


@pytest.mark.parametrize("filters", [{}, {"q": "rain tree"}, {"weekday": ["sat"]}], ids=str)
def test_later_dates_of_a_series_are_estimated_to_bring_no_new_events(
    owner: psycopg.Connection, filters: dict[str, object]
) -> None:
    for number in range(60):
        add_event(owner, id=uuid5(NAMESPACE_URL, f"series {number}"), dates=8)
        start = EVENING + timedelta(weeks=number % 8)
        add_event(owner, id=uuid5(NAMESPACE_URL, f"single {number}"), dates=1, start_time=start)
    owner.execute("analyze jatre.event_occurrences, jatre.discovered_events")
    few_events = 30

    total, exact = owner.execute(
        "select total, exact from jatre.events_list_total(jatre.events_list_filter(%s), %s)",
        [Jsonb(filters), few_events],
    ).fetchone() or (0, True)
    facets = owner.execute(
        "select jatre.events_facets_v1(%s, '{status}', %s)", [Jsonb(filters), few_events]
    ).fetchone() or ({},)
    (status,) = facets[0]["status"]["values"]

    assert not exact
    assert total == pytest.approx(120, rel=0.4)
    assert status["count"] == pytest.approx(120, rel=0.4)


def test_a_total_is_not_exact_where_more_runs_for_long_than_is_counted(owner: psycopg.Connection) -> None:
    asked = "select total, exact from jatre.events_list_total(jatre.events_list_filter('{}'), %s)"
    ends = EVENING + timedelta(days=9)
    for _ in range(3):
        add_date(owner, add_event(owner, start_time=EVENING), EVENING - timedelta(days=9), ends_at=ends)

    assert owner.execute(asked, [1]).fetchone() == (2, False)
    assert owner.execute(asked, [2]).fetchone() == (3, True)


def test_an_estimate_is_no_less_than_what_is_shown_and_what_follows(owner: psycopg.Connection) -> None:
    """A sample of very many events may hold none of the few that pass."""
    owner.execute(
        "create or replace function jatre.events_list_total("
        "p_filter jsonb, p_events integer, out total bigint, out exact boolean"
        ") language sql as 'select 0, false'"
    )
    for days in range(5):
        add_event(owner, dates=1, start_time=EVENING + timedelta(days=days))

    pages = [listed(owner, limit=2, offset=offset, **{"from": EVENING.isoformat()}) for offset in (0, 2)]

    assert [(page["total"], page["totalExact"], page["hasMore"]) for page in pages] == [
        (3, False, True),
        (5, False, True),
    ]


@pytest.fixture
def short_walks(owner: psycopg.Connection) -> psycopg.Connection:
    """Lists that walk ten dates at a time, twenty in all, and leave none to the planner."""
    walk_shortly(owner)
    return owner


@pytest.mark.parametrize("asked", [{"minPrice": 900}, {"q": "gala", "minPrice": 900}, {"minPrice": 1}], ids=str)
def test_where_few_of_many_pass_a_page_ends_with_the_walk_and_the_next_goes_on(
    short_walks: psycopg.Connection, asked: dict[str, object]
) -> None:
    """Looked for to the end, the first one that costs 900 would read all that is stored."""
    for number in range(75):
        dear = number in (46, 51, 72)
        add_event(
            short_walks, dates=1, start_time=EVENING + timedelta(hours=number // 3), title=f"Gala {number}",
            cost_type="paid", price_range={"minimum": 1000 if dear else 5, "currency": "INR"},
        )  # fmt: skip
    pages, after = [], None
    while not pages or after:
        pages.append(listed(short_walks, limit=2, **asked, **({"after": after} if after else {})))
        after = pages[-1]["after"]
        assert pages[-1]["hasMore"] == (after is not None)
    expected = ["Gala 46", "Gala 51", "Gala 72"] if asked.get("minPrice") == 900 else [f"Gala {n}" for n in range(75)]
    assert sorted(event["title"] for page in pages for event in page["events"]) == sorted(expected)
    assert (pages[0]["events"] == []) == (asked == {"minPrice": 900})
