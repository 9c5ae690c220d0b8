"""What was measured and is linear, by digest: a pattern takes the time that it took, and so does a function.

A pattern is known by its text and flags, a function by its source, all that it reaches (`reach.py`), and the texts that
it was tried on. Only what is new or has changed is measured in CI; `make long` measures all, as another Python may
search in another way. `python -m benchmarks.patterns --keep` measures what is new, and writes the list anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from benchmarks.patterns.functions import NASTY
from benchmarks.patterns.reach import Reach

FILE = Path(__file__).with_name("measured.txt")
HOME = Path(__file__).resolve().parents[2]


def digest(pattern: re.Pattern[str]) -> str:
    """Which pattern it is, with its flags: 16 hexadecimal digits."""
    return hashlib.blake2b(
        f"{pattern.flags} {pattern.pattern}".encode("utf-8", "surrogatepass"), digest_size=8
    ).hexdigest()


def digest_of_function(name: str) -> str:
    """Which function it is, `package.module.name`, and what it comes to: 16 hexadecimal digits."""
    module, _, function = name.rpartition(".")
    return _reach().digest(module, function, NASTY)


@cache
def _reach() -> Reach:
    return Reach(HOME, "include")


@cache
def known() -> frozenset[str]:
    """The digests of what was measured and is linear."""
    return frozenset(FILE.read_text(encoding="ascii").split())


def keep(linear: Iterable[str]) -> None:
    """Write the list of digests anew."""
    FILE.write_text("".join(f"{one}\n" for one in sorted(set(linear))), encoding="ascii")
