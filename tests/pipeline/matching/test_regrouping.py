"""What becomes of an event when one of its listings leaves."""

from __future__ import annotations

import pytest

from tests.pipeline.scene import Scene, at

JAZZ = {"at": at(6, 20), "place": "The Humming Tree"}


@pytest.mark.parametrize("leaves", ["guide", "tickets"])
def test_whoever_turns_to_another_happening_leaves_the_event_to_the_others(scene: Scene, leaves: str) -> None:
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet", **JAZZ)
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet live", **JAZZ)
    scene.run()
    assert len(scene.groups()) == 1

    scene.lists(leaves, "jazz", title="Clay modelling for beginners", at=at(20, 11), place="Toit")
    scene.run()

    assert scene.groups() == {frozenset({"guide/jazz"}), frozenset({"tickets/jazz"})}
    assert [event.title.split(" ")[0] for event in scene.events()] == ["Monsoon", "Clay"]


def test_an_event_stays_with_the_better_source_that_joined_it(scene: Scene) -> None:
    """Whoever listed it first, its address is that of what the venue lists, also when the first turns away."""
    scene.source("guide", priority=8)
    scene.source("venue", priority=2, official=True)
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet", **JAZZ)
    scene.run()
    (first,) = scene.events()
    scene.lists("venue", "jazz", title="Monsoon Jazz Quartet live", **JAZZ)
    scene.run()
    assert [event.id for event in scene.events()] == [first.id]

    scene.lists("guide", "jazz", title="Clay modelling for beginners", at=at(20, 11), place="Toit")
    scene.run()

    jazz, clay = scene.events()
    assert (jazz.id, jazz.title.split(" ")[0]) == (first.id, "Monsoon")
    assert clay.id != first.id
