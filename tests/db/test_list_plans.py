"""What a list reads: the part of an index that it needs, however much else is stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from benchmarks.rest.fill import fill
from tests.conftest import empty_database
from tests.db.world import EVENING, INDIRANAGAR, listed

STORED_EVENTS = 12_000
STORED_DATES = 25_000
MAX_READ_ROWS = 7_000
"""Of some 25,000 dates: those of the page, and those of a sample of some thousand events, a third of which are free."""
WEEK = {"from": EVENING.isoformat(), "until": "2026-03-21T00:00:00+05:30"}
NEAR = {"lat": INDIRANAGAR[0], "lng": INDIRANAGAR[1], "radiusKm": 2}
AUTO_EXPLAIN = """
load 'auto_explain';
set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on;
set auto_explain.log_timing = off; set auto_explain.log_format = json; set client_min_messages = log
"""


@pytest.fixture(scope="module")
def filled(cluster: Any, template: str) -> Iterator[psycopg.Connection]:
    """A superuser's connection, on the evening, to a database with thousands of events."""
    with (
        empty_database(cluster, template) as database,
        psycopg.connect(database.admin_url, autocommit=True) as connection,
    ):
        fill(connection, STORED_EVENTS, EVENING)
        connection.execute("select set_config('jatre.now', %s, false)", [EVENING.isoformat()])
        connection.execute("set jit = off")
        yield connection


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from _nodes(child)


def _executed(connection: psycopg.Connection, filters: dict[str, Any]) -> list[dict[str, Any]]:
    """All nodes of the plans with which a list was read, with what they did."""
    return _nodes_of(connection, lambda: listed(connection, limit=20, **filters))


def _nodes_of(connection: psycopg.Connection, read: Callable[[], object]) -> list[dict[str, Any]]:
    """The same of anything that is read."""
    messages: list[str] = []

    def keep(notice: psycopg.errors.Diagnostic) -> None:
        messages.append(notice.message_primary or "")

    connection.execute(AUTO_EXPLAIN)
    connection.add_notice_handler(keep)
    try:
        read()
    finally:
        connection.remove_notice_handler(keep)
        connection.execute("reset client_min_messages; set auto_explain.log_min_duration = -1")
    plans = [json.loads(message[message.index("{") :]) for message in messages if "plan:" in message]
    # what is only expected was not executed
    return [node for plan in plans if "Actual Loops" in plan["Plan"] for node in _nodes(plan["Plan"])]


def _rows_read(node: dict[str, Any]) -> float:
    removed = sum(node.get(f"Rows Removed by {how}", 0) for how in ("Filter", "Index Recheck"))
    return float((node["Actual Rows"] + removed) * node["Actual Loops"])


@pytest.mark.parametrize(
    "filters",
    [
        {},
        WEEK,
        {"category": ["music"]},
        {"category": ["music", "sports"]},
        {"area": "bengaluru"},
        {"cost": "free"},
        NEAR,
        {"category": ["music"], **WEEK, **NEAR},
        {"weekday": ["sat", "sun"]},
        {"bbox": [77.63, 12.96, 77.65, 12.98]},
        {"minPrice": 400, "verified": False, "timeOfDay": ["18:00", "21:00"]},
        {"organizer": ["friends of the rain tree"]},
    ],
    ids=[
        "all",
        "week",
        "category",
        "categories",
        "area",
        "free",
        "near",
        "category, week and near",
        "weekend",
        "box",
        "many that the planner knows nothing of",
        "an organizer whom all events have",
    ],
)
def test_a_list_reads_what_it_shows_and_counts(filled: psycopg.Connection, filters: dict[str, Any]) -> None:
    nodes = _executed(filled, filters)
    scans = [node for node in nodes if node.get("Relation Name", "").startswith(("event_o", "disc"))]
    assert scans
    assert {node["Node Type"] for node in scans if node["Actual Loops"]} <= {
        "Index Scan", "Index Only Scan", "Bitmap Heap Scan",
    }  # fmt: skip
    assert max(map(_rows_read, scans)) < MAX_READ_ROWS
    # where few of the first dates are in a place, all to come may be combined with those there: no rows, but entries
    indexes = [node for node in nodes if node["Node Type"] == "Bitmap Index Scan"]
    assert max(map(_rows_read, indexes), default=0) < (
        STORED_DATES if {"lat", "bbox"} & set(filters) else MAX_READ_ROWS
    )


def test_a_calendar_looks_each_date_up_once(filled: psycopg.Connection) -> None:
    """Of a name that the planner does not know it expects few: it walked all dates for each event that has it."""
    asked = {"organizer": ["friends of the rain tree"], **WEEK}
    nodes = _nodes_of(filled, lambda: filled.execute("select jatre.events_calendar_v1(%s)", [Jsonb(asked)]))
    scans = [node for node in nodes if node.get("Relation Name", "").startswith(("event_o", "disc"))]
    assert 0 < max(map(_rows_read, scans)) < MAX_READ_ROWS


@pytest.mark.parametrize("filters", [{}, {"area": "bengaluru"}], ids=str)
def test_a_page_walks_its_index_and_sorts_ties_alone(filled: psycopg.Connection, filters: dict[str, Any]) -> None:
    nodes = _executed(filled, filters)
    assert {node.get("Index Name") for node in nodes} & {
        "event_occurrences_start_idx",
        "event_occurrences_category_idx",
    }
    sorted_rows = [node["Actual Rows"] for node in nodes if node["Node Type"] == "Sort" and node["Actual Loops"]]
    assert max(sorted_rows, default=0) < 200


def test_dates_are_looked_up_by_no_gist_index_of_times(filled: psycopg.Connection) -> None:
    """Scanned again and again while it is first split, it loses live dates: migration 0026."""
    found = filled.execute(
        "select pg_get_indexdef(indexrelid) from pg_index"
        " join pg_class on pg_class.oid = indexrelid join pg_am on relam = pg_am.oid"
        " where indrelid = 'jatre.event_occurrences'::regclass and amname = 'gist'"
    ).fetchall()
    # what runs for long is found by a range, of which the look-up of other dates does not speak
    assert {definition.partition(" USING ")[2].partition(" WHERE ")[0] for (definition,) in found} == {
        "gist (tstzrange(starts_at, over_at))",
        "gist (location)",
    }


def test_what_is_beyond_a_thousand_is_estimated_and_said_to_be(filled: psycopg.Connection) -> None:
    everything, week = listed(filled), listed(filled, **WEEK)
    (stored,) = filled.execute(
        "select count(distinct event_id) from jatre.event_occurrences where is_public and over_at > %s", [EVENING]
    ).fetchone() or (0,)
    assert (everything["totalExact"], week["totalExact"]) == (False, True)
    assert everything["total"] == pytest.approx(stored, rel=0.1)
    assert everything["total"] % 100 == 0
    assert week["total"] < 1000


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"category": ["music"]},
        {"weekday": ["sat"]},
        {"cost": "free"},
        {"area": ["bengaluru"]},
        {"area": ["bengaluru"], "until": "2026-04-04T00:00:00+05:30"},
    ],
    ids=str,
)
def test_an_estimate_is_near_the_count(filled: psycopg.Connection, asked: dict[str, Any]) -> None:
    (estimated, is_exact), (counted, _) = (
        filled.execute(
            "select total, exact from jatre.events_list_total(jatre.events_list_filter(%s), %s)", [Jsonb(asked), events]
        ).fetchone()
        or (0, True)
        for events in (400, 1_000_000)
    )
    assert not is_exact
    # of 400 events and more: three standard deviations, of which a list has fewer since it draws a thousand
    assert estimated == pytest.approx(counted, rel=0.15)


@pytest.mark.parametrize("sort", ["relevance", "time"])
@pytest.mark.parametrize("letters", [3, 7, 40], ids=["beginning", "slip", "title"])
def test_a_search_reads_what_its_index_names(filled: psycopg.Connection, letters: int, sort: str) -> None:
    (title,) = filled.execute("select title from jatre.discovered_events order by id limit 1").fetchone() or ("",)
    nodes = _executed(filled, {"q": title[:letters], "sort": sort})
    scans = [node for node in nodes if node.get("Relation Name", "").startswith(("event_o", "disc", "search_w"))]
    assert {node["Node Type"] for node in scans if node["Actual Loops"]} <= {
        "Index Scan", "Index Only Scan", "Bitmap Heap Scan",
    }  # fmt: skip
    assert max(map(_rows_read, scans)) < MAX_READ_ROWS
    # beside the index of words, events are looked up by their ids alone: not one after another, to compare words
    names = {node.get("Index Name", "") for node in nodes if node["Actual Loops"]}
    tiers = {f"discovered_events_search_{tier}_idx" for tier in ("next", "soon", "later")}
    by_id = {"discovered_events_pkey", "discovered_events_counted_idx"}
    assert {name for name in names if name.startswith("discovered_events")} <= by_id | tiers


@pytest.mark.parametrize("sort", ["relevance", "time"])
@pytest.mark.parametrize("place", [NEAR, {"bbox": [77.63, 12.96, 77.65, 12.98]}], ids=["near", "box"])
def test_what_a_search_names_is_looked_up_by_its_id_wherever_it_is(
    filled: psycopg.Connection, place: dict[str, Any], sort: str
) -> None:
    """The planner would find all dates around a point anew for each event that a word names."""
    (word,) = filled.execute(
        "select word from ts_stat('select search from jatre.discovered_events where search_tier > 0')"
        " where word ~ '^[a-z]{5,}$' order by ndoc desc limit 1"
    ).fetchone() or ("",)
    nodes = _executed(filled, {"q": word, "sort": sort, **place})
    placed = [node for node in nodes if node.get("Index Name") == "event_occurrences_place_idx"]
    assert max((node["Actual Loops"] for node in placed), default=0) <= 1


def test_of_a_word_that_many_have_some_are_tried_for_what_no_index_finds(filled: psycopg.Connection) -> None:
    (word,) = filled.execute(
        "select word from ts_stat('select search from jatre.discovered_events where search_tier = 2')"
        " where word ~ '^[a-z]{5,}$' order by ndoc desc limit 1"
    ).fetchone() or ("",)

    def named(cost: int, **asked: Any) -> tuple[list[UUID], bool]:
        row = filled.execute(
            "select ids, is_whole from jatre.events_search_named(jatre.events_list_filter(%s), 2, 10, %s)",
            [Jsonb({"q": word, **asked}), cost],
        ).fetchone()
        assert row is not None
        return row

    assert named(50_000, minPrice=5_000) == ([], True)
    assert named(0, minPrice=5_000) == ([], False)
    few, is_whole = named(0, minPrice=400)
    assert (len(few), is_whole) == (11, False)
    tried, all_of_them = (
        max(
            node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0)
            for node in _nodes_of(filled, lambda cost=cost: named(cost, minPrice=5_000))  # type: ignore[misc]
            if node.get("Relation Name") == "discovered_events"
        )
        for cost in (0, 50_000)
    )
    assert 2 * tried < all_of_them


@pytest.mark.parametrize("letters", [3, 7, 40], ids=["beginning", "slip", "title"])
def test_a_search_for_what_is_to_come_reads_nothing_that_is_over(filled: psycopg.Connection, letters: int) -> None:
    (title,) = filled.execute("select title from jatre.discovered_events order by id limit 1").fetchone() or ("",)
    indexes = [f"discovered_events_search_{tier}_idx" for tier in ("next", "soon", "later")]

    def asked(**filters: str) -> set[str]:
        nodes = _executed(filled, {"q": title[:letters], **filters})
        named = (node.get("Index Name", "") for node in nodes if node["Actual Loops"])
        return {name for name in named if name.startswith("discovered_events_search")}

    for sort in ("relevance", "time"):
        assert asked(sort=sort) <= {*indexes}
        assert indexes[0] in asked(sort=sort)
        since = (EVENING - timedelta(days=30)).isoformat()
        assert "discovered_events_search_over_idx" in asked(sort=sort, **{"from": since})


def test_the_borders_of_searches_move_without_reading_what_is_over(filled: psycopg.Connection) -> None:
    counted = "explain (format json) select count(*) from jatre.discovered_events where is_public and search_tier "
    for tiers in ("= 3", "> 0"):
        plan = filled.execute((counted + tiers).encode()).fetchone() or ([],)
        names = {node.get("Index Name") for node in _nodes(plan[0][0]["Plan"])}
        assert "discovered_events_search_tier_idx" in names


RARE = {
    "tags": ({"tags": ["rare"]}, "tags = '{rare}'"),
    "venue": ({"venue": ["rare house"]}, "venue_name = 'Rare House'"),
    "public_place": ({"venue": [str(UUID(int=1))]}, f"place_id = '{UUID(int=1)}'"),
    "organizer": ({"organizer": ["rare folk"]}, "organizer_name = 'Rare Folk'"),
    "links": ({"source": ["rare"]}, """links = '[{"source": "rare"}]'"""),
    "status": ({"status": ["postponed"]}, "status = 'postponed'"),
    "availability": ({"availability": ["sold_out"]}, "availability = 'sold_out'"),
    "verified": ({"verified": True}, "verification_status = 'official'"),
    "online": ({"online": True}, "venue_name = 'Online', venue_address = null, location = null"),
}
"""By the index that has its events: a filter, and what an event has that passes."""


@pytest.mark.parametrize(
    ("asked", "cost", "begins"),
    [
        ({"tags": ["rare"], **NEAR}, 50_000, "from (select * from discovered_events"),
        ({"timeOfDay": ["03:00", "04:00"], **NEAR}, 50_000, "from event_occurrences"),
        ({"timeOfDay": ["03:00", "04:00"], **NEAR, "radiusKm": 50}, 50_000, None),
        ({"minPrice": 5_000, **NEAR, "radiusKm": 50}, 500, None),
    ],
    ids=["a rare tag", "dates at a place", "too many at a place", "too many events"],
)
def test_of_a_place_what_few_events_have_is_found_by_these(
    filled: psycopg.Connection, asked: dict[str, Any], cost: int, begins: str | None
) -> None:
    """Of dates around a point the planner expects a fiftieth of what there are."""
    found = filled.execute(
        "select jatre.events_list_rest(jatre.events_list_filter(%s), 'begins later', '', %s)", [Jsonb(asked), cost]
    ).fetchone()
    assert found is not None
    assert found[0] is None if begins is None else found[0].startswith(begins)


def test_what_few_events_have_is_found_by_an_index_of_it(filled: psycopg.Connection) -> None:
    with filled.transaction(force_rollback=True):
        filled.execute("set local session_replication_role = replica")
        for number, (_, had) in enumerate(RARE.values()):
            filled.execute(
                f"update jatre.discovered_events set {had} where hashtext(id::text) & 511 = %s".encode(), [number]
            )
        filled.execute("analyze jatre.discovered_events")
        for name, (filters, _) in RARE.items():
            nodes = [node for node in _executed(filled, filters) if node["Actual Loops"]]
            assert f"discovered_events_{name}_idx" in {node.get("Index Name") for node in nodes}, name
            scans = [node for node in nodes if node.get("Relation Name", "").startswith(("event_o", "disc"))]
            assert max(map(_rows_read, scans)) < MAX_READ_ROWS, name
