"""Source instances: seed files, the table, the snapshot, and the kinds behind them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.errors import ConfigurationError
from include.settings import settings
from include.sources import registry, seed
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.plain_secrets import refuse_plain
from include.sources.connectors.icalendar import ICalendar
from include.sources.instances import snapshot
from include.sources.instances import stored as instances
from include.sources.instances.seed_file import read_seed
from tests.conftest import Database

FEED: dict[str, Any] = {
    "slug": "a_feed",
    "name": "A feed",
    "kind": "rss",
    "config": {"url": "https://example.com/feed"},
}


def instance(**about: Any) -> SourceInstance:
    return SourceInstance.model_validate(FEED | about)


@pytest.mark.parametrize("name", ["Toit", "ಕ್\u200dಷ", "Café 🎉", "Kid’s\xa0Corner"])
def test_a_source_has_a_name_of_any_script(name: str) -> None:
    assert instance(name=name).name == name


@pytest.mark.parametrize("name", ["", "a\nb", "a\x00b", "a\u202eb", "a\u2066b", "\u2060", "a\u200bb", "\ud800"])
def test_no_name_hides_or_turns_what_stands_beside_it(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        instance(name=name)


@pytest.fixture
def seed_file(tmp_path: Path) -> Path:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps([FEED]))
    return path


def stored(engine: Engine, slug: str = "a_feed") -> dict[str, Any]:
    with engine.connect() as connection:
        return dict(
            connection.execute(text("select * from jatre.event_sources where slug = :slug"), {"slug": slug})
            .mappings()
            .one()
        )


def store(engine: Engine, one: SourceInstance) -> None:
    with engine.begin() as connection:
        instances.store(connection, one)


class TestSeedFiles:
    def test_placeholders_come_from_the_environment(self, seed_file: Path) -> None:
        seed_file.write_text(json.dumps([FEED | {"config": {"url": "${JATRE_SAMPLES_URL}/feed"}}]))

        (default,) = read_seed(seed_file, {})
        (other,) = read_seed(seed_file, {"JATRE_SAMPLES_URL": "http://127.0.0.1:9999"})

        assert default.config["url"] == "http://127.0.0.1:8010/feed"
        assert other.config["url"] == "http://127.0.0.1:9999/feed"

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ('[{"slug": "${NOBODY_SETS_THIS}"}]', "wants NOBODY_SETS_THIS"),
            ("{}", "not a list"),
            ("[", "not a list"),
            ('[{"slug": "Not A Slug", "name": "x", "kind": "rss"}]', "slug"),
            ('[{"slug": "a", "name": "x", "kind": "rss", "unknown": 1}]', "unknown"),
        ],
    )
    def test_what_is_wrong_with_a_file_is_reported(self, seed_file: Path, content: str, message: str) -> None:
        seed_file.write_text(content)

        with pytest.raises(ConfigurationError, match=message):
            read_seed(seed_file, {})

    @pytest.mark.parametrize("path", ["samples/sources.json", "include/areas/indiranagar/sources.json"])
    def test_the_files_in_the_repository_are_good(self, path: str) -> None:
        for one in read_seed(Path(path), {}):
            registry.reader(one)


class TestTheTable:
    def test_what_is_stored_is_found(self, engine: Engine) -> None:
        store(engine, instance(rate_limit=30, official=True, priority=2, schedule=None))

        with engine.connect() as connection:
            found = instances.one(connection, "a_feed")
            assert instances.every(connection) == ([found.instance], [])
        assert found.instance == instance(rate_limit=30, official=True, priority=2, schedule=None)
        assert found.state == {}
        assert stored(engine)["type"] == "rss"

    def test_a_pause_outlives_the_seed(self, engine: Engine) -> None:
        store(engine, instance())
        with engine.begin() as connection:
            connection.execute(text("update jatre.event_sources set is_active = false"))

        store(engine, instance(name="A better name"))

        assert (stored(engine)["name"], stored(engine)["is_active"]) == ("A better name", False)

    def test_storing_the_same_again_writes_nothing(self, engine: Engine) -> None:
        store(engine, instance())
        before = stored(engine)

        store(engine, instance())

        assert stored(engine) == before

    def test_what_the_connector_remembers_goes_with_its_address(self, engine: Engine) -> None:
        store(engine, instance())
        with engine.begin() as connection:
            connection.execute(text("""update jatre.event_sources set state = '{"etag": "x"}'"""))

        store(engine, instance(name="Renamed"))
        kept = stored(engine)["state"]
        store(engine, instance(config={"url": "https://example.com/elsewhere"}))

        assert (kept, stored(engine)["state"]) == ({"etag": "x"}, {})

    def test_unknown_sources_and_kinds_are_reported(self, engine: Engine) -> None:
        with pytest.raises(ConfigurationError, match="no source 'nobody'"), engine.connect() as connection:
            instances.one(connection, "nobody")
        with pytest.raises(ConfigurationError, match="no connector of kind 'fax'"):
            store(engine, instance(kind="fax"))

    @pytest.mark.parametrize(
        ("about", "message"),
        [
            ({"schedule": "every hour"}, "write five cron fields"),
            ({"schedule": "0 0 31 2 *"}, "a date that never comes"),
            ({"schedule": "* * * * *"}, "too often"),
            ({"area": "atlantis"}, "area: "),
            ({"kind": "fax"}, "no connector of kind"),
            ({"config": {}}, "config.url: "),
            ({"config": {"url": "ftp://example.com/feed"}}, "config.url: .*write a web address"),
            ({"config": {"url": "https://example.com/feed", "venu": "Toit"}}, "config.venu: "),
            ({"kind": "json_api", "config": {"url": "https://example.com/"}}, "config.fields: "),
            ({"kind": "selectors", "config": {"url": "https://example.com/"}}, "config.selectors: "),
        ],
    )
    def test_what_cannot_be_read_is_not_stored(self, engine: Engine, about: dict[str, Any], message: str) -> None:
        with pytest.raises(ConfigurationError, match=f"'a_feed' is not stored: .*{message}"):
            store(engine, instance(**about))

    def test_the_name_of_what_readers_send_in_is_not_taken(self, engine: Engine) -> None:
        with pytest.raises(ConfigurationError, match="'submissions' is not stored"):
            store(engine, instance(slug="submissions"))
        with pytest.raises(ConfigurationError, match="'submissions' is not stored"):
            store(engine, instance(slug="submissions", kind="webhook", config={}))
        store(engine, instance(slug="submissions", kind="webhook", config={"moderated": True}))

    @pytest.mark.parametrize(
        "config",
        [
            {"url": "https://example.com/feed?api_key=marked-0f3a9c"},
            {"url": "https://meena:marked-0f3a9c@example.com/feed"},
            {"url": "https://example.com/feed#access_token=marked-0f3a9c"},
            {"url": "https://calendar.example/ical/x/private-0123456789abcdef0123/basic.ics"},
            {"url": "https://example.com/", "params": {"key": "marked-0f3a9c"}},
            {"url": "https://example.com/", "headers": {"X-Api-Key": "marked-0f3a9c"}},
            {"url": "https://example.com/", "headers": {"X-Who": "Bearer marked-0f3a9c"}},
            {"url": "https://example.com/", "accessToken": "marked-0f3a9c"},
            {"url": "https://example.com/", "deep": [{"client_secret": "marked-0f3a9c"}]},
            {"url": "https://example.com/feed?page=1;sessionToken=marked-0f3a9c"},
            {"url": "https://example.com/feed;jsessionid=marked-0f3a9c"},
            {"url": "https://example.com/#/events?apitoken=marked-0f3a9c"},
            {"url": "https://example.com/to?url=https%3A%2F%2Fmeena%3Amarked-0f3a9c%40example.com%2F"},
            {"url": "https://example.com/to?url=https%3A%2F%2Fexample.com%2F%3Faccesskey%3Dmarked-0f3a9c"},
            {"url": "https://example.com/api/token/marked-0f3a9c/events"},
            {"url": f"https://outlook.example/owa/calendar/marked@example.com/{'0f3a9c' * 8}/calendar.ics"},
            {"url": "https://example.com/", "params": {"token": ["marked-0f3a9c"]}},
            {"url": "https://example.com/", "auth": {"user": "meena", "value": "marked-0f3a9c"}},
            {"url": "https://example.com/", "params": {"APIkey": "marked-0f3a9c"}},
            {"url": "https://example.com/", "params": {"secretkey": "marked-0f3a9c"}},
            {"url": "https://example.com/", "params": {"PHPSESSID": "marked0f3a9c"}},
            {"url": "https://example.com/", "headers": {"X-Who": "Basic bWFya2VkOjBmM2E5Yw=="}},
            {"url": "https://example.com/", "headers": {"X-Who": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXJrZWQ.x"}},
            {"url": "https://example.com/", "params": {"who": "AKIA0123456789ABCDEF"}},
            {"url": "https://example.com/", "pagination": {"path": "https://u:marked-0f3a9c@example.com/"}},
        ],
    )
    def test_a_secret_as_it_is_is_refused_and_not_repeated(self, engine: Engine, config: dict[str, Any]) -> None:
        with pytest.raises(ConfigurationError, match=r'Write \{"\$secret": "A_FEED_KEY"\}') as refused:
            store(engine, instance(config=config))
        assert "marked" not in str(refused.value)

    @pytest.mark.parametrize(
        "config",
        [
            {"venue": "Basic Studio", "address": "Token Road 7, Indiranagar"},
            {"url": "https://example.com/private-events/2026", "venue": "The Private Room"},
            {"url": "https://example.com/events?keyword=turkey&monkey=1&compass=north&page=0"},
            {"url": "https://example.com/6f1c2d3e-0000-4000-8000-123456789abc/0f3a9c0f3a9c0f3a9c0f3a9c/basic.ics"},
            {"params": {"keywords": "jazz", "passenger": 2, "session": "", "key": {"$secret": "A_KEY"}}},
            {
                "pagination": {"type": "cursor", "parameter": "page_token", "path": "next_token"},
                "fields": {"id": "key"},
            },
        ],
    )
    def test_what_only_sounds_like_a_secret_is_taken(self, config: dict[str, Any]) -> None:
        refuse_plain(config, "a_feed")

    def test_the_command_seeds_and_writes_the_snapshot(
        self, database: Database, seed_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
        monkeypatch.setenv("JATRE_SNAPSHOT_FILE", str(tmp_path / "snapshot.json"))
        settings.cache_clear()
        try:
            assert seed.main([str(seed_file)]) == 0
            assert [one.slug for one in snapshot.read(tmp_path / "snapshot.json")] == ["a_feed"]
            assert seed.main([str(tmp_path / "missing.json")]) == 2
        finally:
            settings.cache_clear()


class TestTheSnapshot:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "state" / "snapshot.json"

    def test_it_is_read_as_it_was_saved(self, path: Path, seed_file: Path) -> None:
        assert snapshot.save(path, [instance(slug="b_feed"), instance()])

        assert [one.slug for one in snapshot.read(path, seed_file)] == ["a_feed", "b_feed"]
        assert not snapshot.save(path, [instance(), instance(slug="b_feed")]), "nothing has changed"

    def test_it_comes_from_the_database(self, engine: Engine, path: Path, seed_file: Path) -> None:
        store(engine, instance(slug="from_table", is_active=False))

        assert len(instances.write_snapshot(engine, path).instances) == 1

        (found,) = snapshot.read(path, seed_file)
        assert (found.slug, found.is_active) == ("from_table", False)

    def test_a_row_that_cannot_be_read_is_left_out_alone(self, engine: Engine, path: Path, seed_file: Path) -> None:
        store(engine, instance())
        store(engine, instance(slug="b_feed"))
        with engine.begin() as connection:
            connection.execute(text("update jatre.event_sources set schedule = 'every hour' where slug = 'a_feed'"))

        written = instances.write_snapshot(engine, path)

        (refused,) = written.refused
        assert (refused.slug, "write five cron fields" in refused.reason) == ("a_feed", True)
        assert snapshot.read_all(path, seed_file) == written
        assert [one.slug for one in written.instances] == ["b_feed"]

    def test_only_its_owner_reads_it(self, path: Path) -> None:
        snapshot.save(path, [instance()])
        snapshot.save(path, [instance(name="Other")])

        assert {one.stat().st_mode & 0o777 for one in path.parent.iterdir()} == {0o600}

    def test_an_empty_table_deletes_no_dag(self, engine: Engine, path: Path, seed_file: Path) -> None:
        snapshot.save(path, [instance()])

        assert instances.write_snapshot(engine, path).instances == []
        assert [one.slug for one in snapshot.read(path, seed_file)] == ["a_feed"]
        with pytest.raises(ConfigurationError):
            snapshot.save(path, [])

    @pytest.mark.parametrize("harm", ["", "{", "[]", '[{"slug": "x"}]', "\x00\x01"])
    def test_a_broken_one_falls_back_to_the_one_before(self, path: Path, seed_file: Path, harm: str) -> None:
        snapshot.save(path, [instance(slug="older")])
        snapshot.save(path, [instance(slug="newer")])
        path.write_text(harm)

        assert [one.slug for one in snapshot.read(path, seed_file)] == ["older"]

    def test_a_missing_one_falls_back_to_the_seed(self, path: Path, seed_file: Path) -> None:
        assert [one.slug for one in snapshot.read(path, seed_file)] == ["a_feed"]

    def test_nothing_readable_raises_nothing(self, path: Path, tmp_path: Path) -> None:
        assert snapshot.read(path, tmp_path / "missing.json") == []
        (tmp_path / "missing.json").write_bytes(b"\xff\xfe")
        assert snapshot.read(path, tmp_path / "missing.json") == []

    def test_no_temporary_file_stays(self, path: Path) -> None:
        snapshot.save(path, [instance()])
        snapshot.save(path, [instance(name="Other")])

        assert sorted(one.name for one in path.parent.iterdir()) == ["snapshot.json", "snapshot.json.previous"]


class TestKinds:
    def test_a_kind_is_a_class_of_that_kind_and_type(self) -> None:
        for kind, (_, broad) in registry.KINDS.items():
            made = registry.connector(kind)
            assert (made.kind, made.type) == (kind, broad)

    def test_a_reader_does_not_fetch(self) -> None:
        reader = registry.reader(instance(kind="icalendar"))

        assert isinstance(reader, ICalendar)
        with pytest.raises(ConfigurationError, match="without a connection"):
            reader.http.get("https://example.com")

    def test_naming_kinds_and_reading_the_snapshot_is_cheap(self) -> None:
        code = (
            "import sys, include.sources.registry, include.sources.instances.snapshot\n"
            "heavy = {'sqlalchemy', 'feedparser', 'icalendar', 'extruct', 'lxml', 'requests', 'nh3', 'fsspec'}\n"
            "print(sorted(heavy & set(sys.modules)))"
        )

        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert found.stdout.strip() == "[]"
