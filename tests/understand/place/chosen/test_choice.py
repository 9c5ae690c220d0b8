"""Places that no rule finds and that are chosen among the names of a brief text, and prices alike."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.areas.area import load_area
from include.listing import Listing, Occurrence
from include.pipeline.reading.completing import complete
from include.sources.base import Reading
from include.sources.fields.plain_text import mask_contacts
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.place.chosen import choice
from include.understand.place.chosen.candidates import names_of, tokens_of
from include.understand.place.chosen.choice import likely_place, ranked
from include.understand.place.chosen.chunks import chunks_of
from include.understand.place.chosen.signals import candidates_of
from include.understand.text.money import chosen_amounts
from include.understand.text.money.amounts import find_money
from include.understand.text.money.chosen_amounts import possible_amounts
from include.understand.text.money.prices import in_one_form, likely_price, read_price
from include.understand.text.signal_weights import BIAS, MAX_BRIEF_CHARS, SignalWeights

AREA = load_area("indiranagar")
NAMELESS = "Kathak evening by Asha Rao\nSat 6 March 6.30 pm\nTickets 300\nGet to Sputnik (near the metro) by 6"
"""Its place stands where no rule looks."""
UNPRICED = "Jazz brunch\nSun 7 March, noon\nPatio seats 850, indoors 700"
"""No rule knows its classes."""


def test_a_text_falls_into_chunks_at_its_signs_and_not_within_names_hours_and_numbers() -> None:
    found = [one.text for one in chunks_of("Songs at St. Mark's Hall – 7:30 pm, ₹1,500\nDr. Rao sings")]

    assert found == ["Songs at St. Mark's Hall", "7:30 pm", "₹1,500", "Dr. Rao sings"]


def test_names_are_runs_of_capitals_what_follows_at_and_what_ends_as_a_place() -> None:
    (chunk,) = chunks_of("Jam with Asha Rao at the Blue Barn terrace on Friday")
    words = tokens_of(chunk)
    names = {" ".join(words.written[first:last]) for first, last in names_of(words)}

    assert {"Asha Rao", "Blue Barn terrace"} <= names
    assert "Friday" not in names


def test_a_place_that_no_rule_finds_is_chosen_and_where_it_stands_is_known() -> None:
    title, _, rest = NAMELESS.partition("\n")
    place = likely_place(NAMELESS, AREA)

    assert venue_in_text(title, rest, AREA) is None
    assert place is not None
    assert place.venue.name == NAMELESS[place.start :][: len(place.written)] == "Sputnik"


def test_numbers_that_no_rule_knows_are_chosen_as_prices_and_what_is_counted_is_none() -> None:
    price = likely_price(UNPRICED, AREA.money)

    assert read_price(UNPRICED, AREA.money).minimum is None
    assert (price.minimum, price.maximum, price.currency) == (700, 850, "INR")
    assert likely_price("Run\n6 March, 6 am\n300 runners, 10 km, 560038", AREA.money).minimum is None


@pytest.mark.parametrize(
    "text",
    [
        "Talk\n6 March, 6 pm. We read a book about the sea and drink tea",
        "Supper club with friends, sat 6 march 8 pm, come with an appetite",
    ],
)
def test_where_nothing_is_named_nothing_is_chosen(text: str) -> None:
    assert likely_place(text, AREA) is None


@pytest.mark.parametrize(
    "line",
    [
        "Call Suresh Kumar 98450 12345",
        "Contact: Priya Menon, 9845012345",
        "RSVP to Meera on WhatsApp 98450 99999",
        "Coordinator: Vinay Kumar",
        "Limited seats, text Farah",
        "Priya Menon - 9845012345",
        "At Meera's place",
        "Enquiries - Shalini",
        "Queries: Anita Rao",
    ],
)
def test_whom_one_is_to_contact_is_no_place_and_does_not_become_public(line: str) -> None:
    posted = datetime(2027, 3, 1, 12, tzinfo=AREA.zone)
    text = mask_contacts(f"Sat 6 March 6.30 pm\n{line}")
    listing = Listing(title="Clay workshop", description=text, timezone=AREA.zone.key)
    complete(listing, AREA, Reading(now=posted, area=AREA), posted)

    assert listing.occurrences
    assert listing.venue.name is None


def test_what_rules_left_on_purpose_is_not_chosen() -> None:
    assert likely_price("Fair\n6 March, 6 pm\nPaintings from ₹800 to ₹4,000", AREA.money).minimum is None


def test_of_a_long_text_nothing_is_chosen() -> None:
    assert likely_place(f"{NAMELESS}\n{'We sing. ' * MAX_BRIEF_CHARS}", AREA) is None
    assert likely_price(f"{UNPRICED}\n{'We sing. ' * MAX_BRIEF_CHARS}", AREA.money).minimum is None


def test_the_names_of_a_text_and_none_are_one_together() -> None:
    weights = SignalWeights({BIAS: 1.0, "name": 0.5})
    found = ranked(candidates_of(NAMELESS, AREA), weights)

    assert 0.5 < sum(one.probability for one in found) < 1
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)


def test_most_signals_have_a_weight() -> None:
    """Signals that are renamed and not trained anew would count nothing, and nobody would be told."""
    text = in_one_form(UNPRICED, AREA.money)
    for candidates, path in (
        (candidates_of(NAMELESS, AREA), choice.SHIPPED),
        (possible_amounts(text, find_money(text, AREA.money)), chosen_amounts.SHIPPED),
    ):
        known = SignalWeights.read(path).weights
        signals = [signal for one in candidates for signal in one.signals]

        assert sum(signal in known for signal in signals) > len(signals) / 2


def test_the_bias_is_what_speaks_for_none() -> None:
    weights = SignalWeights({BIAS: 1.0, "name": 2.0})

    assert weights.score(("name", "unknown")) == 2.0


@pytest.mark.parametrize(("structured", "chosen"), [(False, "Sputnik"), (True, None)])
def test_only_a_text_that_states_day_and_hour_itself_has_its_place_chosen(structured: bool, chosen: str | None) -> None:
    """What is dated by structure mostly leaves its place to structure, too."""
    title, _, text = NAMELESS.partition("\n")
    posted = datetime(2027, 3, 1, 12, tzinfo=AREA.zone)
    listing = Listing(title=title, description=text, timezone=AREA.zone.key)
    if structured:
        listing.occurrences = [Occurrence(starts_at=posted + timedelta(days=5, hours=6))]
    complete(listing, AREA, Reading(now=posted, area=AREA), posted)

    assert listing.venue.name == chosen
    assert chosen is None or listing.provenance["venue"].characters == (66, 73)
