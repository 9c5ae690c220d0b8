"""Each value read from text keeps the characters that it came from, in the listing and in the golden record."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from include.areas.area import load_area
from include.listing import Listing, read
from include.pipeline.reading.completing import complete
from include.sources.base import Reading
from include.understand.record.golden import merge
from include.understand.record.sourced import SourcedListing

NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
AREA = load_area("indiranagar")


def completed(title: str, description: str) -> Listing:
    listing = Listing(title=title, description=description, timezone=AREA.zone.key)
    complete(listing, AREA, Reading(now=NOW, area=AREA), NOW)
    return listing


def quoted(listing: Listing) -> dict[str, str]:
    """The characters of each field."""
    text = f"{listing.title}\n{listing.description}"
    noted = {field: one.characters for field, one in listing.provenance.items() if one.characters}
    return {field: text[start:stop] for field, (start, stop) in noted.items()}


def test_date_place_price_and_organizer_name_their_characters() -> None:
    listing = completed(
        "Open mic 🎤",
        "Hosted by Improv Lore.\n📅 Sat, 14 March, 7:30 pm\n📍 Lantern Room, 12th Main\nEntry ₹1,499 per head",
    )
    assert quoted(listing) == {
        "occurrences": "Sat, 14 March, 7:30 pm",
        "venue": "Lantern Room",
        "price": "1,499",
        "organizer": "Improv Lore",
    }


def test_they_survive_the_ledger_and_reach_the_golden_record() -> None:
    listing = read(completed("Open mic", "Sat, 14 March, 7:30 pm\n📍 Lantern Room, 12th Main").document())
    assert quoted(listing)["venue"] == "Lantern Room"
    sourced = SourcedListing(
        id=UUID(int=1), source_id=UUID(int=2), slug="a", source_name="A", external_id="1", priority=3, official=False,
        gone=False, listing=listing,
    )  # fmt: skip
    golden = merge([sourced], AREA)
    assert golden.provenance["venue"]["characters"] == listing.provenance["venue"].characters


def test_folded_letters_stand_where_they_stood() -> None:
    assert quoted(completed("Jam", "𝗦𝗮𝘁 𝟭𝟰 𝗠𝗮𝗿𝗰𝗵, 7 pm"))["occurrences"] == "𝗦𝗮𝘁 𝟭𝟰 𝗠𝗮𝗿𝗰𝗵, 7 pm"


def test_a_translated_text_names_no_characters() -> None:
    listing = completed("ಜಾತ್ರೆ", "14 ಮಾರ್ಚ್ 2026, ಸಂಜೆ 7 ಗಂಟೆಗೆ")
    assert listing.provenance["occurrences"].characters is None
    assert listing.occurrences
