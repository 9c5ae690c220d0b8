"""Captions in which hours, prices and places stand in forms of their own, and posts that only look like one."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.text.money.prices import read_price
from include.understand.text.posts.announce import rejection_reason
from tests.understand.text.captions import times

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # hours behind the days of a list are none of them
        ("March 14 & 15, 12 to 3.30", ["14 12:00-14 15:30", "15 12:00-15 15:30"]),
        ("March 14 & 15, 12 noon to 3.30", ["14 12:00-14 15:30", "15 12:00-15 15:30"]),
        ("March 7, 14 & 21, 5 pm", ["07 17:00", "14 17:00", "21 17:00"]),
        ("14 March, 12 noon to 4", ["14 12:00-14 16:00"]),
        # two shows on one of the days
        ("Fri 13 March 7.30 pm\nSat 14 March 3.30 & 7.30 pm", ["13 19:30", "14 15:30", "14 19:30"]),
        ("Sat 14 March 3.30, 5.30 & 8 pm", ["14 15:30", "14 17:30", "14 20:00"]),
        (
            "13, 14 & 15 March, 7.30 pm (Fri), 3.30 & 7.30 pm (Sat & Sun)",
            ["13 19:30", "14 15:30", "14 19:30", "15 15:30", "15 19:30"],
        ),
        ("13 & 14 March, 7.30 pm (Friday), 8 pm (Saturday)", ["13 19:30", "14 20:00"]),
        ("13 & 14 March (Fri & Sat), 7.30 pm", ["13 19:30", "14 19:30"]),
        ("March 10-11, evening shows", ["10 00:00-11 23:59"]),
        # halves of the day by one letter
        ("14 March, 10.30a–1p", ["14 10:30-14 13:00"]),
        ("14 March, 9a to 12p", ["14 09:00-14 12:00"]),
        # Kannada in Latin letters
        ("14 March raathri 8 ganteginda", ["14 20:00"]),
        ("naale sanje 5 ke banni", ["04 17:00"]),
        ("naale belagge 7kke banni", ["04 07:00"]),
        ("naale sanje 6 ge banni", ["04 18:00"]),
        ("Shanivara belagge 6.30ge Lalbagh nalli", ["07 06:30"]),
        # weekdays of a month, by their short names
        ("Wed & Fri evenings in March, 6 pm", [f"{day:02} 18:00" for day in (4, 6, 11, 13, 18, 20, 25, 27)]),
        # the weekday behind its date
        ("14 March, Sat, 6.30 pm", ["14 18:30"]),
        ("14 March, Sat\n6.30 pm", ["14 18:30"]),
        ("13 March, Fri & Sat, 6.30 pm", ["13 18:30"]),
        # the last one of the month, and not that of last week
        ("We read it in March. Meeting on the last Saturday, 4 pm", ["28 16:00"]),
        # an opening by its weekday, and the last day
        ("Opening this Friday, 6 pm. The show is on till 8 March", ["06 18:00-08 23:59"]),
        # what was, and what comes
        ("Missed us last Friday? Back this Friday, 8 pm", ["06 20:00"]),
        ("Last Saturday was great! See you next Saturday, 6 pm", ["14 18:00"]),
        ("Last Friday sold out. Every Friday in March, 8 pm", [f"{day:02} 20:00" for day in (6, 13, 20, 27)]),
        ("Thank you for last Sunday. Sunday 7 am again", ["08 07:00"]),
        ("Pictures of the ride of last Sunday, 7 am", ["01 07:00"]),
        # what is handed out before
        ("Bib collection Fri 13 March, 10 to 6. Race: Sat 14 March, flag-off 6.15 am", ["14 06:15"]),
        ("Kit pick-up: 13 March, 4 pm at the shop. Run on 14 March, 6 am", ["14 06:00"]),
        ("Bonnet collection show on 14 March, 6 pm", ["14 18:00"]),
    ],
)
def test_when(text: str, dates: list[str]) -> None:
    assert times(text) == dates


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("1800 veg / 2200 non veg, dessert unlimited", 1800, 2200),
        ("Veg 1450++, non-veg 1750++, kids half price", 1450, 1750),
        ("399 early bird | 599 at the door", 399, 599),
        ("699 pre-sale, 899 door", 699, 899),
        ("₹600 with tee, ₹400 without", 400, 600),
        ("Residents 200, guests 350.", 200, 350),
        ("3500 veg / 4200 non-veg / 6000 w/ wine pairing", 3500, 6000),
        ("Entry free before 9.30, after that 500", 0, 500),
        ("Free till 8, then 300", 0, 300),
        ("Rs. 2500 (with meals) / 1800 (without meals) / 900 (talk only)", 900, 2500),
        ("₹500 (parking extra) / 2026 season", 500, 500),
        ("Adults 300 kids 150 seniors free", 150, 300),
        ("Last year 300 veg, 200 non-veg plates were served", None, None),
        ("About 250 guests and 300 residents", None, None),
        ("2026 online / 2027 on the spot", None, None),
        ("Free before 9, after 10 songs we dance", None, None),
    ],
)
def test_prices(text: str, lowest: int | None, highest: int | None) -> None:
    found = read_price(f"Jam on 14 March, 7 pm. {text}", AREA.money)
    assert (found.minimum, found.maximum) == (lowest, highest)


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Gig, Sat 8 pm @ the Paper Lantern Club, Koramangala", "Paper Lantern Club"),
        (
            "7 pm warm-up, 8 pm run, 9 pm dosa at Old Canteen\nThis Thu, starting outside Kite Tank main gate",
            "Kite Tank",
        ),
        ("Sunday 7 am walk. Assemble near Banyan Circle, tea after at Veena Stores", "Banyan Circle"),
        ("Shanivara rathri 8 gantege Lantern Social nalli gig", "Lantern Social"),
        ("Naale sanje 5 ke Rosebagh west gate hatra bird walk", "Rosebagh west gate"),
        ("Dec 19, 6.45 pm. Copper Arts Centre hattira iro amphitheatre alli", "Copper Arts Centre"),
        ("Night run at 9. 12-12-2026, Copper Tech Park gate 5. Rs 400", "Copper Tech Park gate 5"),
        ("Sunday 6 Dec, 6 am. Start: Copper Mall gate 2. ~28 km, helmet compulsory", "Copper Mall gate 2"),
        ("Sat 7 pm, Kannada nalli standup", None),
        ("Sat 7 pm standup. Ravi hattira ticket ide", None),
        ("Clean-up at Kaikere kere 🗑️ Sunday 29th, 7 to 9 am", "Kaikere kere"),
        ("Santhe, belagge 10 to sanje 7, Copper Palace lawns. 60 stalls", "Copper Palace lawns"),
        ("ಸಂಜೆ 6:30ಕ್ಕೆ, ಕೆ.ಎಸ್. ಕಲಾಸೌಧ, ಹನುಮಂತನಗರ", "ಕೆ.ಎಸ್. ಕಲಾಸೌಧ"),
        ("ಶನಿವಾರ, 7 ಮಾರ್ಚ್ ಸಂಜೆ 6 ಗಂಟೆಗೆ, ರವೀಂದ್ರ ಕಲಾಕ್ಷೇತ್ರ. ಪ್ರವೇಶ ಉಚಿತ", "ರವೀಂದ್ರ ಕಲಾಕ್ಷೇತ್ರ"),
        ("ಶನಿವಾರ ಸಂಜೆ 6ಕ್ಕೆ, ಇದು ನಮ್ಮ ಶಾಲೆ. ಬನ್ನಿ", None),
        ("ನಾಳೆ ಸಂಜೆ 5ಕ್ಕೆ ಕಬ್ಬನ್ ಪಾರ್ಕ್ ನಲ್ಲಿ ಓದು", "ಕಬ್ಬನ್ ಪಾರ್ಕ್"),
        ("ಭಾನುವಾರ ಬೆಳಿಗ್ಗೆ 7ಕ್ಕೆ ಲಾಲ್‌ಬಾಗ್ ನಲ್ಲಿ ನಡಿಗೆ", "ಲಾಲ್‌ಬಾಗ್"),
        ("Idu Bengaluru nalli modalu, Sat 14 March 7 pm", None),
        ("Firing, Fri 11 Dec, 5.30 pm. Clay Corner backyard, HSR Layout Sector 2", "Clay Corner backyard"),
        (
            "Bib collection Sat 14 Nov, 10-6 at Runner Hub. Race: Sun 15 Nov, 6.15 am, Kittur Stadium. Fee 899",
            "Kittur Stadium",
        ),
    ],
)
def test_where(text: str, venue: str | None) -> None:
    found = venue_in_text("A post", text, AREA)
    assert (found[0].name if found else None) == venue


def test_a_place_in_the_title_is_known_by_its_kannada_ending() -> None:
    found = venue_in_text("Shanivara rathri 8 gantege Lantern nalli gig", "", AREA)
    assert found is not None
    assert found[0].name == "Lantern"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("WE'VE MOVED! From 1 April find us at our new home, 12th Main, 11 am - 9 pm.", "a notice"),
        ("Our store has moved to 80 Feet Road. Open from Monday, 10 am.", "a notice"),
        ("Our bakery moves to a bigger space on 7 April", "a notice"),
        ("New address: 14, 3rd Cross. Same team from Tuesday", "a notice"),
        ("Please fill the feedback form before Friday 5 pm", "a look back"),
        ("How was the fest? Take our survey, form closes Sunday midnight", "a look back"),
        ("We're looking for baristas! Walk in Monday to Wednesday, 3-5 pm, with your CV", "a job offer"),
        ("We need kitchen staff and a driver from 1st May", "a job offer"),
        ("Flat 25% off on all pitchers, Mon-Thu, 4 to 8 pm", "an offer"),
        ("Buy 2 get 1 on all saris, Sat & Sun 10 am - 9 pm", "an offer"),
        ("We've moved! Our Tuesday board game nights are at Dice & Spice. Every Tue 7–11 pm", None),
        ("We've moved the gig to Saturday 14 March, 8 pm", None),
        ("The show has moved to the bigger hall: Fri 13 March 7 pm", None),
        ("A Sunday at the café moving between a linocut workshop and a supper club, 15 March", None),
        ("How was the city built? A talk by R Rao, Sat 14 March 5 pm", None),
        ("Bring your CV: job fair, Sat 14 March, 10 am, register", None),
        ("Feedback (the band) plays Sat 14 March, 9 pm", None),
        ("Bartenders' night: chefs and servers play a quiz, Sat 14 March 7 pm", None),
        ("New address, new songs: album launch Fri 13 March 7 pm", None),
        ("Walk in, take a seat: open mic Sat 8 pm, bring a friend", None),
    ],
)
def test_is_it_an_event(text: str, reason: str | None) -> None:
    assert rejection_reason(text, text, AREA.words) == reason
