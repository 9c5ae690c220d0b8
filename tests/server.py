"""Where the tests' PostgreSQL keeps its files."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import shutil
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.local.database.credentials import Credentials
from deploy.local.database.postgres import SUPERUSER
from deploy.local.database.setup import ROLES

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 4 * 2**30
"""Below which a system's memory file system is none for a server: containers often have 64 MB."""
HOME_FILE = "home"
"""In the folder of a server: where its checkout keeps its own files."""
SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "256MB", "jit": "off"}
IS_LONG = int(os.environ.get("JATRE_FAULT_CHANGES", "0")) > 10_000
"""The long form of the fault suite writes gigabytes."""


def server_root(home: Path) -> Path:
    """The folder of the server of the sessions that share `home`; in memory where there is room.

    Each test makes and removes a database, which is some five hundred files. On a disk that takes the file system
    several times as long as everything else that the server does in a test.
    """
    if IS_LONG or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).total < MEMORY_BYTES:
        return home / "postgres"
    _forget_abandoned()
    mark = hashlib.sha256(f"{os.geteuid()} {home}".encode()).hexdigest()[:12]
    root = MEMORY / f"jatre-test-{mark}"
    root.mkdir(exist_ok=True)
    # the folder is open to all: one that somebody else has made there is not ours to use
    if not _is_ours(root):
        return home / "postgres"
    (root / HOME_FILE).write_text(str(home), encoding="utf-8")
    return root


def shorten_logins(admin: psycopg.Connection, credentials: Credentials) -> None:
    """Let our roles prove their passwords in one round: the usual 4,096 take a client longer than all else of it."""
    for role in (SUPERUSER, *ROLES):
        verifier = sql.Literal(_verifier(credentials.get(role)))
        admin.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), verifier))


def _verifier(password: str) -> str:
    """What PostgreSQL keeps of a password, as RFC 5803 writes it down."""
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1)
    client = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return "SCRAM-SHA-256$1:{}${}:{}".format(*(base64.b64encode(part).decode() for part in (salt, client, server)))


def _forget_abandoned() -> None:
    """Give back the memory of checkouts that are gone, unless a server still runs there."""
    for root in MEMORY.glob("jatre-test-*"):
        with suppress(FileNotFoundError):  # another session removes it, or it has never stated its home
            is_running = (root / "data/postmaster.pid").exists()
            if _is_ours(root) and not is_running and not Path((root / HOME_FILE).read_text("utf-8")).exists():
                shutil.rmtree(root, ignore_errors=True)


def _is_ours(root: Path) -> bool:
    return not root.is_symlink() and root.stat().st_uid == os.geteuid()
