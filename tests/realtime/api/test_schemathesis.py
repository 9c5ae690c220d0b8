"""schemathesis reads the service's OpenAPI document and tries what stands there, as a stranger and as an administrator.

Nothing is answered 5xx; each status, type and header is documented; each body fits its schema; nothing that needs a
token is given without one. What is tried is the same each time; `make long` tries all that schemathesis can think of.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import Database
from tests.realtime.holders import hold
from tests.realtime.running import Running, running
from tests.realtime.scene import AREA, Scene
from tests.realtime.signing import SECRETS

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "ignored_auth", "unsupported_method", "allow_header_conformance",
    "missing_required_header", "documented_headers",
)  # fmt: skip
HOOKS = Path(__file__).with_name("documented_headers.py")
STREAMS = ("/api/events/live", "/api/admin/live", "/ws")
"""They do not end, so nothing can be tried once they have begun; tests/realtime/live has them."""
EVENT, PLACE = str(uuid4()), str(uuid4())
QUICK = ["--phases", "fuzzing,stateful", "--max-examples", "5"]
LONG = ["--phases", "coverage,fuzzing,stateful", "--max-examples", "50"]
OPTIONS = [
    "--generation-deterministic", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off",
    "--no-color", "--max-redirects", "0", "--request-timeout", "10",
]  # fmt: skip
MANY = 10**6


@pytest.fixture
async def fair(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service with events, a venue, an organizer and a source, and with no limits that a tester would meet."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute("insert into jatre.places (id, slug, name) values (%s, 'tree', 'The Humming Tree')", [PLACE])
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type) values ('town_hall', 'Town Hall', 'rss', 'rss')"
        )
    scene.open(
        "Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music", place_id=PLACE, id=EVENT,
        organizer_name="Friends of Jazz", price_range='{"minimum": 299.5, "currency": "INR"}',
    )  # fmt: skip
    scene.open("Dosa day", scene.at(5, 0), None, date_only=True, at=None)
    limits = ("searches_per_minute", "counts_per_minute", "failed_sign_ins_per_minute", "submissions_per_minute")
    settings = dict.fromkeys((*limits, "submissions_per_hour"), MANY)
    async with running(
        database.service_url, live_token_secrets=SECRETS, webhook_secrets={"town_hall": "s" * 32}, **settings
    ) as service:
        yield service


async def configured(service: Running) -> str:
    """schemathesis' own settings: parts of addresses are mostly those of what is there."""
    (organizer,) = (await service.get("/api/organizers")).json()["organizers"]
    known = {
        "events/{id}": EVENT, "venues/{id}": PLACE, "organizers/{id}": organizer["id"], "areas/{code}": AREA,
        "sources/{slug}": "town_hall", "webhooks/{source}": "town_hall", "weather/{area}": AREA,
    }  # fmt: skip
    lines = [f"hooks = {json.dumps(str(HOOKS))}"]
    for end, value in known.items():
        name, _, part = end.partition("/")
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps([value])}"]
        lines += ["[[operations]]", f"include-path-regex = '/{name}/[{{]'"]
        lines += ["[operations.parameters]", f'"path.{part[1:-1]}" = {{dictionary = "{name}", probability = 0.8}}']
    return "\n".join(lines)


@pytest.mark.parametrize("extent", [QUICK, pytest.param(LONG, marks=pytest.mark.long)], ids=["quick", "long"])
@pytest.mark.parametrize("who", ["stranger", "administrator"])
async def test_the_service_does_as_its_document_says(
    fair: Running, database: Database, tmp_path: Path, who: str, extent: list[str]
) -> None:
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(await configured(fair), encoding="utf-8")
    options = [*extent, *OPTIONS, "--checks", ",".join(CHECKS)]
    options += [word for path in STREAMS for word in ("--exclude-path", path)]
    if who == "administrator":
        options += ["--include-path-regex", "^/api/admin/"]
        options += ["--header", f"Authorization:Bearer {hold(database, 'admin')}"]
    tester = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", "--config-file", settings, "run", f"{fair.url}/api/openapi.json",
        *options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=tmp_path,
    )  # fmt: skip
    told, _ = await tester.communicate()
    assert tester.returncode == 0, told.decode()
