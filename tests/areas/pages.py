"""What the made-up city's sites publish: a venue's calendar, a guide with schema.org events, a feed of notices."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

NOITE = "Noite Quente"
LUA = {"@type": "Place", "name": "Casa da Lua, Porto Claro", "address": "Rua do Sol 4, 1100-123 Porto Claro, LX"}
MIRAGEM = {"@type": "Place", "name": "Teatro Miragem", "address": "Largo da Fonte 1, 1100-200 Porto Claro, LX"}
RIBEIRA = {"@type": "Place", "name": "Salão Azul", "address": "Rua Larga 9, Ribeira Norte, 2100-001 Porto Claro"}


def calendar() -> str:
    """One weekly evening across the change to summer time, its times without a zone."""
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//lua//", "BEGIN:VEVENT", "UID:guitarra@lua.example",
        "DTSTAMP:20260301T000000Z", "SUMMARY:Guitarra ao Luar | Baixa Velha", "DTSTART:20260326T210000",
        "DTEND:20260326T233000", "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    return "\r\n".join(lines)


def event(title: str, start: str, place: dict[str, Any], **more: Any) -> dict[str, Any]:
    url = f"https://guide.example/{title.replace(' ', '-').lower()}"
    return {"@type": "Event", "@id": url, "name": title, "startDate": start, "location": place, **more}


def guide() -> str:
    events = [
        event(f"{NOITE} | Porto Claro", "2026-04-03T21:00", LUA, offers={"price": "12,50"}),
        event("Arraial da Fonte", "2026-04-04T18:00", MIRAGEM, endDate="2026-04-18T23:00"),
        event("Garba da Fonte", "2026-05-02T18:00", MIRAGEM, endDate="2026-05-16T23:00"),
        event("Fado Novo", "2026-04-10T08:00", LUA, organizer={"name": "Bilhete Rápido"}),
        event("Bollywood Novo", "2026-04-11T08:00", LUA, organizer={"name": "District"}),
        event("Bangalore", "2026-04-12T20:00", MIRAGEM, organizer={"name": "Indiranagar Players"}),
        event("Karnataka", "2026-04-12T20:00", MIRAGEM),
        event("Conversa do Rio", "2026-04-13T19:00", RIBEIRA),
    ]
    return f'<html><script type="application/ld+json">{json.dumps(events)}</script></html>'


def notices() -> str:
    items = {
        NOITE + " — Baixa Velha": "Friday 3 April, 9 pm. Venue: Casa da Lua. Entry: 12,50 € at the door.",
        "Azulejos for all": "Saturday 18 April, 3 pm, at Teatro Miragem. Materials 105,50 euros, Rs 700 a brush.",
        "Baile in Vila Funda | Vila Funda": "Saturday 25 April, 9 pm, in the square.",
    }
    entries = "".join(
        f"<item><title>{escape(title)}</title><guid>{number}</guid><description>{escape(text)}</description>"
        "<pubDate>Thu, 19 Mar 2026 09:00:00 GMT</pubDate></item>"
        for number, (title, text) in enumerate(items.items())
    )
    return f'<rss version="2.0"><channel><title>Notices</title>{entries}</channel></rss>'
