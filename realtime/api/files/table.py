"""Events as CSV (RFC 4180, UTF-8), with the columns of `rows.COLUMNS`."""

from __future__ import annotations

import csv
import io

from realtime.api.files.contents import Contents
from realtime.api.files.rows import COLUMNS, Value, rows
from realtime.limits.renderings import Rendering

_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula; full-width signs too, which some make plain."""


def render(contents: Contents) -> Rendering:
    """The table, its head first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows(contents):
        writer.writerow(_cell(value) for value in row.values())
    return Rendering(text.getvalue().encode(), contents.total, contents.has_more)


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet calculates: an apostrophe stands before what could be a formula."""
    return f"'{text}" if text[:1] in _FORMULA_STARTS else text


def _cell(value: Value) -> str | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return harmless("; ".join(value) if isinstance(value, list) else value)
