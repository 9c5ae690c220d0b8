"""Whether an answer is a refusal for good or one to wait out."""

from __future__ import annotations

import json

from jatre_client.errors import Lost, Refused

_PASSING = (408, 425, 429)


def refusal(status: int, body: bytes, retry_after: str | None) -> Lost | Refused:
    """What to raise for an answer that is not the one asked for."""
    if status >= 500 or status in _PASSING:
        wait = float(retry_after) if retry_after and retry_after.isdecimal() else None
        return Lost(f"the service answered {status}", wait)
    try:
        error = json.loads(body)["error"]
        return Refused(str(error["message"]), error["field"], status)
    except (ValueError, LookupError, TypeError):
        return Refused(f"The service answered {status}; is this its address?", None, status)
