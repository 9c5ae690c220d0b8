"""Changed instances that stand for all that follow them (RANGE=THISANDFUTURE), as the library that unfolds knows them.

The zone of a whole calendar is applied by a library that makes RECURRENCE-ID anew without its parameters; then one date
would be moved alone. The library that unfolds applies it too, and finds it done.
"""

from __future__ import annotations

from typing import Any

import x_wr_timezone  # type: ignore[import-untyped]
from icalendar import Calendar, Event

from include.sources.calendar.rules import attribute

THIS_AND_FUTURE = "THISANDFUTURE"
HIDDEN = "X-JATRE-HIDDEN"
"""On an instance whose dates are nobody's business."""


def in_standard_form(calendar: Calendar) -> Calendar:
    """The calendar with X-WR-TIMEZONE applied to times that name no zone, and its ranges in the standard's letters.

    Raises: what the library does at a zone or a value that is none (ValueError, TypeError, KeyError, AttributeError).
    """
    found: Calendar = x_wr_timezone.to_standard(calendar)
    for written, standard in zip(calendar.walk("VEVENT"), found.walk("VEVENT"), strict=True):
        if isinstance(written, Event) and _range(written) == THIS_AND_FUTURE:
            standard["RECURRENCE-ID"].params["RANGE"] = THIS_AND_FUTURE
    return found


def _range(event: Event) -> str:
    parameters: Any = attribute(event.get("RECURRENCE-ID"), "params") or {}
    return str(parameters.get("RANGE", "")).strip().upper()
