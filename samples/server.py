"""The sample sites over HTTP: what a handful of real ones would serve.

| path | stands in for |
|---|---|
| `/magazine/feed.xml` | a city magazine's what's-on feed (RSS) |
| `/centre/events.ics` | the programme of the cultural venues along one road (iCalendar) |
| `/classes/calendar.ics` | a shared calendar of classes and meet-ups (iCalendar) |
| `/bflat/`, `/bflat/events/...` | a venue's own site (HTML with schema.org data) |
| `/board/`, `/board/page/...`, `/board/notice/...` | a neighbourhood notice board, over several pages (plain HTML) |
| `/play/events.json` | an API that tells of games and runs, over two pages (JSON) |
| `/failing/...` | every way in which a site can fail, see `failing.py` |
| `/_edit` | an editor's desk, for the demo and the tests; loopback only |
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from samples import calendar
from samples.failing import failing

SITES = Path(__file__).parent / "sites"
PAGES = {
    "magazine/feed.xml": ("magazine/feed.xml.j2", "application/rss+xml; charset=utf-8"),
    "centre/events.ics": ("centre/events.ics.j2", "text/calendar; charset=utf-8"),
    "classes/calendar.ics": ("classes/calendar.ics.j2", "text/calendar; charset=utf-8"),
    "bflat/": ("bflat/index.html.j2", "text/html; charset=utf-8"),
    "play/events.json": ("play/events.json.j2", "application/json"),
    "play/events-2.json": ("play/events-2.json.j2", "application/json"),
    "board/": ("board/index.html.j2", "text/html; charset=utf-8"),
}
HTML = "text/html; charset=utf-8"


@dataclass
class Edit:
    """What an editor changed: `old` becomes `new` everywhere on the page at `path`."""

    path: str
    old: str
    new: str
    at: datetime


class Sites:
    """The sites as they are on one day, with the edits made since the start. Edits live as long as the process."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today
        self.edits: list[Edit] = []
        self.templates = Environment(
            loader=FileSystemLoader(SITES),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 - the pages are our own, and calendars are no HTML
            keep_trailing_newline=True,
        )
        for name in ("prose", "short", "ics", "posted"):
            self.templates.filters[name] = getattr(calendar, name)

    def render(self, path: str, base: str) -> tuple[bytes, str] | None:
        """Body and media type of the page at `path` (without the leading slash), or None when there is none."""
        if path.startswith("bflat/images/") and (SITES / path).is_file():
            return (SITES / path).read_bytes(), "image/svg+xml"
        template, media_type = PAGES.get(path, (f"{path}.html.j2", HTML))
        if template.rpartition("/")[2].startswith("_"):
            return None
        try:
            found = self.templates.get_template(template)
        except TemplateNotFound:
            return None
        today = self.today()
        text = found.render(base=base, day=lambda spec: calendar.day(spec, today))
        for edit in self.edits:
            text = text.replace(edit.old, edit.new) if edit.path == path else text
        ends = "\r\n" if media_type.startswith("text/calendar") else "\n"
        return text.replace("\n", ends).encode(), media_type

    def modified(self, path: str) -> datetime:
        """When the page was last modified: at its last edit, else at the start of the day."""
        start = datetime.combine(self.today(), time.min, tzinfo=calendar.ZONE)
        return max([start, *(edit.at for edit in self.edits if edit.path == path)])


def application(today: Callable[[], date] | None = None) -> Starlette:
    """The sites as an application; `today` gives the local date they are seen on."""
    sites = Sites(today or (lambda: datetime.now(calendar.ZONE).date()))

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        found = sites.render(path, str(request.base_url).rstrip("/"))
        if found is None:
            return PlainTextResponse("There is no such page.", status_code=404)
        return _conditional(request, found[0], found[1], sites.modified(path))

    async def edit(request: Request) -> Response:
        if not _from_here(request):
            return PlainTextResponse("Only from this machine.", status_code=403)
        if request.method == "DELETE":
            sites.edits.clear()
            return JSONResponse({"edits": 0})
        return _edited(sites, await request.json(), str(request.base_url).rstrip("/"))

    return Starlette(
        routes=[
            Route("/", _front),
            Route("/_edit", edit, methods=["PATCH", "DELETE"]),
            Route("/failing/{how}", failing),
            Route("/{path:path}", page),
        ]
    )


async def _front(request: Request) -> Response:
    links = "".join(f'<li><a href="/{path}">{path}</a></li>' for path in PAGES)
    return HTMLResponse(
        f"<!doctype html><html lang=en><title>Sample sites</title><h1>Sample sites</h1><ul>{links}</ul>"
    )


def _conditional(request: Request, body: bytes, media_type: str, modified: datetime) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _edited(sites: Sites, asked: dict[str, str], base: str) -> Response:
    """Change a text on a page, as its editor would: `{"path": ..., "old": ..., "new": ...}`."""
    try:
        path, old, new = asked["path"].lstrip("/"), asked["old"], asked["new"]
    except KeyError as missing:
        return PlainTextResponse(f"The edit lacks {missing}.", status_code=422)
    found = sites.render(path, base)
    if found is None or not old or old.encode() not in found[0]:
        return PlainTextResponse(f"{old!r} is not on {path!r}.", status_code=404)
    sites.edits.append(Edit(path, old, new, datetime.now(calendar.ZONE)))
    return JSONResponse({"path": path, "replaced": found[0].count(old.encode())})


def _from_here(request: Request) -> bool:
    return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
