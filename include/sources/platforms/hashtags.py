"""The hashtags that were asked for within the last seven days: Instagram lets an account ask for thirty."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

MAX_HASHTAGS = 30
"""Different hashtags within `HASHTAG_DAYS`."""
HASHTAG_DAYS = 7


class AskedHashtags:
    """Hashtags with their ids (which never change) and the first time within the last seven days that each was asked.

    `state` is what the last fetch remembered.
    """

    reason = f"{MAX_HASHTAGS} other hashtags were asked for within {HASHTAG_DAYS} days: this one has to wait"

    def __init__(self, state: Any, now: datetime) -> None:
        self.now = now
        self.ids: dict[str, str] = {}
        self.since: dict[str, datetime] = {}
        self.refused: list[str] = []
        for tag, about in state.items() if isinstance(state, dict) else ():
            if not isinstance(about, dict):
                continue
            if isinstance(about.get("id"), str) and about["id"].isdecimal():
                self.ids[tag] = about["id"]
            first = _moment(about.get("since"))
            if first and timedelta(0) <= now - first < timedelta(days=HASHTAG_DAYS):
                self.since[tag] = first

    def take(self, tag: str) -> bool:
        """Whether the tag may be asked for now; it counts from then on."""
        if tag not in self.since:
            if len(self.since) >= MAX_HASHTAGS:
                self.refused.append(tag)
                return False
            self.since[tag] = self.now
        return True

    def id_of(self, tag: str) -> str | None:
        """The tag's id, where it is known."""
        return self.ids.get(tag)

    def remember(self, tag: str, number: str) -> None:
        """Keep the id of a tag."""
        self.ids[tag] = number

    def state(self) -> dict[str, dict[str, str]]:
        """What the next fetch wants to know: of the tags that still count."""
        return {
            tag: {"since": first.isoformat(), **({"id": self.ids[tag]} if tag in self.ids else {})}
            for tag, first in sorted(self.since.items())
        }


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None
