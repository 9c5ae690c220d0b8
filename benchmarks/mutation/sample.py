"""The mutants of the modules where something is decided, and a sample of them that is the same for one seed."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

from benchmarks.mistakes.catalogue import ROOT

MODULES = (
    "include/understand/**/*.py",
    "include/operations/matching/*.py",
    "include/pipeline/fetching/*.py",
    "include/pipeline/matching/*.py",
    "include/pipeline/venues/*.py",
    "include/pipeline/reading/*.py",
    "include/pipeline/stages/*.py",
    "include/sources/calendar/*.py",
    "include/sources/connectors/*.py",
    "include/sources/structured/*.py",
    "include/scrapers/*.py",
    "include/scrapers/reading/*.py",
    "include/sources/gathering.py",
    "include/sources/identity.py",
    "realtime/feed/*.py",
    "realtime/fanout/*.py",
    "realtime/live/*.py",
    "realtime/limits/*.py",
    "realtime/auth/*.py",
    "realtime/api/query.py",
    "include/filters/*.py",
    "include/places/**/*.py",
    "include/alerts/**/*.py",
    "include/weather/*.py",
    "realtime/pages/formatting.py",
    "realtime/pages/view_model.py",
    "plugins/retries.py",
    "plugins/inbox.py",
)
"""Where something is decided. For SQL, JavaScript and DAGs there are `benchmarks.mistakes`."""
Span = tuple[tuple[int, int], tuple[int, int]]
"""A beginning and an end, each as (line, column)."""
OPERATOR = "ReplaceBinaryOperator"
LEFT_OUT_OPERATOR = "core/RemoveDecorator"
"""Without its decorator a function does the same more slowly (`lru_cache`), or whatever calls it fails (`property`)."""


@dataclass(frozen=True)
class Mutant:
    """One mutation of cosmic-ray in a file of the project."""

    file: str
    mutation: MutationSpec

    def __str__(self) -> str:
        line, column = self.mutation.start_pos
        return f"{self.file}:{line}:{column} {self.mutation.operator_name.removeprefix('core/')}"


def mutants(only: list[str] | None = None) -> list[Mutant]:
    """All of them, in the order of files and lines; with `only`, those of files that begin with one of these."""
    files = sorted({path for pattern in MODULES for path in ROOT.glob(pattern)})
    wanted = [path for path in files if _name(path).startswith(tuple(only or [""]))]
    with use_db(":memory:", WorkDB.Mode.create) as session:
        init(wanted, session, {})
        specs = [spec for item in session.work_items for spec in item.mutations]
    found = [Mutant(_name(spec.module_path), _relative(spec)) for spec in specs if _matters(spec)]
    return sorted(found, key=lambda one: (one.file, one.mutation.start_pos, one.mutation.operator_name,
                                          one.mutation.occurrence))  # fmt: skip


def sampled(every: list[Mutant], size: int | None, seed: int) -> list[Mutant]:
    """`size` of the mutants, each as probable as any other, in their order; all of them without a size."""
    if size is None or size >= len(every):
        return every
    chosen = random.Random(seed).sample(range(len(every)), size)
    return [every[i] for i in sorted(chosen)]


def _matters(spec: MutationSpec) -> bool:
    """Whether a mutation can change what the program does: annotations are never evaluated.

    Nor is it one where the stars before arguments are taken for an operator: that is no program, or the same one.
    """
    if spec.operator_name == LEFT_OUT_OPERATOR or _is_within(spec, _annotations(spec.module_path)):
        return False
    return OPERATOR not in spec.operator_name or _is_within(spec, _operators(spec.module_path))


def _is_within(spec: MutationSpec, spans: Iterable[Span]) -> bool:
    return any(begin <= spec.start_pos and spec.end_pos <= end for begin, end in spans)


@cache
def _annotations(path: Path) -> list[Span]:
    """Where the annotations of a file are."""
    return [(_begin(one), _end(one)) for one in _annotated(ast.parse(path.read_text(encoding="utf-8")))]


@cache
def _operators(path: Path) -> list[Span]:
    """What stands between the two sides of each operation of a file."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    sides: list[tuple[ast.expr, ast.expr]] = [(one.left, one.right) for one in nodes if isinstance(one, ast.BinOp)]
    sides += [(one.target, one.value) for one in nodes if isinstance(one, ast.AugAssign)]
    return [(_end(left), _begin(right)) for left, right in sides]


def _begin(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _annotated(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        for one in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(one, ast.expr):
                yield one


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _relative(spec: MutationSpec) -> MutationSpec:
    """The same in whatever tree is the working folder."""
    return MutationSpec(
        module_path=spec.module_path.relative_to(ROOT), operator_name=spec.operator_name, occurrence=spec.occurrence,
        start_pos=spec.start_pos, end_pos=spec.end_pos, operator_args=spec.operator_args,
        definition_name=spec.definition_name,
    )  # fmt: skip
