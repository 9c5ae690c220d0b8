"""What one source states of where a venue is, and what another source's listing is given of it."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.pipeline.venues import memory, teaching
from tests.pipeline.scene import Scene
from tests.pipeline.venue_scene import FAR, HERE, POINT, areas, settled, states, venue


def test_an_official_source_teaches_address_and_point(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE, **POINT)
    scene.run()
    states(scene, "citywide", "Cedar Lab")
    scene.run()
    found = venue(scene, "citywide", "Cedar Lab")
    assert (found["address"], found["latitude"], found["origin"]) == (HERE, POINT["latitude"], "memory")
    assert areas(scene, "citywide", "Cedar Lab") == ["indiranagar"]


@pytest.mark.parametrize("written", ["the cedar lab", "CEDAR LAB, Bengaluru", "Cedarlab", "Cédar  Lab"])
def test_case_city_blank_and_accent_are_one_name(scene: Scene, written: str) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    states(scene, "citywide", written)
    settled(scene)
    assert areas(scene, "citywide", written) == ["indiranagar"]


@pytest.mark.parametrize(
    ("known", "other"),
    [("St. Mark's Church", "St. Mary's Church"), ("Women's Christian College", "Men's Christian College")],
)
def test_a_near_spelling_is_another_venue(scene: Scene, known: str, other: str) -> None:
    states(scene, "makers", known, official=True, address=HERE, **POINT)
    states(scene, "citywide", other)
    settled(scene)
    assert areas(scene, "citywide", other) == []


def test_a_number_is_another_room(scene: Scene) -> None:
    states(scene, "makers", "Community Court Block 4", official=True, address=HERE)
    states(scene, "citywide", "Community Court Block 5")
    settled(scene)
    assert areas(scene, "citywide", "Community Court Block 5") == []


def test_one_stranger_teaches_nobody_but_himself(scene: Scene) -> None:
    states(scene, "stranger", "Cedar Lab", address=HERE, **POINT)
    states(scene, "stranger", "Cedar Lab", 1)
    states(scene, "citywide", "Cedar Lab")
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab") == []
    assert venue(scene, "citywide", "Cedar Lab")["address"] is None
    assert areas(scene, "stranger", "Cedar Lab", 1) == ["indiranagar"]


def test_two_independent_sources_teach_and_who_asked_before_is_read_again(scene: Scene) -> None:
    states(scene, "citywide", "Cedar Lab")
    states(scene, "one", "Cedar Lab", 1, address=HERE)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab") == []
    states(scene, "two", "Cedar Lab", 2, address="7th Cross, Indira Nagar")
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab") == ["indiranagar"]


def test_one_site_under_two_names_counts_once(scene: Scene) -> None:
    for source in ("one", "two"):
        states(scene, source, "Cedar Lab", address=HERE)
    scene.do('update jatre.event_sources set config = \'{"url": "https://feeds.example/events"}\'')
    states(scene, "citywide", "Cedar Lab", 1)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab", 1) == []


def test_a_point_is_taught_by_two_that_agree_and_not_by_one(scene: Scene) -> None:
    states(scene, "one", "Cedar Lab", address=HERE, **POINT)
    states(scene, "two", "Cedar Lab", 1, address=HERE)
    states(scene, "citywide", "Cedar Lab", 2)
    settled(scene)
    assert (venue(scene, "citywide", "Cedar Lab", 2)["latitude"], areas(scene, "citywide", "Cedar Lab", 2)) == (
        None, ["indiranagar"],
    )  # fmt: skip
    states(scene, "three", "Cedar Lab", 3, latitude=POINT["latitude"] + 0.0004, longitude=POINT["longitude"])
    settled(scene)
    assert venue(scene, "citywide", "Cedar Lab", 2)["latitude"] == pytest.approx(POINT["latitude"], abs=0.001)


def test_two_branches_stay_apart_and_the_name_alone_means_neither(scene: Scene) -> None:
    states(scene, "chain", "Blue Door", official=True, address=HERE, **POINT)
    states(scene, "chain", "Blue Door", 1, official=True, address=FAR)
    states(scene, "citywide", "Blue Door", 2)
    states(scene, "citywide", "Blue Door", 3, address="Indiranagar")
    states(scene, "citywide", "Blue Door", 4, address="Koramangala")
    settled(scene)
    assert areas(scene, "citywide", "Blue Door", 2) == []
    assert venue(scene, "citywide", "Blue Door", 3)["latitude"] == POINT["latitude"]
    assert venue(scene, "citywide", "Blue Door", 4)["latitude"] is None
    assert [row.name_key for row in scene.rows("select name_key from jatre.venue_reviews")] == ["bluedor"]


def test_a_branch_that_says_so_does_not_teach_the_name_alone(scene: Scene) -> None:
    states(scene, "chain", "Blue Door Indiranagar", official=True, address=HERE)
    states(scene, "citywide", "Blue Door", 1)
    settled(scene)
    assert areas(scene, "citywide", "Blue Door", 1) == []


def test_whoever_states_another_place_makes_the_name_doubtful_but_not_the_venues_own(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    states(scene, "cedarlab", "Fig Room", official=True, address=HERE)
    scene.do(
        "update jatre.event_sources set config = '{\"url\": \"https://figroom.example/x\"}' where slug = 'cedarlab'"
    )
    for number, name in enumerate(("Cedar Lab", "Fig Room")):
        states(scene, "stranger", name, 1 + number, address=FAR)
        states(scene, "citywide", name, 3 + number)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab", 3) == []
    assert areas(scene, "citywide", "Fig Room", 4) == ["indiranagar"]


def test_nothing_outweighs_what_a_listing_states_itself(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE, **POINT)
    states(scene, "citywide", "Cedar Lab", address=FAR)
    settled(scene)
    found = venue(scene, "citywide", "Cedar Lab")
    assert (found["address"], found["latitude"]) == (FAR, None)


def test_what_is_taught_is_taken_back_with_the_listing_that_stated_it(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    states(scene, "citywide", "Cedar Lab", 1)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab", 1) == ["indiranagar"]
    states(scene, "makers", "Cedar Lab", official=True)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab", 1) == []
    assert scene.rows("select * from jatre.venue_statements") == []


def test_a_corrected_address_is_learned(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    states(scene, "citywide", "Cedar Lab", 1)
    settled(scene)
    corrected = "14, 7th Cross, Indiranagar, Bengaluru"
    states(scene, "makers", "Cedar Lab", official=True, address=corrected)
    settled(scene)
    assert venue(scene, "citywide", "Cedar Lab", 1)["address"] == corrected


def test_of_two_listings_that_differ_the_later_one_is_learned_and_nothing_waits_for_ever(scene: Scene) -> None:
    later = "14, 7th Cross, Indiranagar, Bengaluru"
    states(scene, "citywide", "Cedar Lab", 2)
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    settled(scene)
    scene.do("update jatre.events_staging set first_seen_at = first_seen_at - interval '1 day'")
    states(scene, "makers", "Cedar Lab", 1, official=True, address=later)
    settled(scene)
    assert venue(scene, "citywide", "Cedar Lab", 2)["address"] == later
    scene.do("update jatre.events_staging set stage = 'extract'")
    settled(scene)
    assert venue(scene, "citywide", "Cedar Lab", 2)["address"] == later


@pytest.mark.parametrize(
    "no_longer",
    [
        "update jatre.events_staging set status = 'set_aside', set_aside_reason = 'unfit' where external_id = :key",
        "update jatre.events_staging set gone_at = clock_timestamp() where external_id = :key",
        "update jatre.discovered_events set moderation_status = 'rejected', moderated_by = gen_random_uuid()"
        " where id = (select event_id from jatre.events_staging where external_id = :key)",
    ],
)
def test_what_does_not_stand_teaches_nobody(scene: Scene, no_longer: str) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE)
    settled(scene)
    scene.do(no_longer, key="makers-Cedar Lab-0")
    states(scene, "citywide", "Cedar Lab", 1)
    settled(scene)
    assert areas(scene, "citywide", "Cedar Lab", 1) == []


def test_a_name_is_read_of_so_many_sources_and_the_newest_of_each(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MAX_SOURCE_STATEMENTS", 1)
    monkeypatch.setattr(memory, "MAX_NAME_SOURCES", 2)
    states(scene, "makers", "Cedar Lab", official=True, address=FAR)
    settled(scene)
    states(scene, "makers", "Cedar Lab", 1, official=True, address=HERE)
    for number, source in enumerate(("one", "three", "two")):
        states(scene, source, "Cedar Lab", 2 + number, address=HERE)
    settled(scene)
    area = load_area("indiranagar")
    with scene.engine.begin() as connection:
        known = memory.read_memory(connection, memory.read_decisions(connection, area), ["cedarlab"])
    found = [(one.source, one.statement.part) for one in known.statements["cedarlab"]]
    assert found == [("makers", "indiranagar"), ("one", "indiranagar")]


def test_a_misspelt_venue_of_the_gazetteer_is_read_alike_a_second_time(scene: Scene) -> None:
    written = "Healing Arts Center"
    for number, address in enumerate((HERE, None)):
        states(scene, "citywide", written, number, official=True, address=address)
    settled(scene)
    assert venue(scene, "citywide", written, 1)["place_id"] == "healing-arts-centre"
    kept = "select name_key, spot, address, listing_id from jatre.venue_statements order by 1, 2"
    before = scene.rows(kept), [venue(scene, "citywide", written, number) for number in (0, 1)]
    keys = [row.venue_key for row in scene.rows("select distinct venue_key from jatre.events_staging")]
    with scene.engine.begin() as connection:
        assert teaching.reopen(connection, load_area("indiranagar"), keys) == 2
    assert {row.stage for row in scene.rows("select stage from jatre.events_staging")} == {"extract"}
    settled(scene)
    assert (scene.rows(kept), [venue(scene, "citywide", written, number) for number in (0, 1)]) == before


def test_the_gazetteer_is_not_taught(scene: Scene) -> None:
    states(scene, "makers", "Toit", official=True, address=FAR)
    states(scene, "makers", "Studio", 1, official=True, address=HERE)
    states(scene, "makers", "Hall 4", 2, official=True, address=HERE)
    settled(scene)
    assert [row.name_key for row in scene.rows("select name_key from jatre.venue_statements")] == []


def test_a_second_reading_changes_nothing(scene: Scene) -> None:
    states(scene, "makers", "Cedar Lab", official=True, address=HERE, **POINT)
    states(scene, "citywide", "Cedar Lab")
    settled(scene)
    before = scene.rows("select * from jatre.venue_statements"), venue(scene, "citywide", "Cedar Lab")
    scene.do("update jatre.events_staging set stage = 'geocode'")
    settled(scene)
    assert (scene.rows("select * from jatre.venue_statements"), venue(scene, "citywide", "Cedar Lab")) == before
