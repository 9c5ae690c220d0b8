"""How the time of a pattern or a function grows with the text: processor time of one pass over 1x, 2x and 4x of it."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from benchmarks.patterns.adversary import Unit

SIZE = 4_000
"""Characters of the shortest text."""
SUSPICIOUS_SECONDS = 0.0025
"""A pass over at most 4,000 characters that takes longer is looked at; most patterns take a tenth of it."""
MAX_GROWTH = 8.0
"""Four times the text takes four times the time, or sixteen: the limit is in the middle."""
ROUNDS = 3
MIN_SIZE = 30
LONG_SECONDS = 0.05
"""What takes so long on a quarter of a text is measured on shorter ones."""
Reader = Callable[[str], object]
_number = count()


@dataclass(frozen=True)
class Growth:
    """Seconds at 1x, 2x and 4x of the text that is hardest on what is named."""

    name: str
    unit: Unit
    seconds: tuple[float, float, float]

    @property
    def ratio(self) -> float:
        """How many times as long four times the text takes."""
        return self.seconds[2] / max(self.seconds[0], 1e-9)

    @property
    def is_linear(self) -> bool:
        """Whether the time grows no faster than the text."""
        return self.ratio <= MAX_GROWTH


def growth(name: str, read: Reader, tried: Iterable[Unit]) -> Growth | None:
    """How `read` grows on the hardest of the texts `tried`; None when none takes long enough to be looked at."""
    measured = (_growth(name, unit, read) for unit in tried if _is_suspicious(read, unit))
    return max(measured, key=lambda one: one.ratio, default=None)


def finding(pattern: re.Pattern[str]) -> Reader:
    """One search of a whole text."""
    return lambda text: deque(pattern.finditer(text), maxlen=0)


def _is_suspicious(read: Reader, unit: Unit) -> bool:
    """From small texts to larger ones, so that even an exponential pattern is stopped early."""
    return any(_once(read, unit.text(size)) > SUSPICIOUS_SECONDS for size in (30, 120, 500, 4_000))


def _growth(name: str, unit: Unit, read: Reader) -> Growth:
    """The shortest of several passes, by size. What looks steep is measured again: the machine has other work."""
    size = SIZE
    while size > MIN_SIZE and _once(read, unit.text(size // 4)) > LONG_SECONDS:
        size //= 4
    found = Growth(name, unit, _seconds(read, unit, size))
    again = found if found.is_linear else Growth(name, unit, _seconds(read, unit, size))
    return min(found, again, key=lambda one: one.ratio)


def _seconds(read: Reader, unit: Unit, size: int) -> tuple[float, float, float]:
    texts = [unit.text(size * times) for times in (1, 2, 4)]
    one, two, four = (min(_once(read, text) for _ in range(ROUNDS)) for text in texts)
    return one, two, four


def _once(read: Reader, text: str) -> float:
    text = f"{text}{next(_number)}"  # so that no cache below has read it before
    began = time.process_time()
    with suppress(Exception):  # what is refused, and how, is for other tests
        read(text)
    return time.process_time() - began
