"""`python -m benchmarks.resolve DIR`: which records of a public collection are one thing, beyond events.

DIR holds either `train.txt` and `valid.txt` of er-magellan (two records and a label a line, `COL name VAL value`): what
is learned on the first is measured on the second; or a CSV of restaurants with a column `unique_id`: who is who is
decided without any label, which are only for the count. Prints one JSON object; `--errors FILE` writes the pairs that
were decided wrongly. Needs scikit-learn, which dedupe brings (`make models`).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.lines import fail, write_lines
from benchmarks.pairs.figures import decided
from benchmarks.resolve.learned import labelled_pairs, learned_answers
from benchmarks.resolve.record import Record, read_identified, read_labelled
from benchmarks.resolve.unlabelled import candidates, same_pairs


def main() -> None:
    """Read, decide and print."""
    asked = _arguments()
    try:
        figures, errors = _measured(asked.folder)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        fail("resolve", error)
    if asked.errors:
        write_lines(asked.errors, errors)
    print(json.dumps(figures))


def _measured(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if (folder / "train.txt").is_file():
        return _learned(folder)
    return _unlabelled(folder)


def _learned(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    train, valid = read_labelled(folder / "train.txt"), read_labelled(folder / "valid.txt")
    answers = learned_answers(train, valid)
    labels = [same for *_, same in valid]
    wrong = [_mistake(a, b, same) for (a, b, same), answer in zip(valid, answers, strict=True) if answer != same]
    return {"kind": "er-magellan", "trained_on": len(train), **labelled_pairs(labels, answers)}, wrong


def _unlabelled(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    records, names = read_identified(folder)
    found = same_pairs(records)
    true = {(i, j) for i in range(len(names)) for j in range(i + 1, len(names)) if names[i] == names[j]}
    every = sorted(true | found)
    figures = decided([pair in true for pair in every], [pair in found for pair in every])
    wrong = [_mistake(records[i], records[j], (i, j) in true) for i, j in sorted(true ^ found)]
    return {
        "kind": "restaurants", "records": len(records), "same": len(true),
        "candidates": len(candidates(records)), **figures,
    }, wrong  # fmt: skip


def _mistake(a: Record, b: Record, same: bool) -> dict[str, Any]:
    return {"label": same, "a": dict(a), "b": dict(b)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resolve", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a collection of er-magellan, or of restaurants")
    parser.add_argument("--errors", type=Path, help="where the pairs decided wrongly are written")
    return parser.parse_args()


if __name__ == "__main__":
    main()
