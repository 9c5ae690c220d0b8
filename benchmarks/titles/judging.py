"""Whether a shown title is one of those that a person wrote, and whether it has lost a word of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.lines import read_lines
from include.areas.area import Area
from include.understand.record.shown_title import shown_title
from include.understand.text.titles import words


@dataclass(frozen=True)
class TitleCase:
    """A published title with its event's venue and days, and the shown titles that are right."""

    id: str
    half: str
    title: str
    venue: str | None
    days: tuple[date, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """`figures`: the share as good or better, the number that lose a word, `n`. `mistakes`: one a title."""

    figures: dict[str, float]
    mistakes: list[dict[str, Any]]


def read_titles(path: Path) -> list[TitleCase]:
    """The titles of a file. Raises: BadLine for a line that is not what it should be."""
    return read_lines(path, _case)


def _case(one: dict[str, Any]) -> TitleCase:
    days = tuple(date.fromisoformat(day) for day in one["days"])
    return TitleCase(one["id"], one["half"], one["title"], one["venue"], days, tuple(one["shown"]))


def judge(titles: Iterable[TitleCase], area: Area) -> Judged:
    """Show every title and compare."""
    mistakes, number, good, lost = [], 0, 0, 0
    for one in titles:
        found = shown_title(one.title, one.venue, one.days, area)
        number += 1
        loses = all(set(words(right)) - set(words(found)) for right in one.shown)
        good, lost = good + (found in one.shown), lost + loses
        if found not in one.shown:
            mistakes.append({"id": one.id, "title": one.title, "found": found, "right": one.shown, "loses": loses})
    return Judged({"good": round(good / number, 3), "loses": lost, "n": number} if number else {}, mistakes)
