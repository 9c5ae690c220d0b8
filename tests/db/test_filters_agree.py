"""Lists and live subscriptions mean the same by a filter: SQL over rows and the predicate over documents agree.

Events and filters are drawn at random, the values of the one out of those of the other, so that bounds are met exactly.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.types.json import Jsonb

from include.filters import fields, reading
from include.filters.document import readable
from include.filters.filter import Filter
from tests.conftest import empty_database
from tests.db.world import INDIRANAGAR, add_areas, add_date, add_event, listed
from tests.server import IS_LONG

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Kolkata")
EVENTS, FILTERS = 90, 400
ZONES = ("Asia/Kolkata", "America/New_York", "UTC")
VENUES = ("Online", "Toit", "TOIT", "The Humming Tree", "Café Été", "ಕಲೆ ಮನೆ", None)
ORGANIZERS = ("Friends of the Rain Tree", "friends of the rain tree", "Ольга", None)
SOURCES = ("town_hall", "library", "b_flat")
TAGS = ("jazz", "kids", "outdoors")
MINUTES = (0, 30, 60, 90, 24 * 60, 3 * 24 * 60)
PRICES = (0, 99.5, 200, 499)
HOURS = ("00:00-24:00", "18:30-19:00", "18:30-21:00", "22:00-02:00", "23:30-00:00", "04:00-03:30")


@pytest.fixture(scope="module")
def fair(cluster: Any, template: str) -> Iterator[psycopg.Connection]:
    """Events of all sorts, to come."""
    with (
        empty_database(cluster, template) as database,
        psycopg.connect(database.owner_url, autocommit=True) as connection,
    ):
        connection.execute("select set_config('jatre.now', %s, false)", [(NOW - timedelta(hours=1)).isoformat()])
        add_areas(connection)
        chance = random.Random(26)
        for number in range(EVENTS):
            _add(connection, chance, number)
        connection.execute("analyze jatre.event_occurrences, jatre.discovered_events")
        yield connection


def _add(connection: psycopg.Connection, chance: random.Random, number: int) -> None:
    free = chance.choice([None, "free", "paid", "donation", "variable"])
    prices = sorted(chance.sample(PRICES, 2))
    least, most = chance.choice([tuple(prices), (prices[0], None), (None, prices[1])])
    price = {"minimum": least, "maximum": most, "currency": "INR"}
    date_only = chance.random() < 0.2
    event = add_event(
        connection,
        title=f"Event {number}",
        category=chance.choice([*fields.CATEGORIES, None]),
        tags=chance.sample(TAGS, chance.randrange(3)),
        timezone=chance.choice(ZONES),
        start_time=NOW,
        date_only=date_only,
        status=chance.choice(fields.STATUSES),
        venue_name=chance.choice(VENUES),
        venue_address=chance.choice([None, None, "", "12th Main"]),
        organizer_name=chance.choice(ORGANIZERS),
        links=Jsonb([{"source": one, "url": "https://e.org"} for one in chance.sample(SOURCES, chance.randrange(3))]),
        cost_type=free,
        price_range=chance.choice([price, None]),
        availability=chance.choice([*fields.AVAILABILITIES, None]),
        verification_status=chance.choice(["unverified", "verified", "official"]),
        at=chance.choice([None, _point(chance), _point(chance)]),
    )
    # around the nights on which clocks change in New York
    for starts in {NOW + timedelta(minutes=30 * chance.randrange(48 * 16)) for _ in range(chance.randrange(4))}:
        lasts = chance.choice([None, *MINUTES])
        ends = None if lasts is None else starts + timedelta(minutes=lasts)
        add_date(connection, event, starts, ends_at=ends, date_only=date_only, cancelled=chance.random() < 0.2)


def _point(chance: random.Random) -> tuple[float, float]:
    """Latitude and longitude, of a grid: many lie on the border of a box or polygon."""
    return INDIRANAGAR[0] + chance.randrange(-3, 4) / 100, INDIRANAGAR[1] + chance.randrange(-3, 4) / 100


def _asked(chance: random.Random, events: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The parameters of a request."""

    def some(choices: Any) -> list[str]:
        return [",".join(chance.sample(choices, chance.randrange(1, 3)))]

    latitudes, longitudes = zip(*(_point(chance) for _ in range(4)), strict=True)
    corners = [f"{x} {y}" for x, y in zip(longitudes, latitudes, strict=True)]
    start = NOW + timedelta(minutes=30 * chance.randrange(48 * 8))
    drawn: dict[str, Any] = {
        "category": some(fields.CATEGORIES), "tags": some(TAGS), "weekday": some(fields.WEEKDAYS),
        "timeOfDay": [chance.choice(HOURS)], "minDuration": [str(chance.choice(MINUTES))],
        "maxDuration": [str(chance.choice(MINUTES))], "area": some(("indiranagar", "bengaluru", "nowhere")),
        "startDate": [start.isoformat()],
        "endDate": [(start + timedelta(minutes=30 * chance.randrange(1, 48 * 8))).isoformat()],
        "radius": [str(chance.choice([0.5, 1.5, 3]))],
        "bbox": [f"{min(longitudes)},{min(latitudes)},{max(longitudes)},{max(latitudes)}"],
        "polygon": [f"POLYGON(({', '.join([*corners, corners[0]])}))"],
        "venue": [str(chance.choice(VENUES)).upper()], "organizer": [chance.choice(ORGANIZERS) or "nobody"],
        "source": some(SOURCES), "cost": [chance.choice(fields.COSTS)], "minPrice": [str(chance.choice(PRICES))],
        "maxPrice": [str(chance.choice(PRICES))], "online": [chance.choice(["true", "false"])],
        "verified": [chance.choice(["true", "false"])], "status": some(fields.STATUSES),
        "availability": some(fields.AVAILABILITIES),
        "includeCancelled": ["false"], "modifiedSince": [chance.choice(events)["updatedAt"]],
    }  # fmt: skip
    names = chance.sample(sorted(drawn), chance.choice([1, 1, 2, 2, 3, 5]))
    asked = {name: drawn[name] for name in names}
    if "radius" in asked:
        point = _point(chance)
        asked |= {"lat": [str(point[0])], "lng": [str(point[1])]}
    return asked


def _filters(chance: random.Random, events: list[dict[str, Any]]) -> Iterator[Filter]:
    while True:
        asked = _asked(chance, events)
        try:
            yield reading.read(lambda name, asked=asked: asked.get(name, []), ZONE)  # type: ignore[misc]
        except reading.BadFilter:
            continue  # a box without an inside, or bounds the wrong way round


def test_the_list_and_the_predicate_agree(fair: psycopg.Connection) -> None:
    documents = [
        row[0]
        for row in fair.execute(
            "select payload::json from jatre.event_payload where id in (select event_id from jatre.event_occurrences)"
        )
    ]
    filters = _filters(random.Random(8), documents)
    tried, found = {*()}, 0
    for _ in range(FILTERS):
        asked = next(filters)
        by_sql = {event["id"] for event in listed(fair, limit=EVENTS, **asked.as_stored())["events"]}
        by_document = {event["id"] for event in documents if asked.matches(readable(event))}
        assert by_sql == by_document, asked.as_json()
        tried |= {name for name, _ in asked.values}
        found += bool(by_sql)
    assert tried >= set(fields.LIVE_NAMES) - {"when"}
    assert found > FILTERS / 3


def test_the_map_has_each_event_of_the_list_whose_place_is_known(fair: psycopg.Connection) -> None:
    filters, found = _filters(random.Random(31), [{"updatedAt": NOW.isoformat()}]), 0
    for _ in range(FILTERS // 4):
        asked = next(filters)
        listed_ones = {
            (datetime.fromisoformat(event["next"]["startsAt"]), event["id"]): (
                event["title"], event["category"], event["next"]["dateOnly"],
                event["next"]["cancelled"] or event["status"] == "cancelled",
                round(event["venue"]["latitude"], 6), round(event["venue"]["longitude"], 6),
            )
            for event in listed(fair, limit=EVENTS, **asked.as_stored())["events"]
            if event["venue"]["latitude"] is not None
        }  # fmt: skip
        shown = _map(fair, asked)
        keys, values = _points(shown)
        assert dict(zip(keys, values, strict=True)) == listed_ones, asked.as_json()
        assert keys == sorted(keys)
        assert (shown["total"], shown["totalExact"], shown["squares"]) == (len(listed_ones), True, [])
        if len(listed_ones) > 1:
            grouped = _map(fair, asked, len(listed_ones) - 1)
            assert (grouped["total"], _points(grouped)) == (len(listed_ones), ([], []))
            assert sum(square["count"] for square in grouped["squares"]) == len(listed_ones)
            found += 1
    assert found > FILTERS / 20


def _map(connection: psycopg.Connection, asked: Filter, points: int = EVENTS, events: int = 1_000) -> dict[str, Any]:
    row = connection.execute(
        "select jatre.events_map_v1(%s, %s, %s)::json", [Jsonb(asked.as_stored()), points, events]
    ).fetchone()
    assert row is not None
    return dict(row[0])


def _points(shown: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Start and id of each event, and what else it has."""
    of = shown["points"]
    starts = map(datetime.fromisoformat, of["startsAt"])
    more = (of[name] for name in ("title", "category", "dateOnly", "cancelled", "latitude", "longitude"))
    return list(zip(starts, of["id"], strict=True)), list(zip(*more, strict=True))


def test_a_map_of_very_many_is_that_of_a_sample_and_said_to_be(fair: psycopg.Connection) -> None:
    whole, sampled = _map(fair, Filter()), _map(fair, Filter(), points=10, events=20)
    assert (sampled["totalExact"], sampled["points"]["id"]) == (False, [])
    assert whole["total"] / 3 < sampled["total"] < whole["total"] * 3
    corners = [(min(of), max(of)) for of in (whole["points"][name] for name in ("latitude", "longitude"))]
    for square in sampled["squares"]:
        for name, (low, high) in zip(("latitude", "longitude"), corners, strict=True):
            assert low <= square[name] <= high


def test_of_very_many_a_map_has_the_few_that_pass(fair: psycopg.Connection) -> None:
    filters, found = _filters(random.Random(32), [{"updatedAt": NOW.isoformat()}]), 0
    for _ in range(FILTERS // 10):
        asked = next(filters)
        whole = _map(fair, asked)
        if whole["total"] <= 10:
            assert _map(fair, asked, points=40, events=20) == whole, asked.as_json()
            found += whole["total"] > 0
    assert found > 5


def test_what_walks_have_not_found_is_found_by_the_planner(fair: psycopg.Connection) -> None:
    filters = _filters(random.Random(13), [{"updatedAt": NOW.isoformat()}])
    tried, left, places = FILTERS if IS_LONG else FILTERS // 4, 0, 0
    for _ in range(tried):
        asked = next(filters).as_stored()
        walked, (short, *_) = (
            [page[0] for page in fair.execute(
                "select (jatre.events_list_page(f, 30, null, walked, 1e12)).dates"
                " from jatre.events_list_filter(%s) as f, unnest(%s::integer[]) as walked", [Jsonb(asked), lengths]
            )]
            for lengths in ([5_000], [5])
        )  # fmt: skip
        assert short == walked[0], asked
        left += len(short) > 0
        places += len(short) > 0 and bool({"lat", "bbox", "polygon"} & set(asked))
    assert left > tried / 4
    assert places > tried / 20


def test_the_counts_of_a_facet_are_those_of_the_lists_that_it_offers(fair: psycopg.Connection) -> None:
    chance = random.Random(5)
    filters = _filters(chance, [{"updatedAt": NOW.isoformat()}])
    facets = [name for name in fields.FACETS if name not in ("venue", "organizer")]  # whose case is the list's
    counted = 0
    for _ in range(12):
        asked = next(filters)
        row = fair.execute("select jatre.events_facets_v1(%s, %s)", [Jsonb(asked.as_stored()), facets]).fetchone()
        assert row is not None
        assert set(row[0]) == set(facets)
        for name, facet in row[0].items():
            assert facet["exact"]
            for value, count in ((one["value"], one["count"]) for one in facet["values"]):
                sent = {name: [value]} | {one: _sent(of) for one, of in asked.without(name).as_json().items()}
                chosen = reading.read(lambda one, sent=sent: sent.get(one, []), ZONE)  # type: ignore[misc]
                assert listed(fair, **chosen.as_stored())["total"] == count, (asked.as_json(), name, value)
                counted += 1
    assert counted > 100


def _sent(value: Any) -> list[str]:
    if isinstance(value, list):
        return ["-".join(value)] if ":" in str(value[0]) else [str(one) for one in value]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def test_counts_beyond_the_bound_are_estimated_and_said_to_be(fair: psycopg.Connection) -> None:
    exact, estimated = (
        fair.execute("select jatre.events_facets_v1('{}', '{status}', %s)", [bound]).fetchone()[0]["status"]  # type: ignore[index]
        for bound in (2_000, 20)
    )
    assert (exact["exact"], estimated["exact"]) == (True, False)
    total, about = (sum(one["count"] for one in facet["values"]) for facet in (exact, estimated))
    assert total / 3 < about < total * 3


def test_a_calendar_counts_the_events_of_each_day(fair: psycopg.Connection) -> None:
    asked = {"from": NOW.isoformat(), "until": (NOW + timedelta(days=30)).isoformat()}

    def days(bound: int = 5_000, **more: Any) -> dict[str, Any]:
        row = fair.execute("select jatre.events_calendar_v1(%s, 3, %s)", [Jsonb(asked | more), bound]).fetchone()
        assert row is not None
        return dict(row[0])

    whole = days()
    assert (whole["timezone"], whole["through"]) == ("Asia/Kolkata", None)
    assert max(len(day["events"]) for day in whole["days"]) == 3
    for day in whole["days"]:
        starts = datetime.fromisoformat(day["date"]).replace(tzinfo=ZONE)
        begun = fair.execute(
            "select count(distinct event_id) from jatre.event_occurrences"
            " where is_public and over_at > %s and starts_at between %s and %s",
            [NOW, starts if day != whole["days"][0] else NOW - timedelta(days=9), starts + timedelta(hours=23.99)],
        ).fetchone()
        assert (day["count"],) == begun
    cut = days(bound=30)
    assert cut["days"] == [day for day in whole["days"] if day["date"] <= cut["through"]]
    assert len(cut["days"]) < len(whole["days"])
    assert sum(day["count"] for day in days(category=["music"])["days"]) < sum(day["count"] for day in whole["days"])


def test_a_calendar_of_one_category_is_cut_where_its_own_dates_end(fair: psycopg.Connection) -> None:
    asked = {"from": NOW.isoformat(), "until": (NOW + timedelta(days=30)).isoformat(), "category": ["music"]}
    whole, bounded = (
        fair.execute("select jatre.events_calendar_v1(%s, 3, %s)", [Jsonb(asked), dates]).fetchone()
        for dates in (5_000, 60)
    )
    assert whole is not None
    assert sum(day["count"] for day in whole[0]["days"]) < 60
    assert bounded == whole


def test_each_event_is_listed_by_a_date_that_passes(fair: psycopg.Connection) -> None:
    asked = reading.read(lambda name: {"weekday": ["sat"], "includeCancelled": ["false"]}.get(name, []), ZONE)
    events = listed(fair, limit=EVENTS, **asked.as_stored())["events"]
    assert events
    for event in events:
        begins = datetime.fromisoformat(event["next"]["startsAt"]).astimezone(ZoneInfo(event["timezone"]))
        assert (begins.weekday(), event["next"]["cancelled"]) == (5, False)
