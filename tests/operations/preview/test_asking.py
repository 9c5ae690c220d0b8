"""From a pasted address to events on the page, by rows that a run takes; and the same on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from include.operations.incoming import requests
from include.operations.preview import __main__ as command
from include.operations.preview import asking
from include.settings import settings
from include.sources.instances import snapshot
from tests.conftest import Database
from tests.operations.preview.conftest import event
from tests.pipeline.scene import Scene

Listed = Callable[..., str]


def ask(database: Database, call: str, *values: Any) -> Any:
    """What a function of the contract answers the pipeline."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        row = pipeline.execute(f"select jatre.{call}", values).fetchone()
    assert row
    return row[0]


def test_a_pasted_address_is_a_source_after_two_calls(pipeline: Scene, database: Database, listed: Listed) -> None:
    url = listed(event(5, "Pub quiz"), event(6, ""))
    looked = ask(database, "address_preview_v1(%s, 'meena')", url)

    assert requests.take_requests("run-1") == {"done": 1, "failed": 0}

    answer = ask(database, "request_get_v1(%s)", looked)["answer"]
    assert [row["event"]["title"] for row in answer["events"]] == ["Pub quiz"]
    assert len(answer["skipped"]) == 1
    assert pipeline.events() == []

    added = ask(database, "source_add_v1(%s, 'The Club', true, 'meena')", looked)
    assert requests.take_requests("run-2") == {"done": 1, "failed": 0}

    told = ask(database, "request_get_v1(%s)", added)["answer"]
    assert (told["source"], told["new"]) == ("the_club", 2)
    assert [row.title for row in pipeline.events()] == ["Pub quiz"]
    (instance,) = [one for one in snapshot.read_all(settings().snapshot_file).instances if one.slug == "the_club"]
    assert (instance.added_by, instance.official, instance.schedule) == ("meena", True, "0 */4 * * *")


def test_nothing_is_added_without_a_preview_that_found_something(pipeline: Scene, database: Database) -> None:
    looked = ask(database, "address_preview_v1('http://127.0.0.1:9/', 'meena')")
    assert ask(database, "source_add_v1(%s, 'Club', false, 'meena')", looked) is None
    requests.take_requests("run-1")
    assert ask(database, "request_get_v1(%s)", looked)["state"] == "failed"
    assert ask(database, "source_add_v1(%s, 'Club', false, 'meena')", looked) is None
    assert ask(database, "source_add_v1(%s, 'Club', false, 'meena')", looked + 1) is None
    assert ask(database, "address_preview_v1('javascript:alert(1)', 'meena')") is None


def test_a_secret_in_an_address_stays_in_no_table(pipeline: Scene, database: Database) -> None:
    address = "https://example.com/events?api_key=sk_live_abcdef123456"
    with pytest.raises(Exception, match="holds a secret"):
        asking.ask_preview(pipeline.engine, address, "meena")
    assert pipeline.rows("select from jatre.pipeline_requests") == []

    looked = ask(database, "address_preview_v1(%s, 'meena')", address)
    requests.take_requests("run-1")

    assert ask(database, "request_get_v1(%s)", looked)["state"] == "failed"
    assert "sk_live" not in str(pipeline.rows("select r::text from jatre.pipeline_requests as r"))


def test_a_source_that_fails_at_its_first_fetch_is_there_all_the_same(
    pipeline: Scene, database: Database, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = ask(database, "address_preview_v1(%s, 'meena')", listed(event(5, "Pub quiz")))
    requests.take_requests("run-1")
    added = ask(database, "source_add_v1(%s, 'Club', false, 'meena')", looked)
    monkeypatch.setenv("JATRE_FETCH_ALLOW", "")
    settings.cache_clear()

    requests.take_requests("run-2")

    answer = ask(database, "request_get_v1(%s)", added)["answer"]
    assert answer["source"] == "club"
    assert "AddressRefused" in answer["trouble"]
    assert pipeline.rows("select slug from jatre.event_sources where slug = 'club'") == [("club",)]


def test_the_command_shows_the_rows_and_adds_the_source(
    pipeline: Scene, listed: Listed, capsys: pytest.CaptureFixture[str]
) -> None:
    url = listed(event(5, "Pub \x1b[31mquiz"), event(6, ""))

    assert command.main([url]) == 0
    out = capsys.readouterr().out
    assert "Thu 05 Mar 2026 20:00" in out
    assert "could be better: endDate is missing in 1 of 1" in out
    assert "skipped:" in out
    assert "\x1b" not in out
    assert pipeline.events() == []

    assert command.main([url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["listings"] == 1

    assert command.main([url, "--add", "Club", "--by", "meena"]) == 0
    assert "club is a source now" in capsys.readouterr().out
    assert len(pipeline.events()) == 1
    assert command.main(["http://127.0.0.1:9/"]) == 1
