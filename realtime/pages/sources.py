"""`/sources/{slug}`: for the publisher of a source, what was read of it, what is shown, what is left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from realtime.api.events import area_of
from realtime.api.sources import CACHED
from realtime.errors import Unavailable
from realtime.pages import language
from realtime.pages.templating import render
from realtime.service import service_of

_ERRORS = {
    "RateLimited": "It asked us to slow down.",
    "CredentialsRefused": "It did not take our key.",
    "SourceRefused": "It refused to be read, or the page is no longer there.",
    "AddressRefused": "Its address cannot be reached from outside.",
    "HostUnavailable": "It did not answer.",
    "TransientError": "It did not answer, or only with an error of its own.",
    "UnreadablePayload": "What came was not the list that is usual there.",
}
_PARTS = {
    "occurrences": ("a date", "startDate, DTSTART or a column of its own: 2026-12-05T19:30"),
    "hour": ("the hour", "in startDate, not the day alone"),
    "end": ("the end", "endDate or DTEND"),
    "venue": ("the place", "location, with name and address"),
    "price": ("the price", "offers with price and priceCurrency, or isAccessibleForFree"),
    "description": ("a description", "description"),
    "images": ("a picture", "image"),
    "organizer": ("who holds it", "organizer, with name"),
    "url": ("a page of its own", "url"),
}
"""The parts of an event by the names of `source_report_v1`: in words, and how schema.org or a calendar states them."""


@dataclass(frozen=True)
class Lack:
    """A part that some listings do not state as data."""

    part: str
    how: str
    listings: int


async def page(request: Request) -> Response:
    """The report as a page."""
    service = service_of(request)
    try:
        area = await area_of(service, QueryParams())
        report = await service.source_reports.get(request.path_params["slug"])
    except Unavailable as away:
        return render(request, "away.html", {"asked": {}}, 503, {"retry-after": str(away.retry_after)})
    if report is None:
        language.use(request)
        headers = {"cache-control": "no-cache", "vary": language.VARY}
        return render(request, "gone.html", {"what": "page_not_here"}, 404, headers)
    context = {"area": area, "report": report, "lacks": lacks(report), "visits": visits(report, area.zone)}
    return render(request, "source.html", context, 200, CACHED)


def lacks(report: dict[str, Any]) -> list[Lack]:
    """What the publisher could add, the most frequent first."""
    read = report["read"]
    found = [Lack(words, how, read - report["stated"][part]) for part, (words, how) in _PARTS.items()]
    return sorted((one for one in found if one.listings > 0), key=lambda one: -one.listings)


def visits(report: dict[str, Any], zone: ZoneInfo) -> dict[str, str]:
    """When the source was visited last and brought a list last, in the area's time, and what went wrong."""
    written = {
        name: datetime.fromisoformat(report[name]["at"]).astimezone(zone).strftime("%A %d %B %Y, %H:%M")
        for name in ("visit", "list")
        if report[name]
    }
    failed = report["visit"] and report["visit"]["status"] == "failed"
    wrong = _ERRORS.get(report["visit"]["error"] or "", "It could not be read.") if failed else ""
    return {**written, "error": wrong}
