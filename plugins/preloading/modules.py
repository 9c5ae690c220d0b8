"""What tasks need is imported once, in the process that forks them; what was edited since, anew in the task."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from os import scandir
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EDITED = ("include", "plugins")
"""The packages of this repository that tasks import."""

Files = frozenset[tuple[str, int]]
"""Path and time of the last change, in nanoseconds, of each file."""

_preloaded: list[Files] = []
log = logging.getLogger(__name__)


def preload(modules: Iterable[str]) -> None:
    """Import these, for all processes that will be forked from this one; one that fails is left to its tasks."""
    _preloaded[:] = [_files()]
    for name in modules:
        try:
            import_module(name)
        except Exception:  # whatever a module raises; all other tasks are to start
            log.exception("%s cannot be imported: tasks that need it fail until it is mended", name)


def forget_changed() -> None:
    """Let this process import all of ours anew, if a file has changed since the one that forked it has imported it."""
    if not _preloaded or _preloaded[0] == _files():
        return
    for name in [name for name in sys.modules if name.partition(".")[0] in EDITED]:
        del sys.modules[name]


def _files() -> Files:
    found: list[tuple[str, int]] = []
    folders = [str(ROOT / name) for name in EDITED]
    while folders:
        with suppress(FileNotFoundError), scandir(folders.pop()) as entries:  # a folder that is gone meanwhile
            for entry in entries:
                if entry.is_dir():
                    folders += [] if entry.name == "__pycache__" else [entry.path]
                else:
                    with suppress(FileNotFoundError):  # an editor's own, gone meanwhile
                        found.append((entry.path, entry.stat().st_mtime_ns))
    return frozenset(found)
