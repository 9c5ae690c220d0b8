"""A listing's title and description without private names, and what still says where its values were read."""

from __future__ import annotations

from include.areas.area import load_area
from include.listing import MAX_TITLE_CHARS, Listing, Mark, Organizer, Venue, read
from include.understand.personal.masking import mask_names, masked

AREA = load_area("indiranagar")


def test_title_and_description_are_masked() -> None:
    listing = Listing(title="Jam, call Anjali", description="Contact Suresh [phone].\nEntry 499.")

    mask_names(listing, AREA)

    assert listing.title == "Jam, call [name]"
    assert listing.description == "Contact [name] [phone].\nEntry 499."


def test_what_was_read_is_still_found_in_the_text() -> None:
    title, description = "Jam, call Anjali", "Contact Suresh [phone].\nEntry 499, by Old Loft."
    listing = Listing(title=title, description=description)
    text = f"{title}\n{description}"
    for field, value in (("price", "499"), ("organizer", "Old Loft"), ("venue", "Suresh"), ("occurrences", "Jam")):
        at = text.index(value)
        listing.note(field, "text", 0.7, (at, at + len(value)))

    mask_names(listing, AREA)

    after = f"{listing.title}\n{listing.description}"
    places = {field: one.characters for field, one in listing.provenance.items()}
    assert places["venue"] is None, "the name itself is gone"
    assert [after[slice(*places[field] or (0, 0))] for field in ("price", "organizer", "occurrences")] == [
        "499",
        "Old Loft",
        "Jam",
    ]


def test_a_masked_text_keeps_its_bound() -> None:
    title = "x" * (MAX_TITLE_CHARS - 7) + " DM Uma"
    listing = Listing(title=title)

    mask_names(listing, AREA)

    assert listing.title == title.replace("Uma", "…")
    read(listing.document())


def test_a_home_that_was_read_from_the_text_as_the_venue_names_nobody() -> None:
    listing = Listing(
        title="Potluck", description="At Meera's place", venue=Venue(name="Meera's place", address="Hill")
    )
    listing.note("venue", "text", 0.7, (11, 24))

    mask_names(listing, AREA)

    assert listing.description == "At [name]'s place"
    assert (listing.venue.name, listing.venue.address) == (None, "Hill")


def test_a_host_that_is_named_as_such_stays() -> None:
    listing = Listing(title="Jam", description="Loft Nine: [phone]", organizer=Organizer(name="Loft Nine"))

    mask_names(listing, AREA)

    assert listing.description == "Loft Nine: [phone]"
    assert masked("nobody", []) == "nobody"


def test_marks_stay_on_their_words_and_a_link_on_a_name_goes() -> None:
    link = Mark(start=8, end=14, tag="a", url="https://social.example/suresh")
    marks = [Mark(start=0, end=14, tag="b"), link, Mark(start=24, end=29, tag="i")]
    listing = Listing(title="Jam", description="Contact Suresh [phone]. Entry 499.", description_marks=marks)

    mask_names(listing, AREA)

    text = listing.description or ""
    assert [(one.tag, text[one.start : one.end]) for one in listing.description_marks] == [
        ("b", "Contact [name]"),
        ("i", "Entry"),
    ]
