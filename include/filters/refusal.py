"""What is wrong with a filter."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from include.errors import JatreError

_MAX_SHOWN_CHARS = 80


class BadFilter(JatreError):
    """A parameter of a filter is wrong; `field` names it and the message is what to send instead."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def unknown(name: str, known: Iterable[str]) -> BadFilter:
    """The refusal of a parameter that there is not, with the nearest one that there is."""
    names = [*known]
    lowered = {one.lower().replace("_", ""): one for one in names}
    near = get_close_matches(name.lower().replace("_", "")[:_MAX_SHOWN_CHARS], lowered, n=1)
    meant = f" Did you mean {lowered[near[0]]}?" if near else ""
    return BadFilter(name[:_MAX_SHOWN_CHARS], f"There is no such parameter.{meant} There are {', '.join(names)}.")
