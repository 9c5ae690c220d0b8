"""Which of a geocoder's answers a venue gets, and what is left to be asked for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from include.listing import Approximate
from include.pipeline.venues import answers as module
from include.pipeline.venues.answers import GeocoderAnswers, address, service
from include.settings import Settings
from include.understand.memory.geocoder_questions import GeocoderQuestion

LISTING = UUID(int=1)
QUESTIONS = [GeocoderQuestion("by name", name="Toit"), GeocoderQuestion("by address", house="298")]


def place(precision: Any) -> Approximate:
    return Approximate(latitude=12.97, longitude=77.64, metres=50, precision=precision)


@pytest.mark.parametrize(
    ("known", "old", "best", "wanted"),
    [
        ({}, set(), None, ["by name"]),
        ({"by name": "venue"}, set(), "venue", []),
        ({"by name": "venue"}, {"by name"}, "venue", ["by name"]),
        ({"by name": None}, set(), None, ["by address"]),
        ({"by name": None}, {"by name"}, None, ["by name", "by address"]),
        ({"by name": None, "by address": None}, set(), None, []),
        ({"by name": "road"}, set(), "road", ["by address"]),
        ({"by name": "road", "by address": "address"}, set(), "address", []),
        ({"by name": "road", "by address": None}, set(), "road", []),
        ({"by name": "road", "by address": "postcode"}, set(), "road", []),
        ({"by name": None, "by address": "road"}, set(), "road", []),
    ],
)
def test_the_most_exact_answer_and_what_to_ask(
    known: dict[str, str | None], old: set[str], best: str | None, wanted: list[str]
) -> None:
    """The next question is asked only where the one before has no point; an old answer counts, and is asked again."""
    found = GeocoderAnswers("a geocoder", {text: place(one) if one else None for text, one in known.items()}, old)
    answer = found.best(QUESTIONS, LISTING)
    assert (answer.precision if answer else None) == best
    assert [(one.text, listing) for one, listing in found.wanted] == [(text, LISTING) for text in wanted]


def test_without_a_geocoder_nothing_is_asked() -> None:
    found = GeocoderAnswers(None, {"by name": place("venue")})
    assert (found.best(QUESTIONS, LISTING), found.wanted) == (None, [])


@pytest.mark.parametrize(
    ("kind", "url", "expected"),
    [
        ("nominatim", "", "nominatim https://nominatim.openstreetmap.org"),
        ("photon", "", "photon https://photon.komoot.io"),
        ("photon", "http://maps.lan:2322/", "photon http://maps.lan:2322"),
        ("", "http://maps.lan:2322/", None),
    ],
)
def test_the_name_under_which_answers_are_kept(
    monkeypatch: pytest.MonkeyPatch, kind: str, url: str, expected: str | None
) -> None:
    """Of the kind and the address: another server's answers are not its own."""
    made = Settings(geocoder=kind, geocoder_url=url)  # type: ignore[arg-type]
    monkeypatch.setattr(module, "settings", lambda: made)
    assert service() == expected
    if expected:
        assert address() == expected.partition(" ")[2]
