"""What is erased by a legal demand leaves no trace in any table, in the archive or in what is written, for good."""

from __future__ import annotations

import gzip
import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from include import db
from include.alerts.matching.matcher import FeedMatcher
from include.areas import seed
from include.areas.area import load_area
from include.errors import JatreError, TransientError, UnreadablePayload
from include.operations import erase
from include.operations.place_status import refresh_places
from include.operations.retention.deletions import retain_erased
from include.payloads.archive import Archive
from include.pipeline.fetching.archiving import FetchArchive
from include.pipeline.runs import STAGES, run_stage
from include.pipeline.stages import fetch
from include.settings import settings
from include.sources.base import FetchResult
from include.sources.configuration.instance import SourceInstance
from include.sources.connectors.schema_org import SchemaOrg
from include.sources.instances import stored
from tests.alerts.people import Person
from tests.conftest import Cluster, Database, empty_database
from tests.sources.conftest import Site, served

MARKER = "Zaphrodite"
EVENING = datetime.now(UTC).replace(hour=13, minute=30, second=0, microsecond=0) + timedelta(days=3)


class World:
    """Two sources of one site; `club` lists what is to be erased, `guide` some of the same."""

    def __init__(self, database: Database, engine: Engine, site: Site, archive: Path) -> None:
        self.database, self.engine, self.site, self.archive = database, engine, site, archive

    def read(self, slug: str, titles: dict[str, str], **place: Any) -> None:
        events = [
            {
                "@type": "Event", "@id": f"urn:{slug}:{name}", "name": name, "description": about,
                "startDate": (EVENING + timedelta(days=n)).isoformat(),
                "location": {
                    "@type": "Place", "name": "Toit", "address": f"100 Feet Road, Indiranagar {about[:12]}", **place,
                },
                "image": f"https://pictures.example/{about[:10]}.jpg",
            }
            for n, (name, about) in enumerate(titles.items())
        ]  # fmt: skip
        body = json.dumps({"@context": "https://schema.org", "@graph": events})
        self.site.put(f"/{slug}", f'<script type="application/ld+json">{body}</script>')
        config = {"url": f"{self.site.base}/{slug}"}
        instance = SourceInstance(slug=slug, name=slug, kind="schema_org", config=config, rate_limit=100_000)
        with self.engine.begin() as connection:
            stored.store(connection, instance)
        fetch.run(self.engine, slug, None, settings())
        for stage in STAGES:
            run_stage(stage)

    def admin(self, statement: str) -> None:
        with psycopg.connect(self.database.admin_url, autocommit=True) as admin:
            admin.execute(statement)

    def shown(self) -> dict[str, Any]:
        with self.engine.connect() as connection:
            rows = connection.execute(text("select id, title from jatre.event_public_v1")).all()
        return {row.title: row.id for row in rows}

    def tell_of_all(self) -> None:
        """Somebody follows what both sources list and what is erased; they were told of it, and are to be."""
        matcher = FeedMatcher(self.engine, ZoneInfo("Asia/Kolkata"))
        while matcher.step():
            pass
        with psycopg.connect(self.database.service_url, autocommit=True) as service:
            person = Person(service, "page")
            person.wants({"filter": {}, "name": "Everything"})
            for title in ("Jazz night", f"Pub quiz of {MARKER}"):
                person.asks("alert_add_v1", {"event": str(self.shown()[title])})
        detail = json.dumps({"before": {"venue": f"Hall of {MARKER}"}})
        self.admin(
            "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, detail, due_at, waits)"
            f" select channel_id, id, event_id, kind, 1, '{detail}', now(), kind = 'moved' from jatre.alerts,"
            " unnest('{moved,price}'::text[]) as k (kind) where event_id is not null"
        )
        self.admin(
            "insert into jatre.alert_findings (event_id, kind, version, detail, alerts)"
            f" select event_id, 'moved', 2, '{detail}', array[id] from jatre.alerts where event_id is not null"
        )
        kept = {"alerts", "alert_events", "alert_findings", "alert_outbox"}
        assert kept <= {one.split(".")[-1] for one in self.traces()}

    def traces(self) -> list[str]:
        """Tables and files in which the marker stands, in whatever case."""
        with psycopg.connect(self.database.admin_url) as admin:
            tables = admin.execute(
                "select c.oid::regclass::text from pg_class c where relnamespace = 'jatre'::regnamespace"
                " and relkind in ('r', 'm', 'p')"
            ).fetchall()
            found = [
                table
                for (table,) in tables
                if admin.execute(
                    sql.SQL("select exists (select from {} as t where to_jsonb(t)::text ~* %s)").format(sql.SQL(table)),
                    [f"{MARKER}|{MARKER.encode().hex()}"],
                ).fetchone()
                == (True,)
            ]
            if admin.execute(
                "select 1 from pg_stats"
                " where schemaname = 'jatre' and concat(most_common_vals, histogram_bounds) ~* %s",
                [MARKER],
            ).fetchone():
                found.append("pg_statistic")
        files = (path for path in self.archive.rglob("*") if path.is_file())
        return found + [file.name for file in files if MARKER.encode() in gzip.decompress(file.read_bytes())]


@contextmanager
def opened(database: Database, site: Site, archive: Path) -> Iterator[World]:
    """A world in this database, in the environment of one that works on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JATRE_USE_MODELS", "false")
        patch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
        patch.setenv("JATRE_ARCHIVE_URI", archive.as_uri())
        settings.cache_clear()
        engine = db.engine(database.pipeline_url)
        try:
            yield World(database, engine, site, archive)
        finally:
            engine.dispose()
    settings.cache_clear()


@pytest.fixture(scope="module")
def listed(cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """What both sources list, brought through all stages: each test has a copy of its database and its archive."""
    archive = tmp_path_factory.mktemp("listed") / "archive"
    with served() as site, empty_database(cluster, template) as database:
        with opened(database, site, archive) as made:
            with made.engine.begin() as connection:
                seed.store(connection, load_area("indiranagar"))
            club = {f"Pub quiz of {MARKER}": f"{MARKER} asks", "Jazz night": f"{MARKER} sings", "Open mic": "For all"}
            made.read("club", club)
            made.read("guide", {"Nothing else": "Elsewhere", "Jazz night": "A quartet plays"})
            made.admin("analyze")
            found = {one.split(".")[-1] for one in made.traces()}
            assert {"discovered_events", "events_staging", "feed_outbox", "pg_statistic"} <= found
        archive.rename(kept_of(archive))
        yield made


def kept_of(archive: Path) -> Path:
    """Where the archive is kept as it was: tables name its files by their addresses, which each test's copy has."""
    return archive.with_name("kept")


@pytest.fixture
def world(cluster: Cluster, listed: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    archive = shutil.copytree(kept_of(listed.archive), listed.archive)
    monkeypatch.setattr(listed.site, "pages", dict(listed.site.pages))
    with empty_database(cluster, listed.database.name) as copy, opened(copy, listed.site, archive) as made:
        yield made
    shutil.rmtree(archive)


def erased(*arguments: str) -> int:
    return erase.main([*arguments, "--by", "meena", "--reason", "demand 17", "--yes"])


def test_no_trace_is_left_and_the_next_import_brings_none_back(
    world: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    before = world.shown()
    world.tell_of_all()
    caplog.set_level(logging.DEBUG)

    assert erased("text", MARKER) == 0

    assert world.traces() == []
    written = capsys.readouterr()
    assert MARKER not in caplog.text + written.out + written.err
    assert set(world.shown()) == {"Jazz night", "Open mic", "Nothing else"}
    assert world.shown()["Jazz night"] == before["Jazz night"], "another source lists it: it stays the same event"

    world.read("club", {f"Pub quiz of {MARKER}": f"{MARKER} asks", "Jazz night": f"{MARKER} sings", "Open mic": "All"})
    assert world.traces() == []
    assert set(world.shown()) == {"Jazz night", "Open mic", "Nothing else"}


def test_clients_are_told_and_what_was_erased_is_on_record_without_its_content(world: World) -> None:
    event = world.shown()[f"Pub quiz of {MARKER}"]
    assert erased("event", str(event)) == 0
    with psycopg.connect(world.database.admin_url) as admin:
        kinds = admin.execute(
            "select kind from jatre.feed_outbox where entity = %s and kind like 'event:%%' order by id", [str(event)]
        ).fetchall()
        record = admin.execute("select what, erased_by, reason, listings, events from jatre.erasures").fetchall()
    assert {kind for (kind,) in kinds} == {"event:removed"}
    assert record == [("event", "meena", "demand 17", 1, 1)]


def test_a_source_is_erased_whole_and_read_no_more(world: World) -> None:
    assert erased("source", "club") == 0
    assert world.traces() == []
    assert list((world.archive / "guide").rglob("*.gz"))
    with world.engine.connect() as connection:
        assert (
            connection.execute(text("select is_active from jatre.event_sources where slug = 'club'")).scalar() is False
        )


def test_the_hours_that_a_venues_own_page_stated_go_at_once(world: World) -> None:
    day = f"{EVENING:%Y-%m-%d}"
    closed = {"validFrom": day, "validThrough": day, "name": MARKER}
    world.read("toit", {"Quiz": "asks"}, openingHours="24/7", specialOpeningHoursSpecification=closed)
    world.admin("update jatre.event_sources set official = true where slug = 'toit'")
    refresh_places()
    assert {"jatre.place_hours", "jatre.place_weeks"} <= set(world.traces())

    assert erased("source", "toit") == 0

    assert {"jatre.place_hours", "jatre.place_weeks"}.isdisjoint(world.traces())


def test_what_is_on_at_a_place_quotes_nothing_that_was_erased(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # where nothing else begins at that hour: of several one is told
    world.read("toit", {f"Quiz of {MARKER}": "asks"}, name="Loft 38")
    monkeypatch.setattr(settings(), "as_of", EVENING)
    refresh_places()
    quoting = {"jatre.place_live_status", "jatre.place_status_changes"}
    assert quoting <= set(world.traces())

    assert erased("source", "toit") == 0
    assert erased("text", MARKER) == 0

    assert world.traces() == []


def test_what_the_archive_does_not_let_go_just_now_retention_removes_later(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*_: object) -> None:
        raise TransientError("the archive is away")

    with monkeypatch.context() as outage:
        outage.setattr(Archive, "remove", away)
        assert erased("text", MARKER) == 1
    written = capsys.readouterr()
    assert "erased: 2 listings" in written.out
    assert "retention" in written.err
    assert all(trace.endswith(".gz") for trace in world.traces())
    assert world.traces()

    assert retain_erased(dry=True) == retain_erased() != {"erased_payloads_removed": 0}
    assert world.traces() == []
    assert retain_erased() == {"erased_payloads_removed": 0}


def test_the_archive_keeps_its_half_where_the_database_keeps_the_other(world: World) -> None:
    before = world.traces()
    world.admin("alter table jatre.erased_listings add check (digest is null)")
    with pytest.raises(IntegrityError):
        erased("text", MARKER)
    assert world.traces() == before


@pytest.mark.parametrize("body", ['<script type="application/ld+json">{"name": "%s</script>', "<p>%s"])
def test_what_cannot_be_read_after_an_erasure_is_neither_archived_nor_quoted(world: World, body: str) -> None:
    assert erased("text", MARKER) == 0
    world.site.put("/club", body % MARKER)
    with suppress(JatreError):
        fetch.run(world.engine, "club", None, settings(), force=True)
    assert world.traces() == []


@pytest.mark.parametrize("error", [UnreadablePayload, ValueError])
def test_a_body_at_which_the_connector_fails_after_an_erasure_is_not_archived(
    world: World, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fails(self: SchemaOrg, now: datetime) -> FetchResult:
        self.http.get(f"{world.site.base}/club")
        raise error("the markup has changed")

    assert erased("text", MARKER) == 0
    monkeypatch.setattr(SchemaOrg, "fetch", fails)
    with pytest.raises(error):
        fetch.run(world.engine, "club", None, settings(), force=True)
    assert world.traces() == []


def test_a_fetch_that_archived_while_its_listings_were_erased_has_that_removed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FetchArchive.store

    def erased_meanwhile(self: FetchArchive, *came: Any) -> list[str]:
        assert erased("text", MARKER) == 0
        return store(self, *came)

    monkeypatch.setattr(FetchArchive, "store", erased_meanwhile)
    fetch.run(world.engine, "club", None, settings(), force=True)
    assert all(trace.endswith(("gz", "archive_removals")) for trace in world.traces())
    retain_erased()
    assert world.traces() == []


@pytest.mark.parametrize("how", ["the source is erased", "the source is paused"])
def test_deliveries_that_nobody_would_take_are_emptied(world: World, how: str) -> None:
    world.admin(
        "insert into jatre.webhook_inbox (source_id, delivery_id, body, signed_at)"
        f" select id, 'one', '{{\"name\": \"{MARKER}\"}}', now() from jatre.event_sources where slug = 'club'"
    )
    if how == "the source is paused":
        world.admin("update jatre.event_sources set is_active = false where slug = 'club'")
        assert erased("text", MARKER) == 0
    else:
        assert erased("source", "club") == 0
    assert world.traces() == []


@pytest.mark.parametrize(
    ("by", "reason", "problem"),
    [
        (" ", "demand 17", "blank"),
        ("meena", "", "blank"),
        ("meena", f"of {MARKER.upper()}", "name the demand"),
        ("meena", f"of {MARKER[:3]}\u200b{MARKER[3:]}", "name the demand"),
        ("m" * 201, "demand 17", "at most 200"),
    ],
)
def test_its_record_states_who_and_why_and_never_what(
    world: World, capsys: pytest.CaptureFixture[str], by: str, reason: str, problem: str
) -> None:
    before = world.traces()
    assert erase.main(["text", MARKER, "--by", by, "--reason", reason, "--yes"]) == 1
    assert problem in capsys.readouterr().err
    assert world.traces() == before


def test_without_yes_nothing_goes(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    before = world.traces()
    assert erase.main(["source", "club", "--by", "meena", "--reason", "demand 17"]) == 0
    assert "3 listings in 3 events would be erased" in capsys.readouterr().out
    assert world.traces() == before


@pytest.mark.parametrize(
    ("what", "target", "problem"),
    [
        ("text", "no such words", "nothing to erase"),
        ("text", "a", "fewer than three"),
        ("listing", "club", "no listing"),
    ],
)
def test_what_names_nothing_is_refused(
    world: World, capsys: pytest.CaptureFixture[str], what: str, target: str, problem: str
) -> None:
    assert erased(what, target) == 1
    assert problem in capsys.readouterr().err
