"""The sheets of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods): what its cells show, never a formula of it.

Formulas are not calculated: of each the value is taken that the program of its author has stored beside it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from include.errors import BrokenRecord
from include.untrusted.bounds import at_most

MAX_UNPACKED_BYTES = 200_000_000
"""Bytes of all parts of a workbook, unpacked."""
MAX_PARTS = 5_000
"""Files inside a workbook."""
MAX_CELLS = 1_000_000
"""Cells of one sheet, empty ones included, in rows that are not empty."""
MAX_SHEETS = 50
MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 - only its hour is taken
LAST_MINUTE = MIDNIGHT + timedelta(hours=23, minutes=59)
PACKED, BINARY = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a file begins that is packed by ZIP, and an older one of Excel's."""


def is_workbook(body: bytes) -> bool:
    """Whether a body may be a workbook: by its first bytes."""
    return body.startswith((PACKED, BINARY))


def sheets_of(body: bytes, only: str | None = None) -> Iterator[tuple[str, list[list[Any]]]]:
    """Name and rows of every visible sheet, or of the one called `only`; cells as JSON has them.

    Raises: BrokenRecord for what is no workbook, or is beyond a bound.
    """
    # a library in C, imported where there is a workbook
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    _check_parts(body)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        names = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        if only is not None and only not in book.sheet_names:
            raise BrokenRecord(f"the workbook has no sheet {only!r}")
        at_most(MAX_SHEETS, 1 if only else len(names), "sheets")
        for name in [only] if only else names:
            yield name, list(_filled_rows(book.get_sheet_by_name(name), f"cells in the sheet {name[:60]!r}"))
    except CalamineError as error:
        raise BrokenRecord(f"the workbook cannot be read: {str(error)[:200]}") from error


def _filled_rows(sheet: Any, what: str) -> Iterator[list[Any]]:
    """The rows that are not empty: between the table and a note far below it, a sheet has thousands that are."""
    cells = 0
    for row in sheet.iter_rows():
        if any(cell != "" for cell in row):
            cells += len(row)
            at_most(MAX_CELLS, cells, what)
            yield [_as_json(cell) for cell in row]


def _check_parts(body: bytes) -> None:
    """Look at what it would unpack to before anything is unpacked."""
    if not body.startswith(PACKED):
        return
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        # NotImplementedError: the file states a newer version of the ZIP format than Python's zipfile reads
        raise BrokenRecord(f"the workbook cannot be unpacked: {error}") from error
    at_most(MAX_PARTS, len(parts), "files in the workbook")
    at_most(MAX_UNPACKED_BYTES, sum(one.file_size for one in parts), "bytes in the workbook, unpacked")


def _as_json(cell: Any) -> Any:
    """A cell as text or number: dates as ISO 8601, `7.0` as 7, errors such as `#REF!` as nothing."""
    if isinstance(cell, datetime):
        return _to_minute(cell.replace(tzinfo=None)).isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return _hour(datetime.combine(MIDNIGHT, cell.replace(tzinfo=None)))
    if isinstance(cell, timedelta):  # what is written as a length of time stands for an hour of the day
        return _hour(MIDNIGHT + cell) if timedelta() <= cell < timedelta(days=1) else ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, str) and cell.startswith("#") and cell.endswith(("!", "?", "/A")):
        return ""
    return cell


def _hour(moment: datetime) -> str:
    """An hour of a day that is not known, and so cannot be the next one."""
    return min(_to_minute(moment), LAST_MINUTE).time().isoformat("minutes")


def _to_minute(moment: datetime) -> datetime:
    """To the nearest minute: as a share of the day, an hour is written a little before or after itself."""
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)
