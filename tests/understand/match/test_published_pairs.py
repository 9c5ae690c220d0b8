"""Two sites' announcements, from the published events to the decision: one event, two, or a person's to decide."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.pairs.judging import Judge, Judged
from benchmarks.pairs.labelled_pair import LabelledPair
from include.areas.area import load_area

Event = dict[str, Any]


def event(name: str, start: str, end: str | None = None, place: str | None = None, **more: str) -> Event:
    """On 14 March 2026; `place` is the venue's name, and `address` stands beside it."""
    found: Event = {"@type": "Event", "name": name, "startDate": f"2026-03-14T{start}:00+05:30"}
    found |= {"endDate": f"2026-03-14T{end}:00+05:30"} if end else {}
    location = {key: value for key, value in (("name", place), ("address", more.pop("address", None))) if value}
    return found | ({"location": location} if location else {}) | more


def judged(ours: Event, theirs: Event) -> Judged:
    """The decision on both, which does not depend on their order."""
    judge = Judge(load_area("indiranagar"), None)
    there = judge(LabelledPair(True, ("guide", ours), ("paper", theirs)))
    back = judge(LabelledPair(True, ("paper", theirs), ("guide", ours)))
    assert there.score == back.score
    return there


CUP = "Paddle Queens Cup"
COURT = {"end": "14:00", "place": "Rally Club", "address": "Indiranagar"}
YARD = "CLUB X YARD: Girls Own the Yard"
KINTSUGI_PLACE = "14th Main Rd, HAL 2nd Stage, Indiranagar, Bengaluru 560008"
TWO = [
    (event(f"{CUP} - Doubles | Beginner", "10:00", **COURT), event(f"{CUP} - Singles", "10:00", **COURT)),
    (event(f"{CUP} - Beginner", "10:00", **COURT), event(f"{CUP} - Advanced", "10:00", **COURT)),
    (event("Lake Run 5K", "06:00", place="Ulsoor Lake"), event("Lake Run 10 km", "06:00", place="Ulsoor Lake")),
    (event("City Chess Open: Blitz", "10:00", place="Kaavu"), event("City Chess Open - Rapid", "11:00", place="Kaavu")),
    (event("Town Cup U-12", "09:00", place="Bull Ring"), event("Town Cup under 15", "09:00", place="Bull Ring")),
    (event("Town Cup semi-finals", "15:00", place="Bull Ring"), event("Town Cup Final", "17:00", place="Bull Ring")),
    (event("Gamaka, Part II", "10:00", place="Kala Hall"), event("Gamaka, part 1", "10:00", place="Kala Hall")),
    (
        event("Night Owls (Hindi)", "19:00", place="Kala Hall"),
        event("Night Owls - Kannada", "19:00", place="Kala Hall"),
    ),
    (event("Clay Play - Kids", "11:00", place="Mud House"), event("Clay Play for Adults", "11:00", place="Mud House")),
    (
        event(f"{YARD} - Let's Run & Dance", "07:00", "10:30", "The Yard"),
        event(f"{YARD} - Let's Workout", "08:30", "10:30", "The Yard", address="Mysore Road"),
    ),
    (
        event("Monsoon Fest: Puppet Parade", "10:00", place="Cubbon Hall"),
        event("Monsoon Fest: Kite Building", "12:30", place="Cubbon Hall"),
    ),
    (
        event("Mani Kaul Retrospective: Mati Manas", "19:00", place="Underline Center"),
        event("Director Retrospective - Mani Kaul - Dhrupad", "19:00", place="Underline Center"),
    ),
    (
        event("Nila Trio: Konnakol Workshop", "15:00", place="Windmills"),
        event("Nila Trio, the Konnakol concert", "17:00", place="Windmills"),
    ),
    (
        event("Kintsugi Workshop", "16:00", "18:00"),
        event("Japanese Kintsugi Workshop", "18:00", "20:00", address=KINTSUGI_PLACE),
    ),
    (
        event("Linocut Workshop", "11:00", address="Indiranagar, Bengaluru"),
        event("Linocut Workshop", "14:00", address="Indiranagar"),
    ),
    (
        event("Pub Quiz", "20:30", place="Pegger, Koramangala"),
        event("The Office Trivia - Pegger", "20:30", place="Pegger", address="Nagavara, Bengaluru 560045"),
    ),
    (
        event("Open Mic", "19:00", place="Bangalore International Centre"),
        event("Nature-inspired Design", "19:00", place="Bangalore International Centre"),
    ),
    (
        event("Sourdough Basics", "10:00", place="Third Wave Coffee, Koramangala"),
        event("Sourdough Basics", "10:00", place="Third Wave Coffee, Whitefield"),
    ),
]
ONE = [
    (
        event(
            "The Office Trivia - Pegger",
            "20:30",
            "22:30",
            "Pegger Tech Park",
            address="Nagavara, Bengaluru 560045",
            description="Hosted by Quiz Friends",
        ),
        event(
            "Pub Quiz",
            "20:30",
            "22:30",
            "Pegger, Tech Park",
            description="If you like an 'The Office' themed quiz, Quiz Friends are hosting",
        ),
    ),
    (
        event("Stand-up Comedy", "20:00", place="Nook", description="Meera Rao and friends try new jokes"),
        event("Meera Rao: Try and Error", "20:00", place="Nook"),
    ),
    (
        event("The Big Wizard Quiz - Communitea", "20:00", place="Communitea Brigade Solitaire"),
        event("Pub Quiz", "20:00", place="Communitea, Residency Road"),
    ),
    (
        event(
            "Book launch: A POT OF TEA by A. Writer, moderated by B. Reader | 14 March, 5:30 PM",
            "17:30",
            description="Venue: Champaka Bookstore, Vasanth Nagar Since there is limited seating, come early",
        ),
        event(
            "A pot of tea",
            "17:30",
            place="Champaka Book Store, Vasantnagar",
            address="Champaka Book Store, Vasantnagar Bangalore",
        ),
    ),
    (
        event("Screening: Yi Yi (2000)", "14:00", place="Cinema Next Door"),
        event("Film club recap: Yi Yi", "14:00", place="CinemaNextDoor"),
    ),
    (
        event("Murder Mystery Weekend with V. Writer", "18:00", place="Underline Center"),
        event("Murder Mystery: Murder at Hotel Lake with V. Writer", "14:30", place="Underline Center"),
    ),
    (
        event("Mid-Week Shuffle ft. Ilama & Skye", "20:00", place="Fandom"),
        event("Midweek Shuffle", "20:00", place="Fandom, Koramangala"),
    ),
    (
        event("Changing Lenses - a guided walk", "16:00", place="Museum of Art"),
        event("Changine Lenses", "16:00", place="Museum of Art"),
    ),
    (
        event(f"{CUP} - Doubles | Beginner", "10:00", **COURT),
        event(f"{CUP} - Doubles", "10:00", **COURT),
    ),
    (event(CUP, "10:00", **COURT), event(f"{CUP} - Singles", "10:00", **COURT)),
]


@pytest.mark.parametrize(("ours", "theirs"), TWO)
def test_two_events_stay_apart(ours: Event, theirs: Event) -> None:
    found = judged(ours, theirs)
    assert not found.same, found.score


@pytest.mark.parametrize(("ours", "theirs"), ONE)
def test_one_event_is_found_in_two_wordings(ours: Event, theirs: Event) -> None:
    found = judged(ours, theirs)
    assert found.same, found.score


def test_the_plans_own_pair_is_never_apart_in_silence() -> None:
    found = judged(event("Food Festival at Indiranagar", "18:00"), event("Indiranagar Food Festival", "18:30"))
    assert found.score is not None
    assert found.same or found.score.for_review


@pytest.mark.parametrize("case", [9, 10, 11, 13])
def test_what_only_a_rule_keeps_apart_is_for_a_person_to_decide(case: int) -> None:
    found = judged(*TWO[case])
    assert found.score is not None
    assert found.score.for_review, found.score
