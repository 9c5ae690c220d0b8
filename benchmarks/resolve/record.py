"""Records of the public collections: columns and their values as they stand in the files."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

Record = Mapping[str, str]
Labelled = tuple[Record, Record, bool]

IDENTITY = "unique_id"
"""The column that is equal where two records are one thing."""
ANSWERS = frozenset({"class", IDENTITY})
"""Columns that give the answer away."""
_VALUE = re.compile(r"COL (\S+) VAL (.*?)(?= COL \S+ VAL |$)")


def read_labelled(path: Path) -> list[Labelled]:
    """The pairs of a file of er-magellan with their labels. Raises: OSError, ValueError with the line's number."""
    pairs: list[Labelled] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split("\t")
        if len(parts) != 3 or parts[2].strip() not in {"0", "1"}:
            raise ValueError(f"{path}, line {number}: expected two records and 0 or 1, with tabs between them")
        pairs.append((_record(parts[0]), _record(parts[1]), parts[2].strip() == "1"))
    return pairs


def _record(written: str) -> Record:
    return {name: value.strip() for name, value in _VALUE.findall(written.strip()) if name not in ANSWERS}


def read_identified(folder: Path) -> tuple[list[Record], list[str]]:
    """The records of the longest CSV below a folder that names who is who, and these names. Raises: ValueError."""
    found = [rows for path in sorted(folder.rglob("*.csv")) if (rows := _rows(path)) and IDENTITY in rows[0]]
    if not found:
        raise ValueError(f"{folder}: neither train.txt nor a CSV with the column {IDENTITY}")
    rows = max(found, key=len)
    return [{name: row[name] or "" for name in row if name not in ANSWERS} for row in rows], [
        row[IDENTITY] for row in rows
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, skipinitialspace=True))
