"""What came first decides nothing: listings matched in any order and any batches leave the same rows."""

from __future__ import annotations

import random
from typing import Any

from include.pipeline.stages import dedup, extract, geocode, nlp
from tests.pipeline.scene import Scene, at

LISTINGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    # perhaps one workshop, perhaps two or three
    ("guide", "k1", {"title": "Kintsugi Workshop", "at": at(14, 16)}),
    ("paper", "k2", {"title": "Japanese Kintsugi Workshop", "at": at(14, 18), "place": "Atta Galatta"}),
    ("club", "k3", {"title": "Kintsugi Workshop for beginners", "at": at(14, 19), "place": "Atta Galatta"}),
    # one evening; the second and the third meet through the first
    ("guide", "j1", {"title": "Monsoon Jazz Quartet and the Blue Rays", "at": at(7, 20), "place": "Toit"}),
    ("paper", "j2", {"title": "Monsoon Jazz Quartet", "at": at(7, 20), "place": "Toit"}),
    ("club", "j3", {"title": "The Blue Rays", "at": at(7, 20), "place": "Toit"}),
    ("blog", "j4", {"title": "Blue Rays at Toit", "at": at(7, 20, 30)}),
    # two evenings of one name
    ("guide", "q1", {"title": "Pub Quiz", "at": at(10, 20), "place": "Toit"}),
    ("paper", "q2", {"title": "Pub Quiz", "at": at(10, 20), "place": "Atta Galatta"}),
    ("club", "q3", {"title": "Pub Quiz night", "at": at(10, 20)}),
)
ORDERS = 12


def test_any_order_and_any_batches_come_to_the_same(scene: Scene) -> None:
    for slug, external_id, raw in LISTINGS:
        scene.lists(slug, external_id, **raw)
    for stage in (extract, nlp, geocode):
        stage.run(scene.engine)
    chance = random.Random(11)

    outcomes = []
    for _ in range(ORDERS):
        keys = [external_id for _, external_id, _ in LISTINGS]
        chance.shuffle(keys)
        _forget(scene)
        while keys:
            size = chance.randint(1, 4)
            _match(scene, keys[:size])
            keys = keys[size:]
        outcomes.append(_outcome(scene))

    for outcome in outcomes:
        assert outcome == outcomes[0]
    assert any("for review" in str(row) for row in outcomes[0]["pairs"])


def _forget(scene: Scene) -> None:
    """As if nothing had been matched; no listing waits for it."""
    scene.do("delete from jatre.event_duplicates")
    scene.do("update jatre.events_staging set event_id = null, stage = 'geocode'")
    scene.do("delete from jatre.discovered_events")


def _match(scene: Scene, keys: list[str]) -> None:
    scene.do("update jatre.events_staging set stage = 'dedup' where external_id = any(:keys)", keys=keys)
    dedup.run(scene.engine)


def _outcome(scene: Scene) -> dict[str, list[Any]]:
    founder = "(select external_id from jatre.events_staging where id = e.staging_id)"
    return {
        "groups": sorted(sorted(one) for one in scene.groups()),
        "events": scene.rows(
            f"select {founder} as founder, e.merged_into is null as stands from jatre.discovered_events as e order by 1"
        ),
        "pairs": scene.rows(
            f"select {founder} as founder, l.external_id, d.similarity_score, d.match_fields"
            " from jatre.event_duplicates as d join jatre.discovered_events as e on e.id = d.primary_event_id"
            " join jatre.events_staging as l on l.id = d.duplicate_event_id order by 1, 2"
        ),
    }
