"""Small inputs that take long: rules that never end, patterns that go over the text again and again."""

from __future__ import annotations

import json

from tests.hostile.culprit import Culprit, calendar, json_ld

EVERY_SECOND = (
    "DTSTART:20260306T143000Z\r\nRRULE:FREQ=DAILY"
    f";BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"
    f";BYSECOND={','.join(map(str, range(60)))}"
)
DATES = " ".join(f"{day} March 2026," for day in range(1, 29))
COPIES = 450
"""More than two batches of a stage."""
COPY = {
    "@type": "Event",
    "name": "The one evening of many names",
    "startDate": "2026-03-06T20:00:00+05:30",
    "location": {"@type": "Place", "name": "Toit"},
}


def copies(count: int) -> Culprit:
    """So many listings of one evening, each of which may be any other."""
    told = [COPY | {"@id": f"urn:copy:{number}"} for number in range(count)]
    return Culprit("copies", "schema_org", json.dumps(told).encode(), read=count)


CULPRITS = [
    calendar("every_second", "", EVERY_SECOND, read=2),
    calendar("every_second_too", "", EVERY_SECOND + ";COUNT=2147483647", read=2),
    json_ld("open_tags", description="<b>" + "<br " * 25_000),
    json_ld("dates_without_end", description=DATES * 250),
    json_ld("backslashes", description="\\" * 400_000),
    copies(COPIES),
]
