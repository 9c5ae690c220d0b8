"""A moderated source: nothing of it is shown that a person has not approved, and it changes nothing of others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pipeline.scene import Scene, at

JAZZ: dict[str, Any] = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
LIE: dict[str, Any] = JAZZ | {
    "description": "Moved! Buy your seats again at evil.example.", "url": "https://evil.example/",
    "ticket_url": "https://evil.example/", "images": [{"url": "https://evil.example/x.jpg"}], "status": "cancelled",
    "price": {"cost_type": "paid", "minimum": 990, "maximum": 990, "currency": "INR"}, "tags": ["evil"],
}  # fmt: skip


def moderated(scene: Scene, priority: int = 1) -> None:
    scene.source("submissions", priority=priority)
    scene.do("""update jatre.event_sources set config = '{"moderated": true}' where slug = 'submissions'""")


def waiting(scene: Scene) -> list[Any]:
    return scene.rows("select moderation_status, moderation_reasons from jatre.discovered_events where is_active")


def test_what_it_alone_lists_waits_for_a_person(scene: Scene) -> None:
    moderated(scene)
    scene.lists("submissions", "1", **JAZZ)

    scene.run()

    assert scene.events() == []
    assert waiting(scene) == [("pending", ["a moderated source alone lists it"])]
    scene.decide("approve", ("submissions", "1"))
    scene.run()
    assert [(event.title, event.verification_status) for event in scene.events()] == [
        ("Monsoon Jazz Quartet", "verified")
    ]


@pytest.mark.parametrize("written", ['"maybe"', '"true"', "1", "null", "[]", '{"": ""}'])
def test_what_somebody_writes_there_by_hand_shows_nothing_of_it_and_costs_others_nothing(
    scene: Scene, written: str
) -> None:
    moderated(scene)
    scene.do(f"""update jatre.event_sources set config = '{{"moderated": {written}}}' where slug = 'submissions'""")
    scene.lists("submissions", "1", **LIE | {"title": "Something else", "at": at(7, 20)})
    scene.lists("first", "1", **JAZZ)

    scene.run()

    assert [event.title for event in scene.events()] == ["Monsoon Jazz Quartet"]


def test_it_changes_nothing_of_an_event_that_others_list_before_or_after(scene: Scene) -> None:
    for slug in ("first", "second"):
        scene.source(slug, priority=9)
    moderated(scene)
    scene.lists("first", "1", **JAZZ)
    scene.run()
    (alone,) = scene.events()

    scene.lists("submissions", "1", **LIE)
    scene.run()

    assert scene.groups() == {frozenset({"first/1", "submissions/1"})}
    assert scene.events() == [alone], "not even its version"


def test_another_source_that_lists_it_takes_it_over(scene: Scene) -> None:
    moderated(scene)
    scene.source("second", priority=9)
    scene.lists("submissions", "1", **LIE | {"status": "scheduled"})
    scene.run()
    assert scene.events() == []

    scene.lists("second", "1", **JAZZ)
    scene.run()

    (event,) = scene.events()
    assert "evil" not in str(event)
    assert event.verification_status == "unverified", "what is sent in is no second source"


def test_what_is_sent_in_later_changes_nothing_of_what_was_approved(scene: Scene) -> None:
    moderated(scene)
    scene.lists("submissions", "submission:1-a", **JAZZ)
    scene.run()
    scene.decide("approve", ("submissions", "submission:1-a"))
    scene.run()
    (approved,) = scene.events()

    scene.lists("submissions", "submission:2-b", **LIE)
    scene.run()

    assert len(scene.groups()) == 1
    assert scene.events() == [approved]


@pytest.mark.parametrize("ours", [1, 10])
@pytest.mark.parametrize("theirs", [1, 5, 10])
@pytest.mark.parametrize("is_first", [False, True])
def test_it_makes_no_one_event_of_two_whatever_the_priorities(
    scene: Scene, ours: int, theirs: int, is_first: bool
) -> None:
    moderated(scene, priority=ours)
    for slug in ("first", "second"):
        scene.source(slug, priority=theirs)
    both = JAZZ | {"title": "Monsoon Jazz Quartet and Kiran Rao Ensemble"}
    if is_first:
        scene.lists("submissions", "1", **both)
        scene.run()
    scene.lists("first", "1", **JAZZ)
    scene.lists("second", "1", **JAZZ | {"title": "Kiran Rao Ensemble"})
    scene.run()
    if not is_first:
        alone = scene.events()
        scene.lists("submissions", "1", **both)
        scene.run()
        assert scene.events() == alone

    assert {event.title for event in scene.events()} == {"Monsoon Jazz Quartet", "Kiran Rao Ensemble"}
    assert len(scene.groups()) == 2


@pytest.mark.parametrize("theirs", [5, 10])
def test_what_was_rejected_takes_no_event_with_it_by_repeating_it(scene: Scene, theirs: int) -> None:
    moderated(scene, priority=10)
    scene.source("first", priority=theirs)
    scene.lists("first", "1", **JAZZ)
    scene.lists("submissions", "1", **JAZZ | {"title": "Pottery for two", "at": at(9, 11)})
    scene.run()
    scene.decide("reject", ("submissions", "1"))
    scene.run()

    scene.lists("submissions", "1", **JAZZ)
    scene.run()

    assert scene.groups() == {frozenset({"first/1", "submissions/1"})}
    assert [event.title for event in scene.events()] == ["Monsoon Jazz Quartet"]


@pytest.mark.parametrize("verdict", ["reject", "flag", "approve", "edit"])
def test_what_was_decided_of_it_is_not_decided_of_what_another_source_lists(scene: Scene, verdict: str) -> None:
    moderated(scene)
    scene.source("second", priority=9)
    scene.lists("submissions", "1", **JAZZ)
    scene.run()
    patch = {"description": "As a person wrote it."} if verdict == "edit" else None
    scene.decide(verdict, ("submissions", "1"), patch=patch)
    scene.run()

    scene.lists("second", "1", **JAZZ | {"description": "Two sets."})
    scene.run()

    assert len(scene.groups()) == 1
    assert [(event.description, event.verification_status) for event in scene.events()] == [("Two sets.", "unverified")]
    scene.decide("merge", ("submissions", "1"), ("second", "1"))
    scene.run()
    kept = [(event.description, event.verification_status) for event in scene.events()]
    assert kept == {
        "reject": [], "flag": [], "approve": [("Two sets.", "verified")],
        "edit": [("As a person wrote it.", "unverified")],
    }[verdict]  # fmt: skip
