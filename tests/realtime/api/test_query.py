"""The parameters of a list, without a database: what is taken, and what is refused in which words."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.datastructures import QueryParams

from realtime.api.paging import PageCursor
from realtime.api.query import parse_query, parse_trending
from realtime.errors import BadParameter, PrivateRoom
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import parse_rooms

ZONE = ZoneInfo("Asia/Kolkata")


def _read(**params: str | list[str]) -> Any:
    pairs = [(name, each) for name, value in params.items() for each in ([value] if isinstance(value, str) else value)]
    return parse_query(QueryParams(pairs), ZONE)


def test_nothing_asked_is_the_default() -> None:
    query = _read()
    assert (query.filter, query.limit, query.offset, query.when) == ({}, 20, 0, None)


def test_times_are_read_in_the_areas_zone() -> None:
    assert _read(startDate="2026-03-01T18:30").filter == {"from": "2026-03-01T18:30:00+05:30"}
    assert _read(startDate="2026-03-01T13:00:00Z").filter == {"from": "2026-03-01T13:00:00+00:00"}
    assert _read(startDate="2026-03-01", endDate="2026-03-01").filter == {
        "from": "2026-03-01T00:00:00+05:30",
        "until": "2026-03-02T00:00:00+05:30",
    }
    # a plus sign that nobody encoded arrives as a blank
    assert _read(startDate="2026-03-01T18:30:00 05:30").filter == {"from": "2026-03-01T18:30:00+05:30"}


def test_a_point_comes_with_a_radius() -> None:
    assert _read(lat="12.97", lng="77.64").filter == {"lat": 12.97, "lng": 77.64, "radiusKm": 2.0}
    assert _read(lat="12.97", lng="77.64", radius="0.5").filter["radiusKm"] == 0.5


def test_a_radius_alone_says_nothing() -> None:
    assert _read(radius="2") == _read()


def test_categories_come_in_any_form() -> None:
    assert _read(category="music,market").filter == _read(category=["market", "music"]).filter


@pytest.mark.parametrize(
    ("field", "params"),
    [
        ("category", {"category": "opera"}),
        ("startDate", {"startDate": "tomorrow"}),
        ("startDate", {"startDate": "2026-13-01"}),
        ("endDate", {"endDate": "2026-02-30T10:00:00Z"}),
        ("endDate", {"startDate": "2026-03-02", "endDate": "2026-03-01"}),
        ("lat", {"lat": "91", "lng": "77"}),
        ("lat", {"lat": "nan", "lng": "77"}),
        ("lng", {"lat": "12", "lng": "inf"}),
        ("lng", {"lat": "12"}),
        ("lat", {"lng": "77"}),
        ("radius", {"lat": "12", "lng": "77", "radius": "0"}),
        ("radius", {"lat": "12", "lng": "77", "radius": "1000"}),
        ("limit", {"limit": "0"}),
        ("limit", {"limit": "101"}),
        ("limit", {"limit": "ten"}),
        ("limit", {"limit": "²"}),
        ("limit", {"limit": ["1", "2"]}),
        ("offset", {"offset": "-1"}),
        ("q", {"q": "x" * 201}),
        ("q", {"q": "a\0b"}),
        ("cost", {"cost": "cheap"}),
        ("when", {"when": "someday"}),
        ("when", {"when": "tonight", "startDate": "2026-03-01"}),
        ("categry", {"categry": "music"}),
    ],
)
def test_a_bad_parameter_is_named_with_what_to_send(field: str, params: dict[str, str | list[str]]) -> None:
    with pytest.raises(BadParameter) as refused:
        _read(**params)
    assert refused.value.field == field
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ({"limit": "1"}, {"limit": 1}),
        ({"limit": "100"}, {"limit": 100}),
        ({"offset": "0"}, {"offset": 0}),
        ({"offset": "10000"}, {"offset": 10_000}),
        ({"when": "tonight"}, {"when": "tonight"}),
        ({"lat": "90", "lng": "-180"}, {"filter": {"lat": 90.0, "lng": -180.0, "radiusKm": 2.0}}),
        ({"lat": "-90", "lng": "180"}, {"filter": {"lat": -90.0, "lng": 180.0, "radiusKm": 2.0}}),
        ({"lat": "0", "lng": "0"}, {"filter": {"lat": 0.0, "lng": 0.0, "radiusKm": 2.0}}),
        ({"lat": "1", "lng": "1", "radius": "0.01"}, {"filter": {"lat": 1.0, "lng": 1.0, "radiusKm": 0.01}}),
        ({"lat": "1", "lng": "1", "radius": "100"}, {"filter": {"lat": 1.0, "lng": 1.0, "radiusKm": 100.0}}),
        ({"q": " jazz  night "}, {"filter": {"q": "jazz  night"}}),
        ({"q": "x" * 200}, {"filter": {"q": "x" * 200}}),
        ({"q": " ".join("x" * 16)}, {"filter": {"q": " ".join("x" * 16)}}),
        ({"q": "  "}, {}),
        ({"area": ""}, {}),
        ({"cost": "free", "area": "indiranagar"}, {"filter": {"cost": "free", "area": ["indiranagar"]}}),
        ({"category": ",music,, music"}, {"filter": {"category": ["music"]}}),
        ({"startDate": "2026-03-01T10:00:00+14:00"}, {"filter": {"from": "2026-03-01T10:00:00+14:00"}}),
        ({"startDate": "2026-03-01", "endDate": "2026-03-01T00:01"},
         {"filter": {"from": "2026-03-01T00:00:00+05:30", "until": "2026-03-01T00:01:00+05:30"}}),
    ],
)  # fmt: skip
def test_what_lies_within_the_bounds_is_taken_as_it_is(
    asked: dict[str, str | list[str]], taken: dict[str, Any]
) -> None:
    usual = {"filter": {}, "limit": 20, "offset": 0, "when": None}
    query = _read(**asked)
    assert {name: getattr(query, name) for name in usual} == usual | taken


@pytest.mark.parametrize(
    ("field", "params"),
    [
        ("offset", {"offset": "10001"}),
        ("limit", {"limit": "0000000020"}),
        ("lat", {"lat": "-90.1", "lng": "0"}),
        ("lat", {"lat": "90.1", "lng": "0"}),
        ("lng", {"lat": "0", "lng": "-180.1"}),
        ("lng", {"lat": "0", "lng": "180.1"}),
        ("radius", {"lat": "0", "lng": "0", "radius": "0.009"}),
        ("radius", {"lat": "0", "lng": "0", "radius": "100.1"}),
        ("q", {"q": " ".join("x" * 17)}),
        ("startDate", {"startDate": "2026-03-01T10:00:00+14:01"}),
        ("startDate", {"startDate": "2026-03-01T10:00:00-14:01"}),
        ("startDate", {"startDate": "0001-01-01T00:00:00+05:30"}),
        ("endDate", {"endDate": "9999-12-31"}),
        ("startDate", {"startDate": f"2026-03-01{' ' * 55}"}),
        ("startDate", {"startDate": "2026-03-01T10:00:00.000001+05:30:00.000001"}),
        ("endDate", {"startDate": "2026-03-01T10:00", "endDate": "2026-03-01T10:00"}),
        ("when", {"when": "tonight", "endDate": "2026-03-01"}),
        ("when", {"when": "x" * 101}),
    ],
)
def test_what_lies_beyond_a_bound_is_refused(field: str, params: dict[str, str]) -> None:
    with pytest.raises(BadParameter) as refused:
        _read(**params)
    assert refused.value.field == field


@pytest.mark.parametrize("limit", ["1", "100", None])
def test_the_trending_list_takes_an_area_and_a_limit(limit: str | None) -> None:
    params = {"area": "indiranagar"} | ({"limit": limit} if limit else {})
    assert parse_trending(QueryParams(params)) == int(limit or 20)
    for refused in ({"limit": "0"}, {"limit": "101"}, {"q": "jazz"}):
        with pytest.raises(BadParameter):
            parse_trending(QueryParams(refused))


@pytest.mark.parametrize("room", ["events:opera", "events", "place:12", "events:area:X Y", "weather:", "a" * 300])
def test_an_unknown_room_is_refused_by_name(room: str) -> None:
    with pytest.raises(BadParameter, match="use events:all") as refused:
        parse_rooms([f"events:all,{room}"], 16)
    assert room[:20] in str(refused.value)


def test_rooms_come_in_any_form() -> None:
    assert parse_rooms([], 16) == {"events:all"}
    assert parse_rooms(["events:music, events:market", "events:music"], 16) == {"events:music", "events:market"}
    assert parse_rooms(["place:0ca55b07-499e-4fb1-ac61-8b92d38262b3,weather:indiranagar"], 2)


def test_private_rooms_and_too_many_are_refused() -> None:
    with pytest.raises(PrivateRoom):
        parse_rooms(["events:all,moderation"], 16)
    with pytest.raises(BadParameter, match="at most 2"):
        parse_rooms(["events:all,events:music,events:market"], 2)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ({}, ()),
        ({"fields": "title"}, ("title",)),
        ({"fields": "title, venue,,title"}, ("title", "venue")),
        ({"fields": ["venue", "id"]}, ("id", "venue")),
    ],
)
def test_what_of_an_event_is_shown(asked: dict[str, Any], taken: tuple[str, ...]) -> None:
    assert _read(**asked).fields == taken


@pytest.mark.parametrize("names", ["name", "title,name", "Title", "title;venue", "x" * 100])
def test_a_field_that_events_do_not_have_is_named(names: str) -> None:
    with pytest.raises(BadParameter, match="Events have no field") as raised:
        _read(fields=names)
    assert raised.value.field == "fields"
    assert len(str(raised.value)) < 700


CURSOR = Cursor("e", 7)
MOMENT = "2026-03-06T14:30:00+00:00"
AFTER = {
    "from": MOMENT, "until": None, "startsAt": MOMENT, "dateOnly": False, "title": "Ragas",
    "id": "00000000-0000-0000-0000-000000000001",
}  # fmt: skip


def page_of(asked: dict[str, Any]) -> str:
    return str(PageCursor(CURSOR, _read(**asked).fingerprint, AFTER))


LISTS: list[dict[str, Any]] = [
    {}, {"category": "music"}, {"category": "market"}, {"q": "jazz"}, {"when": "tonight"}, {"when": "weekend"},
]  # fmt: skip


@pytest.mark.parametrize("asked", LISTS, ids=str)
def test_a_page_goes_on_with_its_own_list_alone(asked: dict[str, Any]) -> None:
    for other in LISTS:
        if other == asked:
            assert _read(**asked, page=page_of(other)).page is not None
        else:
            with pytest.raises(BadParameter, match="of another list"):
                _read(**asked, page=page_of(other))


@pytest.mark.parametrize(
    ("more", "field"),
    [({"sort": "quality"}, "page"), ({"offset": "20"}, "offset"), ({"offset": "0"}, None), ({"sort": "time"}, None)],
    ids=str,
)
def test_a_page_takes_the_place_of_an_offset_and_of_another_order(more: dict[str, Any], field: str | None) -> None:
    asked = {"page": page_of({}), **more}
    if field is None:
        assert _read(**asked).page is not None
    else:
        with pytest.raises(BadParameter) as raised:
            _read(**asked)
        assert raised.value.field == field


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {}), ({"sort": "time"}, {}), ({"sort": "quality"}, {"sort": "quality"}),
        ({"fields": "title"}, {"fields": ["title"]}),
        ({"sort": "quality", "fields": "title"}, {"sort": "quality", "fields": ["title"]}),
    ],
    ids=str,
)  # fmt: skip
def test_the_order_and_the_fields_are_asked_of_the_database_where_they_are_not_the_usual(
    asked: dict[str, Any], shown: dict[str, Any]
) -> None:
    assert _read(**asked).shown == shown
