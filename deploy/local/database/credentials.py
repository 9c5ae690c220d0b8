"""Passwords and keys of one installation: made up once, kept in one file that only its owner reads."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def _password() -> str:
    return secrets.token_urlsafe(24)


def random_key() -> str:
    """32 bytes in URL-safe base64, as Fernet and VAPID want them."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def signing_key() -> str:
    """A key of 64 bytes: Airflow signs its tokens with SHA-512, which wants no shorter one (RFC 7518, 3.2)."""
    return secrets.token_urlsafe(48)


class Credentials:
    """A JSON object of name -> secret in a file with mode 0600; a name that is asked for first is made up.

    Several processes may use one file at a time: it is locked while it changes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, name: str, make: Callable[[], str] = _password) -> str:
        """The secret of that name; `make` makes it up when there is none yet (URL-safe by default)."""
        known = self._read()
        return known[name] if name in known else self._add(name, make)

    def all(self, prefix: str) -> dict[str, str]:
        """The secrets that there are, of names that begin so."""
        return {name: one for name, one in self._read().items() if name.startswith(prefix)}

    def _read(self) -> dict[str, str]:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        return dict(json.loads(text)) if text else {}

    def change(self, how: Callable[[dict[str, str]], None]) -> dict[str, str]:
        """Let `how` change what there is; returns that. When it raises, all stays as it was."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            text = file.read()
            known: dict[str, str] = json.loads(text) if text else {}
            how(known)
            file.seek(0)
            file.write(json.dumps(known, indent=1))
            file.truncate()
        return known

    def _add(self, name: str, make: Callable[[], str]) -> str:
        return self.change(lambda known: known.update({name: known.get(name) or make()}))[name]
