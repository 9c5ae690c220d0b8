"""Looking at an event and passing it on are counted; and passing it on works with whatever the browser has for it."""

from __future__ import annotations

import asyncio
import re

import psycopg
import pytest
from playwright.async_api import Page, expect

from tests.conftest import Database
from tests.realtime.running import until
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OFFERS = """(answer) => {
  navigator.canShare = () => true;
  navigator.share = async (what) => {
    document.body.dataset.shared = JSON.stringify(what);
    if (answer) throw new DOMException("no", answer);
  };
}"""


REFUSES = """() => {
  navigator.canShare = undefined;
  navigator.clipboard.writeText = async () => { throw new DOMException("no", "NotAllowedError"); };
}"""


def counted(database: Database, event_id: str) -> tuple[int, int]:
    """Views and shares so far."""
    with psycopg.connect(database.admin_url) as admin:
        row = admin.execute(
            "select view_count, share_count from jatre.event_counters where event_id = %s", [event_id]
        ).fetchone()
    return row or (0, 0)


async def opened(page: Page, event_id: str) -> None:
    """The event over the list."""
    await page.goto("/")
    await expect(page.locator("#pulse")).to_have_text("Live")
    await page.locator(f'.row[data-id="{event_id}"] a').click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_opening_an_event_counts_one_view_and_listing_it_none(
    page: Page, scene: Scene, database: Database
) -> None:
    seen, listed = scene.open("Jazz night", scene.at(1, 20)), scene.open("Pub quiz", scene.at(1, 21))
    await opened(page, seen)
    await until(lambda: counted(database, seen) == (1, 0))
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile(r"/$"))  # the way back is under way until then
    async with page.expect_response(f"**/api/events/{listed}/views"):
        await page.goto(f"/e/{listed}")
    assert (counted(database, seen), counted(database, listed)) == ((1, 0), (1, 0))


async def test_an_event_is_shared_with_what_the_device_offers(page: Page, scene: Scene, database: Database) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await opened(page, event_id)
    await page.evaluate(OFFERS, None)
    async with page.expect_response("**/shares"):
        await page.get_by_role("button", name="Share").click()
    shared = await page.evaluate("JSON.parse(document.body.dataset.shared)")
    assert shared["title"] == "Jazz night"
    assert shared["url"].endswith(f"/e/{event_id}")
    assert counted(database, event_id)[1] == 1


async def test_who_thinks_better_of_it_has_not_shared(page: Page, scene: Scene, database: Database) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await opened(page, event_id)
    await page.evaluate(OFFERS, "AbortError")
    await page.get_by_role("button", name="Share").click()
    await page.wait_for_function("document.body.dataset.shared")
    async with page.expect_response(f"**/api/events/{event_id}"):
        await page.evaluate("id => fetch(`/api/events/${id}`)", event_id)
    assert not [url for url in asked if url.endswith("/shares")]
    await expect(page.locator(".shared")).to_be_hidden()


@pytest.mark.parametrize("where", ["over the list", "on its own page"])
async def test_without_such_an_offer_the_address_is_copied(
    page: Page, scene: Scene, database: Database, where: str
) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await (opened(page, event_id) if where == "over the list" else page.goto(f"/e/{event_id}"))
    await page.evaluate("navigator.canShare = undefined")
    await page.get_by_role("button", name="Share").click()
    await expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert re.search(f"/e/{event_id}$", await page.evaluate("navigator.clipboard.readText()"))
    await until(lambda: counted(database, event_id) == (1, 1))


async def test_where_nothing_may_be_copied_the_address_is_shown(page: Page, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await opened(page, event_id)
    await page.evaluate(REFUSES)
    await page.get_by_role("button", name="Share").click()
    await expect(page.locator(".shared")).to_contain_text("Copy this address")
    await expect(page.locator(".shared a")).to_have_attribute("href", re.compile(f"/e/{event_id}$"))


async def test_a_count_that_fails_is_no_trouble_of_the_readers(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("503",)  # type: ignore[attr-defined]
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await page.route("**/views", lambda route: asyncio.ensure_future(route.fulfill(status=503)))
    await opened(page, event_id)
    await expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text("Jazz night")
