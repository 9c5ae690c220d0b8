"""How good a record is, how far it is confirmed, and what waits for a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Image, Listing, Organizer, Price, Venue
from include.understand.record.quality import Moderation, moderate, quality, verification
from tests.understand.record.listings import EVENING, at, by

AREA = load_area("indiranagar")
NOW = EVENING - timedelta(days=2)
HERE = Venue(name="Toit", latitude=12.979, longitude=77.64)


def full(**more: Any) -> Listing:
    """A record that lacks nothing."""
    about: dict[str, Any] = {
        "title": "Monsoon Jazz Quartet", "description": "x" * 200, "occurrences": [at()], "venue": HERE,
        "price": Price(cost_type="free"), "images": [Image(url="https://a.example/1.jpg")],
        "organizer": Organizer(name="Jazz Club"),
    }  # fmt: skip
    return Listing(**{**about, **more})


def judged(record: Listing, decision: str | None = None, now: datetime = NOW, **more: Any) -> Moderation:
    return moderate(record, AREA, now, decision, more.get("notes"), more.get("failed", ()))


@pytest.mark.parametrize(
    ("lacking", "score"),
    [
        ({}, 1.0),
        ({"title": "JAZZ"}, 0.85),
        ({"title": "JAZZ CLUB"}, 0.85),
        ({"title": "Jazz club"}, 1.0),
        ({"title": "LIVE AT THE JAZZ CLUB"}, 1.0),
        ({"description": "x" * 100}, 0.9),
        ({"description": None}, 0.8),
        ({"occurrences": [at(date_only=True)]}, 0.9),
        ({"occurrences": []}, 0.8),
        ({"venue": Venue(name="Toit")}, 0.9),
        ({"venue": Venue(address="100 Feet Road")}, 0.9),
        ({"venue": Venue(online=True)}, 0.95),
        ({"venue": Venue()}, 0.8),
        ({"price": Price()}, 0.9),
        ({"images": []}, 0.9),
        ({"organizer": Organizer()}, 0.95),
    ],
)
def test_what_each_field_is_worth(lacking: dict[str, Any], score: float) -> None:
    assert quality(full(**lacking)) == pytest.approx(score)


def test_an_event_is_official_by_a_source_that_still_lists_it() -> None:
    record = full()
    assert verification([by("blog"), by("venue", official=True)], record, None) == "official"
    assert verification([by("blog"), by("venue", official=True, gone=True)], record, None) == "unverified"


def test_an_event_is_verified_by_two_independent_sources_of_one_start_or_by_a_person() -> None:
    one, other = by("a", title="Jazz"), by("b", at(0.5), title="Blues")
    assert verification([one], full(), None) == "unverified"
    assert verification([one, other], full(), None) == "verified"
    assert verification([one, by("b", at(0.75), title="Blues")], full(), None) == "unverified"
    assert verification([one, by("b", at(), title="Blues", gone=True)], full(), None) == "unverified"
    assert verification([one], full(), "approve") == "verified"
    assert verification([one], full(), "reject") == "unverified"


def test_agreement_on_a_day_alone_verifies_nothing() -> None:
    day = at(date_only=True)
    record = full(occurrences=[day])
    assert verification([by("a", day, title="Jazz"), by("b", day, title="Blues")], record, None) == "unverified"


def test_what_raises_no_doubt_is_approved() -> None:
    assert judged(full()) == Moderation("approved")
    assert judged(full(url=None)) == Moderation("approved")


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"title": "Fest", "description": None, "venue": Venue(), "url": "https://a.example", "images": []}, None),
        ({"venue": Venue()}, "no venue and no link"),
        ({"venue": Venue(), "url": "https://a.example/1"}, None),
        ({"occurrences": [at(24 * 400)]}, "far in the future"),
        ({"occurrences": [at(24 * 400), at()]}, None),
        ({"price": Price(cost_type="paid", maximum=Decimal(50_001))}, "unusual price"),
        ({"price": Price(cost_type="paid", maximum=Decimal(50_000))}, None),
    ],
)
def test_what_waits_for_a_person_with_its_reason(about: dict[str, Any], reason: str | None) -> None:
    assert judged(full(**about)) == (Moderation("pending", (reason,)) if reason else Moderation("approved"))


def test_a_poor_record_waits_with_every_reason_that_applies() -> None:
    poor = Listing(title="FEST", occurrences=[at(date_only=True)])
    assert judged(poor, failed=["an edit does not fit"]).reasons == (
        "an edit does not fit", "low quality", "no venue and no link",
    )  # fmt: skip


@pytest.mark.parametrize(("decision", "status"), [("approve", "approved"), ("reject", "rejected"), ("flag", "flagged")])
def test_a_persons_decision_stands_against_every_doubt(decision: str, status: str) -> None:
    poor = Listing(title="FEST", occurrences=[at()])
    assert judged(poor, decision, notes="seen") == Moderation(status, (), "seen")  # type: ignore[arg-type]


def test_what_names_another_place_is_rejected_and_waits_for_nobody() -> None:
    elsewhere = full(venue=Venue(name="Lamp Rooms", address="Whitefield, Bengaluru"))
    assert judged(elsewhere) == Moderation("rejected", ("outside the area",))
    assert judged(elsewhere, "approve").status == "approved"
    online = full(venue=Venue(name="Lamp Rooms", address="Whitefield, Bengaluru", online=True))
    assert judged(online).status == "approved"
    placed = full(venue=Venue(name="Lamp Rooms", address="Whitefield, Bengaluru", latitude=12.97, longitude=77.75))
    assert judged(placed).status == "approved"  # a point is compared with the outline, in SQL
