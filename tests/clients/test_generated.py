"""Clients that are generated from the OpenAPI document read what the service answers, without a word about it by hand.

Python's are made by openapi-python-client, TypeScript's types by openapi-typescript (`test_typescript.py`).
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from types import ModuleType
from typing import Any
from uuid import UUID

import psycopg
import pytest
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from realtime.api.openapi.document import document
from tests.conftest import Database
from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

PACKAGE = "generated_jatre"
STREAMS = {"followEvents", "followByWebSocket"}
NOT_DATA = {"getThumbnail", "listEventsRss"}
"""What has no schema: a picture, and a feed."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package that is made of the document."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "openapi.json").write_text(json.dumps(document()), encoding="utf-8")
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, folder / "openapi.json", "utf-8", overwrite=True,
        output_path=folder / PACKAGE,
    )  # fmt: skip
    errors = [error for error in generate(config=config) if not _is_known(str(error.detail))]
    assert not errors, "a schema or a call is left out of generated clients"
    sys.path.insert(0, str(folder))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def _is_known(detail: str) -> bool:
    """An answer that is no JSON, and the body that sites push in their own words."""
    return bool(
        re.search(r"Unsupported content_type (image/webp|application/rss\+xml)|Invalid property in union", detail)
    )


def _call(name: str) -> Callable[..., Any]:
    module = re.sub(r"([A-Z])", r"_\1", name).lower()
    call: Callable[..., Any] = importlib.import_module(f"{PACKAGE}.api.default.{module}").asyncio_detailed
    return call


@pytest.fixture
def fair(scene: Scene, database: Database) -> dict[str, str]:
    """An event of an organizer at a venue; the parts of addresses that lead to all there is."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        (place,) = pipeline.execute(
            "insert into jatre.places (slug, name) values ('tree', 'The Humming Tree') returning id"
        ).fetchone() or (None,)
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type) values ('town_hall', 'Town Hall', 'rss', 'rss')"
        )
    known = {"organizer_name": "Friends of Jazz", "price_range": '{"minimum": 299.5, "currency": "INR"}'}
    event = scene.open("Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music", place_id=place, **known)
    return {"event": event, "venue": str(place), "code": AREA, "slug": "town_hall"}


@pytest.fixture
async def ids(jatre: Running, fair: dict[str, str]) -> dict[str, dict[str, Any]]:
    """By the beginning of an address: what stands for its parts."""
    (organizer,) = (await jatre.get("/api/organizers")).json()["organizers"]
    return {
        "/api/events/": {"id": UUID(fair["event"])},
        "/api/admin/events/": {"id": UUID(fair["event"])},
        "/api/admin/requests/": {"id": 1},
        "/api/ogc/collections/events/items/": {"id": UUID(fair["event"])},
        "/api/venues/": {"id": UUID(fair["venue"])},
        "/api/places/": {"id": UUID(fair["venue"])},
        "/api/organizers/": {"id": UUID(organizer["id"])},
        "/api/areas/": {"code": fair["code"]},
        "/api/weather/": {"area": fair["code"]},
        "/api/sources/": {"slug": fair["slug"]},
    }


async def test_all_that_can_be_read_is_read_by_a_generated_client(
    generated: ModuleType, jatre: Running, ids: dict[str, dict[str, Any]]
) -> None:
    async with generated.Client(base_url=jatre.url) as client:
        for path, operations in document()["paths"].items():
            name = operations.get("get", {}).get("operationId")
            if name is None or name in STREAMS | NOT_DATA:
                continue
            parts = next((found for begin, found in ids.items() if path.startswith(begin) and "{" in path), {})
            needed = {one["name"] for one in operations["get"].get("parameters", ()) if one.get("required")}
            answer = await _call(name)(client=client, **dict.fromkeys(needed, "jazz tonight") | parts)
            is_open = {} in operations["get"].get("security", [{}])
            assert (answer.status_code, answer.parsed is not None) == (200 if is_open else 401, True), name


async def test_a_generated_client_has_types_for_what_it_reads(
    generated: ModuleType, jatre: Running, ids: dict[str, dict[str, Any]]
) -> None:
    models = importlib.import_module(f"{PACKAGE}.models")
    async with generated.Client(base_url=jatre.url) as client:
        listed = (await _call("listEvents")(client=client, category=[models.ListEventsCategoryItem.MUSIC])).parsed
        assert isinstance(listed, models.EventList)
        (event,) = listed.events
        assert isinstance(event.occurrences[0].starts_at, datetime)
        assert (event.title, event.pricing.minimum, event.more_dates) == ("Jazz night", 299.5, 1)
        details = (await _call("getEvent")(client=client, **ids["/api/events/"])).parsed
        assert isinstance(details, models.EventDetails)
        near = (await _call("listEvents")(client=client, lat=12.97, lng=77.64, limit=5)).parsed
        assert near.total == 1


async def test_a_generated_client_is_told_what_was_wrong(generated: ModuleType, jatre: Running) -> None:
    models = importlib.import_module(f"{PACKAGE}.models")
    async with generated.Client(base_url=jatre.url) as client:
        refused = await _call("listEvents")(client=client, limit=1000)
        missing = await _call("getEvent")(client=client, id=UUID(int=0))
    assert (refused.status_code, missing.status_code) == (400, 404)
    assert isinstance(refused.parsed, models.Problem)
    assert (refused.parsed.parameter, refused.parsed.value, refused.parsed.accepted["maximum"]) == (
        "limit",
        "1000",
        100,
    )
    assert missing.parsed.type_ == "/api/docs#problem-not-found"


@pytest.mark.slow
def test_generated_calls_have_no_default_but_the_document_s(generated: ModuleType) -> None:
    parameters = inspect.signature(_call("listEvents")).parameters.values()
    types = importlib.import_module(f"{PACKAGE}.types")
    sent = {one.name: one.default for one in parameters if one.name != "client" and one.default is not types.UNSET}
    assert sent == {"limit": 20}


def _schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "type" in value or "enum" in value or "$ref" in value:
            yield value
        for one in value.values():
            yield from _schemas(one)
    elif isinstance(value, list):
        for one in value:
            yield from _schemas(one)


def test_each_type_has_a_name_that_other_languages_take() -> None:
    for name, schema in document()["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", name)
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", one) for one in schema.get("properties", {}))
    for operations in document()["paths"].values():
        for operation in operations.values():
            assert re.fullmatch(r"[a-z][A-Za-z0-9]+", operation["operationId"])


def test_each_reference_leads_to_a_type_and_each_list_states_of_what() -> None:
    names = {f"#/components/schemas/{name}" for name in document()["components"]["schemas"]}
    for schema in _schemas(document()):
        assert schema.get("$ref") in names | {None}
        assert schema.get("type") != "array" or schema.get("items") or schema.get("prefixItems")
