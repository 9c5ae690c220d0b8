"""What an announcement of several is; what reads them is heavy, and known where posts are split alone."""

from __future__ import annotations

from dataclasses import dataclass

MAX_KEY_CHARS = 60
"""Of a longer name the key ends with a digest of all of its words."""


@dataclass(frozen=True)
class Part:
    """One announcement of several: its name, its words with those that all share, and a key that stays in edits.

    `reason`: why it cannot be taken; its key is empty where its name is not known. `venue`, `city`: where a tour's is.
    `status`: "cancelled" or "postponed" where its line says so, otherwise empty.
    """

    key: str
    title: str
    text: str
    reason: str = ""
    venue: str | None = None
    city: str | None = None
    status: str = ""
