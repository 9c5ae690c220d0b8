"""Hours that a venue's own page states: whose count, and when they go."""

from __future__ import annotations

from typing import Any

import pytest

from include.areas.area import load_area
from include.pipeline.venues.page_hours import keep_page_hours
from include.places.decisions import decide_hours, find_place
from tests.pipeline.scene import Scene, at
from tests.places.conftest import Refresh, scene

__all__ = ["scene"]

NOON_TO_NIGHT = {"week": "Mo-Su 12:00-23:00"}
EVENINGS = {
    "week": "Mo-Su 18:00-23:00",
    "special": [{"first": "2026-03-04", "last": "2026-03-04", "hours": "Mo-Su closed", "label": "Holi"}],
}


def lists(scene: Scene, key: str, hours: dict[str, Any] | None, source: str = "toit", **more: Any) -> None:
    """A listing at Toit, whose location states hours; `source` is official unless a test has made it otherwise."""
    scene.source(source, official=True)
    stated = {"venue_hours": hours} if hours else {}
    scene.lists(source, key, **{"title": f"Quiz {key}", "at": at(6), "place": "Toit", **stated, **more})
    scene.do("update jatre.events_staging set changed_at = clock_timestamp() where external_id = :key", key=key)


def kept(scene: Scene, *, wait: bool = True) -> list[tuple[str, str | None]]:
    """The origin's rows after they were made anew: slug of the place, week."""
    with scene.engine.begin() as connection:
        keep_page_hours(connection, load_area("indiranagar"), wait=wait)
    return [
        (row.slug, row.week)
        for row in scene.rows(
            "select p.slug, h.week from jatre.place_hours h join jatre.places p on p.id = h.place_id"
            " where h.origin = 'venue_page' order by 1"
        )
    ]


def test_a_venues_own_page_states_its_hours_and_what_changes_there_changes_here(scene: Scene) -> None:
    lists(scene, "1", NOON_TO_NIGHT)
    scene.run()
    assert kept(scene) == [("toit", "Mo-Su 12:00-23:00")]
    lists(scene, "1", EVENINGS)
    scene.run()
    assert kept(scene) == [("toit", "Mo-Su 18:00-23:00")]
    assert scene.rows("select special from jatre.place_hours where origin = 'venue_page'") == [(EVENINGS["special"],)]
    lists(scene, "1", None)
    scene.run()
    assert kept(scene) == []


@pytest.mark.parametrize(
    "otherwise",
    [
        "official = false",
        "is_active = false",
        "on_trial = true",
        "config = '{\"moderated\": true}'",
        "name = 'City Guide'",
    ],
)
def test_nobody_else_speaks_for_a_place(scene: Scene, otherwise: str) -> None:
    lists(scene, "1", NOON_TO_NIGHT)
    scene.run()
    assert kept(scene) == [("toit", "Mo-Su 12:00-23:00")]
    scene.do(f"update jatre.event_sources set {otherwise} where slug = 'toit'")
    assert kept(scene) == []


def test_a_venue_speaks_for_no_other_place(scene: Scene) -> None:
    lists(scene, "1", NOON_TO_NIGHT, place="Goethe-Institut")
    scene.run()
    assert kept(scene) == []


@pytest.mark.parametrize("left", ["gone_at = now()", "status = 'set_aside', set_aside_reason = 'broken'"])
def test_hours_go_with_the_listing_that_stated_them(scene: Scene, left: str) -> None:
    lists(scene, "1", NOON_TO_NIGHT)
    scene.run()
    assert len(kept(scene)) == 1
    scene.do(f"update jatre.events_staging set {left}")
    assert kept(scene) == []


def test_a_listing_that_is_over_speaks_only_where_nothing_is_to_come(scene: Scene) -> None:
    lists(scene, "over", NOON_TO_NIGHT)
    scene.run()
    for days, found in ((10, [("toit", "Mo-Su 12:00-23:00")]), (40, [])):
        scene.do("update jatre.events_staging set local_dates = array[date '2026-03-02' - :days]", days=days)
        assert kept(scene) == found
    scene.do("update jatre.events_staging set local_dates = array[date '2026-03-01']")
    lists(scene, "to come", None)
    scene.run()
    assert kept(scene) == []


def test_a_place_stays_as_it_is_while_its_listings_are_read(scene: Scene) -> None:
    lists(scene, "1", NOON_TO_NIGHT)
    scene.run()
    assert len(kept(scene)) == 1
    scene.do("update jatre.events_staging set stage = 'extract', processed_data = '{}'")
    assert len(kept(scene)) == 1
    assert kept(scene, wait=False) == []


def test_a_place_is_open_by_its_own_page_and_a_person_outweighs_it(scene: Scene, refresh: Refresh) -> None:
    lists(scene, "1", NOON_TO_NIGHT)
    scene.run()
    (now,) = scene.rows("select jatre.now_v1()")[0]
    assert refresh(now.replace(hour=10))["changed"] == 1  # in UTC: half past three in the afternoon
    assert scene.rows("select is_open from jatre.place_live_status where source = 'hours'") == [(True,)]
    with scene.engine.begin() as connection:
        decide_hours(connection, find_place(connection, "indiranagar", "toit"), "6pm-11pm", by="meena")
    refresh(now.replace(hour=10))
    assert scene.rows("select is_open from jatre.place_live_status where source = 'hours'") == [(False,)]
