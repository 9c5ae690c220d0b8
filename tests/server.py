"""Where the tests' PostgreSQL keeps its files."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 4 * 2**30
"""Below which a system's memory file system is none for a server: containers often have 64 MB."""
SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "256MB"}
IS_LONG = int(os.environ.get("JATRE_FAULT_CHANGES", "0")) > 10_000
"""The long form of the fault suite writes gigabytes."""


def server_root(home: Path) -> Path:
    """The folder of the server of the sessions that share `home`; in memory where there is room.

    Each test makes and removes a database, which is some five hundred files. On a disk that takes the file system
    several times as long as everything else that the server does in a test.
    """
    if IS_LONG or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).total < MEMORY_BYTES:
        return home / "postgres"
    mark = hashlib.sha256(f"{os.geteuid()} {home}".encode()).hexdigest()[:12]
    root = MEMORY / f"jatre-test-{mark}"
    root.mkdir(exist_ok=True)
    # the folder is open to all: one that somebody else has made there is not ours to use
    return root if root.stat().st_uid == os.geteuid() and not root.is_symlink() else home / "postgres"
