"""A preview as lines for a screen: each event as a row of the page, then what is left out and what could be better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from include.operations.preview.preview import Preview
from include.understand.record.completeness import FieldReport
from include.untrusted.cleaning import clean_text

MAX_ROWS = 20
"""Events, and skipped records, that a screen shows."""
MAX_CELL_CHARS = 70


def lines(preview: Preview) -> Iterator[str]:
    """All of it, a line each; no text of a stranger's can move the cursor."""
    for one in preview.attempts:
        yield f"not as {one.kind}: {_line(one.reason)}"
    if preview.source is None:
        yield "nothing that could be read is an event to come"
        return
    known = f"; the source {preview.read_by} reads it already" if preview.read_by else ""
    whole = "all that it lists" if preview.complete else "not all that it lists, so an absence will mean nothing"
    yield f"as {preview.source.kind}: {preview.listings} events in {preview.pages} answers, {whole}{known}"
    for row in preview.events[:MAX_ROWS]:
        yield from _event_lines(row)
    if (more := len(preview.events) - MAX_ROWS + preview.left_out) > 0:
        yield f"  and {more} more"
    yield from (f"  skipped: {_cell(one['listing'])}: {_line(one['reason'])}" for one in preview.skipped[:MAX_ROWS])
    if (more := len(preview.skipped) - MAX_ROWS + preview.more_skipped) > 0:
        yield f"  and {more} more are skipped"
    if preview.unread:
        yield f"  {preview.unread} records were not read: a preview reads so many"
    yield from field_lines(preview.fields)


def field_lines(fields: Iterable[FieldReport]) -> Iterator[str]:
    """What the publisher could improve: a line for each field that not every event has."""
    for one in fields:
        if one.missing or one.in_text:
            found = f", {one.in_text} only in the text" if one.in_text else ""
            total = one.stated + one.in_text + one.missing
            yield f"  could be better: {one.property} is missing in {one.missing} of {total}{found}: {one.advice}"


def _event_lines(row: dict[str, Any]) -> Iterator[str]:
    event = row["event"]
    where = event["venue"]["name"] or event["venue"]["address"] or "place not known yet"
    facts = ", ".join(filter(None, [event["category"], event["pricing"]["type"], event["area"]]))
    yield f"  {_when(event)}  {_cell(event['title'])}  @ {_cell(where)}  ({facts})"
    if row["hidden"]:
        yield f"      not shown: {_line(row['hidden'])}"
    for one in row["meets"]:
        yield f"      meets {_cell(one['title'] or one['listing'])} of {one['source']}"
    for one in row["doubts"]:
        yield f"      nearly the same as {_cell(one['title'])} ({one['score']})"


def _when(event: dict[str, Any]) -> str:
    start = datetime.fromisoformat(event["startTime"]).astimezone(ZoneInfo(event["timezone"]))
    return f"{start:%a %d %b %Y}      " if event["dateOnly"] else f"{start:%a %d %b %Y %H:%M}"


def _cell(text: str) -> str:
    short = _line(text)
    return short if len(short) <= MAX_CELL_CHARS else f"{short[: MAX_CELL_CHARS - 1]}…"


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
