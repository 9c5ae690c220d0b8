"""The tests' own servers are on loopback, where nothing is fetched from unless it is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from include.settings import settings

NAME = "JATRE_FETCH_ALLOW"


@contextmanager
def allowed(*bases: str) -> Iterator[None]:
    """Let these servers (base addresses) be fetched from while the block runs, here and in processes started here."""
    before = os.environ.get(NAME)
    _set(",".join([*filter(None, [before]), *(urlsplit(base).netloc for base in bases)]))
    try:
        yield
    finally:
        _set(before)


def _set(text: str | None) -> None:
    if text is None:
        os.environ.pop(NAME, None)
    else:
        os.environ[NAME] = text
    settings().fetch_allow = text or ""
