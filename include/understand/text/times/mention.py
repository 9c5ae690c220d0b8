"""A clock time as a text names it: from when, perhaps until when, and where in the text it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class TimeMention:
    """A start and perhaps an end, at one place of a text.

    `doors`: only the doors open then. `guessed`: the text leaves open which half of the day it is.
    """

    start: time
    end: time | None
    position: int
    stop: int
    doors: bool = False
    guessed: bool = False
