"""Venues that no gazetteer has, as announcements name them; and names that are no venue."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text

AREA = load_area("indiranagar")


def found(text: str, title: str = "An evening") -> tuple[str | None, str | None] | None:
    venue = venue_in_text(title, text, AREA)
    return (venue[0].name, venue[0].address) if venue else None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Place: Kite Theatre, CMH Road", ("Kite Theatre", "CMH Road")),
        ("📌 Heron Books", ("Heron Books", None)),
        ("Location - Smash Arena", ("Smash Arena", None)),
        ("📌 Where: Heron Books, CMH Road", ("Heron Books", "CMH Road")),
        ("📍Venue - Heron Books 👥\nEntry: free", ("Heron Books", None)),
        ("ಸ್ಥಳ: ಕಾವ್ಯ ಮನೆ, ಇಂದಿರಾನಗರ", ("ಕಾವ್ಯ ಮನೆ", "ಇಂದಿರಾನಗರ")),
        ("स्थान: कला भवन", ("कला भवन", None)),
        (
            "Time: 11 AM Venue: Heron Books, Indiranagar. Price: INR 150 (will be redeemed)",
            ("Heron Books", "Indiranagar"),
        ),
        (
            "Venue: Heron Books, Vasanth Nagar Since the seating is limited, come early",
            ("Heron Books", "Vasanth Nagar"),
        ),
        ("Venue: will be shared on booking", None),
        ("Venue........: Heron Books, CMH Road", ("Heron Books", "CMH Road")),
        ("Venue ... Heron Books", ("Heron Books", None)),
        ("Venue :- Heron Books", ("Heron Books", None)),
        ("About our venue... we love it", None),
        ("Where....: Heron Books", ("Heron Books", None)),
        ("Venue: Auditorium", None),
        ("Venue: The Gallery", None),
        ("Venue: Main Auditorium", ("Main Auditorium", None)),
        ("Venue: House above the Sea, CMH Road", ("House above the Sea", "CMH Road")),
        ("Venue: Heron Books near the lake", ("Heron Books", "near the lake")),
        ("Venue: Art and By-Lanes Gallery", ("Art and By-Lanes Gallery", None)),
        ("Venue: Heron and On the Rocks", ("Heron and On the Rocks", None)),
        ("Venue: Heron Books and on Zoom", ("Heron Books", None)),
        (
            "The venue is A walk away from the metro. 7 March 10 am, Heron Books, Indiranagar",
            ("Heron Books", "Indiranagar"),
        ),
    ],
)
def test_behind_a_label(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


def test_the_place_with_which_a_title_ends() -> None:
    assert found("Bring paper and pens.", "Sketching at Copper Kettle") == ("Copper Kettle", None)
    assert found("Bring paper. She once sketched at Copper Kettle.") is None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Sat 14 March, 7 pm\nLoft 38, 100 ft road\n₹300", ("Loft 38", "100 ft road")),
        ("Sat 14 March, 7 pm\nLoft 38, 100 ft road, Indiranagar\n₹300", ("Loft 38", "100 ft road, Indiranagar")),
        ("14 March\n8 pm\nThe Copper Tap, Indiranagar", ("The Copper Tap", "Indiranagar")),
        ("14 March | 8 pm | Groove Yard | ₹300", ("Groove Yard", None)),
        ("12-Mar-26, 6:30pm, Grid Office, Domlur. Free", ("Grid Office", "Domlur")),
        ("20 June. 4 p.m. Dog-Eared. Pencils on us.", ("Dog-Eared", None)),
        ("14 March, 8 pm, M. S. Rao Hall. Free", ("M. S. Rao Hall", None)),
        ("14 March, 8 pm. Pt. Asha Rao and Mrs. Ravi Das. Heron Hall, Indiranagar", ("Heron Hall", "Indiranagar")),
        ("14 March, 8 pm, No. 12 Rest House Road", ("No. 12 Rest House Road", None)),
        ("Silver Lining Trio\nan hour of new songs", None),
        ("14 March, 8 pm\n₹300\nOnly 40 seats", None),
        ("14 March, 8 pm, Indiranagar", None),
        # a name that nothing shows to be a venue's: within two lines of the day, and behind it
        ("14 March, 8 pm\n₹300\nHeron Nook", ("Heron Nook", None)),
        ("14 March, 8 pm\n₹300\nOnly 40 seats\nHeron Nook", None),
        ("Heron Nook\n14 March, 8 pm", None),
        ("14 March, 8 pm\nHeron Nook\n" + "A long evening of songs. " * 30, None),
    ],
)
def test_in_a_line_of_its_own(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


def test_the_day_that_a_title_names_counts_for_the_line_behind_it() -> None:
    assert found("Heron Nook", "Songs, Sat 14 March, 8 pm") == ("Heron Nook", None)
    assert found("Heron Nook", "Songs") is None


def test_a_title_is_a_line_with_a_place_only_where_it_names_the_day() -> None:
    assert found("Come along.", "Sat 14 March, 8 pm, Copper Tap, CMH Road") == ("Copper Tap", "CMH Road")
    assert found("Come along.", "Copper Tap, CMH Road") is None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Tonight at 9: Velvet Static plays at Bassment. Entry ₹500", ("Bassment", None)),
        ("This afternoon at 4! Come sketch with us at Paper Lane, 80 Feet Road.", ("Paper Lane", "80 Feet Road")),
        ("8 pm, terrace of Projector House", ("Projector House", None)),
        ("14 March, 8 pm\n@ Meeple Café, Indiranagar", ("Meeple Café", "Indiranagar")),
        ("June 14, 9 am to 2 pm at Rose community hall. Walk in.", ("Rose community hall", None)),
        ("14 March, tickets at Rs 500", None),
        ("She teaches at Hill School and played at Bassment in 2019", None),
        ("He studied at Rose University, and lives in Goa", None),
    ],
)
def test_behind_at(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


def test_the_name_of_the_happening_is_no_venue() -> None:
    assert found("Saturday 14 March, 8 pm | The Analog Club", title="The Analog Club: a winter edition") is None


@pytest.mark.parametrize("when", ["Dusk", "Dawn", "Sunset", "Midnight", "Heart", "Home"])
def test_what_at_is_followed_by_in_a_phrase_is_no_place(when: str) -> None:
    assert found("Ragas and tunes", f"A Musical Offering at {when}") is None


WHEN = "Sat 14 March, 8 pm"
LONG_TEXT = "The band has played since 1998 and brings new songs. " * 14
"""More than a caption, in which a name behind a date is a performer's."""


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        # a name of up to four words is enough behind a date, up to two lines on
        (f"{WHEN}\nBig Red Fox Den", ("Big Red Fox Den", None)),
        (f"{WHEN}\nBig Red Fox Wood Den", None),
        (f"{WHEN}\nfor everybody\nGrove Yardly", ("Grove Yardly", None)),
        (f"{WHEN}\nfor everybody\nbring friends\nGrove Yardly", None),
        (f"{WHEN}\nGrove Yardly\n{LONG_TEXT}", None),
        (f"{WHEN}\nGrove Theatre\n{LONG_TEXT}", ("Grove Theatre", None)),
        ("Grove Yardly", None),
        ("Grove Theatre", ("Grove Theatre", None)),
        # an address shows a name to be one: a road or a part of the city in its first two parts
        ("Big Red Fox Wood Den, CMH Road", ("Big Red Fox Wood Den", "CMH Road")),
        ("Grove Yardly, Second Floor, CMH Road, Domlur, HSR", ("Grove Yardly", "Second Floor, CMH Road, Domlur, HSR")),
        (
            "Grove Yardly, Second Floor, CMH Road, Domlur, HSR, Ulsoor",
            ("Grove Yardly", "Second Floor, CMH Road, Domlur, HSR"),
        ),
        ("Grove Yardly, Tall Gate, CMH Road", ("Grove Yardly", "Tall Gate, CMH Road")),
        ("Grove Yardly, Tall Gate, Blue Gate, CMH Road", None),
        (f"Grove Yardly, {'Long ' * 7}Road", ("Grove Yardly", f"{'Long ' * 7}Road")),
        (f"Grove Yardly, {'Long ' * 8}Road", None),
        (f"{WHEN}, Grove Yardly, with friends", None),
        # capitals, but for small words and kinds of places
        ("House of the Rising Theatre, CMH Road", ("House of the Rising Theatre", "CMH Road")),
        ("grove yardly, CMH Road", None),
        ("Grove club, CMH Road", ("Grove club", "CMH Road")),
        # what can be no name: a kind alone, a number, an amount, a day, a part of the city
        ("Theatre, CMH Road", None),
        ("The Theatre, CMH Road", ("The Theatre", "CMH Road")),
        ("38, CMH Road", None),
        ("Loft 38, CMH Road", ("Loft 38", "CMH Road")),
        ("House of, CMH Road", None),
        ("Rs 300 Theatre, CMH Road", None),
        ("₹300 Theatre, CMH Road", None),
        (f"{WHEN}\n€ 300 Theatre", None),
        ("In the Grove Theatre", ("Grove Theatre", None)),
        ("At Grove Theatre, CMH Road", ("Grove Theatre", "CMH Road")),
        ("Above Grove Stores, CMH Road", None),
        (f"{WHEN}\nChair: Prof. Rao", None),
        ("Grove block, room 14", ("Grove block", "room 14")),
        (f"{WHEN}, GH 136A\nMeetings with students in GH 128.", ("GH 136A", None)),
        ("Venue..... Grove Theatre", ("Grove Theatre", None)),
        ("The venue is the Grove Theatre behind the lake.", ("Grove Theatre", "behind the lake")),
        ("Place: Grove Hall 4623 and by video link", ("Grove Hall 4623", None)),
        (f"{WHEN}\nRegards,\nMaria\nGrove Theatre, CMH Road", None),
        (f"Come and sing.\nCheers,\nMaria\n{WHEN}, Grove Theatre", ("Grove Theatre", None)),
        (f"{WHEN}. We sing in St. Jude's Church.", ("St. Jude's Church", None)),
        ("Sunday Theatre, CMH Road", None),
        ("Domlur, CMH Road", None),
        ("Free Theatre, CMH Road", None),
        (f"{'Grove ' * 11}Hall, CMH Road", (f"{'Grove ' * 11}Hall", "CMH Road")),
        (f"{'Grove ' * 12}Hall, CMH Road", None),
        (f"Grove Hall, CMH Road{', and more' * 18}", ("Grove Hall", "CMH Road")),
        (f"Grove Hall, CMH Road{', and more' * 19}", None),
    ],
)  # fmt: skip
def test_what_shows_that_a_line_names_a_venue(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        # "at" counts where its sentence, or the one before, states when; with a kind of place everywhere
        (f"{WHEN}. We play at Grove Yardly.", ("Grove Yardly", None)),
        ("Come along. We play at Grove Yardly.", None),
        ("Come along. We play at Grove Theatre.", ("Grove Theatre", None)),
        (f"{WHEN}. Come along. We play at Grove Yardly.", None),
        (f"{WHEN}. We play at Grove Yardly. {LONG_TEXT}", None),
        ("At Grove Yardly", ("Grove Yardly", None)),
        (f"{WHEN} at the Grove Yardly", ("Grove Yardly", None)),
        (f"{WHEN} at Grove Yardly -", ("Grove Yardly", None)),
        (f"{WHEN} at Grove Yardly, CMH Road, and on", ("Grove Yardly", "CMH Road")),
        (f"{WHEN} at Grove Yardly with friends, CMH Road", ("Grove Yardly", None)),
        (f"{WHEN}, she teaches at Grove School", None),
        (f"{WHEN}, she teaches many children at Grove School", ("Grove School", None)),
        # "in" a room, in a sentence that states when, or up to two behind it where something is held
        ("On 14 March at 8 pm in the Grove Theatre", ("Grove Theatre", None)),
        ("On 14 March in room 301 of the Bhabha building", ("Room 301 of the Bhabha building", None)),
        ("On 14 March in Newell 5409", ("Newell 5409", None)),
        ("On 14 March at 8. It is held in the Grove Theatre", ("Grove Theatre", None)),
        ("On 14 March at 8. Come along. It is held in the Grove Theatre", ("Grove Theatre", None)),
        ("On 14 March at 8. Come along. Bring paper. It is held in the Grove Theatre", None),
        ("On 14 March at 8. He grew up in the Grove Theatre", None),
        ("Tomorrow in the Grove Theatre", None),
        ("Tomorrow at noon in the Grove Theatre", ("Grove Theatre", None)),
        ("On 14 March in Phase 2", None),
        ("On 14 March in Paris 2019", None),
    ],
)
def test_where_at_and_in_name_a_venue(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


@pytest.mark.parametrize(
    ("title", "text", "venue"),
    [
        ("Grove Yardly", f"{WHEN}\nGrove Yardly", None),
        ("Songs at Grove Yardly", f"{WHEN}\nGrove Yardly", ("Grove Yardly", None)),
        ("Grove Yardly", f"{WHEN}\nGrove Yardly, CMH Road", ("Grove Yardly", "CMH Road")),
        ("Songs (Grove Yardly)", f"{WHEN}\nGrove Yardly", ("Grove Yardly", None)),
    ],
)
def test_a_name_in_the_title_is_a_venue_where_the_title_places_it(
    title: str, text: str, venue: tuple[str | None, str | None] | None
) -> None:
    assert found(text, title) == venue


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [
        ("Maria", False),
        ("Maria\nGrove Theatre", False),
        ("Maria\n\nGrove Theatre\n", False),
        ("Maria\nof the choir\nGrove Theatre", True),
        ("Grove Theatre, CMH Road", True),
    ],
)
def test_up_to_two_lines_below_thanks_are_their_writers(below: str, goes_on: bool) -> None:
    """With a comma, or more of them, the announcement goes on; below other words of farewell it never does."""
    assert (found(f"Come and sing.\nThank you!\n{below}") is not None) is goes_on
    assert found(f"Come and sing.\nBest regards\n{below}") is None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        # after "in", with a part of the city behind it
        ("Every Saturday 9 to 11 am in Mini Forest, JP Nagar 3rd Phase", ("Mini Forest", "JP Nagar 3rd Phase")),
        ("7 March, 5 pm in Garuda Courtyard, Jayanagar", ("Garuda Courtyard", "Jayanagar")),
        ("7 March, 5 pm in Kannada, and tea", None),
        ("7 March, 5 pm in JP Nagar 3rd Phase", None),
        # a text without capitals
        ("8 march. 2-5pm. inkwell studio, kammanahalli. 5 spots left", ("Inkwell Studio", "Kammanahalli")),
        ("jazz jam friday 8pm. blue barn cafe, koramangala", ("Blue Barn Cafe", "Koramangala")),
        ("run on saturday 6 am. start from the gate, jayanagar. bring water", None),
        # in Kannada and Hindi the ending or the word behind it says "in"
        ("ಭಾನುವಾರ ಸಂಜೆ 6 ಗಂಟೆಗೆ ನಮ್ಮ ಶ್ರೀ ಗಣಪತಿ ದೇವಸ್ಥಾನದಲ್ಲಿ ಭಜನೆ", ("ಶ್ರೀ ಗಣಪತಿ ದೇವಸ್ಥಾನ", None)),
        ("ನಾಳೆ ಸಂಜೆ 5 ಗಂಟೆಗೆ ಹಸಿರು ಪಾರ್ಕ್‌ನಲ್ಲಿ ಕವಿಗೋಷ್ಠಿ", ("ಹಸಿರು ಪಾರ್ಕ್", None)),
        ("ಭಾನುವಾರ ಬೆಳಿಗ್ಗೆ 10 ಗಂಟೆಗೆ ಶಾಲೆಯಲ್ಲಿ ಶಿಬಿರ", None),
        ("रविवार शाम 6 बजे गांधी भवन में कवि सम्मेलन", ("गांधी भवन", None)),
        ("4 मार्च को सुबह 10 बजे से हमारे किसान भवन में, सभी आमंत्रित", ("किसान भवन", None)),
        # what stands around a name
        ("Party at Rasta Cafe Wed 4th Mar 11am", ("Rasta Cafe", None)),
        ("6 March, 6-9 pm. Start at Gallery Sumana, Wilson Garden", ("Gallery Sumana", "Wilson Garden")),
        ("On the 21st, 10-2, Bread & Salt, HSR sector 2", ("Bread & Salt", "HSR sector 2")),
        ("AGM on 15 March, 10.30 am. Quorum 60", None),
        ("Pizza and papers, 10 March at noon, Hopper 415", ("Hopper 415", None)),
        ("Friday 6 March, 7 and 9", None),
    ],
)
def test_where_a_name_stands(text: str, venue: tuple[str, str | None] | None) -> None:
    assert found(text, "an evening") == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Sunday 15 March, 6.30 am. Starts Trinity metro exit B. 5 km", "Trinity metro exit B"),
        ("7 am, Saturday 14 March, assemble at the Cubbon Park west gate.", "Cubbon Park west gate"),
        ("Meet at the lake gate. Sunday 6 am", "lake gate"),
        ("Sat 14 March, 8 pm at Dice n Dine, free", "Dice n Dine"),
    ],
)
def test_where_people_come_together_is_a_place_by_its_name_and_gate(text: str, venue: str) -> None:
    assert found(text, "Morning walk") == (venue, None)


def test_a_house_that_hosts_by_its_handle() -> None:
    assert found("14 March, 7 pm", "@oldtownbrewing hosts Baithak #22")


def test_who_performs_unplugged_is_no_place() -> None:
    assert found("Asha Rao unplugged, 14 March, 8 pm") is None
