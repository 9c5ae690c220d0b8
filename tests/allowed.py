"""The tests' own servers are on loopback, where nothing is fetched from unless it is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from include.settings import settings


@contextmanager
def allowed(*bases: str, setting: str = "fetch_allow") -> Iterator[None]:
    """Let these servers (base addresses) be fetched from while the block runs, here and in processes started here.

    With `setting="alert_allow"` alerts may be sent there.
    """
    name = f"JATRE_{setting.upper()}"
    before = os.environ.get(name)
    _set(setting, name, ",".join([*filter(None, [before]), *(urlsplit(base).netloc for base in bases)]))
    try:
        yield
    finally:
        _set(setting, name, before)


def _set(setting: str, name: str, text: str | None) -> None:
    if text is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = text
    setattr(settings(), setting, text or "")
