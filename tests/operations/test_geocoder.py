"""The external geocoder over real HTTP: what it is asked, how often, and which of its answers are places."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from include.areas.area import load_area
from include.errors import RateLimited, SourceRefused
from include.operations.geocoder import ask_geocoder
from include.operations.retention import deletions
from include.pipeline.venues import geocoder
from include.pipeline.venues.geocoder import Geocoder, SharedTurns
from include.settings import settings
from include.understand.memory.geocoder_questions import GeocoderQuestion
from tests.pipeline.scene import Scene
from tests.pipeline.venue_scene import settled, states, venue
from tests.sources.conftest import Site

AREA = load_area("indiranagar")
ROOMS = {"lat": "12.9741", "lon": "77.6402"}
BOX = ["12.9740", "12.9742", "77.6401", "77.6403"]
NAMED = {
    **ROOMS, "name": "Lamp Rooms", "display_name": "Lamp Rooms, 5th Cross Road", "category": "amenity",
    "type": "theatre", "boundingbox": BOX,
}  # fmt: skip
HOUSE = {
    **ROOMS, "display_name": "968, 5th Cross Road", "category": "place", "type": "house", "boundingbox": BOX,
    "address": {"house_number": "968", "road": "5th Cross Road"},
}  # fmt: skip
ROAD = {
    "lat": "12.9742", "lon": "77.6412", "name": "5th Cross Road", "display_name": "5th Cross Road, Indiranagar",
    "category": "highway", "type": "residential", "boundingbox": ["12.9735", "12.9750", "77.6400", "77.6425"],
}  # fmt: skip
ADDRESS = "968, 5th Cross, Indiranagar, Bengaluru 560038"


@pytest.fixture
def nominatim(site: Site, scene: Scene, database: Any, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A geocoder of our own, allowed by the setting that names it and by no other; its turns are a moment apart."""
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "geocoder", "nominatim")
    monkeypatch.setattr(settings(), "geocoder_url", site.base)
    monkeypatch.setattr(settings(), "fetch_allow", "")
    monkeypatch.setattr(geocoder, "SPACING_SECONDS", 0.001)
    answers(site)
    return site


def answers(site: Site, *found: dict[str, Any]) -> None:
    site.put("/search?", json.dumps(found), media_type="application/json")


def asked(site: Site) -> list[str]:
    return [parse_qs(urlsplit(path).query)["q"][0] for path, _ in site.requests]


def place(scene: Scene, source: str = "citywide") -> tuple[float | None, str | None, str | None]:
    """Latitude, its origin, and the precision of what is known where no point is."""
    found = venue(scene, source, "Lamp Rooms")
    return found["latitude"], found["origin"], found.get("precision") or found.get("approximate", {}).get("precision")


def test_nobody_is_asked_without_the_setting(scene: Scene, site: Site) -> None:
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    assert ask_geocoder() == {"asked": 0, "found": 0, "left": "no geocoder is set"}
    assert scene.rows("select count(*) from jatre.geocoder_answers")[0][0] == 0
    assert site.requests == []


def test_a_venue_of_that_name_gives_its_point_to_who_waited(scene: Scene, nominatim: Site) -> None:
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    assert place(scene) == (None, None, "postcode")
    assert nominatim.requests == []  # a stage waits for nobody
    answers(nominatim, NAMED)
    assert ask_geocoder() == {"asked": 1, "found": 1}
    settled(scene)
    assert place(scene) == (12.9741, "geocoder", "venue")
    (event,) = scene.events()
    assert event.document["venue"]["precision"] == "venue"
    assert asked(nominatim) == ["Lamp Rooms, Indiranagar, Bengaluru"]
    assert nominatim.requests[0][1]["user-agent"].startswith("Jatre/")


def test_an_answer_is_kept_and_asked_for_once(scene: Scene, nominatim: Site) -> None:
    answers(nominatim, NAMED)
    for source in ("citywide", "stranger"):
        states(scene, source, "Lamp Rooms", address=ADDRESS)
    scene.run()
    ask_geocoder()
    states(scene, "makers", "Lamp Rooms", address=ADDRESS)
    settled(scene)
    assert {place(scene, source) for source in ("citywide", "stranger", "makers")} == {(12.9741, "geocoder", "venue")}
    assert ask_geocoder() == {"asked": 0, "found": 0}
    assert len(nominatim.requests) == 1


def test_no_answer_is_one_too_and_the_address_is_asked_next(scene: Scene, nominatim: Site) -> None:
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    ask_geocoder()
    scene.run()
    answers(nominatim, HOUSE)
    assert ask_geocoder() == {"asked": 1, "found": 1}
    settled(scene)
    assert place(scene) == (12.9741, "geocoder", "address")
    assert asked(nominatim)[1] == "968 5th Cross Road, Indiranagar, Bengaluru, 560038"


def test_a_road_is_a_circle_and_no_point(scene: Scene, nominatim: Site) -> None:
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    for found in ([], [{**HOUSE, "address": {**HOUSE["address"], "house_number": "12"}}, ROAD]):
        scene.run()
        answers(nominatim, *found)
        ask_geocoder()
    settled(scene)
    assert place(scene) == (None, None, "road")
    (event,) = scene.events()
    shown = event.document["venue"]
    assert (shown["latitude"], shown["precision"]) == (None, "road")
    assert shown["approximate"] == {"latitude": 12.97425, "longitude": 77.64125, "metres": 220}
    assert event.area_code == "indiranagar"


@pytest.mark.parametrize(
    "found",
    [
        {**NAMED, "lat": "12.9352", "lon": "77.6245"},
        {**NAMED, "name": "Candle Rooms"},
        {**NAMED, "category": "boundary", "type": "administrative", "name": "Lamp Rooms"},
        {**ROAD, "name": "Lamp Rooms"},
    ],
    ids=["outside the area", "another name", "coarse", "a road of that name"],
)
def test_what_is_not_the_venue_is_no_answer(scene: Scene, nominatim: Site, found: dict[str, Any]) -> None:
    answers(nominatim, found)
    assert (
        Geocoder(scene.engine).ask(GeocoderQuestion("Lamp Rooms, Indiranagar, Bengaluru", name="Lamp Rooms"), AREA)
        is None
    )


def test_photon_is_read_alike(scene: Scene, nominatim: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "geocoder", "photon")
    about = {"name": "Lamp Rooms", "osm_key": "amenity", "osm_value": "theatre", "type": "house"}
    feature = {"geometry": {"type": "Point", "coordinates": [77.6402, 12.9741]}, "properties": about}
    nominatim.put("/api?", json.dumps({"features": [feature]}), media_type="application/json")
    found = Geocoder(scene.engine).ask(GeocoderQuestion("Lamp Rooms, Indiranagar, Bengaluru", name="Lamp Rooms"), AREA)
    assert found
    assert (found.precision, found.latitude) == ("venue", 12.9741)


def test_a_geocoder_that_is_away_is_left_alone_and_the_stage_goes_on(scene: Scene, nominatim: Site) -> None:
    nominatim.put("/search?", "busy", status=503)
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    settled(scene)
    for _ in range(5):
        assert "left" in ask_geocoder()
        scene.do("update jatre.geocoder_answers set ask_at = clock_timestamp()")
    assert len(nominatim.requests) == geocoder.FAILURES_IN_A_ROW
    assert "left alone" in str(ask_geocoder()["left"])
    scene.do("update jatre.geocoders set open_until = clock_timestamp()")
    scene.do("update jatre.geocoder_answers set ask_at = clock_timestamp()")
    answers(nominatim, NAMED)
    assert ask_geocoder() == {"asked": 1, "found": 1}


def test_a_refusal_is_reported_and_the_question_waits(scene: Scene, nominatim: Site) -> None:
    nominatim.put("/search?", "no", status=403)
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    with pytest.raises(SourceRefused):
        ask_geocoder()
    assert scene.rows("select answered_at, ask_at > clock_timestamp() from jatre.geocoder_answers") == [(None, True)]


def test_an_answer_that_cannot_be_read_is_none_after_some_tries(scene: Scene, nominatim: Site) -> None:
    nominatim.put("/search?", "<html>")
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    for _ in range(5):
        scene.do("update jatre.geocoder_answers set ask_at = clock_timestamp()")
        ask_geocoder()
    assert scene.rows("select answer, answered_at is not null, reason from jatre.geocoder_answers")[0][:2] == (
        None, True,
    )  # fmt: skip


def test_turns_are_a_second_apart_whoever_takes_them(scene: Scene) -> None:
    waits: list[float] = []
    workers = [SharedTurns(scene.engine, "a geocoder", waits.append) for _ in range(2)]
    for number in range(6):
        with workers[number % 2].admitted():
            pass
    assert len(waits) == 5
    turns = scene.rows("select extract(epoch from next_at - clock_timestamp()) from jatre.geocoders")[0][0]
    assert waits == sorted(waits)
    assert waits[-1] <= 5
    assert turns <= 6
    for worker in workers:
        scene.do("update jatre.geocoders set next_at = clock_timestamp() + interval '1 minute'")
        with pytest.raises(RateLimited):
            worker.reserve(10)


def test_an_old_answer_counts_until_a_new_one_is_there(scene: Scene, nominatim: Site) -> None:
    answers(nominatim, NAMED)
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    ask_geocoder()
    scene.do("update jatre.geocoder_answers set answered_at = clock_timestamp() - interval '200 days'")
    states(scene, "makers", "Lamp Rooms", address=ADDRESS)
    settled(scene)
    assert place(scene, "makers") == (12.9741, "geocoder", "venue")
    assert ask_geocoder() == {"asked": 1, "found": 1}


def test_answers_that_nobody_asks_for_are_forgotten_after_twice_the_time_that_they_hold(
    scene: Scene, nominatim: Site
) -> None:
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    ask_geocoder()
    old = "update jatre.geocoder_answers set answered_at = clock_timestamp() - make_interval(days => :days)"
    scene.do(old, days=2 * settings().geocoder_days - 1)
    assert deletions.retain_geocoder() == {"geocoder_answers_dropped": 0}
    scene.do(old, days=2 * settings().geocoder_days + 1)
    assert deletions.retain_geocoder() == {"geocoder_answers_dropped": 1}


def test_questions_that_nobody_asks_any_more_are_forgotten_too(scene: Scene, nominatim: Site) -> None:
    states(scene, "citywide", "Lamp Rooms", address=ADDRESS)
    scene.run()
    assert deletions.retain_geocoder() == {"geocoder_answers_dropped": 0}
    scene.do("update jatre.geocoder_answers set ask_at = clock_timestamp() - interval '400 days'")
    assert deletions.retain_geocoder() == {"geocoder_answers_dropped": 1}
