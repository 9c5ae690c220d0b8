"""What locating a batch reads and writes, every statement of it, without a database."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from include.areas.area import load_area
from include.listing import Approximate, Listing, Price, Venue
from include.pipeline.ledger import Batch
from include.pipeline.stages import geocode
from include.pipeline.venues import answers, memory, teaching
from include.understand.place.locate import LocatedVenue
from tests.pipeline.noted import NotedConnection, row

AREA = load_area("indiranagar")
ID, SOURCE = UUID(int=7), UUID(int=1)
LAMP = {"name": "Lamp Rooms", "address": "12th Main, Indiranagar"}
QUESTION = "Lamp Rooms, Indiranagar, Bengaluru"
BY_ADDRESS = "12th Main Road, Indiranagar, Bengaluru"
POINT = {"precision": "venue", "latitude": 12.97, "longitude": 77.64, "metres": 20}
ROUGH = {"precision": "road", "latitude": 12.97, "longitude": 77.64, "metres": 300}
OWN_ROUGH = {"precision": "road", "latitude": 12.97023, "longitude": 77.6428, "metres": 455}
"""Of the road that its address names."""


class Located:
    """Everything that locating one listing did: the statements in order, and its document."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, document: dict[str, Any], *, asks: bool = True, rehearsal: bool = False,
        **found: Any,
    ) -> None:  # fmt: skip
        service = "nominatim https://nominatim.example" if asks else None
        monkeypatch.setattr(geocode, "service", lambda: service)
        monkeypatch.setattr(geocode, "waiting_for_others", nullcontext)
        connection: Any = _Rehearsing(monkeypatch, geocode, answers, memory, teaching, **found)
        listing = Listing.model_validate({"title": "Chess", **document})
        waiting = row(id=ID, area_code="indiranagar", source_id=SOURCE, slug="notes", processed_data=listing.document())
        batch = Batch(is_rehearsal=rehearsal)
        geocode.work(connection, [waiting], batch)
        assert not batch.aside, batch.errors
        self.names = [name for name, _ in connection.written]
        self.given = dict(connection.written)
        self.done = batch.done
        (self.written,) = self.given["listings_understood"]["rows"]
        self.venue = {name: value for name, value in self.written["processed_data"]["venue"].items() if value}
        self.noted = self.written["processed_data"].get("provenance", {}).get("location")
        self.taken_back = connection.taken_back


class _Rehearsing(NotedConnection):
    taken_back = 0

    def begin_nested(self) -> Any:
        return row(rollback=self._rollback)

    def _rollback(self) -> None:
        self.taken_back += 1


def answer(question: str, found: dict[str, Any] | None, *, old: bool = False) -> Any:
    return row(question=question, answer=found, is_old=old)


def test_what_nobody_knows_is_left_to_be_asked_and_has_the_circle_of_its_road(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Located(monkeypatch, {"venue": LAMP})
    assert found.names == [
        "venues_hold", "venue_decisions_read", "venue_names_add", "venue_statements_read", "venue_statements_withdraw",
        "venue_statements_write", "geocoder_answers_read", "geocoder_wait", "listings_understood",
    ]  # fmt: skip
    assert found.given["venues_hold"] == {"codes": ["indiranagar"]}
    assert found.given["venue_names_add"]["names"] == [{"area": "indiranagar", "key": "lamproms", "name": "Lamp Rooms"}]
    assert found.given["geocoder_answers_read"] == {
        "service": "nominatim https://nominatim.example", "area": "indiranagar", "questions": [BY_ADDRESS, QUESTION],
        "keep": "180 days", "none_keep": "30 days",
    }  # fmt: skip
    assert found.given["geocoder_wait"]["questions"] == [
        {"question": QUESTION, "name": "Lamp Rooms", "house": None, "listing_id": str(ID)}
    ]
    assert {name: found.given["listings_understood"][name] for name in ("by", "next")} == {
        "by": "geocode", "next": "dedup",
    }  # fmt: skip
    assert (found.written["id"], found.written["venue_key"], found.done) == (str(ID), "lamproms", [ID])
    assert found.venue == {**LAMP, "approximate": OWN_ROUGH}
    assert (found.noted, found.taken_back) == (None, 0)


@pytest.mark.parametrize(
    ("known", "venue", "asked"),
    [
        ([(QUESTION, POINT)], {"latitude": 12.97, "longitude": 77.64, "precision": "venue"}, []),
        ([(QUESTION, {**POINT, "precision": "address"})], {"latitude": 12.97, "precision": "address"}, []),
        ([(QUESTION, ROUGH)], {"approximate": ROUGH}, [BY_ADDRESS]),
        ([(QUESTION, {**ROUGH, "metres": 900})], {"approximate": OWN_ROUGH}, [BY_ADDRESS]),
        ([(QUESTION, None)], {"approximate": OWN_ROUGH}, [BY_ADDRESS]),
        ([(QUESTION, None), (BY_ADDRESS, ROUGH)], {"approximate": ROUGH}, []),
        ([(QUESTION, ROUGH), (BY_ADDRESS, {**ROUGH, "metres": 100})], {"approximate": ROUGH}, []),
        ([(QUESTION, ROUGH), (BY_ADDRESS, POINT)], {"latitude": 12.97, "precision": "venue"}, []),
    ],
)  # fmt: skip
def test_the_most_exact_answer_is_taken_and_the_next_question_only_asked_without_a_point(
    monkeypatch: pytest.MonkeyPatch, known: list[tuple[str, Any]], venue: dict[str, Any], asked: list[str]
) -> None:
    found = Located(monkeypatch, {"venue": LAMP}, geocoder_answers_read=[answer(*one) for one in known])
    assert found.venue.items() >= venue.items()
    assert ("approximate" in found.venue) == ("approximate" in venue)
    assert [one["question"] for one in found.given.get("geocoder_wait", {}).get("questions", [])] == asked
    pointed = {"origin": "geocoder", "confidence": 0.75} if "latitude" in venue else None
    assert (found.noted and {name: found.noted[name] for name in ("origin", "confidence")}) == pointed


def test_an_old_answer_holds_and_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Located(monkeypatch, {"venue": LAMP}, geocoder_answers_read=[answer(QUESTION, POINT, old=True)])
    assert found.venue["latitude"] == 12.97
    assert [one["question"] for one in found.given["geocoder_wait"]["questions"]] == [QUESTION]


def test_a_rehearsal_asks_nobody_and_takes_back_what_it_states(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Located(monkeypatch, {"venue": LAMP}, rehearsal=True)
    assert (found.taken_back, "geocoder_wait" in found.names, "geocoder_answers_read" in found.names) == (
        1,
        False,
        True,
    )


def test_without_a_geocoder_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Located(monkeypatch, {"venue": LAMP}, asks=False)
    assert not [name for name in found.names if name.startswith("geocoder")]
    assert found.venue == {**LAMP, "approximate": OWN_ROUGH}


def test_a_known_venue_needs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Located(monkeypatch, {"venue": {"name": "Toit"}})
    assert (found.venue["place_id"], found.noted["origin"], found.written["venue_key"]) == ("toit", "gazetteer", None)
    assert "geocoder_wait" not in found.names


def test_what_persons_decided_of_a_name_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    place = {"part": "indiranagar", "address": "7, 12th Main, Indiranagar", "latitude": 12.961, "longitude": 77.6387}
    same = row(kind="same", name_key="lamproms", other_name="Hall of Lamps")
    at = row(kind="place", name_key="halofelamps", name="Hall of Lamps", other_name=None, **place)
    renamed = Located(monkeypatch, {"venue": LAMP}, venue_decisions_read=[same])
    assert (renamed.venue["name"], renamed.written["venue_key"]) == ("Hall of Lamps", "lamproms")
    key = renamed.given["venue_names_add"]["names"][0]["key"]
    at.name_key = key
    placed = Located(monkeypatch, {"venue": LAMP}, venue_decisions_read=[same, at])
    assert placed.venue["latitude"] == 12.961
    assert placed.written["processed_data"]["stated_venue"]["name"] == "Lamp Rooms"
    assert placed.noted["origin"] == "memory"
    several = row(kind="several", name_key=key)
    assert (
        "latitude"
        not in Located(monkeypatch, {"venue": {"name": "Lamp Rooms"}}, venue_decisions_read=[same, at, several]).venue
    )


@pytest.mark.parametrize(
    ("origin", "restored", "is_kept"),
    [("memory", False, False), ("memory", True, True), ("geocoder", False, False), ("structure", False, True)],
)
def test_a_point_of_others_is_read_anew_and_its_own_is_kept(
    monkeypatch: pytest.MonkeyPatch, origin: Any, restored: bool, is_kept: bool
) -> None:
    own = {"name": "Lamp Rooms", "latitude": 12.97, "longitude": 77.64, "precision": "venue"}
    listing = Listing.model_validate({"title": "Chess", "venue": own, **({"stated_venue": own} if restored else {})})
    listing.note("location", origin, 0.8)
    found = Located(monkeypatch, listing.model_dump(mode="json"), asks=False)
    assert ("latitude" in found.venue, found.venue.get("precision")) == (is_kept, None)
    stated = found.given["venue_statements_write"]["statements"]
    assert [one["latitude"] for one in stated] == ([12.97] if is_kept else [])


def test_a_trial_locates_by_the_gazetteer_and_the_address_alone() -> None:
    listing = Listing(title="Chess", venue=Venue(**LAMP), price=Price())
    geocode.geocoded(listing, AREA)
    assert listing.venue.approximate == Approximate(**OWN_ROUGH)
    known = Listing(title="Chess", venue=Venue(name="Toit"))
    geocode.geocoded(known, AREA)
    assert (known.venue.place_id, known.venue.approximate, known.provenance["location"].confidence) == (
        "toit",
        None,
        0.98,
    )


def test_every_listing_is_located_once_by_the_facts_of_its_own_area(monkeypatch: pytest.MonkeyPatch) -> None:
    areas = {code: replace(AREA, code=code) for code in ("indiranagar", "elsewhere")}
    monkeypatch.setattr(geocode, "load_area", areas.__getitem__)
    monkeypatch.setattr(geocode, "service", lambda: None)
    monkeypatch.setattr(geocode, "waiting_for_others", nullcontext)
    located: list[tuple[str, str]] = []
    locate = geocode._locate

    def noted(listing: Listing, area: Any) -> LocatedVenue:
        located.append((listing.title, area.code))
        return locate(listing, area)

    monkeypatch.setattr(geocode, "_locate", noted)
    rows = [
        row(id=UUID(int=number), area_code=code, source_id=SOURCE, slug="notes",
            processed_data=Listing(title=f"Chess {code}").document())
        for number, code in enumerate(["indiranagar", "elsewhere", "indiranagar"])
    ]  # fmt: skip
    connection: Any = NotedConnection(monkeypatch, geocode, answers, memory, teaching)
    batch = Batch()
    geocode.work(connection, rows, batch)
    assert sorted(located) == sorted((f"Chess {one.area_code}", one.area_code) for one in rows)
    assert sorted(batch.done) == [one.id for one in rows]


def test_an_address_alone_is_located_in_the_area_it_names() -> None:
    located = LocatedVenue(Venue(name="Lamp Rooms"), 0.0, "structure")
    assert geocode._looked_up(Listing(title="Chess"), located, None, AREA).venue.approximate is None
