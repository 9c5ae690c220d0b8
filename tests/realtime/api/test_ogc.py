"""OGC API Features: what QGIS and its like ask for, one after the other, and how they choose."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import shapely

from realtime.api.ogc.intervals import window_of
from realtime.errors import BadParameter
from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

ZONE = ZoneInfo("Asia/Kolkata")
ITEMS = "/api/ogc/collections/events/items"


@pytest.fixture
def fair(scene: Scene) -> dict[str, str]:
    return {
        "over": scene.open("Old jazz", scene.at(-3, 20), category="music"),
        "jazz": scene.open("Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music"),
        "dosa": scene.open("Dosa day", scene.at(5, 9), at=(12.96, 77.63), category="food_festival"),
        "talk": scene.open("A talk online", scene.at(6, 18), at=None),
    }


def _link(document: dict[str, Any], rel: str) -> str:
    (found,) = [link["href"] for link in document["links"] if link["rel"] == rel]
    return str(found)


def _titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    return [feature["properties"]["title"] for feature in answer.json()["features"]]


async def test_all_is_found_from_the_front_page(jatre: Running, fair: dict[str, str]) -> None:
    front = (await jatre.get("/api/ogc")).json()
    classes = (await jatre.get(_link(front, "conformance"))).json()["conformsTo"]
    assert [one.rpartition("/")[2] for one in classes] == ["core", "geojson"]
    assert (await jatre.get(_link(front, "service-desc"))).json()["openapi"]
    (listed,) = (await jatre.get(_link(front, "data"))).json()["collections"]
    collection = (await jatre.get(_link(listed, "self"))).json()
    assert collection == listed
    assert collection["extent"]["spatial"]["bbox"] == [[77.62, 12.95, 77.67, 13.0]]
    items = (await jatre.get(_link(collection, "items"))).json()
    assert (items["numberMatched"], items["numberReturned"]) == (3, 3)
    assert [feature["id"] for feature in items["features"]] == [fair["jazz"], fair["dosa"], fair["talk"]]
    assert shapely.from_geojson(str(items["features"][0]["geometry"]).replace("'", '"')).equals(
        shapely.Point(77.6408, 12.9784)
    )
    assert items["features"][2]["geometry"] is None


async def test_pages_follow_one_another_by_their_links(jatre: Running, fair: dict[str, str]) -> None:
    seen, address = [], f"{ITEMS}?limit=2&category=music&category=food_festival"
    for _ in range(3):
        page = (await jatre.client.get(address)).json()
        assert page["numberMatched"] == 2
        seen += [feature["id"] for feature in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        address = following[0].replace("limit=2", "limit=1")
    assert seen == [fair["jazz"], fair["dosa"]]
    first = (await jatre.get(ITEMS, limit="1")).json()
    second = (await jatre.client.get(_link(first, "next"))).json()
    assert [feature["id"] for feature in second["features"]] == [fair["dosa"]]


async def test_more_than_a_page_may_hold_is_no_error(jatre: Running, fair: dict[str, str]) -> None:
    assert len(_titles(await jatre.get(ITEMS, limit="1000000"))) == 3
    assert (await jatre.get(ITEMS, limit="0")).status_code == 400


async def test_a_box_may_have_heights(jatre: Running, fair: dict[str, str]) -> None:
    for box in ("77.635,12.97,77.65,12.99", "77.635,12.97,-10,77.65,12.99,900"):
        assert _titles(await jatre.get(ITEMS, bbox=box)) == ["Jazz night"]
    assert (await jatre.get(ITEMS, bbox="77.62,12.95,77.67")).json()["error"]["field"] == "bbox"


async def test_an_interval_chooses_dates(jatre: Running, scene: Scene, fair: dict[str, str]) -> None:
    past = f"../{scene.at(-2, 0).isoformat()}"
    assert _titles(await jatre.get(ITEMS, datetime=past)) == ["Old jazz"]
    assert _titles(await jatre.get(ITEMS, datetime=f"{scene.at(5, 0).isoformat()}/..")) == [
        "Dosa day", "A talk online", "Jazz night",
    ]  # fmt: skip
    assert _titles(await jatre.get(ITEMS, datetime=f"{scene.at(5, 0):%Y-%m-%d}")) == ["Dosa day"]
    # its end belongs to an interval, and a moment is one
    assert _titles(await jatre.get(ITEMS, datetime=scene.at(5, 9).isoformat())) == ["Dosa day"]
    assert _titles(await jatre.get(ITEMS, datetime=(scene.at(5, 9) - timedelta(seconds=1)).isoformat())) == []


async def test_the_filter_of_lists_is_understood_and_nothing_else(jatre: Running, fair: dict[str, str]) -> None:
    assert _titles(await jatre.get(ITEMS, q="dosa", area=AREA, cost="free")) == []
    assert _titles(await jatre.get(ITEMS, q="jazz")) == ["Jazz night"]
    for name in ("startDate", "when", "sort", "offset", "bbox-crs", "f"):
        refused = await jatre.get(ITEMS, **{name: "1"})
        assert (refused.status_code, refused.json()["error"]["field"]) == (400, name)
    for path in (
        "",
        "/conformance",
        "/collections",
        "/collections/events",
        f"/collections/events/items/{fair['jazz']}",
    ):
        assert (await jatre.get(f"/api/ogc{path}", f="json")).status_code == 400


async def test_one_feature_leads_back_to_its_collection(jatre: Running, fair: dict[str, str]) -> None:
    answer = await jatre.get(f"{ITEMS}/{fair['jazz']}")
    assert answer.headers["content-type"] == "application/geo+json"
    read = answer.json()
    (listed, *_) = (await jatre.get(ITEMS)).json()["features"]
    assert {name: read[name] for name in listed} == listed
    assert read["properties"]["moreDates"] == 1
    assert (await jatre.get(_link(read, "collection"))).json()["id"] == "events"
    known = await jatre.client.get(f"{ITEMS}/{fair['jazz']}", headers={"if-none-match": answer.headers["etag"]})
    assert known.status_code == 304
    assert (await jatre.get(f"{ITEMS}/{fair['jazz'][:-1]}")).status_code == 404
    assert (await jatre.get("/api/ogc/collections/concerts/items")).status_code == 404


@pytest.mark.parametrize("text", [
    "", "..", "/../", "2026-03-14/2026-03-13", "2026-03-14T10:00:00Z/2026-03-14T09:00:00Z", "tomorrow", "2026-03-14/x",
    "0000-01-01", "9999-12-31/9999-12-31", "9999-12-31T23:59:59.999999Z", "2026-03-14T10:00:00+23:00",
])  # fmt: skip
def test_what_is_no_interval_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        window_of(text, ZONE)
    assert refused.value.field == "datetime"


def test_sides_of_an_interval_may_be_open_and_days_count_in_full() -> None:
    day, following = datetime(2026, 3, 14, tzinfo=ZONE), datetime(2026, 3, 15, tzinfo=ZONE)
    assert window_of("2026-03-14", ZONE) == {"startDate": day.isoformat(), "endDate": following.isoformat()}
    assert window_of("2026-03-14/..", ZONE) == window_of("2026-03-14/", ZONE) == {"startDate": day.isoformat()}
    assert window_of("../2026-03-14", ZONE)["endDate"] == following.isoformat()
    assert set(window_of("../..", ZONE)) == {"startDate"}
