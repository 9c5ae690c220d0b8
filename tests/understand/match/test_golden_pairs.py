"""Some thirty listings, each compared with each: the parts of every score, the rule against it, and what follows of it.

The listings lie in `golden/listings.json`; of each pair one line in `golden/pairs.txt` has all that is found. After a
change that is meant, write it anew and read the difference: `python -m tests.understand.match.test_golden_pairs`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from include.areas.area import load_area
from include.pipeline.matching.listings import match_record
from include.understand.match.clusters import linked
from include.understand.match.match_record import MatchRecord
from include.understand.match.scores import compared, worth_comparing
from include.understand.match.similarity import Score

FOLDER = Path(__file__).parent / "golden"
LISTINGS: dict[str, dict[str, Any]] = json.loads((FOLDER / "listings.json").read_text(encoding="utf-8"))
USUAL = {"title": "Monsoon Jazz Quartet", "at": "2026-03-06T20:00:00+05:30", "venue": {"name": "The Humming Tree"}}
"""What a listing has that does not say otherwise."""


def record(name: str) -> MatchRecord:
    """A listing as matching compares it; it stands in a source of its own, unless it names another's."""
    about = {**USUAL, **LISTINGS[name]}
    source, starts = about.pop("source", name.replace(" ", "_")), about.pop("at")
    dates = [
        one if isinstance(one, dict) else {"starts_at": one}
        for one in ([starts] if isinstance(starts, str) else starts)
    ]
    return match_record({**about, "occurrences": dates}, load_area("indiranagar"), (15, source, name), source)


def lines() -> Iterator[str]:
    """Of each pair its score with all parts, and of each listing which others are candidates of it."""
    records = {name: record(name) for name in LISTINGS}
    for one, other in combinations(LISTINGS, 2):
        a, b = records[one], records[other]
        yield f"{one} ~ {other}: {written(compared(a, b))}{'' if worth_comparing(a, b) else ' [not looked at]'}"
    every = list(records.values())
    for name, mine in records.items():
        found = linked([mine], every)
        same = [every[i].key[2] for i in sorted(found.same) if every[i] is not mine]
        doubted = [every[j].key[2] for _, j, _ in found.doubts]
        yield f"{name} is linked to {', '.join(same) or 'nothing'}; in doubt: {', '.join(doubted) or 'nothing'}"


def written(score: Score) -> str:
    """A score in one line: what follows, the total, its parts, the rule, the probability and what adds up to that."""
    verdict = "same" if score.same else "review" if score.for_review else "apart"
    parts = " ".join(f"{name} {value:.4g}" for name, value in score.fields.items())
    fall = " ".join(f"{name} {value:+.2f}" for name, value in score.waterfall.items())
    rule = f" ({'hard ' if score.hard else ''}{score.veto})" if score.veto else ""
    return f"{verdict} {score.total:.4g}{rule} = {parts}; {score.probability:.3f} = {fall}"


def test_every_pair_comes_to_the_same_score() -> None:
    expected = (FOLDER / "pairs.txt").read_text(encoding="utf-8").splitlines()
    assert list(lines()) == expected


if __name__ == "__main__":
    (FOLDER / "pairs.txt").write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
