"""Whether an answer is a refusal for good or one to wait out."""

from __future__ import annotations

import json

from jatre_client.errors import ConnectionLost, Refused

_TEMPORARY_STATUSES = (408, 425, 429)


def refusal(status: int, body: bytes, retry_after: str | None) -> ConnectionLost | Refused:
    """What to raise for an answer that is not the one asked for."""
    if status >= 500 or status in _TEMPORARY_STATUSES:
        wait = float(retry_after) if retry_after and retry_after.isdecimal() else None
        return ConnectionLost(f"the service answered {status}", wait)
    try:
        error = json.loads(body)["error"]
        return Refused(str(error["message"]), error["field"], status)
    except (ValueError, LookupError, TypeError):
        return Refused(f"The service answered {status}; is this its address?", None, status)
