"""Pairs that the score leaves to a person: written with their reasons, shown once, gone when somebody has decided."""

from __future__ import annotations

from typing import Any

from include.operations.health import overview
from tests.pipeline.scene import Scene, at

GUIDE, PAPER = ("guide", "1"), ("paper", "2")


def list_both(scene: Scene) -> None:
    """One craft at two hours, one of the places not stated: perhaps one workshop, perhaps two."""
    scene.lists(*GUIDE, title="Kintsugi Workshop", at=at(14, 16))
    scene.run()
    scene.lists(*PAPER, title="Japanese Kintsugi Workshop", at=at(14, 18), place="Atta Galatta")
    scene.run()


def reviews(scene: Scene) -> list[dict[str, Any]]:
    return overview.reviews(scene.engine)


def test_a_doubtful_pair_is_kept_with_its_reasons(scene: Scene) -> None:
    list_both(scene)

    assert len(scene.groups()) == 2
    (row,) = reviews(scene)
    assert (row["slug"], row["external_id"], row["other_title"]) == (*PAPER, "Kintsugi Workshop")
    assert row["fields"]["veto"] == "another hour, and no common venue"
    assert row["fields"]["with"] == {"source": "guide", "external_id": "1"}
    assert {"title", "time", "probability"} <= set(row["fields"])


def test_both_may_come_in_one_batch(scene: Scene) -> None:
    scene.lists(*GUIDE, title="Kintsugi Workshop", at=at(14, 16))
    scene.lists(*PAPER, title="Japanese Kintsugi Workshop", at=at(14, 18), place="Atta Galatta")
    scene.run()

    assert len(reviews(scene)) == 1


def test_what_a_person_decided_is_for_review_no_more(scene: Scene) -> None:
    list_both(scene)
    scene.decide("split", PAPER, GUIDE)
    scene.run()
    assert reviews(scene) == []

    scene.decide("merge", PAPER, GUIDE)
    scene.run()
    assert (len(scene.groups()), reviews(scene)) == (1, [])


def test_what_is_matched_anew_and_is_clear_is_forgotten(scene: Scene) -> None:
    list_both(scene)
    scene.lists(*PAPER, title="Drawing lakes and trees", at=at(14, 18), place="Atta Galatta")
    scene.run()

    assert reviews(scene) == []
