"""Counts by facet and by day, and lists of parts of events; all with the position of the feed to go on from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

LIST = "/api/events/discovered"


def _counts(facet: dict[str, Any]) -> dict[str, int]:
    return {one["value"]: one["count"] for one in facet["values"]}


async def test_a_choice_shows_what_another_one_would_bring(jatre: Running, scene: Scene) -> None:
    scene.open("Jazz", scene.at(1, 20), category="music", cost_type="paid")
    scene.open("Open mic", [scene.at(1, 20), scene.at(8, 20)], category="music", cost_type="free")
    scene.open("Flea market", scene.at(2, 10), category="market", cost_type="free")
    await jatre.numbered()

    answer = await jatre.get("/api/facets", category="music", facets="category,cost")
    facets = answer.json()["facets"]

    assert _counts(facets["category"]) == {"music": 2, "market": 1}
    assert _counts(facets["cost"]) == {"free": 1, "paid": 1}
    listed = await jatre.get(LIST, category="music")
    assert answer.headers["jatre-cursor"] == listed.headers["jatre-cursor"] == listed.json()["cursor"]
    both = (await jatre.get("/api/facets", category="music", cost="free", when="week")).json()["facets"]
    assert set(both) == {"category", "cost", "area", "weekday", "verified"}
    assert _counts(both["category"]) == {"market": 1, "music": 1}
    assert _counts(both["cost"]) == {"free": 1, "paid": 1}


async def test_counts_are_kept_until_something_changes_that_they_count(jatre: Running, scene: Scene) -> None:
    scene.open("Jazz", scene.at(1, 20), category="music")
    await jatre.numbered()
    asked = ("/api/facets", {"category": "music", "facets": "category,cost"})
    before = await jatre.get(asked[0], **asked[1])
    again = await jatre.get(asked[0], **asked[1])
    assert (again.text, again.headers["etag"]) == (before.text, before.headers["etag"])
    assert jatre.metric("jatre_answer_cache_total", outcome="hit") == 1

    # what else is on is of no list of music, but one of what its facet offers
    scene.open("Flea market", scene.at(2, 10), category="market")
    await jatre.numbered()
    assert _counts((await jatre.get(asked[0], **asked[1])).json()["facets"]["category"]) == {"market": 1, "music": 1}


async def test_a_map_has_points_or_where_there_are_too_many_squares(jatre: Running, scene: Scene) -> None:
    toit, club = (12.979426, 77.640617), (12.972053, 77.6439)
    jazz = scene.open("Jazz", scene.at(1, 20), at=toit, category="music")
    scene.open("Tennis", scene.at(2, 7), at=club, category="sports")
    await jatre.numbered()

    answer = await jatre.get("/api/map", bbox="77.64,12.975,77.645,12.98")
    points = answer.json()["points"]
    assert list(map(datetime.fromisoformat, points.pop("startsAt"))) == [scene.at(1, 20)]
    assert points == {
        "id": [jazz], "title": ["Jazz"], "category": ["music"], "dateOnly": [False], "cancelled": [False],
        "latitude": [toit[0]], "longitude": [toit[1]],
    }  # fmt: skip
    assert (answer.json()["total"], answer.json()["totalExact"], answer.json()["squares"]) == (1, True, [])
    assert answer.headers["jatre-cursor"] == (await jatre.get(LIST)).headers["jatre-cursor"]
    # maps are kept too, and take no room of lists
    lists, maps = jatre.service.kept_lists._kept, jatre.service.kept_maps._kept
    taken, hits = lists.bytes, jatre.metric("jatre_answer_cache_total", outcome="hit")
    again = await jatre.get("/api/map", bbox="77.64,12.975,77.645,12.98")
    assert (again.text, jatre.metric("jatre_answer_cache_total", outcome="hit")) == (answer.text, hits + 1)
    few = (await jatre.get("/api/map", limit="1")).json()
    assert (lists.bytes, maps.bytes > 0) == (taken, True)
    assert (few["total"], few["points"]["id"], sum(square["count"] for square in few["squares"])) == (2, [], 2)
    refused = await jatre.get("/api/map", limit="10001")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "limit")


async def test_a_calendar_may_begin_on_the_last_days_that_there_are(jatre: Running) -> None:
    for day in ("9999-12-01", "9999-12-31"):
        answer = await jatre.get("/api/calendar", startDate=day)
        assert (answer.status_code, answer.json()["days"]) == (200, [])


async def test_a_calendar_has_whole_days_where_the_clock_is_put_back(jatre: Running, scene: Scene) -> None:
    scene.run("update areas set timezone = 'America/New_York'")
    late = datetime(2026, 11, 14, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    scene.open("The last night", late)
    scene.open("The night behind it", late + timedelta(hours=1))
    found = (await jatre.get("/api/calendar", area=AREA, startDate="2026-10-15")).json()
    assert [(day["date"], day["count"]) for day in found["days"]] == [("2026-11-14", 1)]
    most = {"startDate": "2026-10-01", "endDate": "2027-01-01"}
    assert (await jatre.get("/api/calendar", area=AREA, **most)).status_code == 200
    assert (await jatre.get("/api/calendar", area=AREA, **most | {"endDate": "2027-01-02"})).status_code == 400


async def test_a_calendar_has_the_foremost_of_each_day(jatre: Running, scene: Scene) -> None:
    for number in range(5):
        scene.open(f"Show {number}", scene.at(3, 18), quality_score=number / 5)
    (day,) = (await jatre.get("/api/calendar")).json()["days"]
    assert (day["date"], day["count"]) == (scene.at(3, 18).date().isoformat(), 5)
    assert [event["title"] for event in day["events"]] == ["Show 4", "Show 3", "Show 2"]
    assert (await jatre.get("/api/calendar", when="tomorrow")).json()["days"] == []


async def test_a_part_of_each_event_is_shown_and_pages_go_on(jatre: Running, scene: Scene) -> None:
    for number in range(3):
        scene.open(f"Show {number}", scene.at(1, 18))
    first = (await jatre.get(LIST, fields="category,next", limit=2)).json()
    assert set(first["events"][0]) == {"id", "version", "category", "next"}
    second = (await jatre.get(LIST, fields="title", limit=2, page=first["nextPage"])).json()
    assert [event["title"] for event in second["events"]] == ["Show 2"]


async def test_a_list_is_sorted_apart_from_what_it_holds(jatre: Running, scene: Scene) -> None:
    for number, (quality, north) in enumerate([(0.2, 0.0), (0.9, 0.004), (0.5, 0.002)]):
        scene.open(f"Show {number}", scene.at(1 + number, 18), at=(12.9784 + north, 77.6408), quality_score=quality)
    near = {"lat": 12.9824, "lng": 77.6408}

    async def titles(**params: Any) -> list[str]:
        return [event["title"][-1] for event in (await jatre.get(LIST, **params)).json()["events"]]

    assert await titles(**near) == await titles(sort="time") == ["0", "1", "2"]
    assert await titles(**near, sort="distance") == ["1", "2", "0"]
    assert await titles(sort="quality") == await titles(q="show", sort="quality") == ["1", "2", "0"]
    assert await titles(sort="trending") == ["0", "1", "2"]
    assert await titles(sort="quality", limit=1, offset=1) == ["2"]
    assert (await jatre.get(LIST, sort="quality", limit=1)).json()["nextPage"] is None
    page = (await jatre.get(LIST, limit=1)).json()["nextPage"]
    assert (await jatre.get(LIST, sort="quality", page=page)).json()["error"]["field"] == "page"


async def test_what_cannot_be_counted_is_refused_by_name(jatre: Running) -> None:
    for path, params, field in [
        ("/api/facets", {"facets": "colour"}, "facets"),
        ("/api/facets", {"limit": "5"}, "limit"),
        ("/api/facets", {"category": "opera"}, "category"),
        ("/api/facets", {"area": "atlantis"}, "area"),
        ("/api/calendar", {"startDate": "2026-01-01", "endDate": "2026-06-01"}, "endDate"),
        ("/api/calendar", {"endDate": "2001-01-01"}, "endDate"),
        (LIST, {"fields": "colour"}, "fields"),
        (LIST, {"sort": "colour"}, "sort"),
        (LIST, {"sort": "distance"}, "sort"),
        (f"{LIST}.csv", {"fields": "title"}, "fields"),
    ]:
        answer = await jatre.get(path, **params)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field), (path, params, field)
