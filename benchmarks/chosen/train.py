"""`python -m benchmarks.chosen.train [--leave-out]`: what the signals of places and of prices count.

Learns from the labelled texts of `benchmarks/extract` and writes the weights that are shipped. With `--leave-out` it
writes nothing: it prints for each set how often the right candidate is the most probable one (of prices: how often each
number is told rightly) by weights that were learned without that set, and how often there is a right one at all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.chosen.examples import (
    NEVER,
    Example,
    amounts,
    announcements,
    halves,
    hours,
    places,
    posts,
    texts_of_sets,
)
from benchmarks.chosen.fitting import Labelled, fit
from include.areas.area import load_area
from include.settings import settings
from include.understand.place.chosen import choice
from include.understand.text.hours.likely import choice as choice_of_hours
from include.understand.text.money import chosen_amounts
from include.understand.text.posts import likely_notice
from include.understand.text.signal_weights import BIAS, SignalWeights
from include.understand.text.times import likely_halves


def main() -> None:
    """Train and write, or measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chosen.train", description=__doc__)
    parser.add_argument("--leave-out", action="store_true", help="measure each set by weights of the others")
    leave_out = parser.parse_args().leave_out
    area = load_area(settings().area)
    texts = texts_of_sets(area)
    captions = announcements(texts)
    for examples, path, one_of_several in (
        (list(places(captions, area)), choice.SHIPPED, True),
        (list(amounts(captions, area)), chosen_amounts.SHIPPED, False),
        (list(hours(captions)), choice_of_hours.SHIPPED, True),
        (list(halves(captions)), likely_halves.SHIPPED, False),
        (list(posts(texts, area)), likely_notice.SHIPPED, False),
    ):
        if leave_out:
            print(json.dumps({path.stem: left_out(examples, one_of_several)}, indent=1))
        else:
            weights = trained(examples, one_of_several)
            _write(weights, path)
            print(json.dumps({"written": str(path), "weights": len(weights.weights)}))


def trained(examples: Sequence[Example], one_of_several: bool, without: str = "") -> SignalWeights:
    """The weights by all sets but `without` and those of which nothing is learned."""
    texts = [one.labelled for one in examples if one.set not in NEVER and one.set != without]
    return fit(texts, one_of_several=one_of_several)


def left_out(examples: Sequence[Example], one_of_several: bool) -> dict[str, dict[str, float]]:
    """By set: its texts, the share with a right candidate or none to find, and the share that is chosen rightly."""
    figures: dict[str, dict[str, float]] = {}
    for name in sorted({one.set for one in examples}):
        weights = trained(examples, one_of_several, without=name)
        own = [one.labelled for one in examples if one.set == name]
        right = [is_right(one, weights, one_of_several) for one in own]
        there = [one.none or any(one.right) for one in own]
        shares = {"there": sum(there) / len(own), "right": sum(right) / len(own)}
        figures[name] = {"n": len(own), **{kind: round(share, 3) for kind, share in shares.items()}}
    return figures


def is_right(text: Labelled, weights: SignalWeights, one_of_several: bool) -> bool:
    """Whether the most probable candidate is right, or none where none is; else whether each is told rightly."""
    scores = [weights.score(one) for one in text.candidates]
    none = weights.score((BIAS,))
    if not one_of_several:
        return all((score + none > 0) == right for score, right in zip(scores, text.right, strict=True))
    best = max([none, *scores])
    return text.none if best == none else text.right[scores.index(best)]


def _write(weights: SignalWeights, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(weights.weights, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
