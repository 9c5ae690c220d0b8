"""Rows of text with separators (CSV): a quote that is wrong costs its own line and no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

SEPARATORS = (",", ";", "\t", "|")
MAX_CELL_CHARS = 1_000_000
"""Characters of one cell: those of a record."""
SNIFFED_LINES = 20
"""Lines in which the separator is looked for."""
MAX_WRONG_LINES = 1_000
"""Lines with a wrong quote, each of which begins the reading anew behind it."""


def separated_rows(text: str, separator: str) -> Iterator[tuple[list[str], str | None]]:
    """Each row, with why it is none where its quotes are wrong. Blank lines are no rows."""
    csv.field_size_limit(MAX_CELL_CHARS)
    lines = list(StringIO(text, newline=""))
    at = wrong = 0
    while at < len(lines):
        reader = csv.reader(islice(lines, at, None), delimiter=separator, strict=True)
        begins = at
        try:
            for row in reader:
                begins = at + reader.line_num
                if any(cell.strip() for cell in row):
                    yield row, None
            return
        except csv.Error:
            wrong += 1
            if wrong > MAX_WRONG_LINES:
                yield (
                    [lines[begins]],
                    f"more than {MAX_WRONG_LINES:,} lines with wrong quotes: what follows was not read",
                )
                return
            yield _alone(lines[begins], separator)
            at = begins + 1


def likely_separators(text: str) -> list[str]:
    """The separators, the likeliest first: that which parts the most lines into the most cells."""
    head = [line for line in StringIO(text[:100_000]) if line.strip()][:SNIFFED_LINES]
    return sorted(SEPARATORS, key=lambda one: sum(line.count(one) for line in head), reverse=True)


def _alone(line: str, separator: str) -> tuple[list[str], str | None]:
    """One line on its own, read as programs do that close a quote where they like."""
    try:
        row = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        row = [line]
    is_open = line.count('"') % 2 == 1
    return row, "a quote in this line has no end" if is_open else None
