"""Turning the pages of a list inside a browser: by a click, by a number, by scrolling."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from playwright.async_api import Error, Locator, Page

from include.scrapers.browser.watch import Watch
from include.scrapers.job import Pagination

POLL_SECONDS = 0.1
QUIET_SECONDS = 0.3
"""Without a request, after which what a page has asked for is taken to be shown."""
PATIENCE_SECONDS = 2.0
"""For something new to appear, once nothing is under way: programs wait before they ask."""
TURN_SECONDS = 30.0
"""For one page, whatever its site does."""
CLICK_MILLISECONDS = 2_000
MAX_STEPS = 2_000
"""Of scrolling, for one list."""
STEP = """css => {
    const found = css ? [...document.querySelectorAll(css)] : [document.scrollingElement || document.body];
    let moved = false;
    for (const one of found) {
        const before = one.scrollTop;
        one.scrollTop = before + 0.8 * one.clientHeight;
        moved = moved || one.scrollTop > before;
    }
    return moved;
}"""
"""One step down; whether there was room for it."""
USABLE = "e => !e.closest(':disabled, [aria-disabled=true], .disabled')"

Fresh = Callable[[str], bool]
"""Whether a state of the page shows entries that were not there before."""


class Stuck(Exception):
    """What leads on does nothing: whether there is more cannot be known."""


class LeftOff(Exception):
    """`max_pages` were read, and more may follow."""


async def content(page: Page) -> str:
    """The page as it is now, waiting while it leads to another one. Raises: Error, TimeoutError."""
    until = time.monotonic() + TURN_SECONDS
    while True:
        try:
            return await asyncio.wait_for(page.content(), TURN_SECONDS)
        except Error as error:
            if "navigating" not in error.message or time.monotonic() > until:
                raise
            await asyncio.sleep(POLL_SECONDS)


async def settled(page: Page, watch: Watch, fresh: Fresh) -> str | None:
    """The page once it shows something new and asks for nothing more; None when nothing new comes. Raises: Error."""
    until, last = time.monotonic() + TURN_SECONDS, ""
    while time.monotonic() < until:
        html = await content(page)
        if watch.quiet(QUIET_SECONDS):
            if html != last and fresh(html):
                return html
            if watch.quiet(PATIENCE_SECONDS):
                return None
        last = html if watch.quiet(QUIET_SECONDS) else ""
        await asyncio.sleep(POLL_SECONDS)
    return html if fresh(html) else None


async def turned(page: Page, way: Pagination, watch: Watch, fresh: Fresh) -> AsyncIterator[str]:
    """The states of a list behind its first one, to its end or to `max_pages`. Raises: Error, TimeoutError, Stuck."""
    states = _scrolled(page, way, watch, fresh) if way.type == "scroll" else _clicked(page, way, watch, fresh)
    async for state in states:
        yield state


async def _clicked(page: Page, way: Pagination, watch: Watch, fresh: Fresh) -> AsyncIterator[str]:
    for number in range(1, way.max_pages):
        leads_on = await _leads_on(page, way, number)
        if leads_on is None:
            return
        asked, before = watch.asked, await content(page)
        await _click(leads_on)
        watch.active_at = time.monotonic()
        state = await settled(page, watch, fresh)
        if state is None:
            if watch.asked == asked and await content(page) == before:
                raise Stuck(f"a click on {way.selector!r} changes nothing")
            return
        yield state
    raise LeftOff


async def _leads_on(page: Page, way: Pagination, number: int) -> Locator | None:
    """What is to be clicked, None at the end of the list."""
    found = page.locator(way.selector or "")
    for place in range(min(await found.count(), 200)):
        one = found.nth(place)
        with suppress(Error):  # it may be gone by now
            if way.type == "numbered" and (await one.inner_text()).strip() != str(way.first + number):
                continue
            if await one.is_visible() and await one.evaluate(USABLE):
                return one
    return None


async def _click(leads_on: Locator) -> None:
    try:
        await leads_on.click(timeout=CLICK_MILLISECONDS, no_wait_after=True)
    except Error:  # something lies over it: a question about cookies
        await leads_on.evaluate("e => e.click()", timeout=CLICK_MILLISECONDS)


async def _scrolled(page: Page, way: Pagination, watch: Watch, fresh: Fresh) -> AsyncIterator[str]:
    pages = 1
    for _ in range(MAX_STEPS):
        if pages == way.max_pages:
            raise LeftOff
        watch.active_at, asked = time.monotonic(), watch.asked
        moved = await asyncio.wait_for(page.evaluate(STEP, way.selector), TURN_SECONDS)
        await page.mouse.wheel(0, 100)  # some programs listen to the wheel alone
        state = await (_looked(page, watch, fresh) if moved else settled(page, watch, fresh))
        if state is not None:
            yield state
            pages += watch.asked > asked or not moved
        elif not moved:
            return
    raise LeftOff


async def _looked(page: Page, watch: Watch, fresh: Fresh) -> str | None:
    """The page after a step that led no further than it was: no waiting where nothing was asked for."""
    await asyncio.sleep(POLL_SECONDS)
    if watch.busy():
        return await settled(page, watch, fresh)
    html = await content(page)
    return html if fresh(html) else None
