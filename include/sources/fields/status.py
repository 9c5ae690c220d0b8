"""An event's status as publishers write it, as a field of its own or in front of the title."""

from __future__ import annotations

import re

from include.listing import Status
from include.understand.text.patterns import bounded

STATUS_STEMS: dict[str, Status] = {
    "cancelled": "cancelled", "canceled": "cancelled", "called off": "cancelled", "calledoff": "cancelled",
    "postponed": "postponed",
}  # fmt: skip
MARK = bounded(
    r"^\s*[\[(*]{0,3}\s*(?P<word>cancelled|canceled|postponed)\s*(?:[\])*]{1,3}\s*[:–-]?|[:–-]|!+)\s*(?P<rest>\S.*)$"
    r"|^(?P<before>.*\S)\s*(?:[\[(*]{1,3}|[:–-]\s)\s*(?P<last>cancelled|canceled|postponed)\s*[\])*!]{0,9}\s*$",
    re.IGNORECASE | re.DOTALL,
)


def title_and_status(title: str) -> tuple[str, Status | None]:
    """`[CANCELLED] Open mic` and `Open mic (postponed)` taken apart."""
    match = MARK.match(title)
    if match is None:
        return title, None
    return (match["rest"] or match["before"]).strip(), STATUS_STEMS[(match["word"] or match["last"]).lower()]


def status_of(value: object) -> Status | None:
    """The status that a schema.org `eventStatus` or an iCalendar STATUS stands for; None when it means nothing new."""
    word = " ".join(str(value).lower().rsplit("/", 1)[-1].split())
    return next((status for stem, status in STATUS_STEMS.items() if stem in word), None)
