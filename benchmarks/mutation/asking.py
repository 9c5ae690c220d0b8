"""Tries mutants: in the memory of a process that has collected the tests, or, where that cannot be, on the disk."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cosmic_ray.mutating import mutate_code, use_mutation
from cosmic_ray.plugins import get_operator

from benchmarks.mistakes.executed import is_executed_by_import
from benchmarks.mistakes.order import SECONDS, Nearness
from benchmarks.mistakes.trial import belonging_tests, measure, pytest_command, run
from benchmarks.mutation.nearest import nearest_tests
from benchmarks.mutation.sample import Mutant
from benchmarks.mutation.warm import Answer, Request

IN_PROCESS = ("-p", "benchmarks.mutation.in_process")


@dataclass(frozen=True)
class Verdict:
    """Whether a mutant was noticed, by which test, of how many, and how it was tried; `after` is the mutated text.

    One that `is_program` not says nothing of the tests: whatever imports it fails.
    """

    noticed: bool
    is_program: bool
    by: str
    tests: int
    way: str
    before: str
    after: str


class Trials:
    """Tries mutants in a copy of the tree whose tests have been measured."""

    def __init__(self, tree: Path, wire: Connection[Any, Any], *, quick_only: bool, seconds: float) -> None:
        self._tree = tree
        self._wire = wire
        self._quick_only = quick_only
        self._seconds = seconds

    def verdict(self, one: Mutant) -> Verdict:
        """What the tests say to a mutant."""
        line, _ = one.mutation.start_pos
        before = (self._tree / one.file).read_text(encoding="utf-8")
        operator = get_operator(one.mutation.operator_name)(**one.mutation.operator_args)
        after = mutate_code(before, operator, one.mutation.occurrence) or before
        tests = nearest_tests(self._tree, one.file, line, self._seconds)
        if not is_program(after):
            return Verdict(noticed=True, is_program=False, by="", tests=0, way="none", before=before, after=after)
        answer, way = Answer(None), "memory"
        if not is_executed_by_import(self._tree, one.file, [line]):
            self._wire.send(Request(one.file, after, tests))
            answer = self._wire.recv()
        if answer.noticed is None:
            answer, way = self._on_disk(one, operator, tests), "disk"
        return Verdict(bool(answer.noticed), True, answer.by, len(tests), way, before, after)

    def _on_disk(self, one: Mutant, operator: Any, tests: dict[str, float]) -> Answer:
        near = Nearness(list(dict.fromkeys(name.partition("[")[0] for name in tests)), Path(one.file).stem)
        with use_mutation(self._tree / one.file, operator, one.mutation.occurrence):
            outcome = run(self._tree, belonging_tests(one.file), near, quick_only=self._quick_only, near_only=True)
        return Answer(not outcome.passed, outcome.output)


def is_program(text: str) -> bool:
    """Whether it compiles, without a warning, which tests take for an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(text, "module", "exec", dont_inherit=True)
        except SyntaxError:
            return False
    return True


@contextmanager
def trials(tree: Path, tests: list[str], *, quick_only: bool, seconds: float) -> Iterator[Trials]:
    """Measure tests without a mutant, and start what tries them with one. Raises: RuntimeError, if they do not run."""
    arguments = [*IN_PROCESS, *(["--quick"] if quick_only else []), *tests]
    # a test that fails without a mutant is left out when it would count
    if not (outcome := measure(tree, *arguments)).passed and not (tree / SECONDS).exists():
        raise RuntimeError(f"{' '.join(tests)} do not run without a mutant:\n{outcome.output}")
    ours, theirs = Pipe()
    with subprocess.Popen(
        [*pytest_command("-p", "benchmarks.mutation.warm", "--requests", str(theirs.fileno())), *arguments],
        cwd=tree, pass_fds=[theirs.fileno()], stdout=subprocess.DEVNULL,
    ):  # fmt: skip
        theirs.close()
        with ours:
            yield Trials(tree, ours, quick_only=quick_only, seconds=seconds)
