"""The archive in S3: a real interface of it on loopback, opened by a connection of Airflow."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from include.db import engine as engine_of
from include.errors import ConfigurationError, TransientError
from include.operations.retention import deletions
from include.payloads import archive as archives
from include.payloads.archive import Archive
from include.payloads.payload import RawPayload
from include.pipeline.stages import fetch, reread
from include.settings import Settings, settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.plugins.modules import plugin
from tests.sources.conftest import Site, site

__all__ = ["site"]
BUCKET = "s3://jatre-archive"
CALENDAR = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Jazz\r\nDTSTART:20310307T190000\r\nEND:VEVENT\r\n"
DAY = datetime(2026, 3, 7, 23, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """S3 on loopback."""
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def connect(monkeypatch: pytest.MonkeyPatch, address: str) -> str:
    """A connection of Airflow, and its name; the environment opens nothing."""
    name = f"archive_{address.rpartition(':')[2]}"  # Airflow keeps what a name has opened
    once = {"retries": {"total_max_attempts": 1}}
    extra = {"endpoint_url": address, "region_name": "us-east-1", "config_kwargs": once}
    about = {"conn_type": "aws", "login": "a-key", "password": "marked-secret-key", "extra": extra}
    monkeypatch.setenv(f"AIRFLOW_CONN_{name.upper()}", json.dumps(about))
    for other in [one for one in os.environ if one.startswith("AWS_")]:
        monkeypatch.delenv(other)
    monkeypatch.setattr(archives, "_resolve", [plugin("storage").connected_storage])
    return name


@pytest.fixture
def chosen(address: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that name the connection, and a bucket."""
    opened_by = connect(monkeypatch, address)
    for name, value in {"archive_uri": f"{BUCKET}/raw", "archive_connection": opened_by}.items():
        monkeypatch.setattr(settings(), name, value)
    plugin("storage").connected_storage(BUCKET, opened_by).makedirs("jatre-archive", exist_ok=True)
    return settings()


def test_what_is_fetched_is_written_read_back_and_goes_by_the_day(
    chosen: Settings, site: Site, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    url = site.put("/calendar", CALENDAR + b"END:VCALENDAR\r\n", media_type="text/calendar")
    engine = engine_of(database.pipeline_url)
    with engine.begin() as connection:
        stored.store(connection, SourceInstance(slug="club", name="Club", kind="icalendar", config={"url": url}))

    report = fetch.run(engine, "club", None, chosen)
    archive = Archive.of(chosen)
    with engine.connect() as connection:
        (uri,) = connection.execute(text("select archive_uri from jatre.events_staging")).scalars()

    assert (report.new, report.archived) == (1, 1)
    assert uri.startswith(f"{BUCKET}/raw/club/")
    assert archive.load(uri) == CALENDAR + b"END:VCALENDAR\r\n"
    site.pages.clear()
    with engine.begin() as connection:
        connection.execute(text("update jatre.events_staging set content_hash = '', raw_data = null"))
    assert reread.run(engine, "club", None, chosen, "last").changed == 1
    old = archive.store("club", RawPayload(url, "text/calendar", b"old"), datetime.now(UTC) - timedelta(days=40))
    assert deletions.retain_archive(dry=True)["payloads_dropped"] == 1
    assert deletions.retain_archive()["payloads_dropped"] == 1
    archive.storage.invalidate_cache()
    assert [archive.storage.exists(one) for one in (old, uri)] == [False, True]
    with engine.connect() as connection:
        kept = str(connection.execute(text("select * from jatre.fetch_history")).all())
    engine.dispose()
    assert "marked-secret-key" not in kept


@pytest.mark.slow
def test_what_others_have_changed_is_seen(chosen: Settings) -> None:
    """S3's client remembers what it has listed, in each process for itself."""
    payload = RawPayload("http://a.test/", "text/html", b"<p>")
    mine, others = Archive.of(chosen), Archive.of(chosen)
    others.storage = type(mine.storage)(skip_instance_cache=True, **mine.storage.storage_options)

    uri = mine.store("site", payload, DAY)
    assert mine.drop(date(2026, 1, 1)) == 0  # which lists the folders
    assert others.drop(date(2026, 3, 8)) == 1

    assert mine.store("site", payload, DAY) == uri
    assert others.load(uri) == payload.body
    assert mine.store("site", payload, DAY) == uri
    assert others.drop(date(2026, 3, 8)) == 1


def test_a_storage_that_is_away_is_for_another_try(monkeypatch: pytest.MonkeyPatch) -> None:
    away = connect(monkeypatch, "http://127.0.0.1:9")
    archive = Archive(BUCKET, plugin("storage").connected_storage(BUCKET, away))
    archive.storage.retries = 1  # ours try again; the client's two layers, five times each, take ten seconds for it

    with pytest.raises(TransientError, match="cannot archive to s3://jatre-archive") as raised:
        archive.store("site", RawPayload("http://a.test/", "text/html", b"<p>"), DAY)

    assert "marked-secret-key" not in str(raised.value)


def test_without_airflow_a_connection_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archives, "_resolve", [])
    about: dict[str, Any] = {"archive_uri": f"file://{tmp_path}", "archive_connection": "archive"}

    with pytest.raises(ConfigurationError, match="only its tasks know it"):
        Archive.of(Settings(**about))
    assert Archive.of(Settings(archive_uri=f"file://{tmp_path}")).root == f"file://{tmp_path}"
