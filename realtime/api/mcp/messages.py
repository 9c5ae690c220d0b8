"""Messages of the Model Context Protocol: JSON-RPC 2.0, one in a POST, of the revisions with and without a handshake.

Revisions until 2025-11-25 begin with `initialize`; from 2026-07-28 on each request says of itself what it is, and says
it in headers too. Neither needs a session here: nothing is remembered between two messages.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request

from include.errors import JatreError
from include.untrusted.cleaning import clean_text
from realtime.api.bodies import TooLarge, WrongType
from realtime.limits.body import read_within

MAX_BODY_BYTES = 16 * 1024
WITH_HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
"""Revisions whose clients begin with `initialize`, the newest first."""
WITHOUT_HANDSHAKE = ("2026-07-28",)
VERSIONS = (*WITHOUT_HANDSHAKE, *WITH_HANDSHAKE)
META = "io.modelcontextprotocol/"
"""How the names begin by which a message says what it is, in `_meta`."""
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022
_MAX_SHOWN_CHARS = 80
_ENCODED = ("=?base64?", "?=")
"""What is around a value of a header that is written in base64."""

Id = str | int


class ProtocolError(JatreError):
    """A message that cannot be answered; the text is what to send instead. `status` is that of HTTP; `id`, where the
    message's could be read and the rest could not, is that one."""

    def __init__(
        self, code: int, message: str, status: int = 400, data: dict[str, Any] | None = None, of: Id | None = None
    ) -> None:
        super().__init__(clean_text(message))
        self.code, self.status, self.data, self.id = code, status, data, of


@dataclass(frozen=True)
class McpMessage:
    """A request, or a notification, which has no `id` and gets no result; `members` are its parameters."""

    id: Id | None
    method: str
    members: dict[str, Any]

    @property
    def version(self) -> str | None:
        """The revision that the message states; None of one with a handshake, which states it in a header at most."""
        found = self.meta.get(f"{META}protocolVersion")
        return found if isinstance(found, str) else None

    @property
    def meta(self) -> dict[str, Any]:
        """What the message says of itself."""
        found = self.members.get("_meta")
        return found if isinstance(found, dict) else {}


async def read_message(request: Request) -> McpMessage:
    """The message of a request. Raises: ProtocolError; BadParameter for a body that is no JSON by its type or size."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise WrongType("Content-Type", "Send application/json.")
    too_large = TooLarge("body", f"A message has at most {MAX_BODY_BYTES:,} bytes.")
    body = await read_within(request, MAX_BODY_BYTES, too_large)
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise ProtocolError(PARSE_ERROR, "The body cannot be read as JSON.") from None
    wanted = sent.get("id") if isinstance(sent, dict) else None
    known = wanted if isinstance(wanted, Id) and not isinstance(wanted, bool) else None
    if not isinstance(sent, dict) or sent.get("jsonrpc") != "2.0" or not isinstance(sent.get("method"), str):
        told = "Send one request or notification of JSON-RPC 2.0, and no list of them."
        raise ProtocolError(INVALID_REQUEST, told, of=known)
    if "id" in sent and known is None:
        raise ProtocolError(INVALID_REQUEST, "The id of a request is a text or a whole number.")
    members = sent.get("params", {})
    if not isinstance(members, dict):
        raise ProtocolError(INVALID_PARAMS, "The parameters of a message are an object.", of=known)
    return McpMessage(known, sent["method"], members)


def check_version(message: McpMessage, headers: Headers) -> bool:
    """Whether the message is of a revision without a handshake, whose headers have to say the same as it.

    Raises: ProtocolError.
    """
    stated, header = message.version, headers.get("mcp-protocol-version")
    if {stated, header} <= {None, *WITH_HANDSHAKE}:
        return False
    if stated is not None or header in WITHOUT_HANDSHAKE:
        _check_header("MCP-Protocol-Version", header, stated)
    if header not in WITHOUT_HANDSHAKE:
        raise ProtocolError(
            UNSUPPORTED_VERSION,
            f"This revision is not spoken here; {', '.join(VERSIONS)} are.",
            data={"supported": [*VERSIONS], "requested": clean_text(header or "")[:_MAX_SHOWN_CHARS]},
        )
    _check_header("Mcp-Method", headers.get("mcp-method"), message.method)
    if message.method == "tools/call":
        _check_header("Mcp-Name", _decoded(headers.get("mcp-name")), message.members.get("name"))
    if not isinstance(message.meta.get(f"{META}clientCapabilities"), dict):
        raise ProtocolError(INVALID_PARAMS, f"Send `{META}clientCapabilities` in `_meta`: an object, empty for none.")
    return True


def _check_header(name: str, header: str | None, stated: Any) -> None:
    if header is None or header != stated:
        raise ProtocolError(HEADER_MISMATCH, f"Header mismatch: send {name} with what the message has there.")


def _decoded(header: str | None) -> str | None:
    """The value of a header that may be written in base64; None of what cannot be read."""
    begin, end = _ENCODED
    if header is None or not (header.startswith(begin) and header.endswith(end)):
        return header
    try:
        return base64.b64decode(header[len(begin) : -len(end)], validate=True).decode()
    except (binascii.Error, ValueError):
        return None
