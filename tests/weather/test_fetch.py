"""The weather from a source over real HTTP into the database: what is written, and what a failing source leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from psycopg.rows import dict_row

from include import metrics
from include.errors import ConfigurationError, JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network import http
from include.settings import settings
from include.weather.fetch import fetch_weather
from tests.conftest import Database
from tests.pipeline.scene import Scene
from tests.sources.conftest import Site
from tests.weather.answers import NOW, answer, body

PATH = "/v1/forecast?"
KEY = "open-sesame-2026"


@pytest.fixture
def server(site: Site, scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A server of one's own, allowed by the setting that names it and by no other."""
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "weather", "open-meteo")
    monkeypatch.setattr(settings(), "weather_url", site.base)
    monkeypatch.setattr(settings(), "fetch_allow", "")
    states(site, answer())
    return site


def states(site: Site, document: Any) -> None:
    site.put(PATH, body(document), media_type="application/json")


def stored(database: Database) -> dict[str, Any]:
    with psycopg.connect(database.admin_url, row_factory=dict_row) as connection:
        return connection.execute("select * from jatre.area_weather").fetchone() or {}


def shown(database: Database, at: Any = NOW) -> dict[str, Any]:
    """What a reader is shown at a business time."""
    with psycopg.connect(database.service_url) as connection:
        connection.execute("select set_config('jatre.now', %s, false)", [at.isoformat()])
        (found,) = connection.execute("select jatre.weather_get_v1('indiranagar')").fetchone() or (None,)
    assert isinstance(found, dict)
    return found


def changes(database: Database) -> list[tuple[str, int, Any]]:
    with psycopg.connect(database.admin_url) as connection:
        rows = connection.execute(
            "select kind, version, payload from jatre.feed_outbox where kind = 'weather:update' order by id"
        ).fetchall()
    return [(kind, version, json.loads(payload)) for kind, version, payload in rows]


def test_nobody_is_asked_without_the_setting(scene: Scene, site: Site) -> None:
    assert fetch_weather() == {"asked": 0, "changed": 0, "left": "no source of weather is set"}
    assert site.requests == []


def test_the_weather_is_asked_for_and_stored_with_its_age_and_end(server: Site, database: Database) -> None:
    assert fetch_weather() == {"asked": 1, "changed": 1}
    row = stored(database)
    assert (row["condition"], float(row["temperature_c"]), row["humidity_percent"]) == ("cloudy", 27.4, 58)
    assert row["observed_at"] == NOW - timedelta(minutes=5)
    assert row["valid_until"] == row["observed_at"] + timedelta(minutes=90)
    assert (row["fetched_at"], row["hours_until"]) == (NOW, NOW + timedelta(hours=6))
    assert len(row["hours"]) == 48
    assert row["attribution"]["licence"] == "CC BY 4.0"
    (path, headers), = server.requests  # fmt: skip
    asked = parse_qs(urlsplit(path).query)
    assert (asked["latitude"], asked["longitude"], asked["timeformat"]) == (["12.9719"], ["77.6412"], ["unixtime"])
    assert headers["user-agent"].startswith("Jatre/")


def test_what_has_not_changed_writes_nothing(server: Site, database: Database) -> None:
    fetch_weather()
    before = stored(database)
    assert fetch_weather() == {"asked": 1, "changed": 0}
    assert stored(database) == before
    assert len(changes(database)) == 1


def test_a_new_observation_or_forecast_is_a_new_version(server: Site, database: Database) -> None:
    fetch_weather()
    states(server, answer(at=NOW + timedelta(minutes=10), current={"weather_code": 63}))
    fetch_weather()
    states(
        server, answer(at=NOW + timedelta(minutes=10), current={"weather_code": 63}, hourly={"precipitation": [4] * 49})
    )
    fetch_weather()
    told = [(version, sent["condition"], sent["hours"][0]["rainLikely"]) for _, version, sent in changes(database)]
    assert told == [(1, "cloudy", False), (2, "rain", False), (3, "rain", True)]


def test_an_older_observation_replaces_no_newer_one(server: Site, database: Database) -> None:
    fetch_weather()
    states(server, answer(at=NOW - timedelta(hours=1), current={"temperature_2m": 19.0}))
    assert fetch_weather() == {"asked": 1, "changed": 0}
    assert float(stored(database)["temperature_c"]) == 27.4


def test_what_has_expired_is_unknown(server: Site, database: Database) -> None:
    fetch_weather()
    now = shown(database)
    assert (now["present"]["temperature"], len(now["hours"]), now["source"]) == (27.4, 48, "Open-Meteo")
    later = shown(database, NOW + timedelta(minutes=86))
    assert (later["present"], later["hours"][0]["startsAt"]) == (None, "2026-03-02T04:00:00Z")
    assert later["fetchedAt"] == "2026-03-02T03:30:00Z"
    last = shown(database, NOW + timedelta(hours=6))
    assert (last["present"], last["hours"], last["hoursUntil"]) == (None, [], None)


def test_an_observation_that_was_old_when_it_came_is_never_the_weather_now(server: Site, database: Database) -> None:
    states(server, answer(at=NOW - timedelta(hours=2), hours=60))
    fetch_weather()
    assert shown(database)["present"] is None
    ((_, _, payload),) = changes(database)
    assert (payload["condition"], payload["temperature"], payload["validUntil"]) == ("unknown", None, None)


def failing(site: Site, how: str) -> None:
    """Let the source fail in one of its ways from now on."""
    good, media_type = body(answer(current={"temperature_2m": 3.0})), "application/json"
    ways: dict[str, Callable[[], str]] = {
        "429": lambda: site.put(PATH, "", status=429, headers={"Retry-After": "900"}),
        "500": lambda: site.put(PATH, "", status=500),
        "403": lambda: site.put(PATH, "", status=403),
        "HTML": lambda: site.put(PATH, "<title>Sign in</title>"),
        "truncated": lambda: site.put(PATH, good[:200], media_type=media_type),
        "cut": lambda: site.put(PATH, good, media_type=media_type, missing=100),
        "huge": lambda: site.put(PATH, b"[" + b"1," * 200_000 + b"1]", media_type=media_type),
        "slow": lambda: site.put(PATH, good, media_type=media_type, delay=1.5),
        "elsewhere": lambda: site.put(PATH, body(answer(latitude=19.0, longitude=72.9))),
        "nowhere": lambda: site.put(PATH, body(answer(latitude="\0\ud800"))),
        "Fahrenheit": lambda: site.put(PATH, good.replace(b"\\u00b0C", b"\\u00b0F")),
        "of tomorrow": lambda: site.put(PATH, body(answer(at=NOW + timedelta(days=1)))),
    }
    ways[how]()


FAILURES = {
    "429": RateLimited, "500": TransientError, "403": SourceRefused, "HTML": UnreadablePayload,
    "truncated": UnreadablePayload, "cut": TransientError, "huge": UnreadablePayload, "slow": TransientError,
    "elsewhere": UnreadablePayload, "nowhere": UnreadablePayload, "Fahrenheit": UnreadablePayload,
    "of tomorrow": UnreadablePayload,
}  # fmt: skip


@pytest.mark.parametrize("how", FAILURES)
def test_a_source_that_fails_leaves_what_is_known(
    server: Site, database: Database, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    fetch_weather()
    before = stored(database)
    monkeypatch.setattr(http, "EXCHANGE_SECONDS", 0.5)
    failing(server, how)
    with pytest.raises(FAILURES[how]):
        fetch_weather()
    assert stored(database) == before
    assert shown(database)["present"]["temperature"] == 27.4
    with psycopg.connect(database.admin_url) as connection:
        failures = connection.execute("select failures from jatre.weather_failures").fetchall()
    assert failures == [(1,)]


def test_a_source_that_asks_for_a_pause_gets_it(server: Site, database: Database) -> None:
    failing(server, "429")
    with pytest.raises(RateLimited):
        fetch_weather()
    states(server, answer())
    assert fetch_weather()["asked"] == 0
    assert len(server.requests) == 1
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("update jatre.weather_failures set ask_at = now()")
    assert fetch_weather() == {"asked": 1, "changed": 1}
    with psycopg.connect(database.admin_url) as connection:
        assert connection.execute("select from jatre.weather_failures").fetchall() == []


def test_a_key_opens_the_server_and_is_never_shown(
    server: Site, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "weather_secret", "WEATHER_KEY")
    server.put(PATH, "", status=500)
    with pytest.raises(JatreError) as caught:
        fetch_weather(lambda name: KEY if name == "WEATHER_KEY" else None)
    assert f"apikey={KEY}" in server.requests[0][0]
    with psycopg.connect(database.admin_url) as connection:
        (reason,) = connection.execute("select reason from jatre.weather_failures").fetchone() or ("",)
    for text in (str(caught.value), repr(caught.value.__cause__), reason):
        assert KEY not in text


def test_a_key_is_not_sent_in_the_clear(server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "weather_secret", "WEATHER_KEY")
    monkeypatch.setattr(settings(), "weather_url", "http://weather.example")
    with pytest.raises(ConfigurationError, match="encrypted"):
        fetch_weather(lambda _: KEY)


def test_its_age_is_a_figure_also_when_the_source_fails(server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, float]] = []
    monkeypatch.setattr(metrics, "gauge", lambda name, value: sent.append((name, value)))
    fetch_weather()
    failing(server, "500")
    with pytest.raises(TransientError):
        fetch_weather()
    assert sent == [("weather.age_seconds", 300.0)] * 2
