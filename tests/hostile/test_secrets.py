"""Marked secrets in every place a secret can be: none is found in tables, output, files or the list of processes."""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from include.redaction import secret_parts
from include.sources.platforms.graph import proof
from tests.conftest import ROOT, Database
from tests.forking import Forking
from tests.hostile.echo_site import echo_site
from tests.pipelines import forking_pipelines

FIELDS = {"id": "id", "title": "title", "start": "start", "description": "about", "url": "link", "venue": "place"}


def named(name: str, **more: str) -> dict[str, str]:
    return {"$secret": name, **more}


def sources(port: int) -> list[dict[str, Any]]:
    """Fetches that succeed and fetches that fail in each way, each with secrets of its own."""
    site = f"http://127.0.0.1:{port}"
    api = {"items": "events", "fields": FIELDS, "pagination": {"type": "next", "path": "next", "max_pages": 2}}
    keyed = {"params": {"key": named("QUERY_KEY")}, "headers": {"X-Api-Key": named("HEADER_KEY")}}
    bearer = {"headers": {"Authorization": named("BEARER", prefix="Bearer ")}}
    shapes = [
        ("fine", "json_api", {"url": f"{site}/events", **api, **keyed}),
        ("refused", "json_api", {"url": f"{site}/refused", **api, **keyed, **bearer}),
        ("signin", "icalendar", {"url": named("CALENDAR")}),
        ("away", "rss", {"url": named("AWAY")}),
        ("crawl", "selectors", {"url": named("CRAWL"), "pause": 0, "max_seconds": 20,
                                "selectors": {"container": "p", "title": "b", "date": "i"}, "authentication": {
                                    "type": "basic", "username": "meena", "password": named("STAGE_DOOR")}}),
        ("tickets", "eventbrite", {"url": f"{site}/tickets", "token": named("TICKETS"), "organizers": ["7"]}),
        ("barred", "eventbrite", {"url": f"{site}/refused", "token": named("BARRED"), "organizers": ["7"]}),
        ("pages", "facebook", {"url": f"{site}/graph", "token": named("PAGES"), "app": "123456",
                               "app_secret": named("APP_SECRET")}),
        ("missing", "rss", {"url": named("NOBODY_KNOWS")}),
    ]  # fmt: skip
    return [
        {"slug": slug, "name": slug, "kind": kind, "config": config, "rate_limit": 3600}
        for slug, kind, config in shapes
    ]


def secrets(port: int) -> dict[str, str]:
    """The values by name; an address is a secret as a whole."""
    site = f"127.0.0.1:{port}"
    return {
        "QUERY_KEY": "marked-query/key+0f3a9c==",
        "HEADER_KEY": "marked-header-0f3a9c",
        "BEARER": "marked-bearer-0f3a9c",
        "TICKETS": "marked-tickets-0f3a9c",
        "BARRED": "marked-barred-0f3a9c",
        "PAGES": "marked-pages-0f3a9c",
        "STAGE_DOOR": "marked-stage-0f3a9c",
        "APP_SECRET": "marked-app-0f3a9c",
        "CALENDAR": f"http://meena:marked-userinfo-0f3a9c@{site}/page/private-0123456789abcdef/basic.ics?k=marked-k-0f3a",
        "AWAY": "http://127.0.0.1:9/feed/marked-path-0f3a9c-0f3a9c?auth=marked-away-0f3a9c",
        "CRAWL": f"http://{site}/refused/marked-crawl-0f3a9c?token=marked-token-0f3a9c",
    }


def environment_of(database: Database, port: int, home: Path) -> dict[str, str]:
    file = home / "source_secrets.json"
    values = secrets(port)
    file.write_text(json.dumps({"CRAWL": values.pop("CRAWL")}), encoding="utf-8")
    file.chmod(0o600)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "JATRE_"))}
    return kept | {f"JATRE_SECRET_{name}": value for name, value in values.items()} | {
        "JATRE_SECRETS_FILE": str(file),
        "JATRE_PIPELINE_URL": database.pipeline_url,
        "JATRE_WEBHOOK_SECRETS": '{"office": "marked-webhook-0f3a9c"}',
        "AWS_SECRET_ACCESS_KEY": "marked-archive-0f3a9c",
        "JATRE_FETCH_ALLOW": f"127.0.0.1:{port},127.0.0.1:9",
        "JATRE_ARCHIVE_URI": f"file://{home}/archive",
        "JATRE_SNAPSHOT_FILE": str(home / "sources.json"),
        "JATRE_USE_MODELS": "false",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def marks(pipeline_url: str, port: int) -> set[str]:
    """What must not be found: each secret and its parts, and the database's password."""
    parts = {part for value in secrets(port).values() for part in secret_parts(value) if "mark" in part}
    password = urlsplit(pipeline_url).password or ""
    made = proof(secrets(port)["PAGES"], secrets(port)["APP_SECRET"])
    known = base64.b64encode(f"meena:{secrets(port)['STAGE_DOOR']}".encode()).decode()
    return parts | {made, known, "0f3a9c", "marked-", "marked%2D", "private-0123456789abcdef", password}


def found(text: str, marked: set[str]) -> list[str]:
    return sorted(mark for mark in marked if mark in text)


class Processes:
    """The command lines of all processes, looked at again and again while the block runs."""

    def __enter__(self) -> Processes:
        self.seen: set[str] = set()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.over.is_set():
            for line in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.seen.add(line.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
                except OSError:
                    continue
            time.sleep(0.25)  # each of them takes longer to start


@pytest.fixture
def port() -> Iterator[int]:
    with echo_site() as number:
        yield number


def run(forking: Forking, command: list[str], environment: dict[str, str]) -> str:
    output, _ = forking.start(command[0], command[1:], environment).communicate(timeout=200)
    return output


def test_no_secret_is_found_after_a_run(database: Database, port: int, tmp_path: Path) -> None:
    environment, marked = environment_of(database, port, tmp_path), marks(database.pipeline_url, port)
    (tmp_path / "seed.json").write_text(json.dumps(sources(port)), encoding="utf-8")
    with forking_pipelines() as forking, Processes() as processes:
        output = "".join(
            run(forking, command, environment)
            for command in (
                ["include.areas.seed"],
                ["include.sources.seed", str(tmp_path / "seed.json")],
                ["include.pipeline", "--all"],
                ["include.pipeline", "--source", "tickets", "--from", "2026-03-05"],
                ["include.operations.credentials"],
                ["include.operations.first_trials"],
            )
        )

    dump = subprocess.run(
        ["pg_dump", "--inserts", "--dbname", database.name, "--host", "127.0.0.1", "--username", "postgres",
         "--port", str(database.cluster.port)],
        env=os.environ | {"PGPASSWORD": urlsplit(database.admin_url).password or ""}, capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip
    with psycopg.connect(database.admin_url) as admin:
        fetched = dict(admin.execute(
            "select s.slug, f.status || coalesce(' ' || (f.error_details ->> 'error'), '') from jatre.fetch_history f"
            " join jatre.event_sources s on s.id = f.source_id"
        ).fetchall())  # fmt: skip
        listed = admin.execute("select count(*) from jatre.events_staging").fetchone()

    assert fetched == {
        "fine": "success", "refused": "failed SourceRefused", "signin": "failed UnreadablePayload",
        "away": "failed TransientError", "crawl": "failed CredentialsRefused", "missing": "failed ConfigurationError",
        "tickets": "success", "barred": "failed PermissionRefused", "pages": "partial",
    }, output  # fmt: skip
    assert listed is not None
    assert listed[0] > 0
    assert "(secret)" in dump, "the site gave the secrets back"
    assert found(dump, marked) == []
    assert found(output, marked) == []
    assert [line for line in processes.seen if found(line, marked)] == []
    ours = {tmp_path / "source_secrets.json"}
    for path in (one for one in tmp_path.rglob("*") if one.is_file() and one not in ours):
        body = path.read_bytes()
        text = (gzip.decompress(body) if path.suffix == ".gz" else body).decode(errors="replace")
        assert found(text, marked) == [], path
    assert (tmp_path / "sources.json").stat().st_mode & 0o077 == 0
