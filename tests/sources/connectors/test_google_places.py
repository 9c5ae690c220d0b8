"""Google's Places API (New): what is asked, what places are like, and how little of it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import ConfigurationError, CredentialsRefused, NotAnEvent, SourceRefused, UnreadablePayload
from include.operations.retention import deletions
from include.pipeline.stages import extract, fetch
from include.settings import Settings, settings
from include.sources import registry
from include.sources.base import FetchResult, PlaceStatus
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import NOW, Connect, Site, data
from tests.sources.platforms.support import TOKEN

NEAR = {"latitude": 12.9719, "longitude": 77.6412, "metres": 1500}
SEARCH = "/places:searchNearby?"
CLOSED = {"businessStatus": "CLOSED_TEMPORARILY"}
TOMORROW = {"date": {"year": 2026, "month": 3, "day": 3}}
Fetch = Callable[..., FetchResult]


@pytest.fixture
def google(site: Site, connect: Connect) -> Fetch:
    def fetched(state: dict[str, Any] | None = None, **config: Any) -> FetchResult:
        known = {"url": site.base, "token": TOKEN, **config}
        return connect("google_places", known, state).fetch()

    return fetched


def put(site: Site, path: str, document: Any, **about: Any) -> None:
    site.put(path, document if isinstance(document, str) else json.dumps(document), **about)


def place(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"ChIJ_place_{number}", "displayName": {"text": "Toit"}, "businessStatus": "OPERATIONAL", **more}


def only(fetched: FetchResult) -> PlaceStatus:
    (status,) = fetched.places
    return status


def test_a_search_is_asked_with_its_field_mask_and_the_key_in_no_address(site: Site, google: Fetch) -> None:
    put(site, SEARCH, data("google_places.json"))

    google(near=NEAR, types=["bar", "cafe"])

    ((path, headers),) = site.requests
    assert path == "/places:searchNearby"
    assert headers["x-goog-api-key"] == TOKEN
    assert set(headers["x-goog-fieldmask"].split(",")) == {
        f"places.{name}"
        for name in (
            "id", "displayName", "location", "businessStatus", "currentOpeningHours", "regularOpeningHours",
            "currentSecondaryOpeningHours", "regularSecondaryOpeningHours", "movedPlaceId",
        )
    }  # fmt: skip
    assert site.questions == [
        {
            "includedTypes": ["bar", "cafe"],
            "maxResultCount": 20,
            "locationRestriction": {
                "circle": {"center": {"latitude": 12.9719, "longitude": 77.6412}, "radius": 1500.0}
            },
        }
    ]


def test_details_are_asked_by_the_id_of_each_place(site: Site, google: Fetch) -> None:
    for number in (1, 2):
        put(site, f"/places/ChIJ_place_{number}?", place(number))

    fetched = google(places=["ChIJ_place_1", "ChIJ_place_2", "ChIJ_place_1"])

    assert [path for path, _ in site.requests] == ["/places/ChIJ_place_1", "/places/ChIJ_place_2"]
    assert "movedPlaceId" in site.requests[0][1]["x-goog-fieldmask"].split(",")
    assert [one.place_id for one in fetched.places] == ["ChIJ_place_1", "ChIJ_place_2"]


def test_what_places_are_like(site: Site, google: Fetch) -> None:
    put(site, SEARCH, data("google_places.json"))

    found = {str(one.name): one for one in google(near=NEAR).places}

    toit, lamps, mill, wall = (found[name] for name in ("Toit", "Lamp Rooms", "Old Mill", "A wall"))
    assert (toit.is_open, lamps.is_open, mill.is_open, wall.is_open) == (True, False, False, None)
    assert toit.special_status == "special hours today, happy hour until 14:00, kitchen open until 22:30"
    assert (lamps.special_status, mill.special_status, wall.special_status) == (None, "closed for good", None)
    assert toit.valid_until == datetime(2026, 3, 2, 8, 30, tzinfo=UTC), "the happy hour ends"
    assert lamps.valid_until == NOW + timedelta(hours=4), "it opens later than that"
    assert (toit.latitude, toit.longitude, wall.latitude) == (12.9794, 77.6406, None)


@pytest.mark.parametrize(
    ("about", "is_open", "words"),
    [
        (CLOSED | {"currentOpeningHours": {"openNow": True}}, False, "temporarily closed"),
        ({"businessStatus": "FUTURE_OPENING"}, False, "not open yet"),
        ({"businessStatus": "SOMETHING_NEW"}, None, None),
        ({"currentOpeningHours": {"openNow": False}, "regularOpeningHours": {"openNow": True}}, False, None),
        ({"regularOpeningHours": {"openNow": True}}, True, None),
        ({"currentOpeningHours": {"openNow": "yes"}}, None, None),
        ({"currentOpeningHours": [], "regularOpeningHours": None}, None, None),
        ({"currentOpeningHours": {"specialDays": [TOMORROW, 7, None]}}, None, None),
        ({"regularSecondaryOpeningHours": [{"secondaryHoursType": "KITCHEN", "openNow": True}]}, None, "kitchen open"),
        ({"currentSecondaryOpeningHours": [{"secondaryHoursType": "HAPPY_HOUR", "openNow": False}]}, None, None),
        ({"currentSecondaryOpeningHours": "all day"}, None, None),
    ],
)  # fmt: skip
def test_hours_and_closures(site: Site, google: Fetch, about: dict[str, Any], is_open: Any, words: Any) -> None:
    put(site, SEARCH, {"places": [place(**about)]})

    status = only(google(near=NEAR))

    assert (status.is_open, status.special_status) == (is_open, words)


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"id": "https://evil.example/?q="}, "id is no id of a place"),
        ({"id": 7}, "id is no id of a place"),
        ({"movedPlaceId": ["x"]}, "movedPlaceId is no id of a place"),
        ({"displayName": {"text": "x" * 301}}, "characters in displayName"),
        ({"currentSecondaryOpeningHours": [{}] * 21}, "secondary opening hours"),
    ],
)
def test_an_odd_place_is_set_aside_alone(site: Site, google: Fetch, odd: dict[str, Any], reason: str) -> None:
    put(site, SEARCH, {"places": [place(1), place(2) | odd, place(3)]})

    fetched = google(near=NEAR)

    assert [one.place_id for one in fetched.places] == ["ChIJ_place_1", "ChIJ_place_3"]
    assert any(reason in one.reason for one in fetched.unreadable)


def test_a_place_that_has_moved_is_asked_by_its_new_id_from_then_on(site: Site, google: Fetch) -> None:
    put(site, "/places/ChIJ_place_1?", place(1, movedPlaceId="ChIJ_place_9", businessStatus="CLOSED_PERMANENTLY"))
    put(site, "/places/ChIJ_place_9?", place(9))

    first = google(places=["ChIJ_place_1"])
    second = google(first.state, places=["ChIJ_place_1"])

    assert (only(first).place_id, only(first).former_id) == ("ChIJ_place_9", "ChIJ_place_1")
    assert (only(second).place_id, only(second).former_id) == ("ChIJ_place_9", None)
    assert second.state == first.state == {"moved": {"ChIJ_place_1": "ChIJ_place_9"}}


def test_moves_in_a_ring_end(site: Site, google: Fetch) -> None:
    put(site, "/places/ChIJ_place_2?", place(2))
    ring = {"moved": {"ChIJ_place_1": "ChIJ_place_2", "ChIJ_place_2": "ChIJ_place_1"}}

    assert only(google(ring, places=["ChIJ_place_1"])).place_id == "ChIJ_place_2"


def test_a_place_that_is_no_more_costs_the_others_nothing(site: Site, google: Fetch) -> None:
    error = {"error": {"code": 404, "message": "The Place ID is no longer valid.", "status": "NOT_FOUND"}}
    put(site, "/places/ChIJ_place_1?", error, status=404)
    put(site, "/places/ChIJ_place_2?", place(2))

    fetched = google(places=["ChIJ_place_1", "ChIJ_place_2"])

    assert only(fetched).place_id == "ChIJ_place_2"
    assert "no longer valid" in fetched.unreadable[0].reason
    with pytest.raises(SourceRefused, match="new id"):
        google(places=["ChIJ_place_1"])


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "API key not valid. Please pass a valid API key."),
        (403, "Places API (New) has not been used"),
        (401, "no"),
    ],
)
def test_a_refused_key_names_what_to_do(site: Site, google: Fetch, status: int, message: str) -> None:
    put(site, SEARCH, {"error": {"code": status, "message": message}}, status=status)

    with pytest.raises(CredentialsRefused, match="cloud console") as raised:
        google(near=NEAR)

    assert message[:20] in str(raised.value)
    assert TOKEN not in str(raised.value)


def test_another_refusal_is_no_fault_of_the_key(site: Site, google: Fetch) -> None:
    put(site, SEARCH, {"error": {"code": 400, "message": "Invalid circle.radius"}}, status=400)

    with pytest.raises(SourceRefused, match="radius") as raised:
        google(near=NEAR)

    assert not isinstance(raised.value, CredentialsRefused)


@pytest.mark.parametrize(
    "answer",
    [
        # the details that the plan asks for, by the fields editorial_summary, events, opening_hours, user_ratings_total
        {"status": "OK", "result": {"opening_hours": {"open_now": True}, "user_ratings_total": 9}},
        {"status": "OK", "results": [{"place_id": "ChIJ_place_1", "name": "Toit", "user_ratings_total": 9}]},
    ],
)
def test_the_legacy_interface_is_known_for_what_it_is(site: Site, google: Fetch, answer: Any) -> None:
    put(site, SEARCH, answer)

    with pytest.raises(UnreadablePayload, match="legacy"):
        google(near=NEAR)


def test_it_asks_for_something() -> None:
    check = registry.connector("google_places").check
    with pytest.raises(ConfigurationError, match="near or places"):
        check({"token": TOKEN})
    with pytest.raises(ConfigurationError, match="places"):
        check({"token": TOKEN, "places": ["../secret"]})
    check({"token": TOKEN, "places": ["ChIJ_place_1"]})


OURS = [
    ("toit", "Toit", "Toit Brewpub", 77.6407, 12.9794),
    ("toit-far", "Toit", "", 77.70, 12.9794),
    ("mill", "The Mill", "Old Mill", 77.64, 12.97),
]
"""Slug, name, another name, longitude and latitude of the places that are known."""


class Kept:
    """The source in a database in which Toit and another place are known."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site = engine, site
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        self.archive = folder / "archive"
        for slug, name, alias, longitude, latitude in OURS:
            self.run(
                f"""insert into jatre.places (slug, name, aliases, location)
                values ('{slug}', '{name}', '{{{alias}}}', st_makepoint({longitude}, {latitude})::geography)"""
            )

    def read(self, document: Any, **config: Any) -> fetch.FetchReport:
        put(self.site, f"/api{SEARCH}", document)
        about = {"url": f"{self.site.base}/api", "token": {"$secret": "GOOGLE"}, "near": NEAR, **config}
        with self.engine.begin() as connection:
            stored.store(connection, SourceInstance(slug="google", name="G", kind="google_places", config=about))
        return fetch.run(self.engine, "google", None, self.settings, secrets={"GOOGLE": TOKEN}.get)

    def run(self, sql: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql))

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def ids(self) -> dict[str, str | None]:
        return dict(self.rows("select slug, google_place_id from jatre.places"))

    def statuses(self) -> dict[str, tuple[Any, ...]]:
        sql = """select p.slug, s.is_open, s.special_status, s.source from jatre.place_live_status as s
            join jatre.places as p on p.id = s.place_id"""
        return {slug: rest for slug, *rest in self.rows(sql)}  # type: ignore[misc]


@pytest.fixture
def kept(database: Database, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    engine = engine_of(database.pipeline_url)
    yield Kept(engine, site, tmp_path)
    engine.dispose()


def test_places_of_ours_get_their_status_and_their_id(kept: Kept) -> None:
    report = kept.read(data("google_places.json"))

    assert (report.found, report.new, report.archived) == (4, 4, 0)
    assert kept.ids() == {"toit": "ChIJ_toit_0001", "toit-far": None, "mill": "ChIJ_gone_0003"}
    assert {slug: (is_open, source) for slug, (is_open, _, source) in kept.statuses().items()} == {
        "toit": (True, "google"), "mill": (False, "google"),
    }  # fmt: skip
    assert kept.statuses()["mill"][1] == "closed for good"
    changes = kept.rows("select count(*) from jatre.place_live_status")
    kept.read({"places": [place(1, id="ChIJ_toit_0001", regularOpeningHours={"openNow": False})]})
    assert kept.statuses()["toit"][0] is False
    assert kept.rows("select count(*) from jatre.place_live_status") == changes, "one row a place, however often"


def test_a_move_takes_the_link_along(kept: Kept) -> None:
    kept.read(data("google_places.json"))

    kept.read({"places": [place(1, id="ChIJ_toit_0001", movedPlaceId="ChIJ_toit_0009")]})

    assert kept.ids()["toit"] == "ChIJ_toit_0009"


def test_nothing_but_ids_is_kept_and_nothing_is_located_by_it(kept: Kept) -> None:
    before = kept.rows("select slug, st_astext(location), name, address from jatre.places order by slug")

    kept.read(data("google_places.json"))
    extract.run(kept.engine)

    assert kept.rows("select slug, st_astext(location), name, address from jatre.places order by slug") == before
    assert {json.dumps(raw) for (raw,) in kept.rows("select raw_data from jatre.events_staging")} == {
        json.dumps({"place_id": one["id"]}) for one in json.loads(data("google_places.json"))["places"]
    }
    assert not list(kept.archive.rglob("*.*")), "no answer is archived"
    ((reasons,),) = kept.rows("select array_agg(distinct set_aside_reason) from jatre.events_staging")
    assert reasons is not None
    assert kept.rows("select count(*) from jatre.discovered_events") == [(0,)]


def test_retention_deletes_what_a_place_was_like(kept: Kept) -> None:
    kept.read(data("google_places.json"))
    kept.run("update jatre.place_live_status set valid_until = clock_timestamp() - interval '25 hours' "
             "where place_id = (select id from jatre.places where slug = 'toit')")  # fmt: skip
    kept.run("update jatre.place_live_status set valid_until = clock_timestamp() - interval '1 hour' "
             "where place_id = (select id from jatre.places where slug = 'mill')")  # fmt: skip

    dropped = {"place_statuses_dropped": 1, "place_changes_dropped": 0, "place_reports_dropped": 0}
    assert deletions.retain_place_status(dry=True) == dropped
    assert deletions.retain_place_status() == dropped

    assert set(kept.statuses()) == {"mill"}
    assert kept.ids()["toit"] == "ChIJ_toit_0001"


def test_a_place_announces_nothing(connect: Connect) -> None:
    connected = connect("google_places", {"token": TOKEN, "near": NEAR})

    with pytest.raises(NotAnEvent, match="place"):
        connected.source.transform({"place_id": "ChIJ_place_1"}, connected.reading)
