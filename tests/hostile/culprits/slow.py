"""Sites that answer without end, or not at all."""

from __future__ import annotations

import json

from tests.hostile.culprit import Culprit, node

LATE = r"took more than 10 s in all|timed out"

CULPRITS = [
    Culprit("drip", "schema_org", json.dumps([node("drip")]).encode(), LATE, pace="drips"),
    Culprit("drip_in_the_head", "rss", b"", LATE, "application/rss+xml", pace="drips in the head"),
    Culprit("hang", "icalendar", b"", LATE, "text/calendar", pace="hangs"),
]
