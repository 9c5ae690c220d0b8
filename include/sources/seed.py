"""Store the source instances of seed files, and rewrite the snapshot: `python -m include.sources.seed FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from include.db import engine
from include.errors import ConfigurationError
from include.settings import settings
from include.sources.instances import stored
from include.sources.instances.seed_file import read_seed


def main(arguments: list[str] | None = None) -> int:
    """Store the instances of the files given, and rewrite the snapshot. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Store the source instances of seed files.")
    parser.add_argument("files", nargs="+", type=Path)
    try:
        seeds = [one for path in parser.parse_args(arguments).files for one in read_seed(path)]
        database = engine(settings().pipeline_url)
        with database.begin() as connection:
            for instance in seeds:
                stored.store(connection, instance)
        stored.write_snapshot(database, settings().snapshot_file)
        database.dispose()
    except ConfigurationError as error:
        sys.stderr.write(f"seed: {error}\n")
        return 2
    sys.stdout.write(f"seed: {len(seeds)} source instances stored\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
