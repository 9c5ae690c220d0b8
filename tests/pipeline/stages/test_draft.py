"""The draft of an event: the columns made of its golden record, its links, its status, and a person's verdict."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Image, Recurrence, Venue
from include.pipeline.stages.enrich import draft
from include.understand.record.sourced import SourcedListing
from tests.understand.record.listings import EVENING, at, by

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
