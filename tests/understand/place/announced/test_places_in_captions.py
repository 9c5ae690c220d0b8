"""Places in lines of captions that no list knows, and lines of the same shape that name none."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.place.localities import is_like_a_locality

AREA = load_area("indiranagar")


def _found(text: str) -> str | None:
    found = venue_in_text(text.partition("\n")[0], text, AREA)
    return found[0].name if found else None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ('Talk\nFri 6 March, 6 pm\nRanga Sampada, Saraswatinagar', 'Ranga Sampada'),
        ('Plays\nFri 6 March – Salt\nSat 7 March – Rope\nAll shows 7 pm, Jala Annexe, Jayanagar', 'Jala Annexe'),
        ('wreaths\nsun 6 march, 3pm-5pm\npepper & pine, cooke town\ndm us', 'Pepper & Pine'),
        ('poetry and chai\nfri 6 march, 7pm\nblue tin, jayanagar\nfree entry', 'Blue Tin'),
        ('Songs\n6 March, 7 pm, Courtyard, Rest House Road', 'Courtyard'),
        ('Talk\n6 March, 11 am, Auditorium, Cubbon Road', 'Auditorium'),
        ('Rum tasting\n6 March, 7 pm\nBarrel No. 4, UB City\n₹999', 'Barrel No. 4'),
        ("Sketching\nThis month that's 6 Sept! The Map Room, Richmond Town", 'The Map Room'),
        ('ಸಂಗೀತ\nಮಾರ್ಚ್ 6 ಸಂಜೆ 6 ಗಂಟೆಗೆ. ಗಾಯತ್ರಿ ಭವನ, ಜಯನಗರ.', 'ಗಾಯತ್ರಿ ಭವನ'),
        ('ಪೂಜೆ\nಮಾರ್ಚ್ 6, ಮಹಾಮಂಗಳಾರತಿ. ಶ್ರೀ ಲಕ್ಷ್ಮಿ ದೇವಸ್ಥಾನ, ವಿಜಯನಗರ.', 'ಶ್ರೀ ಲಕ್ಷ್ಮಿ ದೇವಸ್ಥಾನ'),
        ('भजन\nशनिवार 6 मार्च शाम 6 बजे। श्री राम मंदिर, जयनगर', 'श्री राम मंदिर'),
        ('Talk\nFri 6 March, 6 pm\nKere Mane, Doddakannahalli', 'Kere Mane'),
        ('Talk\nFri 6 March, 6 pm\nFree tea\nWhistling Duck, Fraser Town', 'Whistling Duck'),
        ('Talk\nFri 6 March, 6 pm\nThe Nook, Residency', 'The Nook'),
        ('Gig\nFri 6 March\n8 pm\nThree bands\nLoud Owl, Castle\nno cover', 'Loud Owl'),
        ('Talk\nFri 6 March, 6 pm\nInstitute for Slow Things, Baker Layout', 'Institute for Slow Things'),
        ('Talk\nFri 6 March, 6 pm\nSchool of Wood and Wire, CMH Road', 'School of Wood and Wire'),
        ('Flea\n6 March, 10 am - 5 pm\nThe Terrace, 12th Main', 'The Terrace'),
        ('Flea\n6 March, 10 am - 5 pm\nThe Library, Church Street', 'The Library'),
        ('gig\nfri 6 march 9 pm\nthe blue barn, ulsoor\n300', 'the blue barn'),
        ('ride\nSun 6 March, assemble at Clock Tower Circle 6.30am', 'Clock Tower Circle'),
        ('ride\nSun 6 March, meet at Mill Junction 7 am sharp', 'Mill Junction'),
        ('Run\nSun 6 March, 6 am, two laps of Hennur Lake (7k)', 'Hennur Lake'),
        ('Run\nSun 6 March, 6 am. A loop of Rose Garden and chai', 'Rose Garden'),
        ('Meetup\nSat 6 March, 10 am\nHost: Blue Systems, 4th floor, Tech Tower\nRSVP', 'Blue Systems'),
        ('Meetup\nSat 6 March, 10 am\nHost - Kite Labs, CMH Road\nRSVP', 'Kite Labs'),
        ('Street party\nSat 6 March, 10 am. Lane: Palm 3rd cross. Free', 'Palm 3rd cross'),
        ('Talk\nSat 6 March, 10 am\nHall: Sri Rama Mandira, Ulsoor', 'Sri Rama Mandira'),
        ('Ride\nSat 6 March, 6 am\nStart & finish: Town Hall steps', 'Town Hall steps'),
        ('Ride\nSat 6 March, 6 am\nFlag-off: Brigade Gate', 'Brigade Gate'),
        ('Sketch\n6 March, 9.30 am\nMeet outside Old Arcade, Whites Road', 'Old Arcade'),
        ('Sketch\n6 March, 9.30 am\nWe meet under the Rain Tree Circle, then walk', 'Rain Tree Circle'),
        ('Talk\n6 March 6 pm\n📍 The Open Note, Ulsoor', 'The Open Note'),
        ('Talk\n6 March 6 pm\n📍 Come Together Cafe, Ulsoor', 'Come Together Cafe'),
        ('Talk\n6 March 6 pm\n📍 Loft 21 Please bring ID', 'Loft 21'),
        ("Talk tomorrow, not at the Mill Hall. We have shifted to Blue College, Hosur Road.", 'Blue College'),
        ('6 March, 6 pm: talk, not at Mill Hall but moved to Kite Theatre, CMH Road', 'Kite Theatre'),
        ('Talk\n6 March 6 pm\nOld Town Reading Hall (Opp. Mill gate)', 'Old Town Reading Hall'),
        ('Talk\n6 March 6 pm\nHill View 2nd stage Reading Room', 'Hill View 2nd stage Reading Room'),
        ('Open mic\n6 March, 7.30 pm\nSongs | Poems\nfree chai\nKaapi Corner, Sahakara Nagar', 'Kaapi Corner'),
        ('TRIBUTE\nBrick & Vine Koramangala invites you to a night of songs\n6 March, 8 pm', 'Brick & Vine'),
        ('TRIBUTE\nHoot, Whitefield presents a night of songs\n6 March, 8 pm', 'Hoot'),
        ('Reads\n6 March, 7 am\nNear the big fig, Cubbon Park', 'Cubbon Park'),
        ('Talk\n6 March, 6 pm, the bookstore by the mill (Ink & Paper, Ulsoor)', 'Ink & Paper'),
        ('Kites\nSat 6 March, 4 pm\nHennur lakebed, enter from the mill side', 'Hennur lakebed'),
    ],
)  # fmt: skip
def test_a_place_that_a_caption_names(text: str, venue: str) -> None:
    assert _found(text) == venue


@pytest.mark.parametrize(
    "text",
    [
        'Concert\n6 March, 7 pm\nRavi Kumar, Chennai\nTickets at the link',
        'Concert\n6 March, 7 pm\nRavi Kumar, Vocal\nAsha Rao, Violin',
        'Concert\n6 March, 7 pm\nAsha Rao, Dharwad\nRavi Kumar, Hubli',
        'Food walk\n6 March, 7 pm\nidli, vada\nfilter coffee',
        'Ride\n6 March, 6 am\nRoute - Mill, Baker Town & back',
        'Show\n6 March, 7 pm\nHost: Asha Rao\nfree',
        'Play\nTheatre: House of Paper\n6 March, 7 pm',
        'Panel\n6 March, 7 pm\nAsha Rao, Founder\nfree',
        'Fest\n6 March, 7 pm\nAsha Rao presents a night of song',
        'Ride\n6 March, 6 am\ncall 98xxxxxx10',
        'Talk\n6 March, 6 pm, by the band of the year (Ink & Paper, Ulsoor)',
        'Talk\n6 March, 6 pm\nbring friends, family',
        'Talk\n6 March, 6 pm\nthe more the merrier, really',
        'Talk 6 March, 6 pm. A round of Applause for Asha',
        'Panel\n6 March, 6 pm\nModerator, Author',
        'ಕಾರ್ಯಕ್ರಮ\nಮಾರ್ಚ್ 6 ಸಂಜೆ 6 ಗಂಟೆಗೆ, ಭವನ, ಜಯನಗರ',
        'food walk\n6 march, 7 pm\nidli, vada\nfilter coffee, dosa',
        'Talk\n6 March, 6 pm\nTea, Coffee\nall welcome',
        'Gig\n6 March, 8 pm\nThe Local Owls, Shillong\nfree entry',
    ],
)  # fmt: skip
def test_what_only_looks_like_a_place(text: str) -> None:
    assert _found(text) is None


@pytest.mark.parametrize(
    ("name", "like_one"),
    [
        ("Saraswatinagar", True),
        ("Baker Town", True),
        ("Upper Mill Layout", True),
        ("Nagar", False),
        ("Town", False),
        ("Founder", False),
        ("a very small and far away town", False),
    ],
)
def test_what_is_formed_as_several_parts_of_the_city_are(name: str, like_one: bool) -> None:
    assert is_like_a_locality(name, AREA) is like_one
