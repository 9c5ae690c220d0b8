"""Adding a source, as its page in docs/ describes: the commands there are run here."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from deploy.local.commands import new_source
from deploy.local.steps import Problem
from deploy.local.system.environment import VENV
from include.sources import registry
from include.sources.instances.seed_file import read_seed
from tests.conftest import Database
from tests.realtime.running import running
from tests.samples.conftest import serving

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serving(date.today()) as url:  # noqa: DTZ011 - the command reads at the real time
        yield url


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "include/areas/indiranagar/sources.json", tmp_path / "sources.json"))


def run(command: str, seed: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=os.environ | {"FILE": str(seed)} | more, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(SHELL[0], id="address"),
        pytest.param(SHELL[1], id="icalendar", marks=pytest.mark.long),
        pytest.param(SHELL[2], id="selectors"),
        pytest.param(SHELL[3], id="json_api", marks=pytest.mark.long),
        pytest.param(SHELL[5], id="webhook"),
    ],
)
def test_the_commands_of_the_page_add_a_source(command: str, base: str, seed: Path) -> None:
    before = read_seed(seed)

    # our own site needs no second between two requests
    done = run(
        command.replace("http://127.0.0.1:8010", base).replace('"selectors": {', '"pause": 0, "selectors": {'), seed
    )

    assert done.returncode == 0, done.stdout + done.stderr
    added = read_seed(seed)
    assert added[:-1] == before
    assert f"source_{added[-1].slug}" in done.stdout
    if added[-1].kind != "webhook":
        assert re.search(r"[1-9]\d* events in \d+ answers", done.stdout)


def test_the_command_of_the_page_names_a_secret(base: str, seed: Path) -> None:
    command = SHELL[4].replace("https://api.example.com/events", f"{base}/play/events.json")
    command = command.replace('"items": "events"', '"items": "data.events"').replace("=... make", "=long-enough make")

    done = run(command.replace('"name", "start": "starts_at"', '"title", "start": ["when.date", "when.time"]'), seed)

    assert done.returncode == 0, done.stdout + done.stderr
    assert read_seed(seed)[-1].config["headers"] == {"Authorization": {"$secret": "TICKETS_TOKEN", "prefix": "Bearer "}}
    assert "long-enough" not in done.stdout + seed.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "url", "asked"),
    [
        ("eventbrite", "", False),
        ("facebook", "", False),
        ("eventbrite", "https://api.example.com", False),
        ("json_api", "", True),
        ("schema_org", "", True),
    ],
)
def test_an_address_is_asked_for_where_the_kind_has_none(
    kind: str, url: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "URL": url,
        "CONFIG": '{"token": {"$secret": "TOKEN"}}',
        "SLUG": "",
        "SCHEDULE": "@hourly",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    if asked:
        with pytest.raises(Problem, match="URL is missing"):
            new_source._instance("Tickets", kind)
    else:
        given = {"url": url} if url else {}
        assert new_source._instance("Tickets", kind).config == given | {"token": {"$secret": "TOKEN"}}


def test_every_kind_is_on_the_page() -> None:
    assert set(re.findall(r"^\| [^|]+ \| `(\w+)` \|", PAGE, re.MULTILINE)) == set(registry.KINDS)


async def test_the_sender_of_the_page_is_understood(database: Database) -> None:
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type)"
            " values ('box_office', 'Box office', 'webhook', 'webhook')"
        )
    (sender,) = PYTHON
    async with running(database.service_url, webhook_secrets={"box_office": "open sesame, please"}) as service:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", sender.replace("http://127.0.0.1:8000", service.url),
            env=os.environ | {"SECRET": "open sesame, please"}, stdout=subprocess.PIPE,
        )  # fmt: skip
        reply, _ = await process.communicate()

    assert json.loads(reply)["status"] == "stored"


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("NAME=Broken KIND=rss URL={base}/failing/login", "expected a feed, got html"),
        ("NAME=Gone KIND=icalendar URL={base}/failing/410", "answered 410"),
        ("NAME=Half KIND=json_api URL={base}/play/events.json", "fields"),
        ("NAME=Empty KIND=schema_org URL={base}/", "nothing that could be read"),
        ("NAME='LBB Bangalore' KIND=rss URL={base}/magazine/feed.xml", "already"),
        ("KIND=rss NAME=", "NAME is missing"),
        ("NAME=Login URL={base}/failing/login", "no events in a structured form"),
        ("NAME=Gone URL={base}/failing/410", "answered 410"),
        ("NAME='LBB Bangalore' URL={base}/magazine/feed.xml", "already"),
        ("NAME=Odd KIND=rss URL={base}/ CONFIG=[", "CONFIG cannot be read"),
        ("NAME=Odd KIND='no kind' NEW_KIND=yes", "no name of a kind"),
        ("NAME=Odd KIND=rss URL={base}/ FILE=/nowhere/sources.json", "cannot read the seed file /nowhere/sources.json"),
        ("NAME=Odd KIND=icalender", "KIND=icalendar; NEW_KIND=yes writes the files"),
    ],
)
def test_what_cannot_be_read_is_not_written_down(
    asked: str, printed: str, base: str, seed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = seed.read_text(encoding="utf-8")
    monkeypatch.setenv("FILE", str(seed))
    for setting in shlex.split(asked.replace("{base}", base)):
        monkeypatch.setenv(*setting.split("=", 1))
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    with pytest.raises((Problem, SystemExit)) as ended:
        new_source.main()
    explained = f"{ended.value} {getattr(ended.value, 'remedy', '')}"
    assert printed in capsys.readouterr().out + explained
    assert seed.read_text(encoding="utf-8") == before


def test_make_fails_when_nothing_was_written_down(base: str, seed: Path) -> None:
    done = run(f"make -s new-source NAME=Gone KIND=icalendar URL={base}/failing/410", seed)

    assert done.returncode != 0
    assert "answered 410" in done.stdout


def test_the_files_of_a_new_kind_pass_as_they_are(tmp_path: Path) -> None:
    for part in ("include", "tests", "deploy", "samples", "realtime"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "browser", "images"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    new_source.scaffold(tmp_path, "city_portal", "City portal")

    files = [
        "include/sources/connectors/city_portal.py",
        "tests/sources/connectors/test_city_portal.py",
        "include/sources/registry.py",
    ]
    for check in (["ruff", "check"], ["ruff", "format", "--check"], ["pytest", "-q", "-p", "no:cacheprovider"]):
        chosen = files[1:2] if check[0] == "pytest" else files
        done = subprocess.run(
            [str(VENV / "bin" / check[0]), *check[1:], *chosen], cwd=tmp_path, capture_output=True, text=True,
            env=os.environ | {"PYTHONPATH": str(tmp_path)}, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    with pytest.raises(Problem, match="there already"):
        new_source.scaffold(tmp_path, "city_portal", "City portal")
