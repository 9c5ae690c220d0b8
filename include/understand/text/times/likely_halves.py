"""In which half of the day an hour is that leaves it open, by the words of its text: "heritage walk, 7 to 9.30".

The weights are learned from labelled texts (`python -m benchmarks.chosen.train`).
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from pathlib import Path

from include.understand.text.signal_weights import MAX_BRIEF_CHARS, SignalWeights

SHIPPED = Path(__file__).parent / "data" / "halves.json"
_WORD = re.compile(r"[^\W\d_]+")
_EARLY, _LATE = range(5, 9), range(9, 12)
"""Hours of twelve of which a word says something else: a run at 6 and a run at 11."""


def probability_of_afternoon(clock: time, text: str) -> float | None:
    """How probably an hour of twelve is one from noon on; None of a long text, which speaks of too much else."""
    if len(text) > MAX_BRIEF_CHARS:
        return None
    return _shipped().probability(signals_of_half(clock, text))


def signals_of_half(clock: time, text: str) -> frozenset[str]:
    """What speaks for either half of the day: the hour, the words of the text, and both together."""
    hour = clock.hour % 12
    of_day = "early" if hour in _EARLY else "late" if hour in _LATE else "midday"
    words = _words(text)
    return frozenset((
        f"hour {hour}", f"clock {hour}:{clock.minute}",
        *(f"word {word}" for word in words), *(f"{of_day} {word}" for word in words),
    ))  # fmt: skip


@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


@lru_cache(maxsize=1)
def _shipped() -> SignalWeights:
    return SignalWeights.read(SHIPPED)
