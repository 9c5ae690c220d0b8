"""A small set of saved feeds, as `make replay` takes it: two lists that share some events, and a calendar."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

INSTRUMENTS = ("Sitar", "Veena", "Tabla", "Sarod", "Flute", "Mridangam", "Santoor", "Violin")
VENUES = (
    ("The Courtyard", "12th Main, Indiranagar, Bengaluru 560038"),
    ("Bangalore International Centre", "7 4th Main, Domlur, Bengaluru 560071"),
)
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Saved//EN\r\n{events}END:VCALENDAR\r\n"
ENTRY = (
    "BEGIN:VEVENT\r\nUID:saved-{number}@example.org\r\nDTSTART;TZID=Asia/Kolkata:{day:%Y%m%d}T110000\r\n"
    "DTEND;TZID=Asia/Kolkata:{day:%Y%m%d}T123000\r\nSUMMARY:{title}\r\nLOCATION:{place}\r\nEND:VEVENT\r\n"
)


def save(folder: Path, first: date, days: int = 12, series: int = 0) -> Path:
    """Write the files, with events on so many days from `first` on; another series has other files and titles."""
    folder.mkdir()
    every = [_show(first + timedelta(days=day), series * days + day) for day in range(days)]
    also = [show | {"url": f"https://listings.example.org/{number}"} for number, show in enumerate(every[::2])]
    other = [
        _show(first + timedelta(days=day), series * days + day, hour=21, kind="night") for day in range(0, days, 2)
    ]
    (folder / f"recitals_{series}.json").write_text(json.dumps(every), encoding="utf-8")
    (folder / f"listings_{series}.json").write_text(json.dumps(also + other), encoding="utf-8")
    walks = "".join(
        ENTRY.format(
            number=day, day=first + timedelta(days=day), title=f"Morning walk {series * days + day + 1}", place="Domlur"
        )
        for day in range(0, days, 3)
    )
    (folder / f"walks_{series}.ics").write_text(CALENDAR.format(events=walks), encoding="utf-8")
    return folder


def _show(day: date, number: int, hour: int = 19, kind: str = "recital") -> dict[str, Any]:
    name, address = VENUES[number % 2]
    return {
        "@type": "Event",
        "name": f"{INSTRUMENTS[number % len(INSTRUMENTS)]} {kind} {number + 1}",
        "url": f"https://{kind}.example.org/{number}",
        "startDate": f"{datetime.combine(day, time(hour)).isoformat()}+05:30",
        "location": {"@type": "Place", "name": name, "address": address},
    }
