"""Which listing's value an event shows, field by field, and what a person's edit does to it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from include.areas.area import load_area
from include.listing import Image, Listing, Mark, Price, Venue
from include.understand.record.golden import Golden, merge
from include.understand.record.sourced import SourcedListing, standing
from tests.understand.record.listings import at, by

AREA = load_area("indiranagar")


def golden(*listings: SourcedListing, edits: list[dict[str, Any]] | None = None) -> Golden:
    return merge(listings, AREA, edits or [])


def record(*listings: SourcedListing) -> Listing:
    return golden(*listings).listing


def test_the_official_source_before_every_priority_and_the_better_priority_before_the_others() -> None:
    venue, good, better = by("venue", priority=10, official=True), by("good", priority=2), by("better", priority=1)
    assert record(good, better, venue).title == "Jazz by venue"
    assert record(good, better).title == "Jazz by better"


def test_whoever_is_moderated_stands_below_all_others_whatever_the_priorities() -> None:
    others = [standing(official, priority, False) for official in (True, False) for priority in range(1, 11)]
    assert min(standing(True, 1, True), standing(False, 10, True)) > max(others)
    assert others == sorted(set(others)), "official ones before all others, each priority before the next"


def test_of_one_standing_the_surer_then_the_earlier_then_the_alphabet() -> None:
    sure, unsure = by("z", sure={"title": 0.9}), by("a", sure={"title": 0.4})
    assert record(unsure, sure).title == "Jazz by z"
    unknown = by("m")
    assert record(unsure, unknown).title == "Jazz by m"  # an unknown confidence is 0.5
    earlier = by("y", first_seen=date(2026, 2, 1))
    assert record(by("a"), earlier).title == "Jazz by y"
    assert record(by("b"), by("a")).title == "Jazz by a"


def test_neither_random_ids_nor_the_order_of_rows_decide_anything() -> None:
    """Rows come in the order of their ids, which a second load of the same records gives anew."""
    alike = [
        by(
            slug, at(hour, 2), external_id=key, description=f"As {slug} has it, {key}.", tags=[f"{slug} {key}"],
            venue=Venue(name=f"Hall of {slug} {key}"), price=Price(cost_type="paid", minimum=Decimal(100 + hour)),
            images=[Image(url=f"https://{slug}.example/{key}.jpg")],
        )
        for slug, key, hour in (("a", "1", 0), ("a", "2", 24), ("b", "1", 1), ("b", "2", 24), ("c", "1", 2))
    ]  # fmt: skip
    found = set()
    for order in permutations(alike):
        loaded = [replace(one, id=uuid4()) for one in order]
        made = merge(loaded, AREA)
        provenance = json.dumps(made.provenance, sort_keys=True, default=str)
        found.add((made.primary.slug, made.primary.external_id, made.listing.model_dump_json(), provenance))
    ((slug, key, *_),) = found
    assert (slug, key) == ("a", "1")


def test_a_listing_that_is_gone_counts_only_when_no_other_is_left() -> None:
    left = by("left", priority=1, gone=True)
    assert record(left, by("here", priority=9)).title == "Jazz by here"
    assert record(left).title == "Jazz by left"


def test_an_official_listing_that_is_gone_is_not_taken_over_but_by_another_official_one() -> None:
    venue = by("venue", official=True, gone=True)
    assert record(venue, by("blog", priority=1)).title == "Jazz by venue"
    assert record(venue, by("organizer", official=True, priority=10)).title == "Jazz by organizer"


def test_links_travel_together() -> None:
    bare = by("venue", official=True)
    assert record(bare, by("blog", url="https://blog.example/1")).url is None
    one, other = by("one", priority=1, url="https://one.example/e"), by("other", ticket_url="https://other.example/t")
    assert (record(one, other).url, record(one, other).ticket_url) == ("https://one.example/e", None)


def test_what_anybody_may_add_is_not_what_would_hold_the_event_back() -> None:
    first = by("first", priority=1)
    assert record(first, by("second", description="An evening of jazz")).description == "An evening of jazz"
    assert record(first, by("second", description="Double your money")).description is None
    third = by("third", priority=9, description="Songs of old")
    assert record(first, by("second", description="Double your money"), third).description == "Songs of old"
    assert record(first, by("second", price=Price(cost_type="paid", maximum=Decimal(60_000)))).price == Price()


def test_a_listings_own_suspicious_words_are_shown_so_that_they_are_seen() -> None:
    assert record(by("first", description="Double your money")).description == "Double your money"


def test_an_amount_completes_the_bare_word_that_it_costs_something() -> None:
    ticketed, amount = Price(cost_type="paid"), Price(cost_type="paid", minimum=Decimal(300), currency="INR")
    assert record(by("first", priority=1, price=ticketed), by("second", price=amount)).price == amount
    free = Price(cost_type="free", minimum=Decimal(0), maximum=Decimal(0))
    assert record(by("first", priority=1, price=free), by("second", price=amount)).price == free
    assert record(by("first", priority=1, price=ticketed), by("second", price=free)).price == ticketed


def test_pictures_are_all_of_one_source_in_its_order_each_once() -> None:
    first, second, third = (Image(url=f"https://a.example/{n}.jpg") for n in range(3))
    mine = by("a", priority=1, images=[first, second, first, third])
    assert record(mine, by("b", images=[Image(url="https://b.example/x.jpg")])).images == [first, second, third]
    assert record(by("a", priority=1), by("b", images=[second])).images == [second]


def test_an_event_shows_ten_pictures_and_twelve_tags_of_more() -> None:
    pictures = [Image(url=f"https://a.example/{number}.jpg") for number in range(11)]
    tags = [f"tag {number}" for number in range(13)]
    shown = record(by("a", images=pictures, tags=tags))
    assert (shown.images, shown.tags) == (pictures[:10], tags[:12])


def test_tags_are_those_of_the_best_each_once() -> None:
    one, other = by("a", tags=["jazz", "live"]), by("b", tags=["live", "night"])
    assert record(one, other).tags == ["jazz", "live", "night"]
    assert record(by("a", priority=1, tags=["jazz"]), other).tags == ["jazz"]


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [
        (["cancelled", "cancelled"], "cancelled"),
        (["cancelled", "scheduled"], "scheduled"),
        (["cancelled", "postponed"], "scheduled"),
        (["postponed", "postponed"], "postponed"),
    ],
)
def test_the_best_sources_cancel_together_or_not_at_all(statuses: list[Any], shown: str) -> None:
    listings = [by(f"s{n}", status=status) for n, status in enumerate(statuses)]
    assert record(*listings).status == shown


def test_an_official_word_is_enough_and_a_lesser_one_is_none() -> None:
    assert record(by("venue", official=True, status="cancelled"), by("blog")).status == "cancelled"
    assert record(by("venue", official=True), by("blog", priority=1, status="cancelled")).status == "scheduled"
    assert record(by("good", priority=1), by("blog", priority=9, status="cancelled")).status == "scheduled"


def test_the_primary_listing_and_where_each_field_comes_from() -> None:
    venue = by("venue", official=True, sure={"title": 0.9})
    found = golden(by("blog", description="An evening of jazz"), venue)
    assert found.primary is venue
    assert found.provenance["title"] == {"source": "venue", "origin": "structure", "confidence": 0.9}
    assert found.provenance["description"] == {"source": "blog"}
    assert "capacity" not in found.provenance


def test_a_persons_edit_outweighs_every_source_and_the_latest_of_two_counts() -> None:
    edits = [{"title": "Jazz at noon", "capacity": 40}, {"title": "Jazz at night"}]
    found = golden(by("venue", official=True, title="Jazz"), edits=edits)
    assert (found.listing.title, found.listing.capacity) == ("Jazz at night", 40)
    assert found.provenance["title"] == {"origin": "person", "confidence": 1.0, "stated": "Jazz"}, "the source's own"
    assert found.provenance["capacity"] == {"origin": "person", "confidence": 1.0}, "no source states one"
    assert found.failed_edits == []


def test_an_edit_that_does_not_fit_is_named_and_the_others_apply() -> None:
    found = golden(by("venue"), edits=[{"capacity": -1}, {"title": "Jazz at night"}])
    assert (found.listing.title, found.listing.capacity) == ("Jazz at night", None)
    assert found.failed_edits == ["an edit does not fit: ('capacity',)"]


def test_a_venue_that_a_person_names_is_found_on_the_map() -> None:
    venue = golden(by("blog", venue=Venue(name="Somewhere")), edits=[{"venue": {"name": "Toit"}}]).listing.venue
    assert (venue.place_id, venue.latitude) == ("toit", 12.979426)


def test_marks_come_with_their_text_and_go_with_it() -> None:
    marks = [Mark(start=0, end=4, tag="b")]
    first, second = by("a", description="Loud music"), by("b", priority=9, description="Soft", description_marks=marks)
    assert record(first, second).description_marks == []
    marked = by("a", description="Loud music", description_marks=marks)
    assert record(marked, second).description_marks == marks
    edited = golden(marked, edits=[{"description": "By hand"}]).listing
    assert (edited.description, edited.description_marks) == ("By hand", [])


def test_what_is_left_of_tickets_is_that_of_the_owner_and_may_go_back_to_nothing() -> None:
    venue, shop = by("venue", official=True), by("shop", availability="sold_out", sure={"availability": 0.95})
    assert record(shop).availability == "sold_out"
    assert golden(shop).provenance["availability"] == {"source": "shop", "origin": "structure", "confidence": 0.95}
    assert record(venue, shop).availability is None
    assert record(by("venue", official=True, availability="limited"), shop).availability == "limited"


def test_of_several_dates_of_one_source_each_has_to_be_sold_out() -> None:
    first = by("shop", at(), external_id="1", availability="sold_out")
    assert record(first, by("shop", at(24), external_id="2", availability="sold_out")).availability == "sold_out"
    assert record(first, by("shop", at(24), external_id="2", availability="available")).availability == "available"
    assert record(first, by("shop", at(24), external_id="2")).availability is None


def test_a_date_that_another_source_lists_is_not_sold_out_by_a_source_that_has_it_not() -> None:
    shop = by("shop", at(), availability="sold_out")
    assert record(shop, by("blog", at())).availability == "sold_out"
    assert record(shop, by("blog", at(24))).availability is None
    assert record(by("shop", at(), availability="limited"), by("blog", at(24))).availability == "limited"
