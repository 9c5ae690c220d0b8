"""What one record announces: structure first, then its text; and what is set aside with which reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from include.areas.area import folder_of, load_area
from include.errors import BrokenRecord, NotAnEvent
from include.listing import Listing, Occurrence, Price, Venue
from include.pipeline.reading.columns import local_dates
from include.pipeline.reading.documented import documented
from include.pipeline.reading.raw_listing import RawListing, over, posted, understand
from include.sources.configuration.instance import SourceInstance
from tests.pipeline.notes import Notes
from tests.pipeline.scene import NOW
from tests.understand.record.listings import EVENING, at

AREA = load_area("indiranagar")
SOURCE = SourceInstance(slug="notes", name="Notes", kind="rss", config={"url": "https://notes.example"})
DAY = at(-20, date_only=True)


def record(**raw: Any) -> RawListing:
    return RawListing(Notes, SOURCE, folder_of(SOURCE.area), raw, NOW, NOW, has_event=False)


def read(title: str = "Open studio", *dates: Any, **raw: Any) -> Listing:
    occurrences = [one.model_dump(mode="json") for one in dates]
    return understand(record(title=title, occurrences=occurrences, **raw))


def days(listing: Listing) -> list[date]:
    return local_dates(listing, AREA)


@pytest.mark.parametrize(
    ("raw", "at_most"),
    [
        ({"published": "2026-03-01T09:00:00+05:30"}, "2026-03-01T09:00:00+05:30"),
        ({"updated": "2026-03-01T03:30:00Z"}, "2026-03-01T09:00:00+05:30"),
        ({"published": "2026-05-01T09:00:00+05:30"}, "2026-03-02T09:00:00+05:30"),
        ({"published": "yesterday", "updated": "2026-03-01T09:00:00+05:30"}, "2026-03-01T09:00:00+05:30"),
        ({"published": 7}, "2026-02-28T09:00:00+05:30"),
        ({}, "2026-02-28T09:00:00+05:30"),
    ],
)
def test_when_a_record_was_published_is_never_later_than_now(raw: dict[str, Any], at_most: str) -> None:
    seen = replace(record(**raw), first_seen_at=NOW - timedelta(days=2))
    assert posted(seen) == datetime.fromisoformat(at_most)


def test_a_record_first_seen_in_the_future_is_read_from_today() -> None:
    assert posted(replace(record(), first_seen_at=NOW + timedelta(days=9))) == NOW


def test_what_is_over_for_more_than_a_day_announces_nothing() -> None:
    def listing(*dates: Any) -> Listing:
        return Listing(title="x", occurrences=list(dates))

    assert not over(listing(at()), EVENING + timedelta(hours=24))
    assert over(listing(at()), EVENING + timedelta(hours=24, seconds=1))
    assert not over(listing(at(0, 3)), EVENING + timedelta(hours=26))
    assert not over(listing(at(), at(48)), EVENING + timedelta(hours=30))


def test_a_listing_that_is_over_is_set_aside_unless_it_has_an_event() -> None:
    past = at(-24 * 20).model_dump(mode="json")
    late = record(title="Open studio", occurrences=[past])
    with pytest.raises(NotAnEvent, match="already over"):
        understand(late)
    assert understand(replace(late, has_event=True)).occurrences


def test_a_record_without_a_date_is_set_aside() -> None:
    with pytest.raises(NotAnEvent, match="it names no date"):
        read("Jazz at the club", description="An evening of jazz, all are welcome")


def test_the_text_gives_the_hour_of_a_day_that_it_speaks_of() -> None:
    listing = read("Open studio", DAY, description="On 6th March at 8 pm")
    assert (listing.occurrences[0].starts_at, listing.occurrences[0].date_only) == (EVENING, False)
    assert listing.provenance["occurrences"].confidence == 0.7
    other = read("Open studio", DAY, description="On 7th March at 8 pm")
    assert other.occurrences == [DAY]


def test_a_cancelled_day_stays_cancelled_at_the_hour_of_the_text() -> None:
    off = DAY.model_copy(update={"cancelled": True})
    assert read("Open studio", off, description="On 6th March at 8 pm").occurrences[0].cancelled


def test_an_hour_that_structure_gives_is_not_looked_for_in_the_text() -> None:
    assert read("Open studio", at(), description="On 6th March at 6 pm").occurrences == [at()]


def test_the_seller_of_the_tickets_is_not_the_organizer() -> None:
    assert read("Jazz", at(), organizer={"name": "BookMyShow"}).organizer.name is None
    assert read("Jazz", at(), organizer={"name": "Jazz Club"}).organizer.name == "Jazz Club"


@pytest.mark.parametrize(
    ("venue", "text", "name", "online"),
    [
        ({}, "Venue: Lamp Rooms, 12 Church Street", "Lamp Rooms", False),
        ({}, "Join us on Zoom", None, True),
        ({}, "Join us", None, False),
        ({"name": "Toit"}, "Venue: Lamp Rooms, 12 Church Street", "Toit", False),
        ({"address": "12 Church Street"}, "Venue: Lamp Rooms, 12 Church Street", "Lamp Rooms", False),
        ({"online": True}, "Venue: Lamp Rooms, 12 Church Street", None, True),
    ],
)
def test_the_text_gives_the_venue_that_structure_leaves_open(
    venue: dict[str, Any], text: str, name: str | None, online: bool
) -> None:
    found = read("Jazz", at(), venue=venue, description=text).venue
    assert (found.name, found.online) == (name, online)


def test_a_venues_own_site_names_it() -> None:
    listing = read("Jazz", at(), url="https://www.atta-galatta.com/events/1")
    assert listing.venue.name == "Atta Galatta"
    assert listing.provenance["venue"].origin == "gazetteer"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Tomorrow at Kite Theatre, 7 pm", "Atta Galatta"), ("Venue: Kite Theatre, CMH Road", "Kite Theatre")],
)
def test_only_a_place_that_is_called_one_outweighs_the_venue_whose_site_it_is(text: str, name: str) -> None:
    listing = read("Jazz", at(), url="https://www.atta-galatta.com/events/1", description=text)
    assert listing.venue.name == name


@pytest.mark.parametrize(
    ("price", "text", "cost_type", "minimum"),
    [
        ({}, "Tickets ₹300", "paid", 300),
        ({"cost_type": "paid"}, "Tickets ₹300", "paid", 300),
        ({"cost_type": "paid", "minimum": 500}, "Tickets ₹300", "paid", 500),
        ({"cost_type": "free", "minimum": 0}, "Entry: ₹300", "paid", 300),
        ({"cost_type": "donation"}, "Tickets ₹300", "donation", None),
        ({}, "Come as you are", None, None),
    ],
)
def test_the_text_gives_the_amount_that_structure_leaves_open(
    price: dict[str, Any], text: str, cost_type: str | None, minimum: int | None
) -> None:
    found = read("Jazz", at(), price=price, description=text).price
    assert (found.cost_type, found.minimum) == (cost_type, minimum)


def test_the_local_days_of_a_night_and_of_a_run_of_days() -> None:
    assert days(Listing(title="x", occurrences=[at(0, 8)])) == [date(2026, 3, 6)]  # until four in the morning
    assert days(Listing(title="x", occurrences=[at(0, 10)])) == [date(2026, 3, 6), date(2026, 3, 7)]
    assert days(Listing(title="x", occurrences=[at(0, 48), at(24)])) == [date(2026, 3, day) for day in (6, 7, 8)]
    assert len(days(Listing(title="x", occurrences=[at(0, 24 * 60)]))) == 32
    assert days(Listing(title="x", occurrences=[at(-20)])) == [date(2026, 3, 6)]
    utc = at().model_copy(update={"starts_at": datetime(2026, 3, 6, 20, tzinfo=UTC)})
    assert days(Listing(title="x", occurrences=[utc])) == [date(2026, 3, 7)]


class TestDocuments:
    """One odd value costs itself, and not the listing: what is taken out of a document, and what its reason is."""

    @staticmethod
    def made(**odd: Any) -> tuple[dict[str, Any], list[str]]:
        """The document of a listing in which these values were set later, without what it left out; and that."""
        listing = Listing(title="Ragas", occurrences=[at()], description="Doors at six.")
        for name in ("description", "price", "url"):
            listing.note(name, "structure", 0.9)
        for name, value in odd.items():
            setattr(listing, name, value)
        document = documented(listing)
        for name in ("title", "occurrences"):
            assert document.pop(name)
        return document, document.pop("left_out", [])

    def test_what_is_within_its_bounds_stays(self) -> None:
        sure = {"origin": "structure", "confidence": 0.9}
        assert self.made() == (
            {"description": "Doors at six.", "provenance": {"description": sure, "price": sure, "url": sure}}, []
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("odd", "left", "reasons", "unsure"),
        [
            ({"capacity": -1}, {}, ["capacity: -1, at least 0"], ()),
            ({"url": "javascript:x"}, {}, ["url: 'javascript:x' is no address"], ("url",)),
            ({"description": "x" * 100_001}, {}, ["description: 100,001 characters"], ("description",)),
            ({"price": Price.model_construct(cost_type="paid", minimum=-5, maximum=None, currency="INR")},
             {"price": {"cost_type": "paid", "currency": "INR"}}, ["price.minimum: -5, at least 0"], ()),
            ({"venue": Venue.model_construct(name="Hall", latitude=95.0, longitude=77.0)},
             {"venue": {"name": "Hall", "longitude": 77.0}}, ["venue.latitude: 95.0, at most 90"], ()),
            ({"keywords": ["jazz", "x" * 201, "sitar"]}, {"keywords": ["jazz", "sitar"]},
             ["keywords[1]: 201 char"], ()),
            ({"keywords": ["x" * 201, "jazz", "y" * 201]}, {"keywords": ["jazz"]},
             ["keywords[2]: 201 char", "keywords[0]: 201 char"], ()),
            ({"capacity": -1, "category": "opera"}, {}, ["category: ", "capacity: -1"], ()),
        ],
    )  # fmt: skip
    def test_what_is_beyond_a_bound_is_taken_out(
        self, odd: dict[str, Any], left: dict[str, Any], reasons: list[str], unsure: tuple[str, ...]
    ) -> None:
        document, why = self.made(**odd)
        sure = document.pop("provenance")
        text = {} if "description" in odd else {"description": "Doors at six."}
        assert document == {**text, **left}
        assert [one[: len(reason)] for one, reason in zip(why, reasons, strict=True)] == reasons
        assert set(sure) == {"description", "price", "url"} - set(unsure)

    def test_odd_dates_are_taken_out_as_long_as_one_is_left(self) -> None:
        odd = Occurrence.model_construct(starts_at=EVENING, ends_at=EVENING + timedelta(days=5_000))
        listing = Listing(title="Ragas", occurrences=[at(), at(24)])
        listing.occurrences[0] = odd
        document = documented(listing)
        assert [one["starts_at"] for one in document["occurrences"]] == [at(24).starts_at.isoformat()]
        assert document["left_out"][0].startswith("occurrences[0]: ")
        listing.occurrences = [odd]
        with pytest.raises(BrokenRecord):
            documented(listing)

    @pytest.mark.parametrize("odd", [{"title": ""}, {"timezone": "x" * 1_000}, {"status": "away"}])
    def test_without_what_a_listing_needs_it_is_none(self, odd: dict[str, Any]) -> None:
        with pytest.raises(BrokenRecord):
            self.made(**odd)
