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
from benchmarks.calibration.counts import (
    MAX_TEXTS_OF_A_SOURCE,
    Count,
    counted,
    curves,
    parted_errors,
    read_counts,
    shares,
    unseen_curves,
    write_counts,
)
from benchmarks.calibration.reading import Published, outcomes
from include.areas.area import load_area
from include.understand.place.announced.venue_certainty import VENUE_SHARE_RIGHT
from include.understand.text.certainty import OF_A_PROGRAM, SHARE_RIGHT

AREA = load_area("indiranagar")
FOLDER = Path(benchmarks.calibration.__path__[0])
COUNTS = [*read_counts(FOLDER / "real_listings.csv"), *read_counts(FOLDER / "real_categories.csv")]
UNSEEN = unseen_curves(COUNTS)
PARTED = parted_errors(COUNTS)


@pytest.mark.parametrize("field", ["start", "venue", "category"])
def test_a_field_is_as_often_right_as_it_is_stated_to_be(field: str) -> None:
    found = curves(COUNTS)[field]
    assert found["n"] >= 500
    assert found["calibration_error"] <= 0.05, found["curve"]
    assert found["brier"] < found["base_rate_brier"]


@pytest.mark.parametrize("field", ["start", "venue"])
def test_and_so_on_a_source_that_no_share_was_taken_from(field: str) -> None:
    """A category's confidence was trained on no source, so that all of them are unseen above."""
    found = UNSEEN[field]
    assert found["calibration_error"] <= 0.05, found["curve"]
    assert found["brier"] < found["base_rate_brier"]


@pytest.mark.parametrize(("field", "error"), [("start", 0.07), ("venue", 0.115)])
def test_half_of_the_sources_are_few_to_take_shares_from(field: str, error: float) -> None:
    """Of which .04 and .05 are left when the shares are those of all sources: each half's own way of writing."""
    assert PARTED[field] <= error


def test_what_a_source_is_stated_by_are_the_others() -> None:
    counts = [Count("start", "a", 0.7, 1, 8), Count("start", "b", 0.7, 3, 4), Count("venue", "b", 0.7, 0, 9)]
    found = unseen_curves(counts)
    assert found["start"]["curve"] == [[0.2, 0.75, 4], [4 / 6, 0.125, 8]]
    assert found["venue"]["curve"] == [[0.5, 0.0, 9]]


def test_of_two_sources_each_half_is_stated_by_the_other() -> None:
    counts = [Count("start", "a", 0.7, 2, 2), Count("start", "b", 0.7, 0, 2)]
    assert parted_errors(counts) == {"start": 0.75}  # what was never right is stated to be in .75, and the reverse


def test_a_large_source_counts_no_more_than_others_in_a_share() -> None:
    large = Count("start", "a", 0.7, 0, 100 * MAX_TEXTS_OF_A_SOURCE)
    other = Count("start", "b", 0.7, MAX_TEXTS_OF_A_SOURCE, MAX_TEXTS_OF_A_SOURCE)
    assert shares([large, other]) == {("start", 0.7): pytest.approx(0.5)}


def test_what_was_counted_is_what_is_stated_now() -> None:
    """Whoever changes a share measures it: `--counts benchmarks/calibration/real_listings.csv`."""
    stated = {field: {one.stated for one in COUNTS if one.field == field} for field in ("start", "venue")}
    assert stated == {"start": {*SHARE_RIGHT.values(), OF_A_PROGRAM}, "venue": set(VENUE_SHARE_RIGHT.values())}
    of_texts = [one for one in COUNTS if one.field in stated and one.stated != OF_A_PROGRAM]  # twelve, all in all
    assert all(share == pytest.approx(stated, abs=0.02) for (_, stated), share in shares(of_texts).items())


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
        ("Jazz night", "14 March, 7 pm", {}, [("start", 0.87, True)]),
        ("Jazz night", "15 March, 7 pm", {}, [("start", 0.87, False)]),
        ("Jazz night", "14 March", {}, [("start", 0.87, True)]),
        ("Jazz night", "Come on Saturday. " + "Music of all sorts. " * 30, {}, [("start", 0.56, False)]),
        ("Jazz night", "Today all sorts of music meet.", {}, [("start", 0.02, False)]),
        ("Jazz night", "As on 14 February, by popular demand.", {}, [("start", 0.02, False)]),
        ("Saturday jazz night", "Music of all sorts. " * 30, {}, [("start", 0.78, False)]),
        ("Jazz night", "14 March, 7 pm\nVenue: The Blue Room", {"location": {"@type": "Place", "name": "Red Room"}},
         [("start", 0.87, True), ("venue", 0.75, False)]),
        ("Jazz night", "14 March, 7 pm\nVenue: Play Zone", {"location": {"@type": "Place", "name": "PlayZone"}},
         [("start", 0.87, True), ("venue", 0.75, True)]),
        ("Jazz night", "14 March, 7 pm at Kite Theatre", {"location": {"@type": "Place", "name": "Theatre Kite"}},
         [("start", 0.87, True), ("venue", 0.75, True)]),
        ("Jazz night", "14 March, 7 pm at Kite Theatre. " + "Music of all sorts. " * 60,
         {"location": {"@type": "Place", "name": "Red Room"}}, [("start", 0.78, True), ("venue", 0.34, False)]),
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
    assert counts == [Count("start", "site", 0.87, 1, 2)]
    write_counts(tmp_path / "counts.csv", counts)
    assert read_counts(tmp_path / "counts.csv") == counts
    assert curves(counts)["start"] == {
        "n": 2, "right": 0.5, "calibration_error": 0.37, "brier": round((0.87**2 + 0.13**2) / 2, 4),
        "base_rate_brier": 0.25, "curve": [[0.87, 0.5, 2]],
    }  # fmt: skip
