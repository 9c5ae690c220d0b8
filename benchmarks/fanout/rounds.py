"""Turns: everybody in each round, another one first each time; and the load generator as seen from here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

from benchmarks.fanout.install import Tools
from benchmarks.feed.arena import ROOT


class Ask:
    """Gives orders to a load generator, and waits for what came of it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.pid = process.pid
        self._process = process

    def __call__(self, job: dict[str, object]) -> dict[str, Any]:
        """Do it. Raises RuntimeError when the generator fails."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        if not (line := self._process.stdout.readline()):
            raise RuntimeError(f"the load generator failed at {job['do']}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def load(tools: Tools) -> Iterator[Ask]:
    """A load generator of one's own; its clients leave with it."""
    command = [sys.executable, "-m", "benchmarks.fanout.load", tools.pump]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Ask(process)
        finally:
            process.kill()


def turns(names: Sequence[str], rounds: int) -> Iterator[tuple[int, Sequence[str]]]:
    """The names in the order of each round: another one first, and the rest backwards every other time."""
    for number in range(rounds):
        at = number % len(names)
        rest = [*names[at + 1 :], *names[:at]]
        yield number, [names[at], *(rest if number % 2 == 0 else rest[::-1])]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    """The median of the rounds' ratios; None where one was not measured."""
    pairs = list(zip(ours, theirs, strict=False))
    return round(median(a / b for a, b in pairs), 3) if pairs else None


def middle(values: Sequence[float], digits: int = 1) -> float | None:
    """The median, None of nothing."""
    return round(median(values), digits) if values else None
