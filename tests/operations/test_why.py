"""Why a listing is what it is, and how a score adds up, as an operator reads it."""

from __future__ import annotations

import math

import pytest

from include.operations import why
from include.settings import settings
from tests.conftest import Database
from tests.pipeline.scene import Scene, at


@pytest.fixture
def met(scene: Scene) -> Scene:
    """A quiz that two sources list, and what nobody shows."""
    scene.lists("blr", "1", title="Pub quiz at Toit", at=at(5, 20), place="Toit", url="https://blr.example/quiz")
    scene.lists("club", "q", title="Pub quiz", at=at(5, 20), place="Toit")
    scene.lists("club", "x", broken="it makes no sense")
    scene.run()
    return scene


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q", {"club/q"}),
        ("club/q", {"club/q"}),
        ("https://blr.example/quiz", {"blr/1"}),
        ("PUB QUIZ", {"blr/1", "club/q"}),
        ("at toit", {"blr/1"}),
        ("x", {"club/x"}),
        ("%", set()),
        ("nothing of that name", set()),
        ("\x00", set()),
    ],
)
def test_a_listing_is_found_by_whatever_an_operator_has(met: Scene, asked: str, found: set[str]) -> None:
    rows = why.listings(met.engine, asked)

    assert {f"{row['slug']}/{row['external_id']}" for row in rows} == found


def test_an_event_s_address_means_all_its_listings(met: Scene) -> None:
    (event,) = met.events()

    rows = why.listings(met.engine, f"https://jatre.example/e/{event.id}")

    assert {row["slug"] for row in rows} == {"blr", "club"}


def test_a_duplicate_has_a_reason_and_its_score_adds_up_in_words(met: Scene) -> None:
    (row,) = [row for row in why.listings(met.engine, "pub quiz") if row["status"] == "duplicate"]

    assert "the same happening as" in row["why"]
    (match,) = row["matches"]
    assert match["verdict"] == "one event, by its score"
    words = [step["words"] for step in match["steps"]]
    assert words[0] == "any two listings that were compared"
    assert any(one.startswith("the titles are alike by") for one in words)
    assert any(one.startswith("the times agree by 1.00") for one in words)
    assert match["steps"][-1]["sum"] == pytest.approx(sum(step["odds"] for step in match["steps"]), abs=0.02)
    assert match["steps"][-1]["probability"] == pytest.approx(match["probability"], abs=0.01)


def test_a_rejected_listing_has_the_moderators_reason(met: Scene) -> None:
    met.decide("reject", ("blr", "1"), reason="a hoax")
    met.decide("reject", ("club", "q"), reason="a hoax")
    met.run()

    rows = why.listings(met.engine, "pub quiz")

    assert {row["status"] for row in rows} == {"rejected"}
    assert all("a hoax" in row["why"] for row in rows)
    assert [one["by"] for one in rows[0]["decisions"]] == ["meena"]


def test_a_pair_for_a_person_names_the_rule_that_keeps_it_apart() -> None:
    fields = {
        "decided": "for review", "title": 0.9, "veto": "generic title without a common venue",
        "with": {"source": "blr", "external_id": "1"}, "log_odds": {"prior": -10.0, "title": 13.0, "doubt": -3.0},
    }  # fmt: skip

    found = why.explained({"fields": fields, "merged": False, "event": "e", "title": "Quiz", "score": 0.8})

    assert found["verdict"] == "kept apart, for a person to decide"
    assert [step["odds"] for step in found["steps"]] == [-10.0, 13.0, -3.0]
    assert found["steps"][-1]["words"].endswith("generic title without a common venue")
    assert math.isclose(found["steps"][-1]["probability"], 0.5)


def test_what_was_merged_before_scores_were_kept_is_shown_all_the_same() -> None:
    for fields in (None, {}, {"title": 1.0}):
        found = why.explained({"fields": fields, "merged": True, "event": "e", "title": "Quiz", "score": 1})
        assert (found["steps"], found["other"]) == ([], "another listing of another source")


def test_the_command_shows_it(
    met: Scene, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()

    assert why.main(["pub quiz"]) == 0
    shown = capsys.readouterr().out
    assert "club/q: Pub quiz" in shown
    assert "that they are one event" in shown
    assert why.main(["nobody"]) == 1
    assert "no listing is called 'nobody'" in capsys.readouterr().out
