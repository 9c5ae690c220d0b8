"""What the document says of `/mcp`, the Model Context Protocol for assistants."""

from __future__ import annotations

from typing import Any

from realtime.answers.problems import MEDIA_TYPE
from realtime.api.openapi import parameters
from realtime.api.openapi.json_schema import OBJECT, TEXT, Schema, ref
from realtime.api.openapi.operation import JSON, operation, refusal

_ID: Schema = {"type": ["string", "integer"]}
_MESSAGE: Schema = {
    "type": "object",
    "properties": {
        "jsonrpc": {"const": "2.0"},
        "id": {**_ID, "description": "Without it the message is a notification."},
        "method": {
            **TEXT,
            "description": "`tools/list`, `tools/call`; `initialize`, `ping` or `server/discover` by the revision.",
        },
        "params": OBJECT,
    },
    "required": ["jsonrpc", "method"],
}
_ANSWER: Schema = {
    "type": "object",
    "properties": {
        "jsonrpc": {"const": "2.0"}, "id": _ID, "result": OBJECT,
        "error": {
            "type": "object", "required": ["code", "message"],
            "properties": {"code": {"type": "integer"}, "message": TEXT, "data": OBJECT},
        },
    },
    "required": ["jsonrpc"],
    "oneOf": [{"required": ["id", "result"]}, {"required": ["error"]}],
}  # fmt: skip
_ABOUT = """\
One message in a body (Streamable HTTP, without sessions or streams), of the revisions 2025-03-26 to 2025-11-25, which
begin with `initialize`, and 2026-07-28, which does not. Each tool is a call of this document: its arguments are the
call's parameters, its result is the call's answer, and a refusal is the call's problem, with `isError`.
"""
_HEADERS = [
    parameters.header("MCP-Protocol-Version", "The revision; of 2026-07-28 as in `_meta`."),
    parameters.header("Mcp-Method", "From 2026-07-28 on: as `method`."),
    parameters.header("Mcp-Name", "From 2026-07-28 on, with `tools/call`: the name of the tool."),
]


def paths() -> dict[str, Any]:
    """The address with its one call."""
    told = {JSON: {"schema": _ANSWER}}
    answers: dict[int, Any] = {
        200: {"description": "The answer, or what is wrong with the message.", "content": told},
        202: {"description": "A notification was taken."},
        400: {"description": "It cannot be answered.", "content": told | {MEDIA_TYPE: {"schema": ref("Problem")}}},
        404: {"description": "From 2026-07-28 on: there is no such method.", "content": told},
        413: refusal("The body is too long.", 413),
        415: refusal("Send JSON.", 415),
    }
    return {"/mcp": {"post": operation(
        "askByMcp", "What is on, for assistants (Model Context Protocol)", answers, _HEADERS, (400, 403, 503),
        description=_ABOUT, requestBody={"required": True, "content": {JSON: {"schema": _MESSAGE}}},
    )}}  # fmt: skip
