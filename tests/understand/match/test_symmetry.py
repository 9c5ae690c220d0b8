"""The order of two listings makes no difference to what they score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.understand.match.match_record import MatchRecord
from include.understand.match.similarity import compare
from tests.understand.match.match_records import match_record

WORDS = [
    "gin",
    "garden",
    "gingarden",
    "ragas",
    "raga",
    "monsoon",
    "monsoons",
    "khan",
    "khans",
    "khana",
    "jazz",
    "open",
    "mic",
    "openmic",
    "mid",
    "week",
    "midweek",
    "quiz",
    "the",
    "with",
    "by",
    "kabir",
    "kabira",
    "project",
    "vol",
    "3",
    "4",
    "of",
    "|",
    "festival",
]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
VENUES = st.sampled_from([None, "The Humming Tree", "Gin Garden", "Khan Monsoon Hall"])
TEXTS = st.sampled_from(["", "kabir project gin garden"])


def listings(number: int) -> st.SearchStrategy[MatchRecord]:
    return st.builds(
        lambda source, title, minutes, **more: match_record(number, source, title, minutes=minutes, **more),
        st.sampled_from(["common", f"own-{number}"]),
        TITLES,
        st.sampled_from([0, 60, 300, 7 * 24 * 60]),
        venue=VENUES,
        text=TEXTS,
    )


@given(listings(1), listings(2))
def test_two_listings_score_the_same_both_ways(a: MatchRecord, b: MatchRecord) -> None:
    assert compare(a, b) == compare(b, a)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Gin Garden", "GinGarden"), ("Kabir Khan Khans", "Kabir Khana"), ("Monsoon Ragas", "Monsoons Raga Ragaa")],
)
def test_words_run_together_or_spelled_otherwise_count_once(ours: str, theirs: str) -> None:
    a, b = (
        match_record(1, "ours", ours, venue=None),
        match_record(2, "theirs", theirs, venue=None),
    )
    assert compare(a, b) == compare(b, a)
    assert compare(a, b).veto is None
