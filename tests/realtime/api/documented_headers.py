"""A check that schemathesis makes beside its own: it loads this file by the setting `hooks`."""

from __future__ import annotations

import schemathesis

ANYWHERE = {
    "access-control-allow-credentials", "access-control-allow-origin", "access-control-expose-headers", "allow",
    "cache-control", "connection", "content-disposition", "content-encoding", "content-length", "content-type", "date",
    "ratelimit", "ratelimit-policy", "transfer-encoding", "vary", "x-request-id", "content-security-policy",
    "cross-origin-opener-policy", "permissions-policy", "referrer-policy", "server", "x-content-type-options",
    "x-frame-options",
}  # fmt: skip
"""What HTTP has anyway, what keeps browsers safe, and what the document says of every answer in its first words."""


@schemathesis.check
def documented_headers(
    _: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> bool | None:
    """Each header of the answer is known to the document: of that status, or of every answer."""
    documented = case.operation.definition.raw["responses"].get(str(response.status_code))
    if documented is not None:
        unknown = set(response.headers) - ANYWHERE - {name.lower() for name in documented.get("headers", ())}
        assert not unknown, f"Headers that the document does not know: {sorted(unknown)}"
    return None
