"""Venues, categories, announcements, titles: what the words of a listing mean."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.listing import Category, Venue
from include.understand.category.categories import categorise
from include.understand.category.category_text import CategoryText
from include.understand.category.embeddings import embedder
from include.understand.place.announced.venue_text import name_in_text, venue_in_text
from include.understand.place.locate import locate
from include.understand.place.venues import find_venue
from include.understand.text.organizers import find_organizer, is_seller
from include.understand.text.posts.announce import rejection_reason
from include.understand.text.titles import title_key

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("name", "address", "slug"),
    [
        ("Toit Brewpub", None, "toit"),
        ("BIC, Domlur", None, "bangalore-international-centre"),
        ("Underline Centre, Indiranagar", None, "underline-center"),
        ("The Huming Tree", None, "the-humming-tree"),
        ("Domlur Club", None, "domlur-club"),
        ("Indiranagar Club", None, "indiranagar-club"),
        (None, "Atta Galatta, Indira Nagar, Bangalore", "atta-galatta"),
        ("Brik Oven", "Church Street, Bengaluru 560001", None),
        ("Brik Oven", "Bengaluru", None),
        ("Brik Oven", "Indiranagar", "brik-oven-indiranagar"),
        ("Social", "Koramangala, Bengaluru", None),
        ("A friend's terrace", None, None),
    ],
)
def test_venues_of_the_gazetteer(name: str | None, address: str | None, slug: str | None) -> None:
    found = find_venue(name, address, AREA)
    assert (found.venue.slug if found else None) == slug


@pytest.mark.parametrize(
    ("venue", "point"),
    [
        (Venue(name="Toit"), (12.979426, 77.640617)),
        (Venue(name="Our new studio", latitude=12.9701, longitude=77.6402), (12.9701, 77.6402)),
        (Venue(name="Our new studio", latitude=0.0, longitude=0.0), (None, None)),
        (Venue(name="Our new studio", latitude=77.6402, longitude=12.9701), (12.9701, 77.6402)),
        (Venue(name="A beach shack", latitude=15.58, longitude=73.74), (15.58, 73.74)),
        (Venue(name="A beach shack", address="Bengaluru", latitude=15.58, longitude=73.74), (None, None)),
        (Venue(name="A hall", address="Mumbai, Bangalore", latitude=19.07, longitude=72.87), (19.07, 72.87)),
        (Venue(name="Toit", address="Bangalore", latitude=19.07, longitude=72.87), (12.979426, 77.640617)),
        (Venue(name="Toit", latitude=19.07, longitude=72.87), (19.07, 72.87)),
        (Venue(address="12th Main, HAL 2nd Stage", latitude=20.5937, longitude=78.9629), (None, None)),
        (Venue(name="Somewhere", latitude=12.9716, longitude=77.5946), (None, None)),
        (Venue(name="A friend's terrace"), (None, None)),
        (Venue(name="Toit", latitude=12.9352, longitude=77.6245), (12.9352, 77.6245)),
        (Venue(online=True, latitude=12.97, longitude=77.64), (None, None)),
    ],
)
def test_points_are_known_or_absent(venue: Venue, point: tuple[float | None, float | None]) -> None:
    located = locate(venue, AREA).venue
    assert (located.latitude, located.longitude) == point


def test_an_address_without_a_name_is_the_venue_at_that_spot() -> None:
    located = locate(Venue(address="178, 5th Main Rd", latitude=12.980109, longitude=77.63934), AREA)
    assert (located.venue.place_id, located.venue.name) == ("atta-galatta", "Atta Galatta")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Come by for a pint at Toit this Friday", "Toit"),
        ("Venue: Somebody's Attic, 12th Main", "Somebody's Attic"),
        ("Toit and many others brew their own", None),
        ("Venue: TBA", None),
    ],
)
def test_venues_in_running_text(text: str, name: str | None) -> None:
    found = venue_in_text("An evening", text, AREA)
    assert (found[0].name if found else None) == name


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("We're hiring!", "Send your CV", "a job offer"),
        ("Last night", "Thank you all for coming to our gig", "a look back"),
        ("Closed", "We are closed today", "a closure"),
        ("Jazz night", "Thanks for joining last time! Tickets for Friday are out", None),
    ],
)
def test_what_announces_nothing(title: str, text: str, reason: str | None) -> None:
    assert rejection_reason(title, text, AREA.words) == reason


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("An evening", "An evening hosted by Improv Lore. Come!", "Improv Lore"),
        ("An evening", "organised by The Friends of the Lake, with tea", "The Friends of the Lake"),
        ("An evening", "curated by Rukmini N\n\nPart One", "Rukmini N"),
        ("An evening", "hosted by us", None),
        ("The Attic Presents: Strings", "", "The Attic"),
        ("Lamp & Lane x Attic present Strings", "", "Lamp & Lane x Attic"),
        ("Strings, past and present", "", None),
        ("Insider presents Strings", "", None),
        ("Being Present: a yoga morning", "", None),
        ("Christmas presents wrapping workshop", "", None),
    ],
)
def test_organizers_in_title_and_text(title: str, text: str, name: str | None) -> None:
    assert find_organizer(title, text, AREA.words) == name


def test_a_ticket_seller_is_not_the_organizer() -> None:
    assert is_seller("Zomato Live", AREA.words)
    assert not is_seller("The Insider Theatre Company", AREA.words)


CASES = [
    ("Sunday 5K with the lake runners", "sports"),
    ("Hands-on pottery workshop for beginners", "workshop"),
    ("Flea market with forty stalls", "market"),
    ("Stand-up comedy: an hour with friends", "cultural_event"),
    ("Carnatic concert by young artists", "music"),
    ("Supper club: a sadya by home cooks", "food_festival"),
    ("Board game night for strangers", "meetup"),
    ("Monaco GP live screening at the brewery", "sports"),
    ("An evening with a mentalist and a magician", "cultural_event"),
]


@pytest.mark.parametrize(("title", "category"), CASES)
def test_categories_by_words(title: str, category: str) -> None:
    assert categorise([CategoryText(title, (), "")], AREA, None)[0].category == category


@pytest.mark.parametrize(
    ("claim", "title", "category"),
    [
        (("meetup", 0.6), "Heritage walk: landmarks of the old market", "cultural_event"),
        (("meetup", 0.6), "An evening at the lake", "meetup"),
        (("music", 0.9), "Poetry and strings", "music"),
    ],
)
def test_what_a_site_calls_it_is_weighed_with_its_words(
    claim: tuple[Category, float], title: str, category: str
) -> None:
    assert categorise([CategoryText(title, (), "", claim)], AREA, None)[0].category == category


def test_the_model_decides_where_words_do_not() -> None:
    model = embedder()
    if model is None:
        pytest.skip("the embedding model's package is not installed")
    texts = [
        CategoryText("Painters gather by the lake to draw together and share materials", (), ""),
        CategoryText("Two voices and a lute sing the old melodies", (), ""),
    ]
    kinds = categorise(texts, AREA, model)
    assert kinds[1].category == "music"
    assert kinds[0].by_model


def test_titles_of_a_series_share_their_key() -> None:
    titles = ("Chess Cafe | 17th April | Indiranagar", "The CHESS café, Bengaluru")
    assert [title_key(title, AREA.words) for title in titles] == ["cafe chess", "cafe chess"]


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("With thanks to Bangalore International Centre.\nStarting point: Lamp House, Domlur", "Lamp House", "Domlur"),
        ("Presented in collaboration with Atta Galatta Bookstore", None, None),
        ("A pop-up by the chef of the Big Pitcher, at Atta Galatta", "Atta Galatta", None),
    ],
)
def test_a_labelled_venue_outweighs_one_that_is_only_named(text: str, name: str | None, address: str | None) -> None:
    found = venue_in_text("A walk", text, AREA)
    assert (found[0].name, found[0].address) == (name, address) if found else name is None


STREET = Venue(address="12th Main Rd, HAL 2nd Stage, Bengaluru")


@pytest.mark.parametrize(
    ("text", "venue", "name"),
    [
        ("Dance the night away at Secret Story.", STREET, "Secret Story Bar & Kitchen"),
        ("She has performed at Bangalore International Centre.", STREET, None),
        ("After the show, drinks at Toit.", STREET, None),
        ("Learn where - and how - to invest", STREET, None),
        ("Location: Shared after booking", STREET, None),
        ("Dance at Toit.", Venue(address="Whitefield Main Road", latitude=12.98, longitude=77.73), None),
        ("Dance at Toit.", Venue(address="298, 100 Feet Road", latitude=12.9793, longitude=77.6405), "Toit"),
        ("📍Venue: Lantern Yard", STREET, "Lantern Yard"),
        ("Venue: Indiranagar", STREET, None),
        ("Venue: Bengaluru", STREET, None),
        ("📍 Spaces fill fast — book today!", STREET, None),
        ("Venue: 12, 4th Cross", STREET, None),
    ],
)
def test_an_address_gets_the_name_that_the_text_gives(text: str, venue: Venue, name: str | None) -> None:
    assert name_in_text("An evening", text, venue, AREA) == name
