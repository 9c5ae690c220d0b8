"""Asking our own servers over HTTP, with nothing but the standard library."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

_direct = build_opener(ProxyHandler({}))  # loopback is never reached through a proxy


def get_json(url: str, timeout: float = 5) -> Any:
    """The JSON at `url`; None when nobody answers, or not with JSON."""
    try:
        with _direct.open(url, timeout=timeout) as answer:
            return json.load(answer)
    except (URLError, OSError, ValueError):
        return None


def is_up(url: str, timeout: float = 5) -> bool:
    """Whether `url` answers with success."""
    try:
        with _direct.open(url, timeout=timeout) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
