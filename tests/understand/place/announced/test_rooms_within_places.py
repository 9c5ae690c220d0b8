"""Rooms within a place, and places beside a day that no capital, road or word like "theatre" shows."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text

AREA = load_area("indiranagar")


def _found(text: str) -> str | None:
    title, _, rest = text.partition("\n")
    found = venue_in_text(title, rest, AREA)
    return found[0].name if found else None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        # the house stands behind its room
        ("Harvest lunch at the party hall, 3rd floor, Palm Iris on Thu 14 Jan", "Palm Iris"),
        ("Flea, clubhouse lawn, Fountain Heights, Marathahalli | Sunday 17 Jan, 4 to 9 pm", "Fountain Heights"),
        ("Tambola in the clubhouse (Adarsh Retreat), 22 March 11 am", "Adarsh Retreat"),
        ("Cycle clinic\nSunday 14 Feb 9 am to 12\nbasement parking, Mantri Espana", "Mantri Espana"),
        ("Go meetup, 20 February, 10:30\nAuditorium, ground floor, Nuta Labs, Bagmane Tech Park", "Nuta Labs"),
        ("Camp – community hall, Purva Venezia – Sunday 14 Feb, 9 am", "Purva Venezia"),
        ("Storytelling in the sunken garden at Rangoli Centre, 14 Feb 11 am", "Rangoli Centre"),
        # it is that of the residents who are addressed, or who sign
        ("Residents of Lakeside Habitat: zumba on Sunday 7 Feb, 8 am, multipurpose hall. Free", "Lakeside Habitat"),
        ("Namma Hill Meadows residents, carols at the amphitheatre on 20 Dec, 6.30 pm", "Hill Meadows"),
        ("Kolam contest in the clubhouse lawn tomorrow. Prizes!\n- RWA Committee, Sarovar Heights", "Sarovar Heights"),
        # those who are asked to come to another house are told its room with its name
        ("Dear Hill Meadows residents, jazz, clubhouse lawn, Fountain Heights, Sunday 17 Jan 6 pm", "Fountain Heights"),
        ("Residents of Lakeside Habitat: carols at the party hall of Palm Iris on Thu 14 Jan, 7 pm", "Palm Iris"),
        ("Kolam contest, clubhouse lawn, Palm Iris, 14 Jan 5 pm\n- RWA Committee, Sarovar Heights", "Palm Iris"),
        # the room is all there is
        ("Movie night on the Tower C deck, Sat 23 Jan, 7.30 pm. Residents only", "Tower C deck"),
        ("Potluck in the party hall this Sat, 7 pm. Bring one dish", "Party hall"),
        ("Yoga by the pool – Sat 5 Dec, 6.45 am, residents 200. Tower C deck.", "Tower C deck"),
    ],
)
def test_a_room_gives_the_house_it_is_in_or_itself(text: str, venue: str) -> None:
    assert _found(text) == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("gig alert: Tin Drum, sat 5/9, 8pm, the nook. 400 bucks", "the nook"),
        ("gig, sat 5/9, 8pm, the permit room", "the permit room"),
        ("Board games. Sunday 7 March 2 pm, 3rd level, Forum Mall", "Forum Mall"),
        ("Board games. Sunday 7 March 2 pm at Level 3, Forum Mall", "Forum Mall"),
        ("new material night. sat 8.30pm. the basement, domlur", "The Basement"),
        ("opening of salt, sunday 10 may, 5.30 pm\nkaolin gallery, 14 infantry road", "Kaolin Gallery"),
        ("poetry circle sunday 14 feb 5 pm at blue door cafe, hsr layout", "Blue Door Cafe"),
        ("Mela Jan 2 to 11, VV Puram food street, Sajjan Rao Circle. daily 10am-10pm", "VV Puram food street"),
        ("Photowalk this Saturday. We meet 6.45 outside Russell Market and walk till 9", "Russell Market"),
        ("Tree walk, Sun 14 Feb, 7 am, Lalbagh west gate", "Lalbagh west gate"),
        ("Mango mela\n22 May, 9 a.m. to 8 p.m.\nLalbagh, near the west gate", "Lalbagh"),
        ("Sketchwalk at KR Market tomorrow, 7 to 9.30. Meet under the flyover clock", "KR Market"),
        ("Kirtane, Budhavara raatri 8 gantege, Raghavendra mutt Jayanagara 5th block", "Raghavendra mutt"),
        ("Meetup — Sat 19 Dec, 3:00–6:30 pm IST, Hasu HQ, 4th flr, Koramangala", "Hasu HQ"),
        ("Goshti, ee Shukravara sanje 6 gante inda. Sabhangana: BM college, Basavanagudi", "BM college"),
        ("SANTE is back. Jaya Palace Hotel, 13 & 14 Feb, 10am to 10pm. tickets 100", "Jaya Palace Hotel"),
        ("Sale, 9th to 13th October, 10.30 am\nSafina Plaza Hall no. 2, Infantry Road", "Safina Plaza Hall no. 2"),
        ("Open mic at Dialogues? Nope, at Kaapi Katte, Vijayanagar\nThursday 12 March · 7 pm", "Kaapi Katte"),
        ("Film club moves to Sun, 8 Nov, 5 pm. Still at Blue Tea terrace, Infantry Road", "Blue Tea terrace"),
        ("Walkthrough of the textile show @mapmuseum this Thurs 6.30", "mapmuseum"),
        ("The match on the big screen, Sunday 1.30 pm @longboatbrewing", "longboatbrewing"),
    ],
)
def test_a_place_is_known_by_standing_beside_its_day(text: str, venue: str) -> None:
    assert _found(text) == venue


@pytest.mark.parametrize(
    "text",
    [
        "Block printing, Sat 6 Feb, 11am–2pm. Venue will be shared on registration",
        "Wheel-throwing with the clay folks: Sunday 7 Feb, 10.30. location shared on sign up",
        "DJ Miloni, MC Rocky and Tin Drum, Sat 13 Feb, 9 pm",
        "House party at a secret location, Sat 13 Feb 9 pm",
        "Book club: we read The Glass Palace this month, Sun 14 Feb 5 pm. DM to join",
        "Film screening: The Grand Budapest Hotel, Sat 13 Feb 7 pm",
        "Mid-week madness: Murder in the Library, a play, 13 Feb 7 pm",
        "Workshop by @claybyanu on Sat 13 Feb, 11 am. DM @claybyanu",
        "Gig on Sat 13 Feb, 9 pm. Photos by @lensman",
        "Pottery Sat 13 Feb, 10 am. Terrace gardening next week",
        "Kids' camp 5-9 April, 9 am to noon. Swimming pool, park games, library hour",
        "Flea market, Sunday 14 Feb, 10 am",
        "Open house for new members, Sat 13 Feb 5 pm",
        "House concert Sat 13 Feb, 7 pm. Living room seating for 25, DM for address",
        "Jam on Sat 13 Feb, 8 pm, the usual crew",
        "Stand-up on Sat 13 Feb, 8 pm, the show of the year",
        "Open mic on Sat 13 Feb, 8 pm, the poets and you",
        "Open mic on Sat 13 Feb, 8 pm, the poets",
        "Reading on Sat 13 Feb, 8 pm, the book club",
        "Gig on Sat 13 Feb, 8 pm, the crowd goes wild",
        "Gig on Sat 13 Feb, 8 pm, the legends return",
        "Gig on Sat 13 Feb, 8 pm, the monsoon edition",
        "Gig on Sat 13 Feb, 8 pm, the final chapter",
        "The studio has moved to 5th Main. First class on 14 March, 10 am",
    ],
)
def test_what_only_sounds_like_a_place_is_none(text: str) -> None:
    assert _found(text) is None
