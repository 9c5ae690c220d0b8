"""Which tests execute which lines, as coverage.py has seen it in runs without a mistake."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from coverage import CoverageData

OPTIONS = ("--cov=include", "--cov=realtime", "--cov=plugins", "--cov-context=test", "--cov-report=", "--cov-append")
"""With these pytest adds to what is known."""


def executing_tests(tree: Path, file: str, lines: Iterable[int]) -> list[str]:
    """The ids of the tests that execute one of these lines of a file; none for what is executed by an import alone."""
    return sorted({context.partition("|")[0] for context in _contexts(tree, file, lines)} - {""})


def is_executed_by_import(tree: Path, file: str, lines: Iterable[int]) -> bool:
    """Whether one of these lines is executed outside of tests: what it comes to is there before they begin."""
    return "" in _contexts(tree, file, lines)


def _contexts(tree: Path, file: str, lines: Iterable[int]) -> set[str]:
    data = CoverageData(str(tree / ".coverage"))
    data.read()
    contexts = data.contexts_by_lineno(str((tree / file).resolve()))
    return {context for line in _statement_lines(tree / file, lines) for context in contexts.get(line, [])}


def _statement_lines(path: Path, lines: Iterable[int]) -> set[int]:
    """All lines of the statements, of which some are not seen to be executed: of those in several lines."""
    if path.suffix != ".py":
        return set()
    spans = list(_spans(ast.parse(path.read_text(encoding="utf-8"))))
    around = [max((span for span in spans if line in span), key=lambda s: s.start, default=range(0)) for line in lines]
    return {line for span in around for line in span}


def _spans(tree: ast.AST) -> Iterator[range]:
    """The lines of each statement, without those of its body."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            yield range(node.lineno, max(end, node.lineno) + 1)
