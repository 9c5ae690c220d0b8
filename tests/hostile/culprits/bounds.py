"""Values beyond any bound: years, lengths, numbers of things."""

from __future__ import annotations

from tests.hostile.culprit import calendar, json_ld

CULPRITS = [
    calendar(
        "year_9999", "", "DTSTART:20260306T143000Z",
        "RECURRENCE-ID:20260306T143000Z\r\nDTSTART:99991231T100000", is_harmless=True,
    ),
    json_ld("end_2100", r"days after it starts, at most 732", endDate="2100-01-01T00:00:00+05:30"),
    json_ld("offset", r"hours from UTC, at most 14|offset|no date", startDate="2026-03-06T20:00:00+23:59"),
    json_ld("long_image", r"url: 8,\d{3} characters, at most 4,000", image="https://i.example/" + "a" * 8_000),
    json_ld("signed_image", is_harmless=True, image="https://i.example/?" + "".join(f"{n:x}" for n in range(900))),
    json_ld(
        "many_dates", r"\d+,?\d* (entries|dates|occurrences), at most",
        startDate=[f"2026-{m:02}-{d:02}T{h:02}:{n:02}:00+05:30" for m in range(4, 9) for d in range(1, 29)
                   for h in range(24) for n in range(0, 60, 10)],
    ),
    json_ld("no_number", is_harmless=True, offers={"price": "NaN"}, maximumAttendeeCapacity=10**30),
    json_ld("nowhere", is_harmless=True, location={"name": "Toit", "geo": {"latitude": "1e400", "longitude": 181}}),
    json_ld("long_url", r"url: .* characters, at most 4,000", url="https://i.example/" + "a" * 5_000_000),
]  # fmt: skip
