"""Marks on a text: which of its characters a tag or a link surrounds, and where those stand once the text is edited.

A marked text is its plain form and, apart from it, its marks. So what is masked in the plain form is masked in the
marked one too, and no tag that a site has written is ever passed on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from include.listing import Mark
from include.understand.text.characters import Characters


class Edit(NamedTuple):
    """The characters from `start` to before `end` become `text`."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all edits, which are in order and apart."""
    parts, last = [], 0
    for start, end, new in edits:
        parts += [text[last:start], new]
        last = end
    return "".join([*parts, text[last:]])


def moved(characters: Characters, edits: Sequence[Edit]) -> Characters | None:
    """The same characters behind the edits; None where one of them was edited."""
    start, end = characters
    place = _Places(edits)
    return None if place.are_edited(start, end) else (place.of_start(start), place.of_end(end))


def moved_marks(marks: Iterable[Mark], edits: Sequence[Edit]) -> list[Mark]:
    """Each mark behind the edits, which mask something: an edit that a mark covers in part is no longer covered.

    A mark of which nothing is left goes, and so does a link on what is masked: its page may be that person's.
    """
    place = _Places(edits)
    kept = [one for one in marks if one.tag != "a" or not place.are_edited(one.start, one.end)]
    ends = ((one, place.of_start(one.start), place.of_end(one.end)) for one in kept)
    return [one.model_copy(update={"start": start, "end": end}) for one, start, end in ends if start < end]


def cut_marks(marks: Iterable[Mark], length: int) -> list[Mark]:
    """The marks of the first `length` characters."""
    return [one.model_copy(update={"end": min(one.end, length)}) for one in marks if one.start < length]


class _Places:
    """Where positions of a text are behind edits of it."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends = [one.end for one in edits]
        self._shifts = [0, *_shifts(edits)]

    def are_edited(self, start: int, end: int) -> bool:
        """Whether an edit changes one of the characters."""
        first = bisect_right(self._ends, start)
        return first < len(self._edits) and self._edits[first].start < end

    def of_start(self, position: int) -> int:
        """Of what begins there: behind an edit in which it lies."""
        before, inside = self._behind(position)
        return before + len(inside.text) if inside else before

    def of_end(self, position: int) -> int:
        """Of what ends there: before an edit in which it lies."""
        return self._behind(position)[0]

    def _behind(self, position: int) -> tuple[int, Edit | None]:
        """The position, or the start of the edit in which it lies, and that edit."""
        count = bisect_right(self._ends, position)
        edit = self._edits[count] if count < len(self._edits) else None
        inside = edit if edit and edit.start < position else None
        return (inside.start if inside else position) + self._shifts[count], inside


def _shifts(edits: Iterable[Edit]) -> Iterator[int]:
    """How far all that follows each edit has moved."""
    shift = 0
    for one in edits:
        shift += len(one.text) - (one.end - one.start)
        yield shift
