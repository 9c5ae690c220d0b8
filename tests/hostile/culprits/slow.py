"""Sites that answer without end, or not at all."""

from __future__ import annotations

import json

from tests.hostile.culprit import Culprit, node
from tests.hostile.task import EXCHANGE_SECONDS

LATE = rf"took more than {EXCHANGE_SECONDS:g} s in all|timed out"

CULPRITS = [
    Culprit("drip", "schema_org", json.dumps([node("drip")]).encode(), LATE, pace="drips"),
    Culprit("drip_in_the_head", "rss", b"", LATE, "application/rss+xml", pace="drips in the head"),
    Culprit("hang", "icalendar", b"", LATE, "text/calendar", pace="hangs"),
]
