"""Readings of days that repeat: "every Tuesday", "Saturdays"."""

from __future__ import annotations

import re
from datetime import date

from include.understand.text.dates import vocabulary
from include.understand.text.dates.mention import DateMention, mention
from include.understand.text.dates.spoken import coming


def every(match: re.Match[str], reference: date) -> DateMention:
    """A weekday of every week, from today on."""
    weekday = vocabulary.weekday(match["wd"])
    return mention(match, coming(weekday, reference), weekday=weekday)
