"""How the grammars of dates and of clock times read a text: form by form, and nothing of it twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from include.understand.text.patterns import ReadText, has_any, lowered

TEXTS_KEPT = 4
"""Texts of which what was found last is kept: several readers ask the same of one text."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One way of writing a date or a clock time.

    A text is not searched for what it cannot have: without any of `words`, in lower case, it has nothing of this form,
    nor without a digit where `has_digit`.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    has_digit: bool = False


class AnyMention(Protocol):
    """A mention of whatever kind: it stands somewhere in its text."""

    @property
    def position(self) -> int:
        """The first character of it."""
        ...


_DIGIT = re.compile(r"\d")
F = TypeVar("F", bound=Form)
M = TypeVar("M", bound=AnyMention)


def standing_in(found: Sequence[M], start: int, end: int) -> Sequence[M]:
    """Those that begin from one place of a text to before another; `found` is in the order of the text.

    Asking of each piece of a text costs no more than what stands in it: walking through all took the square.
    """
    first = bisect_left(found, start, key=_position)
    return found[first : bisect_left(found, end, first, key=_position)]


def _position(one: AnyMention) -> int:
    return one.position


def read_forms(grammar: Iterable[F], text: str, what: str, read: Callable[[F, re.Match[str]], Sequence[M]]) -> list[M]:
    """What the forms of a grammar, the most specific first, read in a text, in the order of the text.

    What one form has taken, a later one does not read again; where `read` gives nothing, nothing is taken. `what` names
    in an error what is read. Raises: BrokenRecord when the text names more than MAX_MENTIONS.
    """
    found: list[M] = []
    taken = ReadText(text, what)
    folded, numbered = lowered(text), _DIGIT.search(text) is not None
    for form in grammar:
        if (form.has_digit and not numbered) or not has_any(folded, form.words):
            continue
        for match in form.pattern.finditer(text):
            if taken.overlaps(match.start(), match.end()):
                continue
            if mentions := read(form, match):
                taken.add(match.start(), match.end())
                found += mentions
    return sorted(found, key=lambda mention: mention.position)
