"""Pages behind pages: where the next one begins, in a list as it was asked for first.

A page's cursor is the start and id of the last event, the window of the first page and its position in the feed. Pages
are read at different times; whoever follows the feed from that position hears of all that changed between them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from realtime.errors import BadParameter
from realtime.feed.cursor import Cursor

MAX_PAGE_CHARS = 2_000
_MAX_TITLE_CHARS = 255


@dataclass(frozen=True, slots=True)
class PageCursor:
    """`after` is what `events_list_v3` answers: the last event and the window; `filters` stands for what was asked."""

    feed: Cursor
    filters: str
    after: dict[str, Any]

    def __str__(self) -> str:
        # as UTF-8: escaped, a long title in most scripts would not fit
        packed = json.dumps([str(self.feed), self.filters, self.after], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> PageCursor:
        """The cursor that `text` is; raises BadParameter."""
        try:
            if len(text) > MAX_PAGE_CHARS:
                raise ValueError
            feed, filters, after = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            position = Cursor.parse(feed)
            if position is None or not isinstance(filters, str):
                raise ValueError
            return cls(position, filters, _checked(after))
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError, RecursionError, binascii.Error):
            raise BadParameter(
                "page", "Send the `nextPage` of an answer as it was; without it the list begins."
            ) from None

    @property
    def bounds(self) -> dict[str, str]:
        """The window of the first page, as a filter has it."""
        return {name: self.after[name] for name in ("from", "until") if self.after[name] is not None}


def fingerprint(filters: dict[str, Any], when: str | None) -> str:
    """Differs where another list is asked for."""
    return hashlib.blake2b(json.dumps([filters, when], sort_keys=True).encode(), digest_size=9).hexdigest()


def _checked(after: dict[str, Any]) -> dict[str, Any]:
    """The fields that a page needs and no others, each as the database can read it."""
    title = after["title"]
    if not isinstance(title, str) or len(title) > _MAX_TITLE_CHARS or "\0" in title:
        raise ValueError
    title.encode()  # half a pair of surrogates is no text
    return {
        "from": _moment(after["from"]),
        "until": _moment(after["until"]) if after["until"] is not None else None,
        "startsAt": _moment(after["startsAt"]),
        "dateOnly": bool(after["dateOnly"]),
        "title": title,
        "id": str(UUID(after["id"])),
    }


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC).isoformat()
