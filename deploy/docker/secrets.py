"""`python3 -m deploy.docker.secrets > .env`: the settings of `.env.example`, with passwords and keys made up.

Needs nothing but Python.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def _password() -> str:
    return secrets.token_urlsafe(24)


def _fernet() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def _signing_key() -> str:
    return secrets.token_urlsafe(48)  # 64 bytes, as tokens that are signed with SHA-512 want (RFC 7518, 3.2)


def _keys() -> str:
    return json.dumps({"1": secrets.token_urlsafe(32)}, separators=(",", ":"))


_MAKE: dict[str, Callable[[], str]] = {
    "AIRFLOW_FERNET_KEY": _fernet,
    "ALERT_KEYS": _fernet,
    "VAPID_KEY": _fernet,
    "AIRFLOW_JWT_SECRET": _signing_key,
    "LIVE_TOKEN_SECRETS": _keys,
}


def filled(example: str) -> str:
    """The text of an environment file with every empty value made up."""
    lines = []
    for line in example.splitlines():
        name, equals, value = line.partition("=")
        empty = equals and not value and not name.startswith("#")
        lines.append(line + _MAKE.get(name, _password)() if empty else line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(filled(EXAMPLE.read_text(encoding="utf-8")))
