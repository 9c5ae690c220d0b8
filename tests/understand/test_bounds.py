"""At which value a rule begins: each bound with what lies on it, and what lies beside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from include.areas.area import load_area
from include.understand.match.evidence.title_likeness import _respelled
from include.understand.match.timetable import Start, Timetable
from include.understand.memory.statements import key_of
from include.understand.place.localities import is_like_a_locality
from include.understand.place.venues import _mentions
from include.understand.record.title_case import without_shouting
from include.understand.text.searches.rewriting import Rewritten

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("ours", "theirs", "alike"),
    [
        ("ragtime", "ragtine", True),  # 12 of 14 letters
        ("conversations", "converxytions", False),  # 22 of 26
        ("jazz", "jazzz", True),
        ("khan", "khans", True),
        ("art", "arts", False),
        ("rags", "tags", False),
    ],
)
def test_two_spellings_are_one_word(ours: str, theirs: str, alike: bool) -> None:
    """With the same first letter, four letters at least, and 85 of a hundred in common."""
    assert _respelled({ours}, {theirs}) == ({ours} if alike else set())
    assert _respelled({theirs}, {ours}) == ({theirs} if alike else set())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("LIVE MUSIC", "Live Music"),
        ("MUSIC", "MUSIC"),
        ("Evening: LIVE MUSIC", "Evening: LIVE MUSIC"),
        ("Evening: LIVE MUSIC NIGHT", "Evening: Live Music Night"),
        ("LIVE MUSIC NIGHT | Evening", "Live Music Night | Evening"),
    ],
)
def test_so_many_words_in_capitals_are_shouting(title: str, shown: str) -> None:
    """Two of a whole title, three of a part of one."""
    assert without_shouting(title) == shown


@pytest.mark.parametrize(
    ("spelled", "key"),
    [("coffee", "cofe"), ("book", "bok"), ("bee", "bee"), ("bee book", "beebok"), ("xviii", "xviii"),
     ("12 12", "12 12"), ("hall 12", "hal12"), ("aa", "aa")],
)  # fmt: skip
def test_a_doubled_letter_is_one_in_words_of_four_letters(spelled: str, key: str) -> None:
    assert key_of(spelled) == key


@pytest.mark.parametrize(
    ("name", "is_like"),
    [("Saraswatinagar", True), ("Of Saraswatinagar", True), ("Saraswatinagar Of", False), ("Nagar", False)],
)
def test_a_name_that_ends_as_parts_of_the_city_do(name: str, is_like: bool) -> None:
    assert is_like_a_locality(name, AREA) is is_like


@pytest.mark.parametrize(("seconds", "score"), [(0, 0.95), (60, 0.95), (61, 0.0), (-60, 0.95), (-61, 0.0)])
def test_hours_a_zones_offset_apart_agree_to_a_minute(seconds: int, score: float) -> None:
    at = datetime(2026, 3, 6, 14, tzinfo=UTC).astimezone(AREA.zone)
    ours, theirs = at, at - timedelta(hours=5, minutes=30, seconds=seconds)
    found = [Timetable([Start(one, one.date(), False, None)]) for one in (ours, theirs)]
    assert found[0].agreement(found[1]) == found[1].agreement(found[0]) == score


@pytest.mark.parametrize("joint", [" ", "-", " - ", " & "])
def test_a_venue_is_named_whatever_stands_between_its_words(joint: str) -> None:
    names = [one.name for one in AREA.venues if one.name.replace(" ", "").isalpha() and " " in one.name]
    assert names
    for name in names[:20]:
        written = f"at {joint.join(name.split())}, tonight"
        found = _mentions(AREA).search(written)
        assert found, written
        assert found.group() in written[3:]
        assert not _mentions(AREA).fullmatch("".join(name.split()) + "x")


@pytest.mark.parametrize(
    ("start", "stop", "before"),
    [
        (0, 3, (0, 3)), (4, 4, (4, 4)), (2, 5, (2, 8)), (5, 6, (4, 8)), (5, 7, (4, 8)), (6, 10, (4, 11)),
        (7, 9, (8, 10)), (10, 12, (11, 13)),
    ],
)  # fmt: skip
def test_where_characters_stood_before_a_part_was_written_in_other_words(
    start: int, stop: int, before: tuple[int, int]
) -> None:
    """Characters 4 to 8 were replaced by three: what begins or ends among these means all of that part."""
    assert Rewritten("", 4, 8, -1).before(start, stop) == before
