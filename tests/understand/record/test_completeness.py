"""What a publisher could improve, by field."""

from __future__ import annotations

from include.listing import Listing, Organizer, Price, Venue
from include.understand.record.completeness import WANTED, completeness, stated_fields
from tests.understand.record.listings import at


def listing(origin: str = "structure", **about: object) -> Listing:
    made = Listing.model_validate({"title": "Jazz", **about})
    for field in ("description", "venue", "occurrences"):
        made.note(field, origin, 0.9)  # type: ignore[arg-type]
    return made


def test_each_field_is_stated_found_in_the_text_or_missing() -> None:
    listings = [listing(description="a"), listing("text", description="b"), listing("text", description="c"), listing()]
    (found,) = [one for one in completeness(listings, "schema_org") if one.name == "description"]
    assert (found.stated, found.in_text, found.missing) == (1, 2, 1)
    assert all(one.stated + one.in_text + one.missing == 4 for one in completeness(listings, "rss"))
    assert completeness([], "schema_org") == []


def test_a_field_is_called_as_the_sources_own_format_calls_it() -> None:
    names = {kind: {one.name: one.property for one in completeness([listing()], kind)} for kind in ("rss", "icalendar")}
    assert (names["rss"]["start"], names["icalendar"]["start"]) == ("startDate", "DTSTART")
    assert (names["rss"]["price"], names["icalendar"]["price"]) == ("offers", "offers")
    assert list(names["rss"]) == [one.name for one in WANTED]


def test_what_a_listing_states() -> None:
    assert stated_fields(listing()) == []
    assert stated_fields(listing(has_own_id=True, url="https://a.example/1")) == ["page", "id"]
    assert stated_fields(listing(occurrences=[at(date_only=True)])) == ["start"]
    assert stated_fields(listing(occurrences=[at(0, 2)])) == ["start", "hour", "end"]
    assert stated_fields(listing("text", occurrences=[at(0, 2)])) == []
    here = Venue(name="Toit", address="100 Feet Road", latitude=12.9, longitude=77.6)
    assert stated_fields(listing(venue=here)) == ["venue", "address", "point"]
    assert stated_fields(listing(venue=Venue(online=True))) == ["venue", "address", "point"]
    assert stated_fields(listing(price=Price(cost_type="free"), organizer=Organizer(name="Club"))) == [
        "price", "organizer",
    ]  # fmt: skip
