"""An operator takes an event off the page by a command, and back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from include.operations import decide
from include.settings import settings
from tests.pipeline.scene import Scene, at


@pytest.fixture
def shown(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An event that two sources announce, and the command's way to the scene's database."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", scene.engine.url.render_as_string(hide_password=False))
    settings.cache_clear()
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree")
    scene.run()
    (event,) = scene.events()
    yield event
    settings.cache_clear()


def judged(verdict: str, event: object, reason: str = "a hoax") -> int:
    return decide.main([verdict, str(event), "--by", "meena", "--reason", reason])


@pytest.mark.parametrize("verdict", ["reject", "flag"])
def test_a_verdict_takes_the_event_off_at_once_for_all_its_listings(scene: Scene, shown: Any, verdict: str) -> None:
    assert judged(verdict, f"https://jatre.example/e/{shown.id}") == 0

    assert scene.events() == []
    rows = scene.rows("select source_slug, kind, decided_by, reason from jatre.event_decisions order by source_slug")
    assert [tuple(row) for row in rows] == [
        ("guide", verdict, "meena", "a hoax"), ("tickets", verdict, "meena", "a hoax"),
    ]  # fmt: skip


def test_it_stays_away_when_its_listings_are_parted_later(scene: Scene, shown: Any) -> None:
    judged("reject", shown.id)
    scene.decide("split", ("tickets", "jazz"), ("guide", "jazz"))
    scene.run()
    assert len(scene.groups()) == 2
    assert scene.events() == []


def test_revoking_brings_it_back(scene: Scene, shown: Any, capsys: pytest.CaptureFixture[str]) -> None:
    judged("reject", shown.id)
    assert judged("revoke", shown.id) == 0
    assert [event.id for event in scene.events()] == [shown.id]
    assert "its state is now approved" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("verdict", "event", "problem"),
    [
        ("reject", "the jazz tonight", "neither an event's id nor the address of its page"),
        ("reject", "00000000-0000-0000-0000-000000000000", "there is no event 00000000-0000-0000-0000-000000000000"),
    ],
)
def test_what_is_no_event_is_refused_with_what_to_write(
    shown: Any, capsys: pytest.CaptureFixture[str], verdict: str, event: str, problem: str
) -> None:
    assert judged(verdict, event) == 1
    assert problem in capsys.readouterr().err


def test_there_is_nothing_to_revoke_where_nobody_decided(shown: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert judged("revoke", shown.id) == 1
    assert "no verdict" in capsys.readouterr().err


def decided(*arguments: object) -> int:
    return decide.main([*map(str, arguments), "--by", "meena"])


def id_in(output: str) -> str:
    found = re.search(r"decision ([0-9a-f-]{36})", output)
    assert found
    return found[1]


def test_a_field_is_set_and_the_decision_is_taken_back_by_its_id(
    scene: Scene, shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decided("edit", shown.id, "--set", "title=The Quartet", "--set", 'price={"cost_type": "free"}') == 0
    assert [(event.title, event.cost_type) for event in scene.events()] == [("The Quartet", "free")]
    assert decided("revoke", id_in(capsys.readouterr().out)) == 0
    assert [event.title for event in scene.events()] == [shown.title]


def test_a_listing_is_named_to_take_it_out_and_two_events_to_make_them_one(scene: Scene, shown: Any) -> None:
    assert decided("split", "tickets/jazz", "--listing", "guide/jazz") == 0
    assert len(scene.groups()) == 2
    assert decided("merge", "tickets/jazz", "guide/jazz") == 0
    assert len(scene.groups()) == 1


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    scene: Scene, shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decided("split", shown.id, "--listing", "guide/jazz", "--dry-run") == 0
    foreseen = capsys.readouterr().out
    assert f"({shown.id})" in foreseen
    assert "loses tickets/jazz" in foreseen
    assert "is a new event of tickets/jazz; it is shown" in foreseen
    assert decided("reject", shown.id, "--dry-run") == 0
    assert "is shown no more" in capsys.readouterr().out
    assert len(scene.groups()) == 1
    assert scene.rows("select from jatre.event_decisions") == []


@pytest.mark.parametrize("odd", ["\\u0000", "\\ud800", "\\u202e", "\\u001b[2J"])
def test_what_no_text_should_hold_is_taken_out_of_an_edit(scene: Scene, shown: Any, odd: str) -> None:
    assert decided("edit", shown.id, "--set", f'title="The {odd}Quartet"') == 0
    (title,) = (event.title for event in scene.events())
    assert title.startswith("The ")
    assert title.isprintable()


def test_a_reason_is_shown_in_one_line_as_it_was_meant(
    scene: Scene, shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    judged("reject", shown.id, "a hoax\n  \x1b[31mapprove\u202e by meena\ud800")
    capsys.readouterr()
    decided("show", shown.id)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.isprintable() for line in lines)


def test_whoever_has_not_seen_the_latest_decision_is_told_whose_it_is(
    scene: Scene, shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    judged("reject", shown.id)
    assert decided("approve", shown.id, "--seen", 0) == 1
    assert "meena decided reject at" in capsys.readouterr().err
    assert scene.events() == []
    assert decided("show", shown.id) == 0
    assert "reject by meena: a hoax" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["edit", "tickets/jazz", "--set", "colour=red"], "colour is no field that can be edited"),
        (["edit", "tickets/jazz", "--set", "title"], "write field=value"),
        (["edit", "tickets/jazz", "--set", 'title="\\u0000"'], "does not fit"),
        (["reject", "tickets/jazz", "--reason", "x" * 2_001], "at most"),
        (["reject", "tickets/jazz", "--seen", "9" * 30], "no version"),
        (["split", "tickets/jazz", "--listing", "guide/jazz", "--listing", "tickets/jaz"], "not all that are named"),
        (["merge", "tickets/jazz"], "a merge needs the other event"),
        (["merge", "tickets/jazz", "guide/jazz"], "the two are one event already"),
        (["split", "tickets/jazz", "--listing", "tickets/other"], "no two listings that this would part"),
        (["revoke", "00000000-0000-0000-0000-000000000000"], "there is no event"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    shown: Any, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    assert decided(*arguments) == 1
    assert problem in capsys.readouterr().err
