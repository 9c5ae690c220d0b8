"""Saved listings as a folder of feeds, a file per source: what the replay serves."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

SUFFIXES = (".json", ".ics")


def lay_out(data: Path, folder: Path, most: int) -> None:
    """Put at most `most` listings of `data` into `folder`.

    `data` is a folder of feeds, which is taken whole, or a file of lines `{"source": ..., "event": {...}}`, gzipped or
    not, of which the same ones are picked every time.
    """
    folder.mkdir(parents=True)
    if data.is_dir():
        for path in (one for one in data.iterdir() if one.suffix in SUFFIXES):
            shutil.copy(path, folder)
        return
    by_source: dict[str, list[Any]] = defaultdict(list)
    for line in random.Random(1).sample(lines := _lines(data), min(most, len(lines))):
        record = json.loads(line)
        by_source[record["source"]].append(record["event"])
    for source, events in by_source.items():
        (folder / f"{source}.json").write_text(json.dumps(events), encoding="utf-8")


def _lines(data: Path) -> list[str]:
    body = gzip.decompress(data.read_bytes()) if data.suffix == ".gz" else data.read_bytes()
    return [line for line in body.decode("utf-8").split("\n") if line.strip()]
