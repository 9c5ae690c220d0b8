"""How a JSON Schema of the document is written: the plain types, and what is made of them."""

from __future__ import annotations

from typing import Any

from include.filters.fields import CATEGORIES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
OBJECT: Schema = {"type": "object"}
ID: Schema = {"type": "string", "format": "uuid"}
LINK: Schema = {"type": "string", "format": "uri"}
TIME: Schema = {"type": "string", "format": "date-time"}
CATEGORY: Schema = {"enum": [*CATEGORIES]}


def ref(name: str) -> Schema:
    """The schema with that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(schema: Schema) -> Schema:
    """A list of them."""
    return {"type": "array", "items": schema}


def or_null(schema: Schema) -> Schema:
    """The schema, or null where it is not known."""
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def record(about: str, /, **fields: Schema) -> Schema:
    """An object whose fields are all there."""
    return {"type": "object", "description": about, "properties": fields, "required": [*fields]}


def optional(schema: Schema, **fields: Schema) -> Schema:
    """The same object with further fields that may be missing."""
    return {**schema, "properties": {**schema["properties"], **fields}}


def without(optional: str, schema: Schema) -> Schema:
    """The same, also where one field is missing."""
    return {**schema, "required": [name for name in schema["required"] if name != optional]}
