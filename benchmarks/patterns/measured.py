"""Patterns that were measured and are linear, by the digests of their texts: a pattern takes the time that it took.

Only patterns that are new or have changed are measured in CI; `make long` measures all, as another Python may search in
another way. `python -m benchmarks.patterns --keep` writes the list anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("measured.txt")


def digest(pattern: re.Pattern[str]) -> str:
    """Which pattern it is, with its flags: 16 hexadecimal digits."""
    return hashlib.blake2b(
        f"{pattern.flags} {pattern.pattern}".encode("utf-8", "surrogatepass"), digest_size=8
    ).hexdigest()


@cache
def known() -> frozenset[str]:
    """The digests of the patterns that were measured and are linear."""
    return frozenset(FILE.read_text(encoding="ascii").split())


def keep(linear: Iterable[re.Pattern[str]]) -> None:
    """Write the list anew."""
    FILE.write_text("".join(f"{one}\n" for one in sorted({digest(pattern) for pattern in linear})), encoding="ascii")
