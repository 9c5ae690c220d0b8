"""Whether the process is at work, for who supervises containers: `python -m include.alerts --check`.

It is told by the times of files in the folder of temporary files, one set for each user and database: several
installations may share a machine, and nobody may touch a file of another user.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from include.settings import settings

FOLLOW = "follow"
"""The part that follows the feed."""
TELL = "tell"
"""The part that tells what was found; beside these one sends by each kind of channel."""
MAX_SECONDS = 120.0
"""Longer than a step takes, and a database may be away."""


def send_part(kinds: Iterable[str]) -> str:
    """The part that sends by these kinds of channels."""
    return "-".join(("send", *kinds))


def beat(part: str) -> None:
    """Note that a part of the process is at work."""
    _file(part).touch()


def is_beating(parts: Iterable[str], now: float | None = None) -> bool:
    """Whether each of these parts has been at work within the last two minutes; `now` is in seconds (Unix)."""
    return all(
        _file(part).exists() and _file(part).stat().st_mtime > (now or time.time()) - MAX_SECONDS for part in parts
    )


def _file(part: str) -> Path:
    # without the password
    whose = f"{os.getuid()} {settings().pipeline_url.rpartition('@')[2]}"
    return Path(tempfile.gettempdir()) / f"jatre-alerts-{hashlib.sha256(whose.encode()).hexdigest()[:12]}-{part}"
