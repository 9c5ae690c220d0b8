"""The weather of an area by REST, and live as a state: whoever comes is sent the newest at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from websockets.asyncio.client import connect

from realtime.api.openapi.schemas import SCHEMAS
from realtime.weather.answers import weather_of
from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

ROOM = f"weather:{AREA}"
ATTRIBUTION = {"text": "Weather data by Example", "url": "https://example.org/", "licence": "CC BY 4.0",
               "licenceUrl": "https://example.org/by"}  # fmt: skip


def hour(starts_at: datetime, likely: bool = False) -> dict[str, Any]:
    at = starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:00:00Z")
    return {
        "startsAt": at, "condition": "rain" if likely else "clear", "temperature": 24.5, "wind": 9.4,
        "rain": 2.4 if likely else 0, "rainProbability": 80 if likely else 5, "rainLikely": likely,
    }  # fmt: skip


def observe(scene: Scene, minutes_ago: int = 10, temperature: float = 27.4, minutes: int = 90, hours: int = 6) -> None:
    """An observation that counts for `minutes`, and a forecast of two days that counts for `hours`."""
    now = scene.now()
    at = now - timedelta(minutes=minutes_ago)
    forecast = [hour(now + timedelta(hours=each - 2), likely=each == 4) for each in range(50)]
    scene.run(
        "insert into area_weather as w (area_code, observed_at, condition, temperature_c, valid_until, hours,"
        " hours_until, fetched_at, source, attribution) values (%s, %s, 'cloudy', %s, %s, %s, %s, now(), 'Example', %s)"
        " on conflict (area_code) do update set (observed_at, temperature_c, valid_until, hours, hours_until) ="
        " (excluded.observed_at, excluded.temperature_c, excluded.valid_until, excluded.hours, excluded.hours_until)",
        AREA, at, temperature, at + timedelta(minutes=minutes), json.dumps(forecast), now + timedelta(hours=hours),
        json.dumps(ATTRIBUTION),
    )  # fmt: skip


async def test_rest_gives_the_weather_with_its_age_source_and_attribution(jatre: Running, scene: Scene) -> None:
    observe(scene)
    answer = await jatre.get(f"/api/weather/{AREA}")
    weather = answer.json()
    assert answer.status_code == 200
    assert set(weather) == set(SCHEMAS["Weather"]["properties"])
    assert (weather["present"]["temperature"], weather["present"]["condition"]) == (27.4, "cloudy")
    assert 600 <= weather["ageSeconds"] < 660
    assert (weather["source"], weather["attribution"]) == ("Example", ATTRIBUTION)
    assert [each["rainLikely"] for each in weather["hours"]].count(True) == 1


async def test_hours_that_are_over_are_left_out(jatre: Running, scene: Scene) -> None:
    observe(scene)
    hours = (await jatre.get(f"/api/weather/{AREA}")).json()["hours"]
    first = datetime.fromisoformat(hours[0]["startsAt"])
    assert first <= scene.now() < first + timedelta(hours=1)


async def test_what_a_reader_has_is_not_sent_again(jatre: Running, scene: Scene) -> None:
    observe(scene)
    tag = (await jatre.get(f"/api/weather/{AREA}")).headers["etag"]
    again = await jatre.client.get(f"/api/weather/{AREA}", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    observe(scene, temperature=25.0)
    fresh = await jatre.client.get(f"/api/weather/{AREA}", headers={"if-none-match": tag})
    assert (fresh.status_code, fresh.json()["present"]["temperature"]) == (200, 25.0)


async def test_what_has_expired_is_not_the_weather_now(jatre: Running, scene: Scene) -> None:
    observe(scene, minutes_ago=100)
    late = (await jatre.get(f"/api/weather/{AREA}")).json()
    assert (late["present"], late["ageSeconds"], len(late["hours"]) > 40) == (None, None, True)
    observe(scene, minutes_ago=99, hours=-1)
    last = (await jatre.get(f"/api/weather/{AREA}")).json()
    assert (last["present"], last["hours"], last["hoursUntil"]) == (None, [], None)


async def test_an_area_without_weather_has_none_and_an_unknown_one_is_a_problem(jatre: Running, scene: Scene) -> None:
    known = await jatre.get(f"/api/weather/{AREA}")
    assert (known.status_code, known.json()["present"], known.json()["hours"]) == (200, None, [])
    for area in ("atlantis", "A B", "a" * 200, "%00"):
        unknown = await jatre.client.get(f"/api/weather/{area}")
        assert unknown.status_code in (400, 404)
        assert unknown.headers["content-type"] == "application/problem+json"


async def test_a_new_subscriber_of_a_stream_is_sent_the_newest_at_once(jatre: Running, scene: Scene) -> None:
    observe(scene)
    async with jatre.live("events:all", ROOM) as stream:
        await stream.next("subscribed")
        first = await stream.next("weather:update")
        assert (first.data["temperature"], first.data["version"], len(first.data["hours"]) > 40) == (27.4, 1, True)
        observe(scene, temperature=22.0)
        second = await stream.next("weather:update")
        assert (second.data["temperature"], second.data["version"]) == (22.0, 2)
    async with jatre.live(ROOM) as late:
        assert (await late.next("weather:update")).data["version"] == 2


async def test_who_resumes_is_sent_it_too_and_keeps_its_place(jatre: Running, scene: Scene) -> None:
    cursor = (await jatre.get("/api/events/discovered")).headers["jatre-cursor"]
    observe(scene, temperature=21.0)
    event = scene.open("Jazz night", scene.at(1, 20))
    async with jatre.live("events:all", ROOM, cursor=cursor) as stream:
        seen = [await stream.next("weather:update", "event:new") for _ in range(3)]
    assert {one.name for one in seen} == {"weather:update", "event:new"}
    assert [one.data["version"] for one in seen if one.name == "weather:update"] == [1, 1]
    assert [one.data["id"] for one in seen if one.name == "event:new"] == [event]


async def test_a_socket_is_sent_it_when_it_enters_the_room(jatre: Running, scene: Scene) -> None:
    observe(scene)
    async with connect(f"{jatre.url.replace('http', 'ws')}/ws", max_size=None) as socket:

        async def say(**message: Any) -> None:
            await socket.send(json.dumps(message))

        async def hear(kind: str) -> Any:
            while True:
                message = json.loads(await socket.recv())
                if kind in (message["type"], message.get("kind")):
                    return message

        await say(type="subscribe", rooms=["events:all"])
        await hear("subscribed")
        await say(type="subscribe", rooms=[ROOM])
        state = await hear("weather:update")
        assert (state["entity"], state["version"], state["data"]["temperature"]) == (AREA, 1, 27.4)
        await say(type="subscribe", rooms=["events:music"])
        await say(type="ping")
        await hear("subscribed")
        assert json.loads(await socket.recv())["type"] == "pong"


async def test_what_has_expired_is_sent_as_unknown_beside_a_forecast_that_counts(jatre: Running, scene: Scene) -> None:
    observe(scene, minutes_ago=100)
    async with jatre.live(ROOM) as stream:
        state = (await stream.next("weather:update")).data
    assert (state["condition"], state["temperature"], state["validUntil"]) == ("unknown", None, None)
    assert len(state["hours"]) > 40


async def test_there_is_no_state_where_nothing_counts_any_more(jatre: Running, scene: Scene) -> None:
    observe(scene, minutes_ago=100, hours=-1)
    found, _ = await weather_of(jatre.service, AREA)
    assert found.change(jatre.service.ring.cursor) is None


async def test_many_new_subscribers_share_one_read(jatre: Running, scene: Scene) -> None:
    observe(scene)
    await jatre.numbered()
    await jatre.get(f"/api/weather/{AREA}")
    before = jatre.metric("jatre_answer_cache_total", outcome="hit")
    for _ in range(3):
        async with jatre.live(ROOM) as stream:
            assert (await stream.next("weather:update")).data["version"] == 1
    assert jatre.metric("jatre_answer_cache_total", outcome="hit") == before + 3
