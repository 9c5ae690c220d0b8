"""Two listings and whether they are one event: a line of the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.lines import event_of, read_lines, without_urls

LABELS = {True: True, False: False, "same": True, "different": False, "match": True, "match_by_shared_url": True}
"""Spellings of a label; 1 and 0 are True and False."""


@dataclass(frozen=True)
class LabelledPair:
    """`a` and `b` are (source, schema.org event); `same` is the label."""

    same: bool
    a: tuple[str, dict[str, Any]]
    b: tuple[str, dict[str, Any]]

    @property
    def names(self) -> dict[str, Any]:
        """What a person recognises the two by."""
        return {name: [source, event.get("name"), event.get("startDate")] for name, (source, event) in self._both}

    @property
    def _both(self) -> tuple[tuple[str, tuple[str, dict[str, Any]]], ...]:
        return ("a", self.a), ("b", self.b)


def read_pairs(path: Path, *, ignore_urls: bool = False) -> list[LabelledPair]:
    """The pairs of a file. Raises: BadLine, OSError."""
    return read_lines(path, lambda written: _pair(without_urls(written) if ignore_urls else written))


def _pair(written: Mapping[str, Any]) -> LabelledPair:
    label = written["label"]
    if not isinstance(label, bool | int | str) or label not in LABELS:
        raise ValueError(f"label: expected true or false, found {label!r}")
    return LabelledPair(LABELS[label], event_of(written.get("a"), "a"), event_of(written.get("b"), "b"))
