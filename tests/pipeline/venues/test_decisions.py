"""What a person decides of a venue: found at once, kept through every import, and taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from include.areas.area import load_area
from include.db import query
from include.listing import Venue
from include.operations import venues
from include.pipeline.venues import decisions
from tests.conftest import Database
from tests.pipeline.scene import Scene
from tests.pipeline.venue_scene import FAR, HERE, POINT, areas, settled, states, venue

AREA = load_area("indiranagar")


def place(scene: Scene, name: str, *, moved: bool = False, **where: Any) -> Any:
    with scene.engine.begin() as connection:
        return decisions.decide_place(connection, AREA, Venue(name=name, **where), by="meena", moved=moved)


def test_a_person_places_a_venue_and_every_later_import_finds_it(scene: Scene) -> None:
    states(scene, "citywide", "Cedar Lab")
    states(scene, "stranger", "Cedar Lab", 1, address=FAR)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab") == []
    decision = place(scene, "Cedar Lab", address=HERE, **POINT)
    states(scene, "third", "Cedarlab", 2)
    settled(scene)
    for source, name, number in (("citywide", "Cedar Lab", 0), ("third", "Cedarlab", 2)):
        assert venue(scene, source, name, number)["latitude"] == POINT["latitude"]
    with scene.engine.begin() as connection:
        assert decisions.revoke(connection, decision)
        assert not decisions.revoke(connection, decision)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab") == []


def test_a_venue_that_has_moved_has_one_place(scene: Scene) -> None:
    """Its former one makes no branch of it; that a person decided otherwise of another venue stands."""
    place(scene, "Plum House", address=FAR)
    former = place(scene, "Cedar Lab", address=FAR)
    place(scene, "Cedar Lab", address=HERE, **POINT, moved=True)
    states(scene, "citywide", "Cedar Lab")
    settled(scene)

    assert venue(scene, "citywide", "Cedar Lab")["latitude"] == POINT["latitude"]
    with scene.engine.begin() as connection:
        assert not decisions.revoke(connection, former)
        assert len(connection.execute(query("venue_decisions_read"), {"area": AREA.code}).all()) == 2


def test_two_names_are_one_venue_until_that_is_revoked(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE, **POINT)
    states(scene, "citywide", "Workshop of Cedars", 1)
    settled(scene)
    with scene.engine.begin() as connection:
        decision = decisions.decide_same(connection, AREA, "Workshop of Cedars", "Cedar Lab", by="meena")
        with pytest.raises(decisions.UnfitDecision, match="already is another name"):
            decisions.decide_same(connection, AREA, "Cedar Lab", "Workshop of Cedars", by="meena")
    settled(scene)
    found = venue(scene, "citywide", "Workshop of Cedars", 1)
    assert (found["name"], found["latitude"]) == ("Cedar Lab", POINT["latitude"])
    with scene.engine.begin() as connection:
        decisions.revoke(connection, decision)
    settled(scene)
    found = venue(scene, "citywide", "Workshop of Cedars", 1)
    assert (found["name"], found["latitude"]) == ("Workshop of Cedars", None)


def test_a_name_that_was_put_together_learns_what_the_other_learns(scene: Scene) -> None:
    states(scene, "citywide", "Workshop of Cedars", 1)
    settled(scene)
    with scene.engine.begin() as connection:
        decisions.decide_same(connection, AREA, "Workshop of Cedars", "Cedar Lab", by="meena")
    settled(scene)
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    settled(scene)
    assert areas(scene, "citywide", "Workshop of Cedars", 1) == ["indiranagar"]


def test_a_name_may_be_put_together_with_a_venue_of_the_gazetteer(scene: Scene) -> None:
    states(scene, "citywide", "Ye Olde Brewpub", 1)
    with scene.engine.begin() as connection:
        decisions.decide_same(connection, AREA, "Ye Olde Brewpub", "Toit", by="meena")
    settled(scene)
    assert venue(scene, "citywide", "Ye Olde Brewpub", 1)["place_id"] == "toit"


def test_a_name_of_several_means_none_of_them_alone(scene: Scene) -> None:
    states(scene, "makers", "Blue Door", official=True, address=HERE)
    states(scene, "citywide", "Blue Door", 1)
    states(scene, "citywide", "Blue Door", 2, address="Indiranagar")
    settled(scene)
    with scene.engine.begin() as connection:
        decisions.decide_several(connection, AREA, "Blue Door", by="meena")
    settled(scene)
    assert areas(scene, "citywide", "Blue Door", 1) == []
    assert areas(scene, "citywide", "Blue Door", 2) == ["indiranagar"]


@pytest.mark.parametrize("where", [{}, {"address": "4th Floor, Main Road"}, {"latitude": 0.0, "longitude": 0.0}])
def test_a_place_that_is_nowhere_is_refused(scene: Scene, where: dict[str, Any]) -> None:
    with pytest.raises(decisions.UnfitDecision, match="neither address nor point"):
        place(scene, "Cedar Lab", **where)


@pytest.mark.parametrize("name", ["Toit", "Studio", "Hall 4", "Indiranagar"])
def test_a_name_that_means_no_one_venue_is_refused(scene: Scene, name: str) -> None:
    with pytest.raises(decisions.UnfitDecision, match=name):
        place(scene, name, address=HERE)


def test_the_command_lists_decides_and_takes_back(
    scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    venues.settings.cache_clear()

    def ask(*words: str) -> list[dict[str, Any]]:
        assert venues.main(words) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    states(scene, "stranger", "Cedar Lab", address=HERE)
    states(scene, "citywide", "Cedar Lab", 1)
    states(scene, "citywide", "Plum House", 2)
    settled(scene)
    cedar, plum = ask("review")
    assert (cedar["name"], cedar["events"], cedar["statements"][0]["address"]) == ("Cedar Lab", 1, HERE)
    assert (plum["name"], plum["statements"]) == ("Plum House", [])
    (made,) = ask("place", "Cedar Lab", "--address", HERE, "--by", "meena", "--reason", "was there")
    assert [(one["id"], one["reason"]) for one in ask("decisions")] == [(made["id"], "was there")]
    settled(scene)
    assert [one["name"] for one in ask("review")] == ["Plum House"]
    assert ask("revoke", made["id"]) == [{"id": made["id"], "revoked": True}]
    assert ask("decisions") == []
    assert venues.main(["revoke", made["id"]]) == 2
    ask("place", "Cedar Lab", "--address", FAR, "--by", "meena")
    (moved,) = ask("place", "Cedar Lab", "--address", HERE, "--by", "meena", "--moved")
    assert [one["id"] for one in ask("decisions")] == [moved["id"]]
    assert venues.main(["place", "Plum House", "--by", "meena"]) == 2
    assert "neither address nor point" in capsys.readouterr().err
