"""Lists, single events and areas over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import AREA, Scene

LIST = "/api/events/discovered"


async def _titles(jatre: Running, **params: object) -> list[str]:
    answer = await jatre.get(LIST, **params)
    assert answer.status_code == 200, answer.text
    return [event["title"] for event in answer.json()["events"]]


@pytest.fixture
def fair(scene: Scene) -> Scene:
    """Some events: near and far, free and paid, today and later."""
    scene.open("Jazz night", scene.at(1, 20), category="music", cost_type="paid", venue_name="The Humming Tree")
    scene.open("Flea market", scene.at(2, 11), category="market", cost_type="free", at=(12.9601, 77.6601))
    scene.open("Pottery", [scene.at(3, 10), scene.at(10, 10)], category="workshop", cost_type="paid")
    scene.open("Dosa day", scene.at(5, 0), None, date_only=True, category="food_festival", at=None)
    return scene


async def test_a_list_has_the_shape_of_the_specification(jatre: Running, fair: Scene) -> None:
    read = (await jatre.get(LIST)).json()
    assert (read["total"], read["hasMore"]) == (4, False)
    event = read["events"][0]
    assert {"id", "title", "description", "category", "startTime", "endTime", "venue", "organizer", "pricing"} < set(
        event
    )
    assert event["venue"]["latitude"] == pytest.approx(12.9784)
    assert event["next"]["startsAt"] == event["startTime"]
    assert datetime.fromisoformat(event["startTime"]) == fair.at(1, 20)


async def test_pages_follow_each_other(jatre: Running, fair: Scene) -> None:
    first = (await jatre.get(LIST, limit=3)).json()
    second = (await jatre.get(LIST, limit=3, offset=3)).json()
    assert (first["total"], first["hasMore"], second["hasMore"]) == (4, True, False)
    titles = [event["title"] for event in first["events"] + second["events"]]
    assert titles == ["Jazz night", "Flea market", "Pottery", "Dosa day"]


async def test_filters_narrow_the_list(jatre: Running, fair: Scene) -> None:
    assert await _titles(jatre, category="music") == ["Jazz night"]
    assert await _titles(jatre, category="music,market") == ["Jazz night", "Flea market"]
    assert await _titles(jatre, category=["music", "market"]) == ["Jazz night", "Flea market"]
    assert await _titles(jatre, cost="free") == ["Flea market"]
    assert await _titles(jatre, q="pottery") == ["Pottery"]
    assert await _titles(jatre, q="humming tree") == ["Jazz night"]
    assert await _titles(jatre, area=AREA) == ["Jazz night", "Flea market", "Pottery"]
    assert await _titles(jatre, lat=12.9784, lng=77.6408) == ["Jazz night", "Pottery"]
    assert await _titles(jatre, lat=12.9784, lng=77.6408, radius=5) == ["Jazz night", "Flea market", "Pottery"]


async def test_dates_bound_the_list_in_the_areas_time(jatre: Running, fair: Scene) -> None:
    day = fair.at(2, 0)
    assert await _titles(jatre, startDate=f"{day:%Y-%m-%d}", endDate=f"{day:%Y-%m-%d}") == ["Flea market"]
    assert await _titles(jatre, startDate=fair.at(2, 12).isoformat(), endDate=fair.at(2, 23).isoformat()) == [
        "Flea market"
    ]
    assert (
        await _titles(jatre, startDate=f"{fair.at(2, 13, 30):%Y-%m-%dT%H:%M}", endDate=fair.at(3, 9).isoformat()) == []
    )
    # a plus sign that nobody encoded
    raw = await jatre.client.get(f"{LIST}?startDate={fair.at(5, 0).isoformat()}&limit=1")
    assert raw.json()["events"][0]["title"] == "Dosa day"


async def test_a_series_is_listed_once_at_its_first_date(jatre: Running, fair: Scene) -> None:
    event = (await jatre.get(LIST, category="workshop")).json()["events"][0]
    assert datetime.fromisoformat(event["next"]["startsAt"]) == fair.at(3, 10)
    assert event["moreDates"] == 1
    later = (await jatre.get(LIST, category="workshop", startDate=fair.at(4, 0).isoformat())).json()["events"][0]
    assert datetime.fromisoformat(later["next"]["startsAt"]) == fair.at(10, 10)


async def test_a_choice_of_window_shows_what_it_means(jatre: Running, fair: Scene) -> None:
    read = (await jatre.get(LIST, when="tomorrow")).json()
    assert [event["title"] for event in read["events"]] == ["Jazz night"]
    assert datetime.fromisoformat(read["window"]["from"]) == fair.at(1, 0)
    assert datetime.fromisoformat(read["window"]["until"]) == fair.at(2, 0)


async def test_a_bad_parameter_is_named_with_what_to_send(jatre: Running) -> None:
    for field, params in (
        ("area", {"area": "atlantis"}),
        ("area", {"area": "a\0b"}),
        ("limit", {"limit": "101"}),
        ("startDate", {"startDate": "tomorrow"}),
        ("categry", {"categry": "music"}),
    ):
        answer = await jatre.get(LIST, **params)
        assert answer.status_code == 400, answer.text
        assert answer.json()["error"]["field"] == field
        assert answer.json()["error"]["message"].endswith(".")


async def test_one_event_by_its_id(jatre: Running, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    answer = await jatre.get(f"/api/events/{event_id}")
    assert (answer.status_code, answer.json()["title"]) == (200, "Jazz night")
    assert "jatre-cursor" in answer.headers


async def test_a_merged_event_redirects_for_good(jatre: Running, scene: Scene) -> None:
    kept, gone = scene.open("Jazz night", scene.at(1, 20)), scene.open("Jazz nite", scene.at(1, 20))
    scene.merge(gone, kept)
    answer = await jatre.get(f"/api/events/{gone}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/api/events/{kept}")
    assert (await jatre.client.get(f"/e/{gone}")).headers["location"] == f"/e/{kept}"


async def test_an_unknown_event_is_not_found(jatre: Running) -> None:
    for event_id in (str(uuid4()), "12", "a%00b"):
        answer = await jatre.get(f"/api/events/{event_id}")
        assert (answer.status_code, answer.json()["error"]["field"]) == (404, "id")
        assert (await jatre.get(f"/e/{event_id}")).status_code == 404


async def test_nothing_pending_is_shown(jatre: Running, scene: Scene) -> None:
    event_id = scene.open("Secret", scene.at(1, 20), moderation_status="pending")
    assert await _titles(jatre) == []
    assert (await jatre.get(f"/api/events/{event_id}")).status_code == 404


async def test_an_area_with_its_outline(jatre: Running) -> None:
    area = (await jatre.get(f"/api/areas/{AREA}")).json()
    assert (area["code"], area["timezone"], area["outline"]["type"]) == (AREA, "Asia/Kolkata", "MultiPolygon")
    assert (await jatre.get("/api/areas/atlantis")).status_code == 404


async def test_an_unchanged_list_is_not_sent_twice(jatre: Running, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    first = await jatre.get(LIST)
    again = await jatre.client.get(LIST, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["jatre-cursor"]
    scene.change(event_id, title="Jazz evening")
    changed = await jatre.client.get(LIST, headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("path", [LIST, f"{LIST}.csv"])
async def test_a_tag_is_known_by_the_rules_of_http(jatre: Running, path: str) -> None:
    tag = (await jatre.get(path)).headers["etag"]
    strong = tag.removeprefix("W/")
    for sent in (tag, strong, f'"other", {tag}', f'W/"a" ,{strong},', "*"):
        assert (await jatre.client.get(path, headers={"if-none-match": sent})).status_code == 304, sent
    for sent in ("", '"*"', '"other"', strong.strip('"'), f'"x{strong}', f"{tag}x", f"x{tag}"):
        assert (await jatre.client.get(path, headers={"if-none-match": sent})).status_code == 200, sent
    twice = [("if-none-match", '"other"'), ("if-none-match", tag)]
    assert (await jatre.client.get(path, headers=twice)).status_code == 304


async def test_other_sites_may_read_and_no_more(jatre: Running) -> None:
    answer = await jatre.client.get(LIST, headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "jatre-cursor" in answer.headers["access-control-expose-headers"].lower()
    preflight = {"origin": "https://example.org", "access-control-request-method": "POST"}
    assert (await jatre.client.options(LIST, headers=preflight)).status_code == 400
    for path in (LIST, "/static/x/page.css"):
        refused = await jatre.client.post(path)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


async def test_every_answer_carries_the_security_headers(jatre: Running) -> None:
    for path in ("/", LIST, "/health", "/nowhere", "/static/x/page.css"):
        headers = (await jatre.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


async def test_an_unknown_address_is_json_for_programs(jatre: Running) -> None:
    answer = await jatre.get("/api/nothing")
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "Not Found")


async def test_an_installation_without_its_area_is_empty_and_not_broken(jatre: Running, scene: Scene) -> None:
    scene.run("delete from areas")
    assert await _titles(jatre, when="tonight") == []
    page = await jatre.get("/")
    assert page.status_code == 200
    assert "What’s on in Indiranagar" in page.text


async def test_a_replay_has_its_own_today(database: Database, scene: Scene) -> None:
    then = datetime.fromisoformat("2025-09-26T12:00:00+05:30")
    scene.open("Dasara fair", then + timedelta(hours=7))
    async with running(database.service_url, as_of=then) as jatre:
        assert await _titles(jatre, when="tonight") == ["Dasara fair"]
        page = await jatre.get("/")
    assert "Today, Friday 26 September" in page.text
