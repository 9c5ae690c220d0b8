"""A source of any kind of the registry, on a site of its own, fetched into a ledger.

Kinds and bodies are those of the poisoned fields, which hold that none of the registry is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.pipeline.fetching.history import FetchReport
from include.pipeline.stages import extract, fetch
from include.settings import Settings
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from include.sources.platforms.reading import Platform
from tests.conftest import Database
from tests.sources.conftest import Site
from tests.sources.platforms.support import TOKEN
from tests.sources.test_poisoned_fields import KINDS

PLATFORMS = sorted(kind for kind in registry.KINDS if issubclass(registry.connector(kind), Platform))
PUSHED = sorted(kind for kind in registry.KINDS if registry.type_of(kind) == "webhook")
FETCHED = sorted(set(registry.KINDS) - set(PUSHED))


class EveryKind:
    """The source `a_source`, of the kind that is named at each step."""

    def __init__(self, engine: Engine, database: Database, site: Site, folder: Path) -> None:
        self.engine, self.database, self.site = engine, database, site
        self.settings = Settings(archive_uri=f"file://{folder}/archive")

    def serve(self, kind: str, **about: Any) -> None:
        """One answer, for all that is asked."""
        media_type = "text/html" if KINDS[kind].crawls else "application/octet-stream"
        self.site.put(f"/api{KINDS[kind].path or '?'}", **{"media_type": media_type, **about})

    def publish(self, kind: str, events: list[dict[str, str]]) -> None:
        """The events as the kind writes them: served, or pushed."""
        body = KINDS[kind].body(events).encode()
        if kind in PUSHED:
            self.push(kind, body)
        else:
            self.serve(kind, body=body)

    def push(self, kind: str, body: bytes, delivery: str = "one", received: datetime | None = None) -> None:
        """A delivery, as the service takes it."""
        self.store(kind)
        with psycopg.connect(self.database.service_url) as service:
            service.execute("select jatre.webhook_receive_v2('a_source', %s, %s, now())", [delivery, body])
        if received:
            with psycopg.connect(self.database.owner_url) as owner:
                owner.execute(
                    "update jatre.webhook_inbox set received_at = %s, signed_at = %s where delivery_id = %s",
                    [received, received, delivery],
                )

    def store(self, kind: str, config: dict[str, Any] | None = None, **more: Any) -> None:
        """Add the source, or change it."""
        url = {} if kind in PUSHED else {"url": f"{self.site.base}/api"}
        token = {"token": {"$secret": "PLATFORM"}} if kind in PLATFORMS else {}
        about = {**KINDS[kind].config, **url, **token, **(config or {})}
        usual = {"slug": "a_source", "name": "A source", "kind": kind, "config": about, "rate_limit": 3600}
        with self.engine.begin() as connection:
            stored.store(connection, SourceInstance.model_validate(usual | more))

    def read(self, kind: str, *, understand: bool = False, **asked: Any) -> FetchReport:
        """Fetch it; `understand` reads the listings too, by whose dates absences are counted."""
        secrets = {"PLATFORM": TOKEN}.get
        report = fetch.run(self.engine, "a_source", None, self.settings, secrets=secrets, **asked)
        if understand:
            extract.run(self.engine)
        return report

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def ledger(self) -> list[Any]:
        """All that is known of listings, with the transactions that wrote it."""
        return self.rows("select *, xmin::text from jatre.events_staging order by id")

    def last(self) -> Any:
        """Status and details of the last fetch."""
        ((status, details),) = self.rows(
            "select status, error_details from jatre.fetch_history order by started_at desc limit 1"
        )
        return status, details


@pytest.fixture
def source(database: Database, site: Site, tmp_path: Path) -> Iterator[EveryKind]:
    """For the `conftest.py` of a folder whose tests read it."""
    engine = engine_of(database.pipeline_url)
    yield EveryKind(engine, database, site, tmp_path)
    engine.dispose()
