"""Workbooks as programs write them: the few parts of which a reader needs no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE_STYLE, TIME_STYLE = 1, 2
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's days have no zone

Cell = Any
"""A value, or (formula, the value that was stored beside it)."""


def packed(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = (), last_row: str = "") -> bytes:
    """A workbook of Excel's; `hidden` are names of sheets that nobody sees, `last_row` the markup behind all rows."""
    names = list(sheets)
    seen = {name: "hidden" if name in hidden else "visible" for name in names}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}" state="{seen[name]}"/>'
        for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    styles = (
        f'<styleSheet xmlns="{SHEET}"><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}<Relationship '
        f'Id="rId99" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
    }
    for n, rows in enumerate(sheets.values(), 1):
        lines = "".join(f"<row>{''.join(map(_excel, row))}</row>" for row in rows)
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{SHEET}"><sheetData>{lines}{last_row}</sheetData></worksheet>'
        )
    return packed(parts)


def _excel(cell: Cell) -> str:
    formula, value = cell if isinstance(cell, tuple) else ("", cell)
    inside = f"<f>{escape(formula)}</f>" if formula else ""
    if value is None:
        return "<c/>"
    if isinstance(value, datetime | date):
        whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
        return f'<c s="{DATE_STYLE}">{inside}<v>{(whole - FIRST_DAY).total_seconds() / 86_400}</v></c>'
    if isinstance(value, float) and 0 <= value < 1:
        return f'<c s="{TIME_STYLE}">{inside}<v>{value}</v></c>'
    if isinstance(value, int | float):
        return f"<c>{inside}<v>{value}</v></c>"
    if inside:
        return f'<c t="str">{inside}<v>{escape(str(value))}</v></c>'
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def ods(rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook in the form of OpenDocument, of one sheet."""
    lines = "".join(f"<table:table-row>{''.join(map(_open, row))}</table:table-row>" for row in rows)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Events">{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _open(cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    text = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
