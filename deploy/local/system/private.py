"""Files and folders that only their owner may read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Replace `path` by a file with this text and mode 0600, whatever it was before."""
    # made with mode 0600: it can be read by others at no moment
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


def close_to_others(path: Path) -> None:
    """Let nobody list the folder; root's PostgreSQL, which runs as a user of its own, may still pass through it."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o711 if os.geteuid() == 0 else 0o700)


def private_folder(path: Path) -> Path:
    """Make the folder if need be, and let nobody else in; returns it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.chmod(0o700)
    return path
