"""How the time of a pattern or a function grows with the text: processor time of one pass over 1x, 2x and 4x of it."""

from __future__ import annotations

import gc
import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from heapq import nlargest
from itertools import count

from benchmarks.patterns.adversary import Unit

SIZE = 4_000
"""Characters of a text that shows how a pattern grows."""
SMALL_SIZES = (20, 30, 45, 70, 120, 500)
"""Characters of the texts that are always tried."""
PROBE_SIZE = 2_000
"""Characters of the longest text that everything is tried on: where it takes more a character than one of 500 did."""
SUSPICIOUS_SECONDS = 0.0025
"""A pass over at most SIZE characters that takes longer is looked at, and of a shorter text what may take so long at
SIZE; most patterns take a tenth of it."""
SUSPICIOUS_GROWTH = 1.08
"""Times as long a character as a shorter text. What takes seven times as long for 16,000 characters as for 4,000 takes
at least 1.12 times as long a character for 2,000 as for 500, being in part linear and in part quadratic."""
MAX_GROWTH = 7.0
"""Four times the text takes four times the time, or sixteen: the limit is in the middle."""
MAX_POLYNOMIAL_GROWTH = 64.0
"""Four times the text takes a cubic reader 64 times as long; what grows faster may never end on a longer text."""
ROUNDS = 3
HARDEST = 3
"""Texts that are measured, of those that take longest a character, until one of them is steep."""
LONG_SECONDS = 0.05
"""What takes no longer can be measured on longer texts."""
CERTAIN_SECONDS = 0.2
CERTAIN_GROWTH = 12.0
"""What grows so over a pass of this length is believed at once: other work on the machine adds less."""
TRIES = 3
"""Measurements again of what looks steep over a shorter pass."""
Reader = Callable[[str], object]
Slow = tuple[float, int, Unit]
"""Seconds a character, the characters at which a text begins to be slow, and what the text is made of."""
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


def growth(name: str, read: Reader, tried: Iterable[Unit], longest: int = PROBE_SIZE) -> Growth | None:
    """How `read` grows on the worst of the hardest texts `tried`; None when none takes long enough to be looked at.

    Up to `longest` characters are tried: copying a text at each step shows later than searching it again.
    """
    _once(read, "what is built at the first call is no part of it")
    suspects = nlargest(2 * HARDEST, (slow for unit in tried if (slow := _slow_at(read, unit, longest))))
    found: Growth | None = None
    for _, size, unit in nlargest(HARDEST, (slow for one in suspects if (slow := _slow_again(read, one)))):
        one = _growth(name, unit, read, size // 4)
        found = max(found or one, one, key=lambda one: one.ratio)
        if not found.is_linear:
            break
    return found


def finding(pattern: re.Pattern[str]) -> Reader:
    """One search of a whole text."""
    return lambda text: deque(pattern.finditer(text), maxlen=0)


def _slow_at(read: Reader, unit: Unit, longest: int) -> Slow | None:
    """Where a text begins to be slow; None when it does not.

    The sizes rise in small steps, so that an exponential pattern is stopped early. The larger ones are left out where
    the text before took so little that even the square of it would not be slow, as with most texts.
    """
    last, last_seconds = 1, 0.0
    for size in (*SMALL_SIZES, *sorted({PROBE_SIZE, longest})):
        limit = _limit_seconds(size)
        if size > SMALL_SIZES[-1] and last_seconds * (size / last) ** 2 < limit:
            continue
        seconds = _once(read, unit.text(size))
        if seconds > limit and size < PROBE_SIZE:  # what is built at the first such text made it long, or other work
            seconds = min(seconds, _once(read, unit.text(size)))
        if seconds > limit and (size < PROBE_SIZE or _is_growing(read, unit, (last, last_seconds), (size, seconds))):
            return seconds / size, size, unit
        last, last_seconds = size, seconds
    return None


def _is_growing(read: Reader, unit: Unit, short: tuple[int, float], long: tuple[int, float]) -> bool:
    """Whether a character takes longer in a long text than in a short one, given characters and seconds of both.

    What seems to grow is measured a second time: other work makes a pass long, of the one text or the other.
    """
    (last, last_seconds), (size, seconds) = short, long
    for again in (True, False):
        last_seconds = min(last_seconds, _once(read, unit.text(last)))
        if seconds / size <= SUSPICIOUS_GROWTH * last_seconds / last:
            return False
        seconds = min(seconds, _once(read, unit.text(size))) if again else seconds
    return True


def _slow_again(read: Reader, slow: Slow) -> Slow | None:
    """The shorter of two passes, as other work may have made the first one long; None when the text is not slow."""
    seconds_each, size, unit = slow
    seconds = min(seconds_each * size, _once(read, unit.text(size)))
    return (seconds / size, size, unit) if seconds > _limit_seconds(size) else None


def _limit_seconds(size: int) -> float:
    """Above which a text of `size` characters is looked at: at PROBE_SIZE what a quadratic one takes there."""
    return SUSPICIOUS_SECONDS * ((size / SIZE) ** 2 if size == PROBE_SIZE else max(1, size / SIZE))


def _growth(name: str, unit: Unit, read: Reader, size: int) -> Growth:
    """The shortest of several passes, by size, from where it begins to be slow up to SIZE.

    What looks steep is measured again, and on longer texts where those are quick: the machine has other work, and a
    parser may have a depth at which it stops.
    """
    size = max(size, 2 * len(unit.before))
    found = Growth(name, unit, _seconds(read, unit, size))
    while found.is_linear and found.seconds[2] < LONG_SECONDS and size < SIZE:
        size = min(4 * size, SIZE)
        found = Growth(name, unit, _seconds(read, unit, size))
    for _ in range(TRIES):
        if found.is_linear or (found.seconds[2] > CERTAIN_SECONDS and found.ratio > CERTAIN_GROWTH):
            break
        is_quick = found.seconds[2] < 2 * LONG_SECONDS and found.ratio <= MAX_POLYNOMIAL_GROWTH
        size = 4 * size if is_quick else size
        again = Growth(name, unit, _seconds(read, unit, size, rounds=1 if is_quick else ROUNDS))
        found = again if is_quick else min(found, again, key=lambda one: one.ratio)
    return found


def _seconds(read: Reader, unit: Unit, size: int, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """The shortest of `rounds` passes over each text.

    Of the longer texts one is enough, and most of the time saved, where nothing hangs on the others: more passes could
    only shorten what is already short enough to be linear, and to be measured on longer texts.
    """
    one = _shortest(read, unit.text(size), rounds)
    two, four = (_once(read, unit.text(size * times)) for times in (2, 4))
    if four > MAX_GROWTH * one or (four >= LONG_SECONDS and size < SIZE):
        two, four = (
            min(known, _shortest(read, unit.text(size * times), rounds - 1)) for known, times in ((two, 2), (four, 4))
        )
    return one, two, four


def _shortest(read: Reader, text: str, rounds: int) -> float:
    return min((_once(read, text) for _ in range(rounds)), default=float("inf"))


def _once(read: Reader, text: str) -> float:
    text = f"{text}{next(_number)}"  # so that no cache below has read it before
    collects = gc.isenabled()
    gc.disable()  # a collection takes as long as the process has objects, whose ever they are
    began = time.process_time()
    try:
        with suppress(Exception):  # what is refused, and how, is for other tests
            read(text)
        return time.process_time() - began
    finally:
        if collects:
            gc.enable()
