"""When two sources that agree are two voices, and when one repeats the other."""

from __future__ import annotations

from typing import Any

import pytest

from include.listing import Image
from include.understand.record.independence import independent, independent_listings
from tests.understand.record.listings import by

TEXT = "An evening of ragas for the rains with tabla and sarod in the garden behind the old house"
OTHER = "Bring a mat and your own cup because the kitchen closes early and the lawn is wet after seven"


@pytest.mark.parametrize(
    ("ours", "theirs", "apart"),
    [
        ({}, {}, True),
        ({"address": "https://www.fair.example/feed"}, {"url": "https://tickets.fair.example/3"}, False),
        ({"address": "https://www.fair.example/feed"}, {"url": "https://other.example/3"}, True),
        ({"url": "http://localhost:8010/x"}, {"url": "http://localhost:8010/y"}, True),
        ({"url": "http://10.0.0.7/x"}, {"url": "http://10.0.0.7/y"}, True),
        ({"external_id": "a-long-identity"}, {"external_id": "a-long-identity"}, False),
        ({"external_id": "42"}, {"external_id": "42"}, True),
        ({"external_id": "~jazz|toit|20260306"}, {"external_id": "~jazz|toit|20260306"}, True),
        ({"images": [Image(url="https://a.example/1.jpg")]}, {"images": [Image(url="https://a.example/1.jpg")]}, False),
        ({"images": [Image(url="https://a.example/1.jpg")]}, {"images": [Image(url="https://a.example/2.jpg")]}, True),
        ({"images": [Image(url="https://a.example/1.jpg")]}, {}, True),
        ({"external_id": "twelve-chars"}, {"external_id": "twelve-chars"}, False),
        ({"external_id": "eleven-char"}, {"external_id": "eleven-char"}, True),
        ({"ticket_url": "https://fair.example/t"}, {"url": "https://www.FAIR.example/"}, False),
        ({"description": TEXT}, {"description": TEXT}, False),
        ({"description": TEXT}, {"description": f"{OTHER} {TEXT}"}, False),
        ({"description": TEXT}, {"description": OTHER}, True),
        ({"title": "Jazz Night"}, {"title": "Night: Jazz"}, False),
        ({"title": "Jazz Night", "description": TEXT}, {"title": "Jazz Night", "description": OTHER}, True),
        ({"title": "Jazz Night", "description": TEXT}, {"title": "Jazz Night"}, False),
    ],
)
def test_who_repeats_whom(ours: dict[str, Any], theirs: dict[str, Any], apart: bool) -> None:
    a, b = by("ours", **ours), by("theirs", **theirs)
    assert independent(a, b) is independent(b, a) is apart


def test_one_source_is_one_voice() -> None:
    assert not independent(by("ours", title="Jazz"), by("ours", title="Blues"))


def test_half_of_the_shorter_text_is_a_copy_and_less_is_a_quotation() -> None:
    words = TEXT.split()
    half, less = " ".join(words[:12]), " ".join(words[:7])
    assert not independent(by("ours", description=TEXT), by("theirs", description=f"{half} {OTHER[:20]}"))
    assert independent(by("ours", description=TEXT), by("theirs", description=f"{less} {OTHER}"))


def test_of_several_those_are_counted_that_are_independent_of_all_counted_before() -> None:
    first, copy, second = by("a", description=TEXT), by("b", description=TEXT), by("c", description=OTHER)
    assert independent_listings([first, copy, second]) == [first, second]
    assert independent_listings([]) == []
