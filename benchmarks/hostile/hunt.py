"""Trials in a process of their own, and from a trial that went wrong to the one mutant that did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from benchmarks.hostile import trial
from benchmarks.hostile.corpus import corpus
from benchmarks.hostile.mutants import mutant
from benchmarks.hostile.sites import sites
from benchmarks.hostile.trial import Finding, Outcome
from deploy.local.database.postgres import Cluster

TRIAL_SECONDS = 900.0
"""After which a trial is ended; the stages' own limits come first."""


@dataclass(frozen=True)
class Ground:
    """Where trials take place: a server's folder, the name of a migrated database on it, and what is mutated."""

    root: Path
    template: str
    seed: int
    data: Path | None


@dataclass
class Hunt:
    """Trials of mutants by their numbers. `found` has the numbers (one, mostly) and what went wrong with them."""

    ground: Ground
    found: list[tuple[tuple[int, ...], Finding]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _kept: list[tuple[SpawnProcess, Connection[Any, Any]]] = field(default_factory=list)

    def take(self, numbers: Sequence[int]) -> None:
        """Try these mutants together, and in halves what went wrong for the trial as a whole."""
        outcome = self._outcome(numbers)
        self.counts += outcome.counts
        self._look(numbers, outcome)

    def _look(self, numbers: Sequence[int], outcome: Outcome) -> None:
        self.found += [((number,), finding) for number, finding in outcome.findings if number is not None]
        whole = [finding for number, finding in outcome.findings if number is None]
        if not whole or len(numbers) == 1:
            self.found += [(tuple(numbers), finding) for finding in whole]
            return
        half = len(numbers) // 2
        parts = [(part, self._outcome(part)) for part in (numbers[:half], numbers[half:])]
        if any(number is None for _, part in parts for number, _ in part.findings):
            for part, seen in parts:
                self._look(part, seen)
        else:
            # only together, or only now and then
            self.found += [(tuple(numbers), finding) for finding in whole]

    def _outcome(self, numbers: Sequence[int]) -> Outcome:
        process, wire = self._process()
        try:
            wire.send(list(numbers))
            if wire.poll(TRIAL_SECONDS):
                answer = wire.recv()
                if isinstance(answer, Outcome):
                    return answer
                raise RuntimeError(f"the trial itself failed: {answer}")
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass
        self.close()
        return Outcome([(None, Finding("died", "trial", f"exit code {process.exitcode}"))])

    def _process(self) -> tuple[SpawnProcess, Connection[Any, Any]]:
        if not self._kept:
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, self.ground), daemon=False)
            process.start()
            theirs.close()
            self._kept.append((process, ours))
        return self._kept[0]

    def close(self) -> None:
        """End the process."""
        for process, wire in self._kept:
            wire.close()
            process.join(10)
            process.kill()
            process.join()
        self._kept.clear()


def serve(wire: Connection[Any, Any], ground: Ground) -> None:
    """Answer lists of numbers with outcomes, until nobody asks."""
    cluster, bodies = Cluster(ground.root), corpus(ground.data)
    with sites() as to:
        undisturbed = trial.statement(cluster, ground.template, to)
        while True:
            try:
                numbers = wire.recv()
            except EOFError:
                return
            try:
                mutants = [mutant(ground.seed, number, bodies) for number in numbers]
                wire.send(trial.run(cluster, ground.template, to, mutants, undisturbed))
            except Exception as error:  # a fault of the trial's own, or a witness that could not be fetched
                wire.send(f"{type(error).__name__}: {error}, at {numbers}")
                raise
            to.pages.clear()
