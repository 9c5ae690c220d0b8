"""What a stage reports of one run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StageReport:
    """Counts of listings: `taken` = `done` + `set_aside`. `seconds` is wall time.

    `stopped_early`: the stage's time was up before all was done, or that of a source; the next run goes on.
    """

    stage: str
    taken: int
    done: int
    set_aside: int
    seconds: float
    stopped_early: bool = False
