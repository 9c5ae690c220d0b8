"""The draft of an event: the columns made of its golden record, its links, its status, and a person's verdict."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid5

import pytest

from include.areas.area import load_area
from include.listing import Approximate, Image, Mark, Organizer, Price, Recurrence, Venue
from include.pipeline.stages.enrich import draft
from include.understand.record.sourced import SourcedListing
from tests.understand.record.listings import EVENING, NAMES, at, by

AREA = load_area("indiranagar")
NOW = EVENING - timedelta(days=1)
TOIT = Venue(
    name="Toit", address="100 Feet Road, Indiranagar", latitude=12.979426, longitude=77.640617, place_id="toit"
)


def drafted(*listings: SourcedListing, decisions: list[Any] | None = None, now: Any = NOW) -> dict[str, Any]:
    return draft(listings, decisions or [], AREA, now)


def decided(kind: str, patch: Any = None, reason: str | None = None) -> Any:
    about = {"decided_by": f"{kind}er", "decided_at": NOW}
    return SimpleNamespace(kind=kind, patch=patch, reason=reason, moderated=False, **about)


def test_it_starts_with_its_first_date() -> None:
    found = drafted(by("a", at(24, 2), at(0, 3)))
    assert (found["start_time"], found["end_time"]) == (EVENING, EVENING + timedelta(hours=3))
    assert (found["is_recurring"], found["date_only"], len(found["occurrences"])) == (True, False, 2)
    assert drafted(by("a", at()))["end_time"] is None


def test_one_date_of_a_rule_is_recurring_too() -> None:
    rule = Recurrence(rrule="FREQ=WEEKLY", expanded_until=EVENING)
    found = drafted(by("a", recurrence=rule))
    assert (found["is_recurring"], found["recurrence_rule"]) == (True, {"rrule": "FREQ=WEEKLY"})
    assert (drafted(by("a"))["is_recurring"], drafted(by("a"))["recurrence_rule"]) == (False, None)


def test_a_place_with_its_plus_code_or_none() -> None:
    found = drafted(by("a", venue=TOIT))
    assert (found["latitude"], found["longitude"], found["place_slug"]) == (12.979426, 77.640617, "toit")
    assert found["plus_code"] == "7J4VXJHR+Q6"
    online = drafted(by("a", venue=Venue(online=True)))
    assert (online["venue_name"], online["latitude"], online["plus_code"]) == ("Online", None, None)


def test_the_area_that_its_address_names() -> None:
    named = Venue(address="12th Main, Indiranagar")
    assert drafted(by("a", venue=named))["named_area"] == "indiranagar"
    assert drafted(by("a", venue=named.model_copy(update={"online": True})))["named_area"] is None
    assert drafted(by("a", venue=Venue(name="Lamp Rooms")))["named_area"] is None


def test_the_shown_title_and_the_published_one_beside_it() -> None:
    found = drafted(by("a", title="RAGAS AT DUSK | TOIT | 6 MARCH", venue=TOIT))
    assert found["title"] == "Ragas at Dusk"
    assert found["provenance"]["title"] == {"source": "a", "published": "RAGAS AT DUSK | TOIT | 6 MARCH"}
    assert "published" not in drafted(by("a", title="Ragas at Dusk"))["provenance"]["title"]


def test_the_title_of_a_person_is_shown_as_it_is() -> None:
    edit = decided("edit", {"title": "RAGAS AT DUSK | TOIT"})
    assert drafted(by("a", venue=TOIT), decisions=[edit])["title"] == "RAGAS AT DUSK | TOIT"


def test_the_area_that_only_the_published_title_names() -> None:
    found = drafted(by("a", title="Ragas | Indiranagar"))
    assert (found["title"], found["named_area"]) == ("Ragas", "indiranagar")


def test_gone_everywhere_and_still_ahead_is_unlisted() -> None:
    gone, there = by("a", gone=True), by("b")
    assert drafted(gone, there)["status"] == "scheduled"
    assert drafted(gone, by("b", gone=True))["status"] == "unlisted"
    assert drafted(gone, now=EVENING + timedelta(days=1))["status"] == "scheduled"
    running = by("a", at(0, 3), gone=True)
    assert drafted(running, now=EVENING + timedelta(hours=2))["status"] == "unlisted"
    assert drafted(running, now=EVENING + timedelta(hours=3))["status"] == "scheduled", "over with its last moment"
    assert drafted(by("a", status="cancelled"))["status"] == "cancelled"


def test_links_are_those_of_who_still_lists_it() -> None:
    blog, shop = by("blog", url="https://b.example/1"), by("shop", url="https://s.example/1")
    left = by("left", url="https://l.example/1", gone=True)
    found = drafted(shop, blog, left, by("bare"))["links"]
    assert found == [
        {"source": "blog", "name": "Blog", "url": "https://b.example/1"},
        {"source": "shop", "name": "Shop", "url": "https://s.example/1"},
    ]
    venue = by("venue", official=True, url="https://v.example/1")
    assert [link["source"] for link in drafted(shop, blog, venue)["links"]] == ["venue"]


def test_the_latest_verdict_counts_and_an_edit_is_none() -> None:
    verdicts = [decided("reject"), decided("approve", reason="seen"), decided("edit", {"title": "Jazz at noon"})]
    found = drafted(by("a"), decisions=verdicts)
    assert (found["moderation_status"], found["moderation_notes"], found["title"]) == (
        "approved",
        "seen",
        "Jazz at noon",
    )
    assert found["verification_status"] == "verified"
    assert (found["moderated_by"], found["moderated_at"]) == ("approveer", NOW)
    assert drafted(by("a"), decisions=[])["moderated_by"] is None
    assert drafted(by("a"), decisions=verdicts[:1])["moderation_status"] == "rejected"


def test_an_edit_that_does_not_fit_waits_with_its_reason() -> None:
    found = drafted(by("a", venue=TOIT), decisions=[decided("edit", {"capacity": -1})])
    assert found["moderation_status"] == "pending"
    assert "an edit does not fit: ('capacity',)" in found["moderation_reasons"]


def test_an_event_without_a_date_is_none() -> None:
    nothing = by("a")
    nothing.listing.occurrences = []
    with pytest.raises(LookupError):
        drafted(nothing)


def test_the_first_picture_is_the_main_one() -> None:
    images = [Image(url=f"https://a.example/{n}.jpg", alt=f"{n}") for n in range(2)]
    assert drafted(by("a", images=images))["images"] == [
        {"url": "https://a.example/0.jpg", "alt": "0", "primary": True},
        {"url": "https://a.example/1.jpg", "alt": "1", "primary": False},
    ]


def test_every_column_of_an_event_of_which_much_is_known() -> None:
    sure = {"title": 0.95, "venue": 0.95, "price": 0.7}
    official = by(
        "venue", at(0, 2), at(168, 2), official=True, priority=2, title="Ragas at Dusk", description="Doors at six.",
        description_marks=[Mark(start=9, end=12, tag="b")], venue=TOIT, url="https://toit.example/ragas", sure=sure,
        recurrence=Recurrence(rrule="FREQ=WEEKLY;COUNT=2", expanded_until=EVENING), category="music",
        organizer=Organizer(name="Raga Circle", type="community", url="https://raga.example/", email_hash="ab" * 32),
        price=Price(cost_type="paid", minimum=Decimal(250), maximum=Decimal(500), currency="INR"), tags=["ragas"],
        subcategory="hindustani", keywords=["sitar"], capacity=80, registration_required=True,
        ticket_url="https://tickets.example/1", images=[Image(url="https://toit.example/1.jpg", alt="Ragas")],
    )  # fmt: skip
    blog = by(
        "blog", priority=7, title="Ragas at dusk", url="https://blog.example/1", description="Longer words of it."
    )
    found = drafted(official, blog, decisions=[decided("edit", {"capacity": 60}), decided("flag", reason="look at it")])
    known = {"source": "venue", "origin": "structure"}
    assert found == {
        "source_id": uuid5(NAMES, "source venue"), "primary": uuid5(NAMES, "venue"), "title": "Ragas at Dusk",
        "description": "Doors at six.", "description_html": "Doors at <b>six</b>.", "category": "music",
        "subcategory": "hindustani", "tags": ["ragas"], "start_time": EVENING,
        "end_time": EVENING + timedelta(hours=2), "timezone": "Asia/Kolkata", "date_only": False, "is_recurring": True,
        "recurrence_rule": {"rrule": "FREQ=WEEKLY;COUNT=2"}, "venue_name": "Toit",
        "venue_address": "100 Feet Road, Indiranagar", "place_slug": "toit", "latitude": 12.979426,
        "longitude": 77.640617, "location_precision": "venue", "approximate": None, "plus_code": "7J4VXJHR+Q6",
        "google_place_id": None, "organizer_name": "Raga Circle", "organizer_type": "community",
        "contact_info": {"url": "https://raga.example/", "email_hash": "ab" * 32},
        "external_url": "https://toit.example/ragas", "ticket_url": "https://tickets.example/1", "cost_type": "paid",
        "price_range": {"minimum": "250", "maximum": "500", "currency": "INR"}, "capacity": 60,
        "is_outdoors": False, "availability": None, "registration_required": True, "named_area": "indiranagar",
        "status": "scheduled",
        "links": [{"source": "venue", "name": "Venue", "url": "https://toit.example/ragas"}], "quality_score": 0.81,
        "verification_status": "official", "moderation_status": "flagged", "moderation_reasons": [],
        "moderation_notes": "look at it", "moderated_by": "flager", "moderated_at": NOW,
        "images": [{"url": "https://toit.example/1.jpg", "alt": "Ragas", "primary": True}],
        "occurrences": [
            {"starts_at": f"2026-03-{day}T20:00:00+05:30", "ends_at": f"2026-03-{day}T22:00:00+05:30",
             "date_only": False, "cancelled": False}
            for day in ("06", "13")
        ],
        "provenance": {
            "title": {**known, "confidence": 0.95}, "venue": {**known, "confidence": 0.95},
            "price": {**known, "confidence": 0.7}, "capacity": {"origin": "person", "confidence": 1.0, "stated": 80},
            "occurrences": {"sources": ["venue"]},
            **{name: {"source": "venue"} for name in (
                "url", "images", "organizer", "registration_required", "description", "category")},
        },
    }  # fmt: skip


def test_every_column_of_an_event_of_which_little_is_known() -> None:
    road = Approximate(precision="road", latitude=12.97, longitude=77.64, metres=300)
    found = drafted(by("blog", at(0, date_only=True), venue=Venue(name="Somewhere", approximate=road)))
    stated = {name: value for name, value in found.items() if value not in (None, [], False)}
    assert stated == {
        "source_id": uuid5(NAMES, "source blog"), "primary": uuid5(NAMES, "blog"), "title": "Jazz by blog",
        "start_time": EVENING, "timezone": "Asia/Kolkata", "date_only": True, "venue_name": "Somewhere",
        "location_precision": "road", "approximate": {"latitude": 12.97, "longitude": 77.64, "metres": 300},
        "status": "scheduled", "quality_score": 0.35, "verification_status": "unverified",
        "moderation_status": "approved",
        "occurrences": [
            {"starts_at": "2026-03-06T20:00:00+05:30", "ends_at": None, "date_only": True, "cancelled": False}
        ],
        "provenance": {
            "title": {"source": "blog"}, "venue": {"source": "blog"}, "occurrences": {"sources": ["blog"]}
        },
    }  # fmt: skip
