"""What the API's document states of columns that an event shows as they are: `realtime/api/openapi/columns.json`.

A field of `event_document` that is a column and nothing more has that column's type and comment, so that whoever shows
another column has nothing to write about it a second time.
"""

from __future__ import annotations

import json
import re
from typing import Any

import psycopg

from deploy.local.steps import ROOT

FILE = ROOT / "realtime" / "api" / "openapi" / "columns.json"
DOCUMENT = ROOT / "include" / "sql" / "functions" / "event_document.sql"

_PLAIN_FIELD = re.compile(r"^    '(\w+)', e\.(\w+),?$", re.MULTILINE)
_COLUMNS = """
select attname, format_type(atttypid, null), attnotnull, col_description(attrelid, attnum)
from pg_attribute where attrelid = 'jatre.discovered_events'::regclass and attnum > 0 and not attisdropped
"""
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "text[]": {"type": "array", "items": {"type": "string"}},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "bigint": {"type": "integer"},
    "numeric": {"type": "number"},
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "string", "format": "date"},
}
"""By the type of a column; of any other, JSON among them, nothing is stated but what it means."""


def text(url: str, document: str) -> str:
    """The file's text: by the name of each plain field of `document`, in its order, a JSON Schema."""
    with psycopg.connect(url) as connection:
        columns = {name: _schema(*row) for name, *row in connection.execute(_COLUMNS).fetchall()}
    fields = {field: columns[column] for field, column in _PLAIN_FIELD.findall(document)}
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _schema(kind: str, is_always_there: bool, comment: str) -> dict[str, Any]:
    schema = _TYPES.get(kind, {})
    if schema and not is_always_there:
        schema = {**schema, "type": [schema["type"], "null"]}
    return {**schema, "description": f"{comment[:1].upper()}{comment[1:]}."}
