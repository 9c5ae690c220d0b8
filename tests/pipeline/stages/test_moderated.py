"""A moderated source: nothing of it is shown that a person has not approved, and it changes nothing of others."""

from __future__ import annotations

from typing import Any

from tests.pipeline.scene import Scene, at

JAZZ: dict[str, Any] = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
LIE: dict[str, Any] = JAZZ | {
    "description": "Moved! Buy your seats again at evil.example.", "url": "https://evil.example/",
    "ticket_url": "https://evil.example/", "images": [{"url": "https://evil.example/x.jpg"}], "status": "cancelled",
    "price": {"cost_type": "paid", "minimum": 990, "maximum": 990, "currency": "INR"}, "tags": ["evil"],
}  # fmt: skip


def moderated(scene: Scene) -> None:
    scene.source("submissions", priority=1)
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
