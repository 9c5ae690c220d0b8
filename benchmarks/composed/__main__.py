"""`python -m benchmarks.composed`: captions composed of every way to write days, hours and their place, and compared.

Prints one JSON object: the share right by field of the forms that rules may be tuned on and of the forms held out,
each captions composed of such forms alone. `--cells N` prints the forms, and pairs of forms, of the first that are
read worst; `--errors FILE` writes their mistakes. Of the forms held out only the shares are given.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.composed.compose import Composed, compose
from benchmarks.composed.days import DAYS
from benchmarks.composed.hours import HOURS
from benchmarks.composed.layouts import LAYOUTS, TAILS
from benchmarks.extract.answers import answer
from benchmarks.extract.comparing import verdicts
from benchmarks.lines import write_lines
from include.areas.area import Area, load_area
from include.settings import settings

NAMED = {
    "day": [name for name, _ in DAYS],
    "hours": [one.words for one in HOURS],
    "layout": LAYOUTS,
    "tail": TAILS,
    "name": ("words", "with digits"),
}


def main() -> None:
    """Compose, read, compare and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.composed", description=__doc__)
    options.add_argument("--count", type=int, default=1000, help="captions of each half of the forms")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--cells", type=int, default=0, help="so many of the worst cells are printed")
    options.add_argument("--errors", type=Path, help="where the mistakes of the first half are written")
    asked = options.parse_args()
    area = load_area(settings().area)
    opened = [(one, *_read(one, area)) for one in compose(asked.count, False, asked.seed, area.zone)]
    held_out = [(one, *_read(one, area)) for one in compose(asked.count, True, asked.seed, area.zone)]
    print(json.dumps({"open": _shares([one[1] for one in opened]), "held_out": _shares([one[1] for one in held_out])}))
    if asked.errors:
        write_lines(asked.errors, [_mistake(*one) for one in opened if not all(one[1].values())])
    for line in _cells([(one.forms, all(judged.values())) for one, judged, _ in opened])[: asked.cells]:
        print(line)


def _read(one: Composed, area: Area) -> tuple[dict[str, bool], dict[str, Any]]:
    found, _ = answer(one.caption, area, None)
    return verdicts(one.caption.gold, found), found


def _shares(judged: Sequence[dict[str, bool]]) -> dict[str, float]:
    fields = {field for one in judged for field in one}
    shares = {field: _share([one[field] for one in judged if field in one]) for field in sorted(fields)}
    return {**shares, "all_right": _share([all(one.values()) for one in judged]), "n": len(judged)}


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 3)


def _cells(read: Sequence[tuple[dict[str, int], bool]]) -> list[str]:
    """The forms, alone and in pairs, by how many captions more they lose than their parts alone would."""
    alone: dict[tuple[tuple[str, int], ...], list[bool]] = defaultdict(list)
    for forms, right in read:
        of = [(dimension, index) for dimension, index in forms.items() if dimension in NAMED]
        for parts in (*combinations(of, 1), *combinations(of, 2)):
            alone[parts].append(right)
    lost = {parts: len(values) - sum(values) for parts, values in alone.items()}
    wrong = sum(not right for _, right in read) / len(read)

    def surplus(parts: tuple[tuple[str, int], ...]) -> float:
        expected = max((lost[(one,)] / len(alone[(one,)]) for one in parts), default=wrong) if len(parts) > 1 else wrong
        return lost[parts] - expected * len(alone[parts])

    worst = sorted(alone, key=surplus, reverse=True)
    return [
        f"{lost[parts]}/{len(alone[parts])} wrong: " + " × ".join(f"{d} {NAMED[d][n]!r}" for d, n in parts)
        for parts in worst
    ]


def _mistake(one: Composed, judged: dict[str, bool], found: dict[str, Any]) -> dict[str, Any]:
    gold = one.caption.gold
    wrong = {field: [gold[field], found[field]] for field, is_right in judged.items() if not is_right}
    forms = {dimension: NAMED[dimension][index] for dimension, index in one.forms.items() if dimension in NAMED}
    return {"text": one.caption.text, "posted": f"{one.caption.posted:%a %Y-%m-%d}", "wrong": wrong, "forms": forms}


if __name__ == "__main__":
    main()
