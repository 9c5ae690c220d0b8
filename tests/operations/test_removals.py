"""What the guard of absences holds, and what a person lets go; why a listing is what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from include import db
from include.areas import seed
from include.areas.area import load_area
from include.errors import ConfigurationError
from include.operations import removals
from include.operations.health import overview
from include.pipeline.decisions import revoke
from include.pipeline.runs import STAGES
from include.pipeline.stages import fetch
from include.settings import Settings, settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import Site, site

__all__ = ["site"]

EVENING = datetime.now(UTC).replace(hour=13, minute=30, second=0, microsecond=0)
TITLES = ("Jazz night", "Pub quiz", "Open mic", "Pottery for beginners", "Heritage walk")


@pytest.fixture
def engine(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("JATRE_USE_MODELS", "false")
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()
    made = db.engine(database.pipeline_url)
    with made.begin() as connection:
        seed.store(connection, load_area("indiranagar"))
    yield made
    made.dispose()
    settings.cache_clear()


class Sources:
    """Sources of schema.org events on one site."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site, self.runs = engine, site, 0
        self.archive = Settings(archive_uri=f"file://{folder}/archive")

    def read(self, slug: str, titles: tuple[str, ...], priority: int = 5) -> None:
        """What the source `slug` lists now, all the way."""
        self.runs += 1
        config = {"url": f"{self.site.base}/{slug}"}
        about = SourceInstance(
            slug=slug, name=slug, kind="schema_org", config=config, rate_limit=100_000, priority=priority
        )
        with self.engine.begin() as connection:
            stored.store(connection, about)
        events = [
            {
                "@type": "Event", "@id": title, "name": title,
                "startDate": (EVENING + timedelta(days=3 + TITLES.index(title))).isoformat(),
                "location": {"@type": "Place", "name": "Toit", "address": "100 Feet Road, Indiranagar"},
            }
            for title in titles
        ]  # fmt: skip
        self.site.put(f"/{slug}", json.dumps(events), media_type="application/json")
        fetch.run(self.engine, slug, f"manual__{self.runs}", self.archive)
        for stage in STAGES:
            import_module(f"include.pipeline.stages.{stage}").run(self.engine)

    def shown(self) -> int:
        """Events that the public sees and that a source still lists."""
        listed = text("select count(*) from jatre.event_public_v1 where status <> 'unlisted'")
        with self.engine.connect() as connection:
            return int(connection.execute(listed).scalar_one())

    def why(self, slug: str) -> list[str | None]:
        """Of each listing of the last run of the source."""
        run = f"manual__{self.runs}"
        return [row["why"] for row in overview.listings(self.engine, f"source_{slug}", run)]


@pytest.fixture
def sources(engine: Engine, site: Site, tmp_path: Path) -> Sources:
    return Sources(engine, site, tmp_path)


def hold(sources: Sources) -> None:
    sources.read("club", TITLES)
    for _ in range(2):
        sources.read("club", TITLES[:2])


def test_what_is_held_is_named_and_a_person_lets_it_go(sources: Sources, capsys: pytest.CaptureFixture[str]) -> None:
    hold(sources)
    assert sources.shown() == 5
    assert [row["title"] for row in overview.held_removals(sources.engine)] == [
        "Heritage walk", "Open mic", "Pottery for beginners"
    ]  # fmt: skip
    assert overview.health(sources.engine)[0]["removals_held"] == 3

    assert removals.main([]) == 0
    assert "club: Open mic" in capsys.readouterr().out
    assert removals.main(["--confirm", "club", "--count", "9"]) == 1
    assert "3 removals of 'club' are held by now, not 9" in capsys.readouterr().err
    assert removals.main(["--confirm", "club", "--count", "3"]) == 0

    assert "club: 3 listings are gone" in capsys.readouterr().out
    assert sources.shown() == 2
    assert overview.held_removals(sources.engine) == []


def test_open_consoles_hear_of_removals_that_are_confirmed_and_taken_back(sources: Sources, database: Database) -> None:
    hold(sources)
    with psycopg.connect(database.service_url, autocommit=True) as console:
        console.execute("listen jatre_control")
        confirmed = removals.confirm(sources.engine, "club", 3, by="meena")
        with sources.engine.begin() as connection:
            revoke(connection, confirmed.decision, by="ravi")
        heard = [json.loads(each.payload) for each in console.notifies(timeout=60, stop_after=2)]
    assert [(one["kind"], one["decision"], one["by"]) for one in heard] == [
        ("decided", str(confirmed.decision), "meena"), ("decided", str(confirmed.decision), "ravi")
    ]  # fmt: skip


@pytest.mark.parametrize(("waits_for", "goes_to"), [("publish", "enrich"), ("done", "enrich"), ("dedup", "dedup")])
def test_an_event_is_made_anew_without_what_is_gone_wherever_its_listing_waits(
    sources: Sources, waits_for: str, goes_to: str
) -> None:
    hold(sources)
    with sources.engine.begin() as connection:
        connection.execute(text("update jatre.events_staging set stage = :stage"), {"stage": waits_for})
    removals.confirm(sources.engine, "club", 3, by="meena")
    with sources.engine.connect() as connection:
        stages = connection.execute(text("select stage from jatre.events_staging where gone_at is not null")).scalars()
        assert stages.all() == [goes_to] * 3


def test_what_is_confirmed_comes_back_when_it_is_listed_again(sources: Sources) -> None:
    hold(sources)
    removals.confirm(sources.engine, "club", 3, by="meena")
    sources.read("club", TITLES)

    assert sources.shown() == 5


def test_who_confirms_is_kept_as_one_line_and_cannot_be_blank(sources: Sources) -> None:
    hold(sources)
    with pytest.raises(ConfigurationError, match="it cannot be blank"):
        removals.confirm(sources.engine, "club", 3, by=" ")
    removals.confirm(sources.engine, "club", 3, by="mee\u202ena\n", reason="seen\x1b on the site")
    with sources.engine.connect() as connection:
        kept = connection.execute(text("select distinct decided_by, reason from jatre.event_decisions")).all()
    assert kept == [("meena", "seen on the site")]


@pytest.mark.parametrize("seen", [2, 4])
def test_only_what_was_seen_is_confirmed(sources: Sources, seen: int) -> None:
    hold(sources)

    with pytest.raises(removals.RemovalsChangedError, match=f"3 removals of 'club' are held by now, not {seen}"):
        removals.confirm(sources.engine, "club", seen, by="meena")

    assert len(overview.held_removals(sources.engine)) == 3


def test_nothing_that_is_not_held_goes(sources: Sources) -> None:
    sources.read("club", TITLES)
    sources.read("club", TITLES[:2])  # once absent is not gone

    with pytest.raises(ConfigurationError, match="no removal of 'club' is held"):
        removals.confirm(sources.engine, "club", 3, by="meena")


def test_why_two_listings_are_one_event(sources: Sources) -> None:
    sources.read("toit", TITLES[:1], priority=1)
    sources.read("listings", TITLES[:1])

    (why,) = sources.why("listings")

    assert why is not None
    assert "the same happening as Jazz night of toit, by a score of" in why
    assert "title" in why
    assert "its event is shown as toit lists it" in why


def test_why_a_listing_is_set_aside(sources: Sources, site: Site) -> None:
    sources.read("club", TITLES[:1])
    with sources.engine.begin() as connection:
        connection.execute(
            text("update jatre.events_staging set status = 'set_aside', set_aside_reason = 'it names no date'")
        )

    assert sources.why("club") == ["it names no date"]


def test_why_a_listing_is_rejected(sources: Sources) -> None:
    sources.read("club", TITLES[:1])
    with sources.engine.begin() as connection:
        connection.execute(
            text(
                "update jatre.discovered_events set moderation_status = 'rejected', moderation_reasons = '{an advert}'"
            )
        )
        connection.execute(text("update jatre.events_staging set status = 'rejected'"))

    assert sources.why("club") == ["its event is rejected: an advert"]


def test_what_is_shown_needs_no_reason(sources: Sources) -> None:
    sources.read("club", TITLES[:1])

    assert sources.why("club") == [None]


def test_a_confirmed_removal_is_taken_back(sources: Sources) -> None:
    hold(sources)
    gone = removals.confirm(sources.engine, "club", 3, by="meena")
    for stage in STAGES:
        import_module(f"include.pipeline.stages.{stage}").run(sources.engine)
    assert sources.shown() == 2

    with sources.engine.begin() as connection:
        revoke(connection, gone.decision, by="arjun")
    for stage in STAGES:
        import_module(f"include.pipeline.stages.{stage}").run(sources.engine)

    assert sources.shown() == 5
    assert len(overview.held_removals(sources.engine)) == 3, "they wait for a person again"
