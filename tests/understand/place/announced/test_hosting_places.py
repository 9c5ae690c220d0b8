"""Places that an announcement has as its subject, places of which it names a part, and addresses without a comma."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.venue_text import venue_in_text

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Tower C deck turns into a cinema, Sat 7 March, 7.30 pm", "Tower C deck"),
        ("Kite Mall hosts a crafts fair from 5th to 14th March, 11 am to 9 pm", "Kite Mall"),
        ("Blue Barn Cafe becomes a gallery for one night: 6 March, 6 pm", "Blue Barn Cafe"),
        ("This Saturday 7 March Kite Rangamandira plays host to Yakshagana, 6 pm", "Kite Rangamandira"),
        ("HOUSE OF KITES turns 4. Bash, Sat 7 March, 7 pm", "HOUSE OF KITES"),
        ("Lakeview clubhouse is turning into a haunted house! 7 March, 6-9 pm", "Lakeview clubhouse"),
        ("St Joseph's quadrangle turns into a carnival, Sat 7 March, 4 pm", "St Joseph's quadrangle"),
        ("Kite Hotel lobby turns into a jazz bar. Fri 6 March, 8 pm", "Kite Hotel lobby"),
        # people host, too, and what is nobody's place becomes something
        ("Kite Club hosts a donation drive. 7 March, 9 am to 1 pm", None),
        ("Our terrace turns into a cinema on Sat 7 March, 7 pm", None),
        ("Asha Rao becomes a pirate, 7 March, 7 pm", None),
        # a part of it
        ("7th March, 8.30 am to 1 pm, the parking lot of Kite House, Baker Road", "Kite House"),
        ("Flea, 7 March 11 am, in the compound of St Mark's Cathedral", "St Mark's Cathedral"),
        # the road or the part of the city behind it, and the city, which is of the name
        ("Sufi night, 6 March, 8 pm. Kite Brewery Residency Rd.", "Kite Brewery"),
        ("Story hour 7 March 11 am, Lamp Bookstore Cooke Town", "Lamp Bookstore"),
        ("Story hour 7 March 11 am at Lamp Gallery Bengaluru", "Lamp Gallery Bengaluru"),
        ("beats + rice. saturday lunch! 7 march 12-4. at kite brewing, hennur road", "Kite Brewing"),
        # parts of one line
        ("Flea / Sat 7 March / noon till 10 / Kite House, Baker Road / 99 a head", "Kite House"),
        ("Market → Sat 7 March → 8 am–2 pm → Kite House lawns → pets welcome", "Kite House lawns"),
        # who plays, and where bibs are
        ("Bash, Sat 7 March, 7 pm. Line up: Kollide | Marvo | Aerate", None),
        ("Run 15 March, Mill Lake, 6 am. Bib pick up 14 March 10-6 at Deca Store", "Mill Lake"),
    ],
)
def test_where_it_is(text: str, venue: str | None) -> None:
    found = venue_in_text(text.partition("\n")[0], text, AREA)
    assert (found[0].name if found else None) == venue
