"""What sites write into any field to be run by whoever reads it: nothing of it runs, on any page, nor stands in a file.

Every kind of connector fetches, from a real site, an event for each field of its body with a script in that field: as
markup, as what becomes markup once it is read as HTML, or as an attribute. All stages take them through. Then a browser
that minds no content security policy visits pages and console, so that whatever got in would run; and all that the
service renders is parsed.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET

import psycopg
import pytest
import pytest_asyncio
from icalendar import Calendar
from lxml import html
from playwright.async_api import Browser, Page, expect

from include import db
from include.areas import seed
from include.areas.area import load_area
from include.pipeline.runs import STAGES, run_fetch, run_stage
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.realtime.holders import hold
from tests.realtime.running import Running, running
from tests.realtime.signing import bearing
from tests.sources.conftest import NOW, Site, served
from tests.sources.test_poisoned_fields import FIELDS, KINDS, record

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HIT = "window.__hit=(window.__hit||0)+1"
MARKUP = f"<img src=x onerror='{HIT}'></script><script>{HIT}</script><svg/onload='{HIT}'>{{{{7*7}}}}\x1b[2J"
ADDRESS = f"javascript:{HIT}"
TEXTS = (
    f"'\"> {MARKUP}",
    MARKUP.replace("<", "&lt;").replace(">", "&gt;"),
    f'x" autofocus onfocus="{HIT}" b=\'',
)
SECRET = {"$secret": "TOKEN_OF_TESTS"}


def events_of(kind: str) -> list[dict[str, str]]:
    """An event without any script, then one for each field and script."""
    found = [record(0, title=f"{kind} recital 0")]
    for place, field in enumerate(FIELDS):
        # what people read takes each script, the rest one of them
        texts = TEXTS if field in ("title", "description", "venue") else TEXTS[place % 3 :][:1]
        for text in [ADDRESS] if field in ("id", "url", "image") else texts:
            number = len(found)
            # each title stands for itself, and is not taken for another's
            title = f"{kind} recital {number}"
            found.append(record(number, **{"title": title, field: f"{title} {text}" if field == "title" else text}))
    return found


def instance_of(kind: str, site: Site) -> SourceInstance:
    """A source of this kind, called by a script too, whose site answers with the events."""
    about = KINDS[kind]
    body = about.body(events_of(kind)).encode("utf-8", "surrogatepass")
    site.put(f"/{kind}{about.path}", body, media_type="text/html" if about.crawls else "application/octet-stream")
    config = {name: SECRET if name == "token" else value for name, value in about.config.items()}
    where = {} if about.pushed else {"url": f"{site.base}/{kind}"}
    name = f"{kind} <img src=x onerror={HIT}>"
    return SourceInstance(slug=f"of_{kind}", name=name, kind=kind, config={**config, **where}, rate_limit=3600)


def bring(database: Database) -> list[str]:
    """All kinds fetched and taken through all stages, as by the scheduler; gives all that was logged."""
    said: list[str] = []
    with logged(said), served() as site:
        engine = db.engine(database.pipeline_url)
        with engine.begin() as connection:
            seed.store(connection, load_area("indiranagar"))
            for kind in KINDS:
                stored.store(connection, instance_of(kind, site))
        engine.dispose()
        with psycopg.connect(database.service_url) as service:
            body = KINDS["webhook"].body(events_of("webhook")).encode()
            service.execute("select jatre.webhook_receive_v2('of_webhook', 'one', %s, now())", [body])
        reports = [run_fetch(f"of_{kind}", None) for kind in KINDS]
        reports += [run_stage(stage) for stage in STAGES]
    return [*said, json.dumps(reports, ensure_ascii=False, default=str)]


@contextmanager
def logged(said: list[str]) -> Iterator[None]:
    """Keep what the code logs meanwhile."""
    handler = logging.Handler()
    handler.emit = lambda one: said.append(one.getMessage())  # type: ignore[method-assign]
    logging.getLogger("include").addHandler(handler)
    yield
    logging.getLogger("include").removeHandler(handler)


@pytest_asyncio.fixture(loop_scope="session")
async def town(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> AsyncIterator[tuple[Running, list[str]]]:
    """The service over what was brought, and what was logged meanwhile."""
    for name, value in {
        "JATRE_PIPELINE_URL": database.pipeline_url, "JATRE_AS_OF": NOW.isoformat(), "JATRE_USE_MODELS": "false",
        "JATRE_ARCHIVE_URI": tmp_path.as_uri(), "JATRE_SECRET_TOKEN_OF_TESTS": "a-token-of-tests",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    said = await asyncio.to_thread(bring, database)
    async with running(database.service_url, as_of=NOW, searches_per_minute=10**6) as service:
        yield service, said


def rows(database: Database, statement: str) -> list[Any]:
    with psycopg.connect(database.owner_url, options="-c search_path=jatre,public") as connection:
        return connection.execute(statement).fetchall()


def wrong_in(page: str) -> list[str]:
    """What a browser would run of a page that we have not written: attributes, addresses, scripts."""
    found = list[str]()
    for one in html.document_fromstring(page).iter():
        if not isinstance(one.tag, str):
            continue
        found += [f"{one.tag} {name}" for name in one.attrib if name.startswith("on")]
        addresses = (one.get(name, "") for name in ("href", "src", "action", "formaction", "data", "poster"))
        found += [value for value in addresses if value.strip().lower().startswith("javascript:")]
        if one.tag == "script" and not one.get("src"):
            assert one.get("type") in ("application/json", "application/ld+json")
            json.loads(one.text or "")
    return found


async def test_nothing_that_a_site_has_written_runs_anywhere(
    browser: Browser, town: tuple[Running, list[str]], database: Database
) -> None:
    service, said = town
    listed = "select slug, l.event_id is not null from event_sources s join events_staging l on source_id = s.id"
    kinds = set(rows(database, listed))
    assert {slug for slug, _ in kinds} == {f"of_{kind}" for kind in KINDS}
    assert {slug for slug, is_event in kinds if is_event} >= {f"of_{kind}" for kind in KINDS} - {"of_google_places"}
    assert not [one for one in said if "\x1b" in one], "a terminal reads no log as a command"
    assert not rows(
        database, r"select title from discovered_events where to_jsonb(discovered_events)::text ~ '\\u001b'"
    )

    page = await a_page_without_a_policy(browser, service)
    await the_console(page, service, database)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "update jatre.discovered_events set moderation_status = 'approved', published_at = jatre.now_v1()"
        )
        # and what if something came through
        owner.execute(
            "update jatre.discovered_events set title = %(text)s, venue_name = %(text)s, organizer_name = %(text)s,"
            " description = %(text)s, external_url = %(link)s where title like 'rss recital 0'",
            {"text": MARKUP.replace("\x1b", ""), "link": ADDRESS},
        )
    await the_pages(page, service, database)
    await page.context.close()
    await the_files(service)


async def a_page_without_a_policy(browser: Browser, service: Running) -> Page:
    context = await browser.new_context(base_url=service.url, bypass_csp=True, service_workers="block")
    page = await context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    await page.route(lambda url: not url.startswith(service.url), lambda route: route.abort())
    return page


async def visit(page: Page, path: str) -> None:
    """Go there; nothing runs, and what is there now is ours."""
    await page.goto(path)
    await page.wait_for_load_state("networkidle") if path == "/" else None
    assert wrong_in(await page.content()) == [], path
    assert await page.evaluate("window.__hit") is None, path


async def the_console(page: Page, service: Running, database: Database) -> None:
    token = hold(database, "admin")
    await page.goto("/signin")
    await page.get_by_label("Token").fill(token)
    await page.keyboard.press("Enter")
    await expect(page.locator("#live-text")).to_have_text("live")
    for path in ("/admin", "/admin/decisions", "/admin/sources", "/admin/figures", "/admin/tokens"):
        await visit(page, path)
    assert await page.evaluate("window.__hit") is None
    for (event,) in rows(database, "select id from discovered_events"):
        answer = await service.client.get(f"/admin/items/{event}", headers=bearing(token))
        assert (answer.status_code, wrong_in(answer.text)) == (200, []), event


async def the_pages(page: Page, service: Running, database: Database) -> None:
    shown = rows(database, "select id, title from discovered_events where merged_into is null order by id")
    for event, _ in shown:
        answer = await service.client.get(f"/e/{event}")
        assert wrong_in(answer.text) == [], event
    marked = [str(event) for event, title in shown if "__hit" in title]
    assert marked, "a title with a script is on the pages, as text"
    for path in ("/", "/?when=2026-03-07", f"/e/{marked[0]}", f"/e/{marked[-1]}", "/?q=recital", "/?view=map"):
        await visit(page, path)
    await page.goto("/?q=recital")
    await expect(page.locator("main")).to_contain_text("__hit")
    for kind in KINDS:
        assert wrong_in((await service.get(f"/sources/of_{kind}")).text) == []


async def the_files(service: Running) -> None:
    read: dict[str, Callable[[str], Any]] = {"geojson": json.loads, "rss": ET.fromstring, "ics": Calendar.from_ical}
    for suffix, parse in read.items():
        parse((await service.get(f"/api/events/discovered.{suffix}")).text)
    table = (await service.get("/api/events/discovered.csv")).text
    cells = [cell for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
    assert any("__hit" in cell for cell in cells)
