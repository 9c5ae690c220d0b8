"""What a form of the grammar of clock times is: how one may be written, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from include.understand.text.forms import Form
from include.understand.text.patterns import bounded
from include.understand.text.times import readings

Reading = Callable[[re.Match[str]], readings.Span]


@dataclass(frozen=True, kw_only=True)
class ClockForm(Form):
    """How clock times may be written, and how they are read; `guessed` when the half of the day is open.

    Without `read` they are several in a row.
    """

    read: Reading | None
    guessed: bool = False


def clock_form(pattern: str, read: Reading | None, *, guessed: bool = False, words: str = "") -> ClockForm:
    """A form of the grammar of clock times; `words` are those of which each of its mentions has one."""
    # where no word is named, the mention has a number in digits
    return ClockForm(
        pattern=bounded(pattern, re.IGNORECASE), words=tuple(words.split()), has_digit=not words, read=read,
        guessed=guessed,
    )  # fmt: skip
