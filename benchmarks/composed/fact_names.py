"""Names made of parts: of places, of hosts, of what is on. None is taken from the area's gazetteer on purpose."""

from __future__ import annotations

from random import Random

STEMS = (
    "Malhar",
    "Neem",
    "Kadamba",
    "Anahata",
    "Peacock",
    "Copper",
    "Banyan",
    "Paperboat",
    "Mango Tree",
    "Vasudha",
    "Lemon",
    "Hexagon",
    "Tamarind",
    "Silverline",
    "Gokhale",
    "Saffron",
    "Moonlit",
    "Kaveri",
    "Raagi",
    "Wren",
    "Blue Door",
    "Third Rail",
    "Dotted Line",
    "Sparrow",
    "Ashwini",
    "Palash",
    "Juniper",
    "Tin Roof",
    "Gulmohar",
    "Indigo",
)
"""First words of names, of one or two words."""
SHAPES = {
    "one word": ("{x}", "{x}s", "{x}e"),
    "two plain words": ("{x} {y}", "Little {x}", "{x} & {y}"),
    "number in it": ("{x} 38", "No. 7 {x}", "{x} One"),
    "of or by": ("House of {x}", "{x} by the Lake", "The Court of {x}"),
    "cafe": ("{x} Cafe", "Cafe {x}", "{x} Coffee Roasters", "{x} Kitchen & Bar"),
    "studio": ("{x} Studio", "Studio {x}", "{x} Art Studio", "{x} Dance Academy"),
    "hall": ("{x} Hall", "{x} Auditorium", "{x} Memorial Hall", "{x} Kalyana Mantapa"),
    "theatre": ("{x} Theatre", "{x} Playhouse", "The {x} Black Box"),
    "books": ("{x} Books", "{x} Bookstore", "{x} Library", "{x} Reading Room"),
    "brewery": ("{x} Brewery", "{x} Taproom", "{x} Brewing Co.", "{x} Brew Works"),
    "outdoors": ("{x} Park", "{x} Lake", "{x} Grounds", "{x} School Ground"),
    "temple": ("{x} Temple", "Sri {x} Devasthana", "St. {x}'s Church"),
    "the … room": ("The {x} Room", "The {x} Project", "The Old {x}", "The {x} House"),
    "hotel": ("Hotel {x}", "{x} Residency", "The {x} Club"),
    "work": ("{x} Labs", "{x} Tech Park", "{x} Coworks", "{x} Innovation Centre"),
    "gallery": ("Gallery {x}", "{x} Art Gallery", "Museum of {x}"),
    "possessive": ("{x}'s", "{x}'s Backyard", "Aunty {x}'s Terrace"),
    "long": ("The {x} Centre for Music and Dance", "{x} Institute of World Culture", "Society of {x} Arts"),
}
AREAS = (
    "Indiranagar",
    "Domlur",
    "HAL 2nd Stage",
    "Koramangala 5th Block",
    "Jayanagar 4th Block",
    "Whitefield",
    "HSR Layout",
    "Frazer Town",
    "Malleswaram",
    "Cooke Town",
    "JP Nagar",
    "Basavanagudi",
    "Ulsoor",
)
STREETS = (
    "12th Main",
    "100 Feet Road",
    "80 Ft Rd",
    "CMH Road",
    "Church Street",
    "5th Cross",
    "Lavelle Rd",
    "27th Main Road",
)
MARKS = ("the post office", "Corner House", "Empire Hotel", "Nandini", "the metro station", "BDA Complex", "HDFC Bank")
PEOPLE = ("Meera Iyengar", "Arjun Rao", "Nisha Thomas", "Vikram S", "Ananya Kulkarni", "Sameer D'Mello", "Farah Khan")
HOSTS = (
    "Bangalore Chess Circle",
    "The Slow Club",
    "Namma Runners",
    "Kala Collective",
    "Urban Sketchers BLR",
    "Rotary Indiranagar",
    "Half Bakes Improv",
    "Nadaroopa Trust",
    "Python Bangalore",
)
WORKS = (
    "Pather Panchali",
    "The Salt Road",
    "A House in the Hills",
    "Nagamandala",
    "Lake Bed",
    "Two Gentlemen",
    "Hamlet",
)
HAPPENINGS = {
    "plain": (
        "Jazz Night",
        "Open Mic",
        "Sketch walk",
        "Board game evening",
        "Salsa Social",
        "Kathak recital",
        "Silent disco",
    ),
    "lower": ("open mic night", "pottery for beginners", "pub quiz", "stand up comedy", "paint and sip"),
    "capitals": ("KARAOKE NIGHT", "COMEDY SPECIAL", "BLUES EVENING", "CLAY WORKSHOP"),
    "title of a work": ("Film club: {work}", "Screening of {work}", "Book launch: {work}", "Play reading - '{work}'"),
    "a person": (
        "{person} live",
        "Stand-up special by {person}",
        "An evening with {person}",
        "{person} in conversation",
    ),
    "host's": ("{host} presents Open Mic", "{host}: monthly meetup", "{host} x {person}: a live set", "Quiz by {host}"),
    "shares the place's word": (
        "{x} Sessions vol 4",
        "{x} Sundays: acoustic set",
        "{x} Flea Market",
        "Music by the lake, {x} edition",
    ),
    "number": ("The 100 Hour Jam", "500 Shades of Clay", "Sourdough 101", "Main Stage Live #22"),
    "price's word": ("Free Your Voice: singing circle", "Couples yoga", "Members' Mixer", "Price of Freedom: a play"),
    "sentence": (
        "Learn to throw your first pot",
        "Come dance salsa with us!",
        "We run. You run.",
        "It's poetry night again",
    ),
    "emoji": ("🎸 Blues jam 🎸", "Improv night 🎭", "Yoga in the morning 🧘"),
}
"""What is on, by how its title is made."""


def place_name(shape: str, lot: Random) -> tuple[str, str]:
    """A name of that shape, and the stem in it."""
    stem, other = lot.sample(STEMS, 2)
    return lot.choice(SHAPES[shape]).format(x=stem, y=other.split()[0]), stem
