"""Feeds of a folder as sites that can be fetched, with a source each in the settings' database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from include.operations.replay import feeds, served
from include.pipeline.runs import pipeline_engine
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored


@contextmanager
def sites(folder: Path) -> Iterator[list[SourceInstance]]:
    """Serve the files of `folder` while the block runs; their sources, stored."""
    with served(folder) as address:
        found = feeds(folder, address)
        with pipeline_engine() as engine, engine.begin() as connection:
            for instance in found:
                stored.store(connection, instance)
        yield found
