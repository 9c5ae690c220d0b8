"""The snapshot of the source instances: what the DAG factory reads instead of the database.

A task writes it; an outage of the database therefore deletes no DAG. Writing replaces the file at once and keeps the
one before as `<name>.previous`. Reading never raises: a missing or broken snapshot falls back to the previous one and
then to the seed file, and reports it in the log. An instance that cannot be read is left out alone, with its reason.
Secrets are no part of it, and only its owner may read it.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from include.errors import ConfigurationError
from include.sources.configuration.instance import SourceInstance
from include.sources.instances.checks import read_instance, slug_of
from include.sources.instances.seed_file import read_documents, seed_file

log = logging.getLogger(__name__)

MAX_REASON_CHARS = 1_000


@dataclass(frozen=True)
class RefusedInstance:
    """An instance that is left out, and why."""

    slug: str
    reason: str


@dataclass(frozen=True)
class Snapshot:
    """The instances that can be read, and those that cannot."""

    instances: list[SourceInstance] = field(default_factory=list)
    refused: list[RefusedInstance] = field(default_factory=list)


def save(path: Path, instances: Iterable[SourceInstance], refused: Iterable[RefusedInstance] = ()) -> bool:
    """Replace the snapshot by `instances`, sorted by slug; False (and nothing written) when it holds them already.

    An empty list is refused, for it would delete every DAG. Raises: ConfigurationError for that.
    """
    every = sorted(instances, key=lambda one: one.slug)
    if not every:
        raise ConfigurationError("no source instances: the snapshot stays as it is")
    rows = [one.model_dump(mode="json") for one in every]
    rows += [asdict(one) for one in sorted(refused, key=lambda one: one.slug)]
    document = json.dumps(rows, indent=2, ensure_ascii=False).encode() + b"\n"
    if path.exists() and path.read_bytes() == document:
        path.chmod(0o600)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and _read(path) is not None:
        _replace(_previous(path), path.read_bytes())
    _replace(path, document)
    return True


def read(path: Path, seed: Path | None = None) -> list[SourceInstance]:
    """The instances of `read_all`, without those that are refused."""
    return read_all(path, seed).instances


def read_all(path: Path, seed: Path | None = None) -> Snapshot:
    """What the newest readable of snapshot, previous snapshot and seed file holds; empty when all are broken.

    `seed` is the settings' seed file when None.
    """
    for candidate in (path, _previous(path)):
        found = _read(candidate)
        if found:
            return found
    try:
        return _checked(read_documents(seed or seed_file())) or Snapshot()
    except (ConfigurationError, UnicodeDecodeError) as error:
        log.warning("neither a snapshot at %s nor a seed file: %s", path, error)
        return Snapshot()


def _read(path: Path) -> Snapshot | None:
    try:
        rows = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        log.warning("the snapshot %s cannot be read: %s", path, error)
        return None
    found = _checked(rows) if isinstance(rows, list) else None
    if found is None:
        log.warning("the snapshot %s holds no source that can be read", path)
    return found


def _checked(rows: list[Any]) -> Snapshot | None:
    """Each row on its own; None when none is good."""
    found = Snapshot()
    for row in rows:
        try:
            found.instances.append(read_instance(_known(row)))
        except ConfigurationError as error:
            found.refused.append(RefusedInstance(slug_of(row), str(error)[:MAX_REASON_CHARS]))
    return found if found.instances else None


def _known(row: Any) -> Any:
    """A row that was refused when the snapshot was written is refused for the same reason. Raises: that."""
    if isinstance(row, dict) and set(row) == {"slug", "reason"}:
        raise ConfigurationError(str(row["reason"]))
    return row


def _replace(path: Path, document: bytes) -> None:
    # only its owner may read a temporary file, and so what it becomes
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(document)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def _previous(path: Path) -> Path:
    return path.with_name(f"{path.name}.previous")
