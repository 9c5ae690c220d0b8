"""What matching takes of a listing's document: where it is, when, by whom, and in which order listings stand."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from include.areas.area import load_area
from include.errors import BrokenRecord
from include.pipeline.matching.listings import ledger_listing, match_record
from include.understand.match.match_record import MatchRecord

AREA = load_area("indiranagar")
EVENING = "2026-03-06T14:30:00Z"
"""20:00 in the area."""
ROW = UUID(int=1)


def read(**more: Any) -> MatchRecord:
    document = {"title": "Ragas", "occurrences": [{"starts_at": EVENING}], **more}
    return match_record(document, AREA, (1, "s", "1"), "lamp_rooms-2")


@pytest.mark.parametrize(
    ("venue", "localities", "postcodes"),
    [
        ({}, set(), set()),
        ({"name": "Lamp Rooms", "address": "12th Main, Indiranagar 560038"}, {"indiranagar"}, {"560038"}),
        ({"name": "Lamp Rooms, Koramangala"}, {"koramangala"}, set()),
        ({"name": "Lamp Rooms, Koramangala", "address": "Indiranagar"}, {"koramangala", "indiranagar"}, set()),
        ({"address": "80 Feet Road, Koramangala"}, {"koramangala"}, set()),
        ({"name": "Lamp Rooms 560038"}, set(), set()),  # a number of a name is none of the post
    ],
)
def test_parts_of_the_city_are_those_of_the_name_and_the_address(
    venue: dict[str, Any], localities: set[str], postcodes: set[str]
) -> None:
    found = read(venue=venue)
    assert (found.localities, found.postcodes) == (localities, postcodes)


@pytest.mark.parametrize(
    ("title", "localities"),
    [
        ("Koramangala Ragas", set()),  # the name of it
        ("Ragas at Lamp Rooms, Koramangala", {"koramangala"}),
        ("Ragas | Koramangala", {"koramangala"}),
        ("Ragas at Koramangala | Indiranagar", {"koramangala", "indiranagar"}),
    ],
)
def test_those_of_a_title_stand_behind_at_or_in_a_part_of_their_own(title: str, localities: set[str]) -> None:
    assert read(title=title).title_localities == localities


def test_a_place_that_is_the_area_itself_is_no_place_in_common() -> None:
    found = read(venue={"name": "Indiranagar", "address": "Bengaluru"})
    assert (found.venue, found.address) == (None, None)
    found = read(venue={"name": "Lamp Rooms", "address": "Indiranagar", "place_id": "lamps"})
    assert (found.venue, found.address, found.place, found.guessed) == ("Lamp Rooms", "Indiranagar", "lamps", False)
    assert read(provenance={"venue": {"origin": "gazetteer"}}).guessed


@pytest.mark.parametrize(("latitude", "longitude"), [(None, None), (12.9, None), (None, 77.6)])
def test_half_a_point_is_none(latitude: float | None, longitude: float | None) -> None:
    assert read(venue={"latitude": latitude, "longitude": longitude}).point is None
    assert read(venue={"latitude": 0.0, "longitude": 0.0}).point == (0.0, 0.0)


@pytest.mark.parametrize(
    ("ends_at", "length"),
    [(None, None), ("2026-03-06T16:30:00Z", timedelta(hours=2)), (EVENING, None), ("2026-03-06T13:00:00Z", None)],
)
def test_its_dates_are_those_of_the_area_and_last_when_they_end_after_they_begin(
    ends_at: str | None, length: timedelta | None
) -> None:
    (start,) = read(occurrences=[{"starts_at": "2026-03-06T20:30:00Z", "date_only": True}]).starts
    assert (str(start.at), str(start.day), start.date_only) == ("2026-03-07 02:00:00+05:30", "2026-03-07", True)
    (start,) = read(occurrences=[{"starts_at": EVENING, "ends_at": ends_at}]).starts
    assert (start.date_only, start.length) == (False, length)


def test_words_are_compared_without_case_and_signs() -> None:
    found = read(
        description="Ragas; " * 200, organizer={"name": "Raga Circle!"}, uid="u", has_own_id=True,
        url="https://www.lamp-rooms.example/e/1#day",
    )  # fmt: skip
    assert (found.text[:11], found.organizer, found.source_name) == ("ragas ragas", "raga circle", "lamprooms2")
    assert len(found.text.split()) == 86, "the first 600 characters"
    assert (found.site, found.page, found.uid, found.has_own_id) == (
        "lamprooms", "www.lamp-rooms.example/e/1?", "u", True
    )  # fmt: skip
    bare = read(organizer=None)
    assert (bare.text, bare.organizer, bare.site, bare.uid, bare.has_own_id, bare.online) == (
        "",
        "",
        "",
        None,
        False,
        False,
    )
    assert read(venue={"online": True}).online


def row(document: Any, **more: Any) -> Any:
    about = {
        "id": ROW, "event_id": None, "source_id": ROW, "external_id": "1", "slug": "s", "title_key": "ragas",
        "stage": "dedup", "official": False, "priority": 5, "config": {}, "area_code": "indiranagar", **more,
    }  # fmt: skip
    return SimpleNamespace(processed_data=document, **about)


def test_official_sources_come_first_then_the_better_ones_and_moderated_ones_last() -> None:
    document = {"title": "Ragas", "occurrences": [{"starts_at": EVENING}]}
    rows = [
        row(document, slug="plain"), row(document, slug="better", priority=2),
        row(document, slug="official", official=True, priority=9),
        row(document, slug="moderated", priority=1, config={"moderated": True}),
        row(document, slug="odd", priority=1, config={"moderated": None}),
    ]  # fmt: skip
    ordered = sorted((ledger_listing(one) for one in rows), key=lambda one: one.record.key)
    assert [one.natural_key for one in ordered] == [
        (slug, "1") for slug in ("official", "better", "plain", "moderated", "odd")
    ]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"title": "Ragas", "occurrences": []}, "occurrences: none"),
        ({"title": "Ragas", "occurrences": [{"starts_at": "soon"}]}, "no listing's: ValueError"),
        ({"title": "Ragas"}, "no listing's: KeyError"),
        ({"title": "Ragas", "occurrences": [{"starts_at": "9999-12-31T23:00:00Z"}]}, "outside the calendar"),
        (None, "no listing's: "),
    ],
)
def test_what_is_no_listing_names_why(document: Any, reason: str) -> None:
    with pytest.raises(BrokenRecord, match=reason):
        ledger_listing(row(document))
