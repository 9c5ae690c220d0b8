"""What is old goes, and nothing that is still wanted goes with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from include.operations.retention import deletions
from include.operations.retention.__main__ import main
from include.payloads.archive import Archive
from include.payloads.payload import RawPayload
from include.settings import settings
from tests.conftest import Database
from tests.db.world import add_event, feed
from tests.pipeline.scene import IST, Scene

PAST, AHEAD = "2026-03-10T19:00:00+05:30", (datetime.now(IST) + timedelta(days=3)).isoformat()


@pytest.fixture(autouse=True)
def ours(database: Database, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings name this test's database; the business clock stands, the clock of retention does not."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    monkeypatch.setenv("JATRE_ARCHIVE_URI", f"file://{tmp_path}/archive")
    settings.cache_clear()
    yield
    settings.cache_clear()


def age(scene: Scene, days: int = 40) -> None:
    """As if all of it had been written so many days ago."""
    scene.do("update jatre.events_staging set changed_at = clock_timestamp() - make_interval(days => :d)", d=days)


def bodies(scene: Scene) -> dict[str, bool]:
    found = scene.rows("select external_id, raw_data is not null from jatre.events_staging")
    return {row[0]: row[1] for row in found}


@pytest.fixture
def listed(scene: Scene) -> Scene:
    """A past event, one that repeats, a past listing of an event still to come, and what was set aside."""
    scene.lists("site", "past", title="Folk night", at=PAST, place="Toit", description="An evening of folk songs")
    scene.lists("site", "ahead", title="Jazz supper", at=AHEAD, place="Toit")
    scene.lists("site", "aside", title="We are hiring", text="no date")
    scene.run()
    assert scene.listing("site", "aside").status == "set_aside"
    age(scene)
    return scene


def test_bodies_go_when_all_dates_have_passed_and_the_ledger_stays(listed: Scene) -> None:
    before = listed.rows("select count(*), count(content_hash) from jatre.events_staging")

    assert deletions.retain_bodies(dry=True) == {"bodies_emptied": 2}
    assert bodies(listed) == {"past": True, "ahead": True, "aside": True}, "a dry run keeps all"
    assert deletions.retain_bodies() == {"bodies_emptied": 2}
    assert deletions.retain_bodies() == {"bodies_emptied": 0}

    assert bodies(listed) == {"past": False, "ahead": True, "aside": False}
    assert listed.rows("select count(*), count(content_hash) from jatre.events_staging") == before
    assert listed.listing("site", "aside").processed_data is None


def test_an_emptied_listing_is_not_new_when_it_is_listed_again(listed: Scene) -> None:
    deletions.retain_bodies()

    listed.lists("site", "past", title="Folk night", at=PAST, place="Toit", description="An evening of folk songs")

    assert (listed.listing("site", "past").stage, listed.listing("site", "past").raw_data) == ("done", None)


def test_a_person_may_still_decide_about_an_emptied_listing(listed: Scene) -> None:
    deletions.retain_bodies()

    listed.decide("reject", ("site", "past"))
    listed.run()

    (event,) = listed.rows(
        "select moderation_status, description from jatre.discovered_events where title = 'Folk night'"
    )
    assert tuple(event) == ("rejected", "An evening of folk songs")
    assert listed.listing("site", "past").status == "rejected"


def test_what_changed_lately_or_still_waits_keeps_its_body(listed: Scene) -> None:
    age(listed, days=3)
    assert deletions.retain_bodies() == {"bodies_emptied": 0}

    age(listed)
    listed.do("update jatre.events_staging set stage = 'extract'")
    assert deletions.retain_bodies() == {"bodies_emptied": 0}


def test_a_listing_keeps_its_body_while_its_event_goes_on(listed: Scene) -> None:
    listed.do(
        "insert into jatre.event_occurrences (event_id, starts_at) select event_id, now() + interval '1 day'"
        " from jatre.events_staging where external_id = 'past'"
    )

    deletions.retain_bodies()

    assert bodies(listed)["past"]


def test_everything_is_kept_by_its_own_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    days = {
        "retain_bodies": "body", "retain_inbox": "inbox", "retain_place_status": "place_status",
        "retain_fetches": "history", "retain_excerpts": "history", "retain_requests": "history",
        "retain_popularity": "history", "retain_place_history": "history", "retain_access_log": "access_log",
        "retain_model": "language_model", "retain_images": "image", "retain_alert_outbox": "alert",
        "retain_alert_messages": "alert",
    }  # fmt: skip
    for number, name in enumerate(sorted(set(days.values())), 100):
        monkeypatch.setattr(settings(), f"{name}_days", number)
    kept: dict[str, int] = {}

    def rows(name: str, about: dict[str, timedelta], dry: bool) -> int:
        kept[name] = about["keep"].days
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(deletions, "_rows", rows)
        for retain in (
            deletions.retain_bodies, deletions.retain_inbox, deletions.retain_history, deletions.retain_place_status,
            deletions.retain_access_log, deletions.retain_model, deletions.retain_images, deletions.retain_alerts,
        ):  # fmt: skip
            retain()
    wanted = {name: getattr(settings(), f"{setting}_days") for name, setting in days.items()}
    assert {name: kept[name] for name in wanted} == wanted


def test_fetches_go_but_each_source_s_last_and_last_good_one(listed: Scene) -> None:
    for days, status in ((90, "success"), (80, "success"), (70, "failed"), (60, "failed"), (1, "failed")):
        listed.do(
            "insert into jatre.fetch_history (source_id, started_at, status, error_details, archive_uris)"
            " select id, clock_timestamp() - make_interval(days => :d), :s, cast(:e as jsonb), '{x}'"
            " from jatre.event_sources",
            d=days, s=status, e=json.dumps({"unreadable": [{"excerpt": "x"}]}),
        )  # fmt: skip

    assert deletions.retain_history(dry=True)["fetches_dropped"] == 3
    assert deletions.retain_history()["fetches_dropped"] == 3

    kept = listed.rows("select status, error_details ? 'unreadable' from jatre.fetch_history order by started_at")
    assert [tuple(row) for row in kept] == [("success", False), ("failed", True)]


def test_the_archive_goes_by_the_day_and_no_listing_points_into_the_void(listed: Scene, tmp_path: Path) -> None:
    archive, payload = Archive(settings().archive_uri), RawPayload("http://a.test/", "text/html", b"<p>")
    today = datetime.now(IST)
    old, new = (archive.store("site", payload, today - timedelta(days=days)) for days in (40, 2))
    for key, uri in (("past", old), ("ahead", old), ("aside", new)):
        listed.do("update jatre.events_staging set archive_uri = :u where external_id = :k", u=uri, k=key)

    assert deletions.retain_archive(dry=True) == {"payloads_unlinked": 2, "payloads_dropped": 1}
    assert all(Path(one.removeprefix("file://")).exists() for one in (old, new))
    assert deletions.retain_archive() == {"payloads_unlinked": 2, "payloads_dropped": 1}

    assert [Path(one.removeprefix("file://")).exists() for one in (old, new)] == [False, True]
    kept = listed.rows("select archive_uri from jatre.events_staging where archive_uri is not null")
    assert [row[0] for row in kept] == [new]
    assert archive.drop(date.min) == 0
    assert Archive(f"file://{tmp_path}/nothing").drop(date.max) == 0


@pytest.mark.parametrize(("days", "dropped"), [(6.9, 0), (7.1, 1)])
def test_a_change_of_the_feed_is_kept_for_seven_days(database: Database, days: float, dropped: int) -> None:
    """Unless a setting differs; a partition goes when all of it is older."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        for head in (0, 100_000):
            owner.execute("update jatre.feed_head set head = %s", [head])
            add_event(owner, title=f"after {head}")
            feed(owner)
        aged = owner.execute(
            "update jatre.feed_changes set sequenced_at = sequenced_at - make_interval(secs => %s)", [days * 86_400]
        )
        assert aged.rowcount == 2
    assert deletions.retain_feed() == {"partitions_dropped": dropped}


def test_many_rows_go_in_small_transactions(listed: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deletions, "MAX_TRANSACTION_ROWS", 1)

    assert deletions.retain_bodies() == {"bodies_emptied": 2}


def test_a_row_that_another_run_holds_is_left_for_the_next_time(listed: Scene) -> None:
    with listed.engine.begin() as other:
        other.exec_driver_sql("select from jatre.events_staging where external_id = 'past' for update")
        assert deletions.retain_bodies() == {"bodies_emptied": 1}

    assert deletions.retain_bodies() == {"bodies_emptied": 1}


def test_the_command_reports_what_would_go(listed: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run"]) == 0

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["step"] for one in lines] == [task.__name__ for task in deletions.TASKS]
    assert all(one["dry_run"] for one in lines)
    assert lines[0]["bodies_emptied"] == 2
    assert bodies(listed)["past"]


def test_the_access_log_is_forgotten_after_a_year_and_changed_by_nobody(scene: Scene, database: Database) -> None:
    owner = psycopg.connect(database.owner_url, autocommit=True)
    owner.execute(
        "insert into jatre.access_log (at, actor, action, target)"
        " select clock_timestamp() - make_interval(days => days), 'meena', 'token_revoked', days::text"
        " from unnest(array[366, 364]) as days"
    )

    assert deletions.retain_access_log(dry=True) == {"access_log_dropped": 1}
    assert deletions.retain_access_log() == {"access_log_dropped": 1}
    assert owner.execute("select target from jatre.access_log").fetchall() == [("364",)]
    for change in ("update jatre.access_log set actor = 'nobody'", "delete from jatre.access_log"):
        with pytest.raises(DBAPIError, match="permission denied"):
            scene.do(change)
    owner.close()


@pytest.mark.parametrize("keep", ["29 days", "0", "-1 year"])
def test_the_access_log_of_the_last_30_days_stays_whatever_is_asked(
    scene: Scene, database: Database, keep: str
) -> None:
    owner = psycopg.connect(database.owner_url, autocommit=True)
    owner.execute(
        "insert into jatre.access_log (at, actor, action, target)"
        " select clock_timestamp() - make_interval(days => days), 'meena', 'token_revoked', days::text"
        " from unnest(array[31, 29, 0]) as days"
    )

    scene.do(f"select jatre.access_log_retain('{keep}', null)")

    assert owner.execute("select target from jatre.access_log order by id").fetchall() == [("29",), ("0",)]
    owner.close()


def test_hosts_that_nobody_asks_any_more_are_forgotten_after_a_week(scene: Scene) -> None:
    for host, days in (("long-ago.example:443", 8), ("lately.example:443", 6)):
        scene.do(
            "insert into jatre.host_failures (host, failures, failed_since, failed_at, reason) "
            "select :host, 1, at, at, 'down' from (select clock_timestamp() - make_interval(days => :days)) as t (at)",
            host=host, days=days,
        )  # fmt: skip

    assert deletions.retain_hosts(dry=True) == {"hosts_dropped": 1}
    assert deletions.retain_hosts() == {"hosts_dropped": 1}
    assert scene.rows("select host from jatre.host_failures") == [("lately.example:443",)]
