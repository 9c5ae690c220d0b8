"""A vague type that a source gives to everything says nothing about a listing."""

from __future__ import annotations

from include.pipeline.stages import nlp
from tests.pipeline.scene import Scene

LISTED = 30
UNDERSTOOD = (
    "update jatre.events_staging l set stage = 'nlp', processed_data = jsonb_build_object("
    "'title', 'An evening', 'source_category', cast(:type as text), 'provenance', jsonb_build_object("
    "'source_category', jsonb_build_object('origin', 'structure', 'confidence', cast(:trust as float))))"
    " where cast(external_id as int) >= :first and cast(external_id as int) < :last"
)


def categories(scene: Scene) -> list[str]:
    nlp.run(scene.engine)
    return [row[0] for row in scene.rows("select processed_data ->> 'category' from jatre.events_staging order by 1")]


def listed(scene: Scene, number: int) -> None:
    scene.source("site")
    for n in range(number):
        scene.lists("site", str(n), title=f"An evening {n}")


def test_a_vague_type_of_one_listing_among_others_is_weighed(scene: Scene) -> None:
    listed(scene, LISTED)
    scene.do(UNDERSTOOD, type="meetup", trust=0.6, first=0, last=LISTED // 2)
    scene.do(UNDERSTOOD, type="workshop", trust=0.6, first=LISTED // 2, last=LISTED)
    assert set(categories(scene)) == {"meetup", "workshop"}


def test_a_vague_type_of_everything_says_nothing(scene: Scene) -> None:
    listed(scene, LISTED)
    scene.do(UNDERSTOOD, type="meetup", trust=0.6, first=0, last=LISTED)
    assert set(categories(scene)) == {"cultural_event"}


def test_a_specific_type_of_everything_is_the_sources_kind(scene: Scene) -> None:
    listed(scene, LISTED)
    scene.do(UNDERSTOOD, type="music", trust=0.9, first=0, last=LISTED)
    assert set(categories(scene)) == {"music"}


def test_of_few_listings_a_type_is_taken_at_its_word(scene: Scene) -> None:
    listed(scene, 5)
    scene.do(UNDERSTOOD, type="meetup", trust=0.6, first=0, last=5)
    assert set(categories(scene)) == {"meetup"}
