"""Is what a text gives as often right as it is stated to be: the curves of the shipped shares, and the counting.

The curves are of stored counts, since the texts are not ours to ship: a reader that became worse fails
`test_extract.py`, and these only when the counts are written anew.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import benchmarks.calibration
from benchmarks.calibration.counts import Count, counted, curves, read_counts, unseen_curves, write_counts
from benchmarks.calibration.reading import Published, outcomes
from include.areas.area import load_area
from include.understand.place.venue_certainty import VENUE_SHARE_RIGHT
from include.understand.text.certainty import SHARE_RIGHT

AREA = load_area("indiranagar")
FOLDER = Path(benchmarks.calibration.__path__[0])
COUNTS = [*read_counts(FOLDER / "real_listings.csv"), *read_counts(FOLDER / "real_categories.csv")]
UNSEEN = unseen_curves(COUNTS)
OF_A_PROGRAM = 0.7
"""The start of a program of several evenings."""


@pytest.mark.parametrize("field", ["start", "venue", "category"])
def test_a_field_is_as_often_right_as_it_is_stated_to_be(field: str) -> None:
    found = curves(COUNTS)[field]
    assert found["n"] >= 500
    assert found["calibration_error"] <= 0.05, found["curve"]
    assert found["brier"] < found["base_rate_brier"]


@pytest.mark.parametrize(("field", "error"), [("start", 0.08), ("venue", 0.05)])
def test_and_nearly_so_on_a_source_that_no_share_was_taken_from(field: str, error: float) -> None:
    """A category's confidence was trained on no source, so that all of them are unseen above."""
    found = UNSEEN[field]
    assert found["calibration_error"] <= error, found["curve"]
    assert found["brier"] < found["base_rate_brier"]


def test_what_a_source_is_stated_by_are_the_others() -> None:
    counts = [Count("start", "a", 0.7, 1, 8), Count("start", "b", 0.7, 3, 4), Count("venue", "b", 0.7, 0, 9)]
    found = unseen_curves(counts)
    assert found["start"]["curve"] == [[0.2, 0.75, 4], [4 / 6, 0.125, 8]]
    assert found["venue"]["curve"] == [[0.5, 0.0, 9]]


def test_what_was_counted_is_what_is_stated_now() -> None:
    """Whoever changes a share measures it: `--counts benchmarks/calibration/real_listings.csv`."""
    stated = {field: {one.stated for one in COUNTS if one.field == field} for field in ("start", "venue")}
    assert stated == {"start": {*SHARE_RIGHT.values(), OF_A_PROGRAM}, "venue": set(VENUE_SHARE_RIGHT.values())}


def _published(name: str, description: str, **more: Any) -> Published:
    event = {
        "@type": "Event",
        "name": name,
        "description": description,
        "startDate": "2026-03-14T19:00:00+05:30",
        **more,
    }
    return Published("site", event, datetime.fromisoformat("2026-03-02T09:00:00+05:30"))


@pytest.mark.parametrize(
    ("name", "description", "more", "found"),
    [
        ("Jazz night", "14 March, 7 pm", {}, [("start", 0.86, True)]),
        ("Jazz night", "15 March, 7 pm", {}, [("start", 0.86, False)]),
        ("Jazz night", "14 March", {}, [("start", 0.86, True)]),
        ("Jazz night", "Come on Saturday. " + "Music of all sorts. " * 30, {}, [("start", 0.26, False)]),
        ("Saturday jazz night", "Music of all sorts. " * 30, {}, [("start", 0.69, False)]),
        ("Jazz night", "14 March, 7 pm\nVenue: The Blue Room", {"location": {"@type": "Place", "name": "Red Room"}},
         [("start", 0.86, True), ("venue", 0.56, False)]),
        ("Jazz night", "14 March, 7 pm\nVenue: Play Zone", {"location": {"@type": "Place", "name": "PlayZone"}},
         [("start", 0.86, True), ("venue", 0.56, True)]),
        ("Jazz night", "14 March, 7 pm at Kite Theatre", {"location": {"@type": "Place", "name": "Theatre Kite"}},
         [("start", 0.86, True), ("venue", 0.78, True)]),
        ("Jazz night", "14 March, 7 pm at Kite Theatre. " + "Music of all sorts. " * 60,
         {"location": {"@type": "Place", "name": "Red Room"}}, [("start", 0.69, True), ("venue", 0.35, False)]),
        ("Jazz night", "Music", {}, []),
        ("", "14 March, 7 pm", {}, []),
    ],
)  # fmt: skip
def test_a_text_is_compared_with_the_structure_beside_it(
    name: str, description: str, more: dict[str, Any], found: list[tuple[str, float, bool]]
) -> None:
    read = outcomes([_published(name, description, **more)], AREA)
    assert [(one.field, one.stated, one.right) for one in read] == found


def test_counts_are_written_and_read_again(tmp_path: Path) -> None:
    read = outcomes([_published("Jazz", "14 March, 7 pm"), _published("Jazz", "15 March, 7 pm")], AREA)
    counts = counted(read)
    assert counts == [Count("start", "site", 0.86, 1, 2)]
    write_counts(tmp_path / "counts.csv", counts)
    assert read_counts(tmp_path / "counts.csv") == counts
    assert curves(counts)["start"] == {
        "n": 2, "right": 0.5, "calibration_error": 0.36, "brier": round((0.86**2 + 0.14**2) / 2, 4),
        "base_rate_brier": 0.25, "curve": [[0.86, 0.5, 2]],
    }  # fmt: skip
