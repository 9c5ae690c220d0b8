"""What a draft takes from the listings of its event: cancelled dates, what verifies, links of who still lists it."""

from __future__ import annotations

import pytest

from tests.pipeline.scene import Scene, at

SHOW = {"title": "Monsoon Jazz Quartet", "place": "The Humming Tree"}
TIMES = [{"starts_at": at(6, 20)}, {"starts_at": at(13, 20)}]
ONE_CANCELLED = [TIMES[0], TIMES[1] | {"cancelled": True}]


def cancelled(scene: Scene) -> list[bool]:
    (event,) = scene.events()
    return [one["cancelled"] for one in event.occurrences]


@pytest.mark.parametrize(
    ("official", "expected"), [(False, [False, False]), (True, [False, True])], ids=["unofficial", "official"]
)
def test_one_of_two_sources_cancels_a_date_only_when_it_is_official(
    scene: Scene, official: bool, expected: list[bool]
) -> None:
    scene.source("speaks", official=official)
    scene.lists("speaks", "1", **SHOW, occurrences=ONE_CANCELLED)
    scene.lists("lists", "1", **SHOW, occurrences=TIMES)
    scene.run()
    assert cancelled(scene) == expected


def test_a_date_that_everyone_cancels_is_cancelled(scene: Scene) -> None:
    for slug in ("speaks", "lists"):
        scene.lists(slug, "1", **SHOW, occurrences=ONE_CANCELLED)
    scene.run()
    assert cancelled(scene) == [False, True]


def test_a_source_that_agrees_with_itself_verifies_nothing(scene: Scene) -> None:
    """Two listings of one source, each in words of its own, on one evening."""
    words = (
        "Four players and a double bass, with songs that the city hummed.",
        "A night of brass, rain and old tunes.",
    )
    for number, text in enumerate(words):
        scene.lists("club", str(number), **SHOW, at=at(6, 20), description=text, url=f"https://c{number}.example/x")
    scene.decide("merge", ("club", "0"), ("club", "1"))
    scene.run()
    (event,) = scene.events()
    assert len(scene.groups()) == 1
    assert event.verification_status == "unverified"


def test_an_event_loses_the_link_of_a_listing_that_left_and_gets_it_back(scene: Scene) -> None:
    for slug in ("stays", "leaves"):
        scene.lists(slug, "1", **SHOW, at=at(6, 20), url=f"https://{slug}.example/jazz")

    def links() -> list[str]:
        scene.run()
        (event,) = scene.events()
        return [link["url"] for link in event.links]

    both = ["https://leaves.example/jazz", "https://stays.example/jazz"]
    assert links() == both
    scene.do(
        "update jatre.events_staging l set gone_at = now(), stage = 'enrich' from jatre.event_sources s"
        " where s.id = l.source_id and s.slug = 'leaves'"
    )
    assert links() == ["https://stays.example/jazz"]
    scene.do("update jatre.events_staging set gone_at = null, stage = 'enrich' where gone_at is not null")
    assert links() == both


def test_an_official_listing_that_left_is_believed_and_no_longer_linked(scene: Scene) -> None:
    scene.source("venue", official=True)
    for slug in ("venue", "guide"):
        scene.lists(slug, "1", **SHOW, at=at(6, 20), url=f"https://{slug}.example/jazz")
    scene.run()
    scene.do(
        "update jatre.events_staging l set gone_at = now(), stage = 'enrich' from jatre.event_sources s"
        " where s.id = l.source_id and s.slug = 'venue'"
    )
    scene.run()
    (event,) = scene.events()
    assert (event.source_name, event.links) == ("venue", [])


def test_an_event_keeps_nothing_of_a_listing_that_became_another_happening(scene: Scene) -> None:
    for slug in ("stays", "turns"):
        scene.lists(slug, "1", **SHOW, at=at(6, 20), url=f"https://{slug}.example/jazz")
    scene.run()
    scene.lists(
        "turns", "1", title="Clay modelling for beginners", place="Toit", at=at(20, 11), url="https://t.example/c"
    )
    scene.run()
    links = {event.title: [link["url"] for link in event.links] for event in scene.events()}
    assert links == {
        "Monsoon Jazz Quartet": ["https://stays.example/jazz"],
        "Clay modelling for beginners": ["https://t.example/c"],
    }


def test_an_event_is_found_by_its_published_title_and_moves_once(scene: Scene) -> None:
    """The shown title is without the hall's name and the city; ids and versions do not move with how it is shown."""
    title = "MONSOON JAZZ QUARTET | THE HUMMING TREE, BENGALURU"
    scene.lists("club", "1", title=title, place="The Humming Tree", at=at(6, 20))
    scene.run()
    (before,) = scene.events()
    assert before.title == "Monsoon Jazz Quartet"
    assert "bengaluru" in before.search
    scene.lists("club", "1", title=title.replace(", BENGALURU", " | BENGALURU"), place="The Humming Tree", at=at(6, 20))
    scene.run()
    (after,) = scene.events()
    assert (after.id, after.version, after.title) == (before.id, before.version, before.title)


def test_a_description_is_published_with_its_markup_beside_the_plain_text(scene: Scene) -> None:
    mark = {"start": 5, "end": 10, "tag": "b"}
    scene.lists("club", "1", **SHOW, at=at(6, 20), description="Bring <ears> & time", description_marks=[mark])
    scene.lists("club", "2", title="Pottery for two", place="Studio Nine", at=at(7, 11), description="Bring time")
    scene.run()
    shown = {one.description: one.document["descriptionHtml"] for one in scene.events()}
    assert shown == {"Bring <ears> & time": "Bring<b> &lt;ear</b>s&gt; &amp; time", "Bring time": None}
