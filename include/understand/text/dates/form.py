"""What a form of the grammar of dates is: how a date may be written, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from include.understand.text.dates.mention import DateMention
from include.understand.text.forms import Form
from include.understand.text.patterns import bounded

Reading = Callable[[re.Match[str], date], DateMention | None]


@dataclass(frozen=True, kw_only=True)
class DateForm(Form):
    """How a date may be written, and how it is read; `vague` when that depends on today."""

    read: Reading
    vague: bool = False


def date_form(pattern: str, read: Reading, *, vague: bool = False, words: str = "") -> DateForm:
    """A form of the grammar of dates; `words` are those of which each of its mentions has one."""
    # where no word is named, the mention has a number in digits
    return DateForm(
        pattern=bounded(pattern, re.IGNORECASE), words=tuple(words.split()), has_digit=not words, read=read, vague=vague
    )  # fmt: skip
