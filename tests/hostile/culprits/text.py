"""Characters that a column, a file or a reader cannot take."""

from __future__ import annotations

import json

from tests.hostile.culprit import Culprit, json_ld

CULPRITS = [
    json_ld("nul", is_harmless=True, description="so\x00so", keywords="a\x00b"),
    json_ld("spelled_nul", is_harmless=True, **{"@id": "urn:spelled\\u0000nul", "description": "\\u0000 \\\\u0000"}),
    json_ld("half_a_character", is_harmless=True, description="half \ud83d of it", organizer={"name": "\udc00"}),
    json_ld("no_host", is_harmless=True, url="http://[event-url]/x", image="http://[event-url]/x.jpg"),
    Culprit("deep", "schema_org", b'[{"@type": "Event", "name": ' + b"[" * 50_000 + b"]" * 50_000 + b"}]", "."),
    Culprit(
        "digits", "schema_org", b'[{"@type": "Event", "@id": "urn:digits", "name": "Digits", "startDate": '
        + b"9" * 5_000 + b"}]", ".",
    ),
    Culprit("no_calendar", "icalendar", json.dumps({"login": "please"}).encode(), "expected a calendar"),
]  # fmt: skip
