"""A position in the feed: `epoch.seq`, opaque to clients, one for all rooms."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"([0-9A-Za-z_-]{1,100})\.(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything up to and including change `seq` of the feed `epoch` has been seen."""

    epoch: str
    seq: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """The cursor that `text` is, or None when it is none."""
        found = _SHAPE.fullmatch(text)
        return cls(found[1], int(found[2])) if found else None
