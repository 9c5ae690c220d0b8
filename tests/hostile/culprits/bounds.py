"""Values beyond any bound: years, lengths, numbers of things."""

from __future__ import annotations

from tests.hostile.culprit import calendar, json_ld

FIRST = "DTSTART:20260306T143000Z"
RULE = "\r\n".join(
    ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530", "END:STANDARD")
)
LONG_ZONE = "\r\n".join(("BEGIN:VTIMEZONE", "TZID:Nowhere", *[RULE] * 200, "END:VTIMEZONE"))
PICTURES = [f"https://i.example/{number}.jpg" for number in range(60)]

CULPRITS = [
    calendar("year_9999", r"DTSTART lies in the year 9999, not in 1970-2100", FIRST, "DTSTART:99991231T100000"),
    calendar(
        "moved_to_9999",
        r"DTSTART lies in the year 9999, not in 1970-2100",
        FIRST,
        "RECURRENCE-ID:20260306T143000Z\r\nDTSTART:99991231T100000",
    ),
    calendar("count", "", f"{FIRST}\r\nRRULE:FREQ=DAILY;COUNT={'9' * 20}", read=2),
    calendar(
        "long_header",
        r"X-WR-TIMEZONE has 5,\d{3} characters, at most 200",
        FIRST,
        head="\r\nX-WR-TIMEZONE:" + "x" * 5_000,
        read=2,
    ),
    calendar(
        "long_line", r"CATEGORIES has 100,011 characters, at most 100,000", f"{FIRST}\r\nCATEGORIES:{'x' * 100_000}"
    ),
    calendar(
        "zones",
        r"characters in VTIMEZONE Nowhere, at most 10,000",
        "DTSTART;TZID=Nowhere:20260306T143000",
        head="\r\n" + LONG_ZONE,
    ),
    json_ld("end_2100", r"ends 26,\d{3} days after it starts, at most 732", endDate="2100-01-01T00:00:00+05:30"),
    json_ld("offset", r"more than 14 hours from UTC", startDate="2026-03-06T20:00:00+23:59"),
    json_ld("long_image", image="https://i.example/" + "a" * 8_000),
    json_ld("signed_image", image="https://i.example/?" + "".join(f"{n:x}" for n in range(900))),
    json_ld("many_images", image=PICTURES),
    json_ld("many_keywords", keywords=",".join(f"word{number}" for number in range(150))),
    json_ld(
        "many_dates",
        startDate=[
            f"2026-{m:02}-{d:02}T{h:02}:{n:02}:00+05:30"
            for m in range(4, 9)
            for d in range(1, 29)
            for h in range(24)
            for n in range(0, 60, 10)
        ],
    ),
    json_ld("capacity", maximumAttendeeCapacity=10**30),
    json_ld("no_number", offers={"price": "NaN"}),
    json_ld("nowhere", location={"name": "Toit", "geo": {"latitude": "1e400", "longitude": 181}}),
    json_ld(
        "long_url",
        r"url: .* characters, at most 4,000|characters in one record",
        url="https://i.example/" + "a" * 5_000_000,
    ),
]
