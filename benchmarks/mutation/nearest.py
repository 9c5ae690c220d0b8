"""Which tests try a mutant: those nearest to its line, of these the shortest, and no more than there is time for."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mistakes.executed import executing_tests
from benchmarks.mistakes.order import SECONDS


def nearest_tests(tree: Path, file: str, line: int, seconds: float) -> dict[str, float]:
    """The ids of tests, with the seconds that each was measured to take; together at most `seconds`, or one test.

    First come those that execute the line, then those of the function around it, then those of the file: what is cached
    is executed by the first test that asks, and a table by none.
    """
    text = (tree / file).read_text(encoding="utf-8")
    measured: dict[str, float] = json.loads((tree / SECONDS).read_text(encoding="utf-8"))
    at_line, around = (set(executing_tests(tree, file, lines)) for lines in ([line], _function(text, line)))
    near = set(executing_tests(tree, file, range(1, text.count("\n") + 2)))
    found = [name for name in measured if name in near]
    found.sort(key=lambda name: (name not in at_line, name not in around, measured[name]))
    chosen: dict[str, float] = {}
    for name in found:
        if chosen and sum(chosen.values()) + measured[name] > seconds:
            break
        chosen[name] = measured[name]
    return dict(_by_file(chosen))


def _by_file(chosen: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Those of a file together, where its first one stands, so that what a file's tests share is made once."""
    files: dict[str, list[str]] = defaultdict(list)
    for name in chosen:
        files[name.partition("::")[0]].append(name)
    return ((name, chosen[name]) for names in files.values() for name in names)


def _function(text: str, line: int) -> range:
    """The lines of the innermost function's body around a line; none outside of functions."""
    functions = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    bodies = [range(one.body[0].lineno, (one.end_lineno or 0) + 1) for one in functions]
    return max((body for body in bodies if line in body), key=lambda body: body.start, default=range(0))
