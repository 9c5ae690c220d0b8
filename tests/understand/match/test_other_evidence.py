"""What else than alike titles names one happening: a text, a host, a common part, a kind; at which place and hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from include.understand.match import scores
from include.understand.match.evidence.titles import has_common_part, has_own_parts, is_other_part
from include.understand.match.match_record import MatchRecord
from include.understand.match.similarity import compare, is_ruled_out
from include.understand.match.vetoes import OTHER_PART
from tests.understand.match.match_records import match_record

HERE = (12.971118, 77.640911)
NAMING = {"title": "Saturday gathering", "text": "come and sing the kabir project with us"}
NAMED = {"title": "The Kabir Project"}
NOWHERE: dict[str, Any] = {"venue": None}
SAME_PLACE: dict[str, Any] = {"place": "loft"}
GUESSED: dict[str, Any] = {"place": "toit", "guessed": True}
"""With `SAME_PLACE` a location of 0.6."""


def near(metres: float) -> dict[str, Any]:
    """Without a name: 0.85 within 600 metres of `HERE`, 1.0 within 200."""
    return {"venue": None, "point": (HERE[0] + metres / 111_195, HERE[1])}


def title_score(ours: dict[str, Any], theirs: dict[str, Any], *, one_source: bool = False) -> float:
    """The title's score of two listings, in either order."""
    a = match_record(1, **{"source": "ours", **ours})
    b = match_record(2, **{"source": "ours" if one_source else "theirs", **theirs})
    there, back = compare(a, b).fields["title"], compare(b, a).fields["title"]
    assert there == back
    return there


@pytest.mark.parametrize(
    ("ours", "theirs", "counts"),
    [
        # with a place that is the same, or nearly, within an hour
        (SAME_PLACE, SAME_PLACE, True),
        (SAME_PLACE, SAME_PLACE | {"minutes": 60}, True),
        (SAME_PLACE, SAME_PLACE | {"minutes": 61}, False),
        (near(0), near(590), True),
        (GUESSED, SAME_PLACE, False),
        # without one at the same time alone
        (NOWHERE, {}, True),
        (NOWHERE, NOWHERE, True),
        (NOWHERE, {"minutes": 30}, True),
        (NOWHERE, {"minutes": 40}, False),
    ],
)
def test_a_text_that_names_the_other(ours: dict[str, Any], theirs: dict[str, Any], counts: bool) -> None:
    found = title_score(NAMING | ours, NAMED | theirs)
    assert (found == 0.9) is counts
    assert counts or found < 0.8


def test_the_distinctive_words_count_wherever_they_stand_and_those_of_a_venue_are_none() -> None:
    text = "come and sing with us, a project about kabir"
    here = {"title": "Open mic", "text": text, "venue": "Lamp Rooms"}
    assert title_score(here, {"title": "Kabir Project at Lamp Rooms", "venue": "Lamp Rooms"}) == 0.9
    assert title_score(here, {"title": "Rumi Project at Lamp Rooms", "venue": "Lamp Rooms"}) < 0.8


def test_without_a_place_one_source_does_not_name_its_own_listing() -> None:
    assert title_score(NAMING | NOWHERE, NAMED, one_source=True) < 0.8
    assert title_score(NAMING | SAME_PLACE, NAMED | SAME_PLACE, one_source=True) == 0.9


HOSTED = {"title": "Pub Quiz", "organizer": "quiz friends"}
OF_HOST = {"title": "The Office Trivia", "text": "hosted by quiz friends as ever"}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (HOSTED | SAME_PLACE, OF_HOST | SAME_PLACE, 0.9),
        (HOSTED | near(0), OF_HOST | near(590), 0.9),
        (HOSTED | GUESSED, OF_HOST | SAME_PLACE, None),
        (HOSTED | {"organizer": "quizzes"} | SAME_PLACE, OF_HOST | {"text": "by quizzes"} | SAME_PLACE, 0.8),
        ({"title": "Pub Quiz", "source_name": "quizfriends"} | SAME_PLACE, OF_HOST | SAME_PLACE, 0.9),
        # two kinds of one thing, at one place and time
        ({"title": "Pub Quiz"} | SAME_PLACE, {"title": "The Big Wizard Quiz"} | SAME_PLACE, 0.8),
        ({"title": "Pub Quiz"} | SAME_PLACE, {"title": "The Big Wizard Quiz", "minutes": 60} | SAME_PLACE, None),
        ({"title": "Pub Quiz"} | GUESSED, {"title": "The Big Wizard Quiz"} | SAME_PLACE, None),
        ({"title": "Open Mic"} | SAME_PLACE, {"title": "The Big Wizard Quiz"} | SAME_PLACE, None),
        ({"title": "Small Hobbit Quiz"} | SAME_PLACE, {"title": "Big Wizard Trivia"} | SAME_PLACE, None),
        # a name with which one begins, and that the other has too
        (
            {"title": "Innocence by Asha Rao"} | SAME_PLACE,
            {"title": "Innocence: a story in two acts"} | SAME_PLACE,
            0.8,
        ),
        ({"title": "Dry Wave Studio Night"} | SAME_PLACE, {"title": "In the House with Drywave"} | SAME_PLACE, 0.8),
        ({"title": "Innocence by Asha Rao"} | GUESSED, {"title": "Innocence: a story in two acts"} | SAME_PLACE, None),
        ({"title": "Monsoon String Quartet"} | SAME_PLACE, {"title": "Copper Leaf Quartet"} | SAME_PLACE, None),
        (
            {"title": "Introduction to Linocut Printing on Cloth"} | SAME_PLACE,
            {"title": "Introduction to Zari Embroidery"} | SAME_PLACE,
            None,
        ),
        ({"title": "Asha Iyer Live"} | SAME_PLACE, {"title": "Ghazals by Asha Rao"} | SAME_PLACE, None),
        ({"title": "Kannada for Beginners"} | SAME_PLACE, {"title": "Poetry in Kannada"} | SAME_PLACE, None),
        ({"title": "Making Lanterns"} | SAME_PLACE, {"title": "Making Puppets"} | SAME_PLACE, None),
        ({"title": "Copper Poetry Corner"} | SAME_PLACE, {"title": "Painting on Copper"} | SAME_PLACE, None),
    ],
)
def test_a_host_or_a_kind(ours: dict[str, Any], theirs: dict[str, Any], expected: float | None) -> None:
    found = title_score(ours, theirs)
    assert found == expected if expected else found < 0.8


LASTING = match_record(1).timetable.starts[0]


@pytest.mark.parametrize(
    ("title", "hours", "place", "expected"),
    [
        ("Sitcoms of the Nineties", 2, SAME_PLACE, 0.8),
        ("Sitcoms of the Nineties", 3, SAME_PLACE, None),
        ("Sitcoms of the Nineties", None, SAME_PLACE, None),
        ("Sitcoms of the Nineties", 2, GUESSED, None),
        ("Sitcoms of the Nineties: film", 2, SAME_PLACE, None),
        ("Sitcoms of the Nineties", 2, SAME_PLACE | {"text": "three rounds of trivia"}, 0.8),
        ("Sitcoms of the Nineties", 2, SAME_PLACE | {"text": "a standup special"}, None),
    ],
)
def test_a_kind_alone_is_whatever_is_on_there_from_the_same_moment_to_the_same(
    title: str, hours: float | None, place: dict[str, Any], expected: float | None
) -> None:
    quiz = replace(LASTING, length=timedelta(hours=2))
    other = replace(LASTING, length=timedelta(hours=hours) if hours else None)
    a = replace(match_record(1, source="guide", title="Pub Quiz", **SAME_PLACE), starts=(quiz,))
    b = replace(match_record(2, source="host", title=title, **place), starts=(other,))
    found = compare(a, b).fields["title"]
    assert compare(b, a).fields["title"] == found
    assert found == expected if expected else found < 0.8


@pytest.mark.parametrize(
    ("title", "minutes", "hours", "same"),
    [
        ("Khajoornama", 270, 1, True),
        ("Khajoornama", 345, 1, False),  # goes on after the end
        ("Khajoornama", 10, 1, True),
        ("Khajoornama: Dates in Verse", 270, 1, False),  # a show of a festival
        ("Tasting", 270, 1, False),  # no name
    ],
)
def test_a_sitting_lies_within_the_hours_of_all_of_them(title: str, minutes: int, hours: int, same: bool) -> None:
    noon = replace(LASTING, at=LASTING.at - timedelta(hours=8), length=timedelta(hours=6))
    sitting = replace(noon, at=noon.at + timedelta(minutes=minutes), length=timedelta(hours=hours))
    whole = replace(
        match_record(1, source="house", title="Khajoornama Tasting: Two Sessions", **SAME_PLACE), starts=(noon,)
    )
    part = replace(match_record(2, source="guide", title=title, **SAME_PLACE), starts=(sitting,))
    assert compare(whole, part).same is same
    assert compare(part, whole).same is same
    assert not (same and is_ruled_out(whole, part))


@pytest.mark.parametrize(
    ("name", "place", "counts"),
    [
        ("Yi Yi", SAME_PLACE, True),
        ("Yi Yi", {"venue": None, "online": True}, False),
        ("Nostalgia", {"venue": None, "online": True}, True),
        ("Mirrors", {"venue": None, "online": True}, False),
        ("Ran", SAME_PLACE, False),
        ("Kabir", SAME_PLACE, True),
        ("Film Screening", SAME_PLACE, False),
    ],
)
def test_a_common_part_is_a_name_that_is_long_enough(name: str, place: dict[str, Any], counts: bool) -> None:
    ours, theirs = {"title": f"Screening: {name}"} | place, {"title": f"Cinephiles' autumn recap: {name}"} | place
    a, b = match_record(1, **ours), match_record(2, **theirs)
    location = None if place.get("online") else 1.0
    assert has_common_part(a, b, location) is counts
    assert has_common_part(b, a, location) is counts


@pytest.mark.parametrize(("place", "score"), [(SAME_PLACE, 0.88), (near(590), 0.88), (GUESSED, None)])
def test_a_common_part_counts_at_a_common_place(place: dict[str, Any], score: float | None) -> None:
    other = near(0) if "point" in place else SAME_PLACE
    found = title_score({"title": "Screening: Kabir Khan"} | place, {"title": "Autumn recap: Kabir Khan"} | other)
    assert found == score if score else found < 0.88


TELLING = {"title": "Ragas of the Monsoon by Aruna Sairam"}


@pytest.mark.parametrize(
    ("minutes", "title", "place", "time"),
    [
        (60, TELLING, SAME_PLACE, 0.9),
        (120, TELLING, SAME_PLACE, 0.85),
        (-240, TELLING, SAME_PLACE, 0.85),
        (240, TELLING, SAME_PLACE, 0.6),  # after midnight
        (120, TELLING, near(590), 0.8),
        (120, {"title": "Monsoon Jazz"}, SAME_PLACE, 0.8),
        (-480, {"title": "Monsoon Jazz"}, SAME_PLACE, 0.6),
        (-480, {"title": "Monsoon Jazz"}, near(590), 0.0),
        (-480, {"title": "Open Mic"}, SAME_PLACE, 0.0),
    ],
)
def test_one_title_at_another_hour_of_the_day(
    minutes: int, title: dict[str, Any], place: dict[str, Any], time: float
) -> None:
    other = near(0) if "point" in place else SAME_PLACE
    a, b = match_record(1, **{"source": "ours", **title, **other}), match_record(2, minutes=minutes, **title, **place)
    assert compare(a, b).fields["time"] == pytest.approx(time)
    same = match_record(2, **{"source": "ours", "minutes": minutes, **title, **place})
    assert compare(a, same).fields["time"] == pytest.approx(1 - 0.4 * abs(minutes) / 240 if minutes != -480 else 0)


def titled(*titles: str, **more: Any) -> tuple[MatchRecord, MatchRecord]:
    ours, theirs = (match_record(number, title=title, **more) for number, title in enumerate(titles))
    return ours, theirs


@pytest.mark.parametrize(
    ("ours", "theirs", "other"),
    [
        ("Monsoon Fest: Puppet Parade", "Monsoon Fest: Kite Building", True),
        ("Monsoon Fest: Puppet Parade", "Monsoon Fest: Puppet Show", False),
        ("Monsoon Fest: Puppet Parade", "Monsoon Fest", False),
        ("Monsoon Fest: Puppet Parade", "Summer Fest: Kite Building", False),
        ("Monsoon Fest: with Asha", "Monsoon Fest: Kite Building", False),
        ("Monsoon Fest: Workshop", "Monsoon Fest: Music", False),
        ("Monsoon Fest: 1", "Monsoon Fest: 2", False),
        ("Monsoon Fest: Puppets", "Monsoon Fest: Puppetry", False),
    ],
)
def test_parts_of_one_programme_go_on_differently(ours: str, theirs: str, other: bool) -> None:
    a, b = titled(ours, theirs)
    assert (is_other_part(a, b), is_other_part(b, a)) == (other, other)


def test_the_venue_that_both_have_is_no_part_of_a_programme() -> None:
    a, b = titled("Monsoon Fest: Lamp Rooms", "Monsoon Fest: Kite Building", venue="Lamp Rooms")
    assert (is_other_part(a, b), is_other_part(b, a)) == (False, False)


@pytest.mark.parametrize(
    ("ours", "theirs", "text", "own"),
    [
        ("Mani Kaul: Mati Manas", "Mani Kaul: Dhrupad", "", True),
        ("Mani Kaul: Mati Manas", "Mani Kaul: Dhrupad", "mati and others", False),
        ("Mani Kaul: Mati Manas", "Mani Kaul", "", False),
        ("Mani Kaul: Mati Manas", "Mani Kaul: Matimanas", "", False),
        ("Mani Kaul: by Asha Rao", "Mani Kaul: Dhrupad", "", False),
    ],
)
def test_each_title_has_a_part_of_its_own(ours: str, theirs: str, text: str, own: bool) -> None:
    a, b = match_record(1, title=ours), match_record(2, title=theirs, text=text)
    assert (has_own_parts(a, b), has_own_parts(b, a)) == (own, own)


def test_a_pair_that_cannot_be_compared_stays_apart_and_spoils_no_batch(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError("whatever a listing of somebody else can raise")

    monkeypatch.setattr(scores, "compare", fails)
    score = scores.compared(match_record(1), match_record(2))
    assert (score.same, score.for_review, score.veto, score.total) == (False, False, "cannot be compared", 0.0)
    assert "flood-00001" in caplog.text
    assert "whatever a listing" in caplog.text


COPIED = "an afternoon with the translator of these stories who reads two of them and answers what the readers ask"


@pytest.mark.parametrize(
    ("ours", "theirs", "counts"),
    [
        (COPIED, COPIED, True),
        (COPIED, f"the bookshop invites {COPIED} and everybody stays for tea", True),
        (COPIED[:79], COPIED[:79], False),
        (COPIED, COPIED.replace("two", "three"), False),
        (COPIED, "", False),
    ],
)
def test_two_sources_that_describe_both_in_the_same_words(ours: str, theirs: str, counts: bool) -> None:
    a, b = {"title": "Broken nest", "text": ours}, {"title": "Readings of a poet", "text": theirs}
    assert (title_score(a | SAME_PLACE, b | SAME_PLACE) == 0.9) is counts
    assert title_score(a | SAME_PLACE, b | SAME_PLACE, one_source=True) < 0.8
    assert title_score(a | NOWHERE, b | NOWHERE) < 0.8
    assert title_score(a | SAME_PLACE, b | SAME_PLACE | {"minutes": 90}) < 0.8


def test_what_a_venue_says_of_itself_makes_no_two_evenings_one() -> None:
    formula = "the humming tree is a room for music and talk in indiranagar that opens every day except on mondays"
    a, b = {"title": "Broken nest", "text": formula}, {"title": "Readings of a poet", "text": formula}
    assert title_score(a | SAME_PLACE, b | SAME_PLACE) < 0.8


def test_texts_that_open_alike_and_name_each_its_own_evening_are_two() -> None:
    a = {"title": "Broken nest", "text": f"{COPIED} broken nest"}
    b = {"title": "Readings of a poet", "text": f"{COPIED} readings of a poet"}
    assert title_score(a | SAME_PLACE, b | SAME_PLACE) < 0.8


@pytest.mark.parametrize(
    ("ours", "theirs", "counts"),
    [
        ("Oyster Mushroom Cultivation at Home by Sporelab", "Rhythms: Mushroom Cultivation by Sporelab", True),
        ("Oyster Mushroom Cultivation at Home by Sporelab", "Rhythms: Mushroom Cultivation with Mycoworks", False),
        ("Candle Pouring by Sporelab", "Mushroom Cultivation by Sporelab", False),
        ("Mushroom Candle by Sporelab", "Mushroom Cultivation by Sporelab", False),
    ],
)
def test_two_titles_that_credit_one_name_and_share_more(ours: str, theirs: str, counts: bool) -> None:
    found = title_score({"title": ours} | SAME_PLACE, {"title": theirs} | SAME_PLACE)
    assert (found >= 0.88) is counts


@pytest.mark.parametrize(
    ("ours", "theirs", "apart"),
    [
        ("Owl Trio concert", "The Moonrise tour, Owl Trio", False),
        ("Owl Trio gig", "Moonrise party with the Owl Trio", False),
        ("Improv workshop: Owl Trio", "Owl Trio, a Moonrise show", True),
    ],
)
def test_a_lesson_is_not_the_show_of_its_name_and_other_forms_are_words_for_one_evening(
    ours: str, theirs: str, apart: bool
) -> None:
    found = compare(match_record(1, title=ours, source="ours"), match_record(2, title=theirs, source="theirs"))
    assert (found.veto == OTHER_PART) is apart
