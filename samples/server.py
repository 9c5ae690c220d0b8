"""The sample sites over HTTP: what a handful of real ones would serve.

| path | stands in for |
|---|---|
| `/magazine/feed.xml` | a city magazine's what's-on feed (RSS) |
| `/centre/events.ics` | the programme of the cultural venues along one road (iCalendar) |
| `/classes/calendar.ics` | a shared calendar of classes and meet-ups (iCalendar) |
| `/bflat/`, `/bflat/events/...` | a venue's own site (HTML with schema.org data) |
| `/board/`, `/board/page/...`, `/board/notice/...` | a neighbourhood notice board, over several pages (plain HTML) |
| `/play/events.json` | an API that lists games and runs, over two pages (JSON) |
| `/weather/v1/forecast` | a weather service (Open-Meteo's JSON), see `weather.py` |
| `/failing/...` | every way in which a site can fail, see `failing.py` |
| `/_edit` | an editor's desk, for the demo and the tests; loopback only |
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from samples import calendar, weather
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
HOSTS = ("127.0.0.1", "localhost", "[::1]")
MAX_EDIT_BYTES = 100_000
MAX_PAGE_BYTES = 1_000_000
MAX_EDITS = 1_000


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
        if path.startswith("bflat/images/"):
            return _image(path)
        template, media_type = PAGES.get(path, (f"{path}.html.j2", HTML))
        if template.rpartition("/")[2].startswith("_"):
            return None
        try:
            found = self.templates.get_template(template)
        except TemplateNotFound:
            return None
        if not Path(str(found.filename)).resolve().is_relative_to(SITES.resolve()):
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


def application(today: Callable[[], date] | None = None, hosts: Sequence[str] = HOSTS) -> Starlette:
    """The sites as an application; `today` gives the local date they are seen on, `hosts` the names it answers to.

    A page on the internet whose name is made to lead to this machine asks for its own name, and gets nothing.
    """
    sites = Sites(today or (lambda: datetime.now(calendar.ZONE).date()))

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        found = sites.render(path, str(request.base_url).rstrip("/"))
        if found is None:
            return PlainTextResponse("There is no such page.", status_code=404)
        return _conditional(request, found[0], found[1], sites.modified(path))

    async def edit(request: Request) -> Response:
        if not _from_here(request) or _from_another_page(request):
            return PlainTextResponse("Only from this machine, and from no other site's page.", status_code=403)
        if request.method == "DELETE":
            sites.edits.clear()
            return JSONResponse({"edits": 0})
        asked = await _asked(request)
        if asked is None:
            return PlainTextResponse("The edit is no JSON object of texts, or too long.", status_code=422)
        if len(sites.edits) >= MAX_EDITS:
            return PlainTextResponse(f"There are {MAX_EDITS} edits: take them back first.", status_code=409)
        return _edited(sites, asked, str(request.base_url).rstrip("/"))

    async def forecast(request: Request) -> Response:
        clock = datetime.now(calendar.ZONE)
        return weather.forecast(request, clock if today is None else datetime.combine(today(), clock.timetz()))

    return Starlette(
        routes=[
            Route("/", _front),
            Route("/weather/v1/forecast", forecast),
            Route("/_edit", edit, methods=["PATCH", "DELETE"]),
            Route("/failing/{how}", failing),
            Route("/{path:path}", page),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
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
    replaced = found[0].count(old.encode())
    if len(found[0]) + replaced * len(new.encode()) > MAX_PAGE_BYTES:
        return PlainTextResponse(f"The page would have more than {MAX_PAGE_BYTES:,} bytes.", status_code=422)
    sites.edits.append(Edit(path, old, new, datetime.now(calendar.ZONE)))
    return JSONResponse({"path": path, "replaced": replaced})


def _image(path: str) -> tuple[bytes, str] | None:
    """A picture of the sites: a file inside their folder when all dots and links are followed."""
    try:
        file = (SITES / path).resolve(strict=True)
        inside = file.is_relative_to(SITES.resolve() / "bflat" / "images")
        return (file.read_bytes(), "image/svg+xml") if inside and file.suffix == ".svg" and file.is_file() else None
    except (OSError, ValueError, RuntimeError):  # not there; a NUL in the name; links in a circle
        return None


def _from_here(request: Request) -> bool:
    return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback


def _from_another_page(request: Request) -> bool:
    """Whether a browser asks on behalf of another site's page: it adds a header then, which no page can prevent."""
    origin = request.headers.get("origin")
    foreign = origin is not None and origin != str(request.base_url).rstrip("/")
    return foreign or request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")


async def _asked(request: Request) -> dict[str, str] | None:
    """The edit, None when it is none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_EDIT_BYTES:
            return None
    try:
        asked = json.loads(body)
        json.dumps(asked, ensure_ascii=False).encode()  # half a character stands on no page
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, dict) and all(isinstance(one, str) for one in asked.values()) else None
