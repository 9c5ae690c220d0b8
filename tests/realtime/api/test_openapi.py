"""The API's document describes what the service does: every route, every parameter it reads, every field it answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route, WebSocketRoute

from realtime.api import counts, query
from realtime.api.details import directory
from realtime.api.details import events as event_details
from realtime.api.files.formats import FORMATS
from realtime.api.ogc.endpoints import ITEM_PARAMETERS
from realtime.api.openapi.document import document
from realtime.app import ROUTES
from realtime.live import poll, sse
from tests.conftest import ROOT, Database
from tests.realtime.running import Running, until
from tests.realtime.scene import AREA, Scene
from tests.realtime.signing import bearing, browser, token

REALTIME = ROOT / "realtime"
SQL = ROOT / "include/sql"
# read by the code, and no matter of the document: what every browser sends, the body's own type, and what the document
# has as security
OF_HTTP = {
    "origin",
    "host",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "user-agent",
    "content-type",
    "authorization",
    "accept-encoding",
}
PAGES = "realtime.pages."


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            yield path, method.upper(), operation


def test_the_document_is_valid() -> None:
    OpenAPIV31SpecValidator(document()).validate()
    names = [operation["operationId"] for _, _, operation in _operations()]
    assert len(names) == len(set(names))


def test_every_route_but_the_pages_is_documented_and_nothing_else() -> None:
    routes = set()
    for route in ROUTES:
        if isinstance(route, WebSocketRoute):
            routes.add((route.path, "GET"))
        elif isinstance(route, Route) and not route.endpoint.__module__.startswith(PAGES):
            routes |= {(route.path, method) for method in (route.methods or set()) - {"HEAD"}}
    assert {(path, method) for path, method, _ in _operations()} == routes


def _parameters(path: str, method: str = "get", place: str = "query") -> set[str]:
    return {p["name"] for p in document()["paths"][path][method]["parameters"] if p["in"] == place}


def test_the_parameters_of_lists_are_those_that_are_known() -> None:
    assert _parameters("/api/events/discovered") == set(query.LIST_PARAMETERS)
    for suffix in FORMATS:
        assert _parameters(f"/api/events/discovered.{suffix}") == set(query.FILE_PARAMETERS)
    assert _parameters("/api/facets") == set(counts.FACET_PARAMETERS)
    assert _parameters("/api/calendar") == set(counts.CALENDAR_PARAMETERS)
    assert _parameters("/api/map") == set(counts.MAP_PARAMETERS)
    assert set(query.EVENT_FIELDS) == set(document()["components"]["schemas"]["ListedEvent"]["properties"])
    assert _parameters("/api/events") == set(query.LIST_PARAMETERS)
    assert _parameters("/api/venues") == _parameters("/api/organizers") == set(directory.DIRECTORY_PARAMETERS)
    assert _parameters("/api/events/{id}/similar") == set(event_details.SIMILAR_PARAMETERS)
    assert _parameters("/api/events/trending") == set(query.TRENDING_PARAMETERS)
    assert _parameters("/api/events/live") == set(sse.STREAM_PARAMETERS)
    assert _parameters("/api/ogc/collections/events/items") == set(ITEM_PARAMETERS)
    assert _parameters("/api/changes") == set(poll.POLL_PARAMETERS)


@pytest.mark.parametrize("operation", [pytest.param(item, id=" ".join(item[1::-1])) for item in _operations()])
def test_the_parts_of_an_address_are_documented(operation: tuple[str, str, dict[str, Any]]) -> None:
    path, method, _ = operation
    parts = set(re.findall(r"\{(\w+)\}", path))
    assert _parameters(path, method.lower(), "path") == parts


async def test_what_a_generated_client_sends_by_itself_is_taken(jatre: Running, fair: Scene) -> None:
    """Clients are generated with the defaults of the document, and send them."""
    event = (await jatre.get("/api/events")).json()["events"][0]["id"]
    for path, method, operation in _operations():
        sent = {one["name"]: one["schema"]["default"] for one in operation["parameters"] if "default" in one["schema"]}
        if sent:
            answer = await jatre.client.request(method, path.replace("{id}", event), params=sent)
            assert answer.status_code == 200, path


def _read_by_the_code() -> set[str]:
    """The names given to `query_params.get`, `headers.get` and their kin, in lower case."""
    found = set()
    for file in {*REALTIME.rglob("*.py")} - {*(REALTIME / "pages").rglob("*.py")}:  # no part of the API
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                holder = ast.unparse(node.func.value)
                reads = node.func.attr in {"get", "getlist"} and holder.endswith(("params", "headers"))
                if reads and node.args and isinstance(node.args[0], ast.Constant):
                    found.add(str(node.args[0].value).lower())
    return found


def test_every_parameter_that_the_code_reads_is_documented() -> None:
    documented = {p["name"].lower() for _, _, operation in _operations() for p in operation["parameters"]}
    read = _read_by_the_code()
    assert {"rooms", "last_event_id", "last-event-id", "if-none-match", "q", "jatre-signature"} <= read
    assert read - documented - OF_HTTP == set()


def strict(schema: Any) -> Any:
    """The same schema, with nothing beside the documented fields."""
    if isinstance(schema, list):
        return [strict(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {key: strict(value) for key, value in schema.items()} | closed


def _assert_documented(path: str, answer: Any, method: str = "get") -> Any:
    response = document()["paths"][path][method]["responses"][str(answer.status_code)]
    media_type = answer.headers["content-type"]
    schema = deepcopy(response["content"][media_type]["schema"])
    whole = {**schema, "components": strict(document()["components"])}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer.json())
    return answer.json()


@pytest.fixture
def fair(scene: Scene) -> Scene:
    """One event with everything, one with as little as there can be."""
    scene.open(
        "Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music", cost_type="paid", tags=["jazz"],
        images=["https://example.org/jazz.jpg"], venue_name="The Humming Tree", external_url="https://example.org/jazz",
        organizer_type="business", capacity=80, quality_score=0.8, recurrence_rule='{"freq": "WEEKLY"}',
        price_range='{"minimum": 299.5, "maximum": 499, "currency": "INR"}',
        links='[{"name": "Tree", "url": "https://example.org/jazz"}]',
    )  # fmt: skip
    scene.open("Dosa day", scene.at(5, 0), None, date_only=True, at=None)
    return scene


async def test_lists_are_as_documented(jatre: Running, fair: Scene) -> None:
    read = _assert_documented("/api/events/discovered", await jatre.get("/api/events/discovered"))
    assert read["total"] == 2
    near = await jatre.get("/api/events/discovered", lat="12.97", lng="77.64", when="week")
    assert _assert_documented("/api/events/discovered", near)["window"]["when"] == "week"
    _assert_documented("/api/events/discovered", await jatre.get("/api/events/discovered", limit="0"))
    _assert_documented("/api/events/discovered", await jatre.get("/api/events/discovered", fields="title,next"))


async def test_counts_are_as_documented(jatre: Running, fair: Scene) -> None:
    found = _assert_documented("/api/facets", await jatre.get("/api/facets"))
    assert found["facets"]["category"] == {"exact": True, "values": [{"value": "music", "count": 1}]}
    _assert_documented("/api/facets", await jatre.get("/api/facets", facets="colour"))
    assert len(_assert_documented("/api/calendar", await jatre.get("/api/calendar"))["days"]) == 3
    _assert_documented("/api/calendar", await jatre.get("/api/calendar", startDate="2026-01-01", endDate="2027-01-01"))
    shown = [_assert_documented("/api/map", await jatre.get("/api/map", limit=most)) for most in ("1", "100")]
    assert [bool(found["squares"]) for found in shown] == [len(shown[1]["points"]["id"]) > 1, False]


async def test_features_are_as_documented(jatre: Running, fair: Scene) -> None:
    for path in ("", "/conformance", "/collections", "/collections/events", "/collections/events/items"):
        read = _assert_documented(f"/api/ogc{path}", await jatre.get(f"/api/ogc{path}"))
    one = "/api/ogc/collections/events/items/{id}"
    _assert_documented(one, await jatre.get(one.format(id=read["features"][0]["id"])))
    _assert_documented(one, await jatre.get(one.format(id=uuid4())))


async def test_events_and_areas_are_as_documented(jatre: Running, fair: Scene) -> None:
    for event in (await jatre.get("/api/events/discovered")).json()["events"]:
        _assert_documented("/api/events/{id}", await jatre.get(f"/api/events/{event['id']}"))
    _assert_documented("/api/events/{id}", await jatre.get(f"/api/events/{uuid4()}"))
    _assert_documented("/api/areas/{code}", await jatre.get(f"/api/areas/{AREA}"))
    _assert_documented("/api/areas/{code}", await jatre.get("/api/areas/atlantis"))
    _assert_documented("/api/weather/{area}", await jatre.get(f"/api/weather/{AREA}"))
    _assert_documented("/api/weather/{area}", await jatre.get("/api/weather/atlantis"))


async def test_details_are_as_documented(jatre: Running, fair: Scene, database: Database) -> None:
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        (place,) = pipeline.execute(
            "insert into jatre.places (slug, name) values ('tree', 'The Humming Tree') returning id"
        ).fetchone() or (None,)
        pipeline.execute(
            "update jatre.discovered_events set place_id = %s, organizer_name = 'Friends of Jazz'", [place]
        )
    event = (await jatre.get("/api/events/discovered")).json()["events"][0]["id"]
    for part in ("history", "similar"):
        assert _assert_documented(f"/api/events/{{id}}/{part}", await jatre.get(f"/api/events/{event}/{part}"))
    for what in ("venues", "organizers"):
        (found,) = _assert_documented(f"/api/{what}", await jatre.get(f"/api/{what}"))[what]
        one = await jatre.get(f"/api/{what}/{found['id']}")
        assert _assert_documented(f"/api/{what}/{{id}}", one)["events"]
        _assert_documented(f"/api/{what}/{{id}}", await jatre.get(f"/api/{what}/{uuid4()}"))


async def test_what_is_counted_and_popular_is_as_documented(jatre: Running, fair: Scene, database: Database) -> None:
    event = (await jatre.get("/api/events/discovered")).json()["events"][0]["id"]
    for what in ("views", "shares"):
        counted = await jatre.client.post(f"/api/events/{event}/{what}")
        assert _assert_documented(f"/api/events/{{id}}/{what}", counted, "post") == {"counted": True}
    _assert_documented("/api/events/trending", await jatre.get("/api/events/trending"))
    with psycopg.connect(database.pipeline_url) as pipeline:
        pipeline.execute("select jatre.trending_refresh()")
    read = _assert_documented("/api/events/trending", await jatre.get("/api/events/trending", area=AREA))
    assert [found["id"] for found in read["events"]] == [event]
    _assert_documented("/api/events/trending", await jatre.get("/api/events/trending", q="jazz"))


async def test_the_house_is_as_documented(jatre: Running) -> None:
    _assert_documented("/health", await jatre.get("/health"))
    _assert_documented("/health/live", await jatre.get("/health/live"))
    pushed = await jatre.client.post("/api/webhooks/nobody", json={})
    assert _assert_documented("/api/webhooks/{source}", pushed, "post")["error"]["field"] == "source"


def test_every_kind_of_change_is_listed() -> None:
    kinds = document()["paths"]["/api/events/live"]["get"]["x-kinds"]
    written = "".join(path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql"))
    written_kinds = set(re.findall(r"'((?:event|place|weather):[a-z]+|bulk|moderation)'", written))
    assert set(kinds) == written_kinds
    assert {schema["$ref"].rpartition("/")[2] for schema in kinds.values()} <= set(document()["components"]["schemas"])


async def test_polled_changes_are_as_documented(jatre: Running, scene: Scene) -> None:
    cursor = _assert_documented("/api/changes", await jatre.get("/api/changes"))["cursor"]
    scene.open("Jazz night", scene.at(1, 20))
    await until(lambda: str(jatre.service.ring.cursor) != cursor)
    assert _assert_documented("/api/changes", await jatre.get("/api/changes", cursor=cursor))["changes"]
    assert _assert_documented("/api/changes", await jatre.get("/api/changes", cursor="x"))["reset"] == "malformed"
    _assert_documented("/api/changes", await jatre.get("/api/changes", rooms="events:opera"))
    _assert_documented("/api/changes", await jatre.get("/api/changes", rooms="moderation"))


async def test_sessions_are_as_documented() -> None:
    async with browser() as client:
        for answer in (await client.get("/api/session"), await client.get("/api/session", headers=bearing("stale"))):
            _assert_documented("/api/session", answer)
        for given in (token(), "stale"):
            _assert_documented("/api/session", await client.post("/api/session", headers=bearing(given)), "post")
        refused = await client.delete("/api/session", headers={"origin": "https://evil.example"})
        _assert_documented("/api/session", refused, "delete")


async def test_a_live_request_that_is_refused_is_as_documented(jatre: Running) -> None:
    for room in ("events:opera", "moderation"):
        _assert_documented("/api/events/live", await jatre.get("/api/events/live", rooms=room))


async def test_the_document_is_served_and_can_be_read_by_people(jatre: Running) -> None:
    assert (await jatre.get("/api/openapi.json")).json() == document()
    page = await jatre.get("/api")
    assert page.headers["content-type"].startswith("text/html")
    for path, _, operation in _operations():
        assert path in page.text
        assert all(parameter["name"] in page.text for parameter in operation["parameters"])
    assert "src=" not in page.text
