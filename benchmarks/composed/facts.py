"""`python -m benchmarks.composed.facts`: places, prices and notices in texts put together from forms.

Every way to write a place meets every way to write a price, in several layouts, beside titles that share words with
either, so that what fails shows which rule is missing and not which example. Half of the forms of each kind are held
out: texts made of them are counted and never written. Prints one JSON object: the share right by field, of the open
and of the held-out texts. `--errors FILE` writes the mistakes of the open ones, `--cells` prints the open forms that
are read worst, alone and in pairs. By seed: the same texts every time.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.composed.composing import Composed, composed_texts
from benchmarks.extract.answers import answer
from benchmarks.extract.comparing import verdicts
from benchmarks.lines import write_lines
from include.areas.area import Area, load_area
from include.settings import settings

SEED = 20260303
DIMENSIONS = {
    "venue": ("place_lead", "place_body", "name", "beside", "layout", "title", "no_place"),
    "price_min": ("price_lead", "price_body", "layout", "beside"),
    "price_max": ("price_lead", "price_body", "layout", "beside"),
    "is_event": ("notice", "announcement", "several", "layout", "title"),
    "events": ("several", "layout"),
}
"""The dimensions in which a field's mistakes are counted."""


@dataclass(frozen=True)
class Judged:
    """A text, what is right in it by field, and what was found."""

    text: Composed
    right: Mapping[str, bool]
    found: Mapping[str, object]


def main() -> None:
    """Compose, read, count."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.composed.facts", description=__doc__)
    made.add_argument(
        "--count", type=int, default=2000, help="of texts with a place and a price; a third as many of others"
    )
    made.add_argument("--seed", type=int, default=SEED)
    made.add_argument("--errors", type=Path, help="where the mistakes of the open texts are written, a JSON line each")
    made.add_argument("--cells", type=int, default=0, help="as many of the worst cells of each field are printed")
    asked = made.parse_args()
    area = load_area(settings().area)
    judged = [_judge(one, area) for one in composed_texts(asked.count, asked.seed)]
    opened = [one for one in judged if not one.text.held_out]
    if asked.errors:
        write_lines(asked.errors, (_mistake(one) for one in opened if not all(one.right.values())))
    for field in DIMENSIONS if asked.cells else ():
        print("\n".join(worst_cells(field, opened, asked.cells)))
    held = [one for one in judged if one.text.held_out]
    print(json.dumps({"open": shares(opened), "held_out": shares(held)}))


def _judge(text: Composed, area: Area) -> Judged:
    found, _ = answer(text.caption, area, None)
    return Judged(text, verdicts(text.caption.gold, found), {name: found[name] for name in text.caption.gold})


def _mistake(one: Judged) -> dict[str, object]:
    wrong = {field: [one.text.caption.gold[field], one.found[field]] for field, right in one.right.items() if not right}
    return {"wrong": wrong, "text": one.text.caption.text, "forms": dict(one.text.forms)}


def shares(judged: Iterable[Judged]) -> dict[str, float]:
    """The share right of each field, and of notices and announcements apart."""
    right: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        for field, is_right in one.right.items():
            kind = "no_notice" if one.text.caption.gold["is_event"] else "notice"
            right[kind if field == "is_event" else field].append(is_right)
        if "price_min" in one.right:
            right["price"].append(one.right["price_min"] and one.right.get("price_max", True))
    return {field: round(sum(values) / len(values), 3) for field, values in sorted(right.items())}


def worst_cells(field: str, judged: Iterable[Judged], most: int) -> list[str]:
    """The forms, and the pairs of forms, of which the most texts are wrong: how many of how many."""
    counts: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for one in judged:
        if field in one.right:
            forms = [f"{name}={one.text.forms[name]}" for name in DIMENSIONS[field] if name in one.text.forms]
            for cell in [*((form,) for form in forms), *combinations(forms, 2)]:
                counts[cell].append(one.right[field])
    lines: list[str] = []
    for size in (1, 2):
        cells = [(values.count(False), len(values), cell) for cell, values in counts.items() if len(cell) == size]
        cells.sort(key=lambda each: (-each[0] * each[0] / each[1], each[2]))
        lines += [f"{field} {wrong}/{number} {' × '.join(cell)}" for wrong, number, cell in cells[:most] if wrong]
    return lines


if __name__ == "__main__":
    main()
