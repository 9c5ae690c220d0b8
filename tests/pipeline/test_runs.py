"""The engine of a piece of work: kept for the next one, with its clock and without its connections."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import text

from include.pipeline.runs import pipeline_engine
from include.settings import settings
from tests.conftest import Database

FIRST, SECOND = (datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2))


def test_an_engine_is_kept_without_its_connections(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    with pipeline_engine() as engine, engine.connect() as connection:
        process = connection.execute(text("select pg_backend_pid()")).scalar_one()
    with pipeline_engine() as again:
        assert again is engine
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        ended = "select pg_stat_clear_snapshot(), not exists (select from pg_stat_activity where pid = %s)"
        assert any(owner.execute(ended, (process,)).fetchone()[1] for _ in range(100_000))  # type: ignore[index]


def test_each_engine_keeps_its_business_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    for as_of in (FIRST, SECOND, FIRST):
        monkeypatch.setattr(settings(), "as_of", as_of)
        with pipeline_engine() as engine, engine.connect() as connection:
            assert connection.execute(text("select jatre.now_v1()")).scalar_one() == as_of
