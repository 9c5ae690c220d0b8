"""A private server under a scratch folder, whatever a run that was killed has left there."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.database.postgres import Cluster


@contextmanager
def scratch_server(folder: Path, settings: Mapping[str, str] | None = None, is_kept: bool = False) -> Iterator[Cluster]:
    """A server under the emptied `folder`; both are gone at the end. With `is_kept`, what is there stays, and is used.

    `settings` are added to postgresql.conf. Raises: SystemExit when another run uses the folder.
    """
    folder = folder.resolve()
    with _alone(folder):
        cluster = Cluster(folder / "postgres", settings=settings)
        if is_kept:
            cluster.stop()
        else:
            _clear(cluster, folder)
        cluster.start()
        try:
            yield cluster
        finally:
            if is_kept:
                cluster.stop()
            else:
                _clear(cluster, folder)


def _clear(cluster: Cluster, folder: Path) -> None:
    """Stop the server that runs there, and remove all of it."""
    cluster.destroy()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; the system lets go of it when the process ends, however it ends."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"another run uses {folder}: wait for it, or give --scratch another folder") from None
        yield
