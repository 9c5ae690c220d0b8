"""The snapshot of the source instances: what the DAG factory reads instead of the database.

A task writes it; an outage of the database therefore deletes no DAG. Writing replaces the file at once and keeps the
one before as `<name>.previous`. Reading never raises: a missing or broken snapshot falls back to the previous one and
then to the seed file, and says so in the log.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from include.errors import ConfigurationError
from include.settings import settings
from include.sources.base import SourceInstance
from include.sources.seed import INSTANCES, read_seed

if TYPE_CHECKING:
    from sqlalchemy import Engine

log = logging.getLogger(__name__)


def write(engine: Engine, path: Path) -> int:
    """Rewrite the snapshot from the database; returns the number of instances.

    Raises what the database raises; the snapshot then stays as it is. So it does when the table is empty.
    """
    # only who writes pays for the database's libraries: DAG files read at every parse
    from include.sources import instances  # noqa: PLC0415

    with engine.connect() as connection:
        every = instances.every(connection)
    if every:
        save(path, every)
    return len(every)


def save(path: Path, instances: Iterable[SourceInstance]) -> bool:
    """Replace the snapshot by `instances`, sorted by slug; False (and nothing written) when it says so already.

    An empty list is refused, for it would delete every DAG. Raises: ConfigurationError for that.
    """
    every = sorted(instances, key=lambda one: one.slug)
    if not every:
        raise ConfigurationError("no source instances: the snapshot stays as it is")
    document = INSTANCES.dump_json(every, indent=2) + b"\n"
    if path.exists() and path.read_bytes() == document:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and _read(path) is not None:
        _replace(_previous(path), path.read_bytes())
    _replace(path, document)
    return True


def read(path: Path, seed: Path | None = None) -> list[SourceInstance]:
    """The instances by the newest readable of snapshot, previous snapshot and seed file; empty when all are broken.

    `seed` is the settings' seed file when None.
    """
    for candidate in (path, _previous(path)):
        found = _read(candidate)
        if found:
            return found
    try:
        return read_seed(seed or settings().sources_file)
    except (ConfigurationError, UnicodeDecodeError) as error:
        log.warning("neither a snapshot at %s nor a seed file: %s", path, error)
        return []


def _read(path: Path) -> list[SourceInstance] | None:
    try:
        return INSTANCES.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        log.warning("the snapshot %s cannot be read: %s", path, error)
        return None


def _replace(path: Path, document: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(document)
        file.flush()
        os.fsync(file.fileno())
    temporary = Path(name)
    temporary.chmod(0o644)
    temporary.replace(path)


def _previous(path: Path) -> Path:
    return path.with_name(f"{path.name}.previous")
