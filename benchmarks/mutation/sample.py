"""The mutants of the modules where something is decided, and a sample of them that is the same for one seed."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
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
    "include/sources/gathering.py",
    "include/sources/identity.py",
    "realtime/feed/*.py",
    "realtime/fanout/*.py",
    "realtime/live/*.py",
    "realtime/limits/*.py",
    "realtime/auth/*.py",
    "realtime/api/query.py",
    "include/filters/*.py",
    "realtime/pages/view_model.py",
    "plugins/retries.py",
    "plugins/inbox.py",
)
"""Where something is decided. For SQL, JavaScript and DAGs there are `benchmarks.mistakes`."""
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
    """Whether a mutation can change what the program does: annotations are never evaluated."""
    inside = any(begin <= spec.start_pos and spec.end_pos <= end for begin, end in _annotations(spec.module_path))
    return not inside and spec.operator_name != LEFT_OUT_OPERATOR


@cache
def _annotations(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the annotations of a file begin and end, as (line, column)."""
    return [
        ((one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0))
        for one in _annotated(ast.parse(path.read_text(encoding="utf-8")))
    ]


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
