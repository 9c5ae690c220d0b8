"""The rows of a table of events, each as a record of its own, and one row in the words of schema.org."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from include.errors import BrokenRecord
from include.network.urls import absolute_url
from include.sources.configuration.config import ColumnPart
from include.sources.gathering import EXCERPT_CHARS, MAX_RECORDS
from include.sources.tables.columns import HEADER_ROWS, columns_of, header_of
from include.sources.tables.dates import is_no_day, is_true, shown_order, times_of
from include.sources.tables.separated import likely_separators, separated_rows
from include.sources.tables.workbooks import is_workbook, sheets_of
from include.untrusted.bounds import at_most

Row = dict[str, Any]
PRIVATE = ("private", "confidential")
DATES: tuple[ColumnPart, ...] = ("start", "end")


@dataclass
class TableRows:
    """The rows by the names of their columns, and those that are none, with the reason and how they begin.

    `month_first`: whether the dates show that order; None where they show neither. `open_end`: the hash of the last
    line of a text that does not end it, so that it may be cut off.
    """

    rows: list[Row] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    month_first: bool | None = None
    open_end: str | None = None


def read_table(body: bytes, text: str, own: Mapping[str, str], sheet: str | None) -> TableRows:
    """The rows of a workbook, or of `text` with separators. `own` names the columns of the configuration.

    Raises: BrokenRecord when no row names the columns of a title and of a date, or a bound is exceeded.
    """
    found, dates, headers = TableRows(), list[Any](), 0
    for rows in _tables(body, text, own, sheet):
        header = header_of([row for row, _ in rows[:HEADER_ROWS]], own)
        if header is None:
            continue
        headers += 1
        columns, before = columns_of(header[1], own), len(found.rows)
        at_most(MAX_RECORDS, before + len(rows) - header[0] - 1, "rows")
        for row, reason in rows[header[0] + 1 :]:
            _take(found, row, reason, header[1])
        dates += [row.get(columns[part]) for row in found.rows[before:] for part in DATES if part in columns]
    if not headers:
        raise BrokenRecord("no row names the columns of a title and a date (`fields` may name them)")
    found.month_first = shown_order(dates)
    if text and not _is_ended(text):
        found.open_end = hashlib.sha256(re.split(r"[\r\n]", text)[-1].encode(errors="replace")).hexdigest()
    return found


def is_table(body: bytes, text: str) -> bool:
    """Whether a body is a table of events. Raises: BrokenRecord for a workbook that cannot be read."""
    tables = _tables(body, text, {}, None)
    return any(header_of([row for row, _ in rows[:HEADER_ROWS]], {}) for rows in tables)


def parts_of_row(row: Row, own: Mapping[str, str]) -> dict[ColumnPart, Any]:
    """The cells of a row by the parts of an event that they hold."""
    return {part: row[name] for part, name in columns_of(list(row), own).items()}


def node_of(parts: Mapping[ColumnPart, Any], base: str, *, month_first: bool) -> dict[str, Any]:
    """A row in the words of schema.org; its dates only as far as they are recognised by (`times_of` gives them)."""
    text = {name: str(value).strip() for name, value in parts.items() if not isinstance(value, bool)}
    address = {"streetAddress": text.get("address"), "addressLocality": text.get("city")}
    place = {
        "@type": "Place", "name": text.get("venue"), "address": _known(address) if address["streetAddress"] else None,
        "latitude": text.get("latitude"), "longitude": text.get("longitude"),
    }  # fmt: skip
    offer = {"price": parts.get("price"), "priceCurrency": text.get("currency"), "url": text.get("ticket_url")}
    return _known(
        {
            "@type": "Event",
            "identifier": text.get("id"),
            "name": text.get("title"),
            "startDate": times_of(parts, month_first=month_first).get("date"),
            "description": text.get("description"),
            "url": absolute_url(base, text.get("url")),
            "image": absolute_url(base, text.get("image")),
            "keywords": text.get("keywords"),
            "organizer": text.get("organizer"),
            "maximumAttendeeCapacity": text.get("capacity"),
            "eventStatus": text.get("status"),
            "location": _known(place) if len(_known(place)) > 1 else text.get("city"),
            "offers": _known(offer),
        }
    )


def is_private(parts: Mapping[ColumnPart, Any]) -> bool:
    """Whether a row is marked as not meant for the public."""
    mark = parts.get("private")
    return is_true(mark) or str(mark).strip().lower() in PRIVATE


def _tables(
    body: bytes, text: str, own: Mapping[str, str], sheet: str | None
) -> Iterator[list[tuple[list[Any], str | None]]]:
    """The rows of each sheet; of a text those by the separator with which a row names its columns."""
    if is_workbook(body):
        for _, lines in sheets_of(body, sheet):
            yield [(row, None) for row in lines if any(str(cell).strip() for cell in row)]
        return
    for separator in likely_separators(text):
        head = [row for row, _ in islice(separated_rows(text, separator), HEADER_ROWS)]
        if header := header_of(head, own):
            rows = list(islice(separated_rows(text, separator), MAX_RECORDS + HEADER_ROWS + 1))
            yield rows if _is_ended(text) else _checked_end(rows, header[1], own)
            return


def _is_ended(text: str) -> bool:
    """Whether a text ends its last line, as one does that is not cut off; some programs never do."""
    return text.rstrip(" ").endswith(("\n", "\r"))


def _checked_end(
    rows: list[tuple[list[Any], str | None]], names: Sequence[str], own: Mapping[str, str]
) -> list[tuple[list[Any], str | None]]:
    """Rows of a text that does not end its last line: with few cells or half a day, that one is cut off."""
    row, reason = rows[-1]
    columns = max(number for number, name in enumerate(names, 1) if name)
    if reason is None and len(row) < columns:
        reason = f"the file ends within this row: {len(row)} cells under {columns} columns"
    elif reason is None and is_no_day(day := row[names.index(columns_of(names, own)["start"])], cut=True):
        reason = f"the file ends within this row: {day!r} is no day"
    return [*rows[:-1], (row, reason)]


def _take(found: TableRows, row: Sequence[Any], reason: str | None, names: Sequence[str]) -> None:
    """Keep a row by the names of its columns; one that only repeats the names, or has neither, is none."""
    cells = list(row)
    while len(cells) > len(names) and not str(cells[-1]).strip():
        cells.pop()
    if reason is None and len(cells) > len(names):
        reason = f"the row has {len(cells)} cells under {len(names)} columns"
    if reason:
        found.faults.append((reason, str(cells)[:EXCERPT_CHARS]))
        return
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name and str(cell).strip()}
    if named and any(str(cell).strip() != name for name, cell in named.items()):
        found.rows.append(named)


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", {})}
