"""When the page asks for its list again: once for many reasons, and never to show what nobody asks for any more."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.test_page import open_live, row
from tests.realtime.running import until
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Held:
    """Lists that the page has asked for and does not get before `let_go`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._free = asyncio.Event()

    async def __call__(self, route: Route) -> None:
        self.asked.append(route.request.url)
        await self._free.wait()
        await route.continue_()

    def let_go(self) -> None:
        self._free.set()


async def test_the_late_answer_to_an_earlier_choice_changes_nothing(page: Page, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    later = scene.open("Flea market", scene.at(9, 11))
    await open_live(page)
    held = Held()
    await page.route(re.compile(r"discovered\?.*when=tomorrow"), held)
    await page.get_by_role("link", name="Tomorrow", exact=True).click()
    await until(lambda: held.asked)
    async with page.expect_response(re.compile("when=all")):
        await page.go_back()
    await expect(row(page, later)).to_be_visible()
    async with page.expect_response(re.compile("when=tomorrow")) as answer:
        held.let_go()
    await (await answer.value).finished()
    await page.wait_for_timeout(200)  # for whatever the page makes of the answer
    await expect(page.locator(".row")).to_have_count(2)


async def test_going_back_before_the_list_came_leaves_no_bars_over_what_is_shown(page: Page, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    scene.open("Flea market", scene.at(9, 11))
    await open_live(page)
    await page.route(re.compile(r"discovered\?.*when=tomorrow"), Held())
    async with page.expect_response(re.compile("when=all")):
        await page.evaluate("document.querySelector('[data-when=tomorrow]').click(); history.back()")
    await page.wait_for_timeout(300)  # the bars of a list that does not come appear after 150
    await expect(page.locator(".row:not(.skeleton)")).to_have_count(2)
    await expect(page.locator(".skeleton")).to_have_count(0)


async def test_many_changes_of_a_search_ask_for_its_list_once(page: Page, scene: Scene) -> None:
    first = scene.open("Jazz brunch", scene.at(1, 11))
    await open_live(page, "/?q=jazz")
    held = Held()
    await page.route(re.compile(r"/api/events/discovered\?"), held)
    for n in range(5):
        scene.open(f"Jazz night {n}", scene.at(2 + n, 20))
    scene.take_down(first)
    await expect(row(page, first)).to_have_count(0)
    assert len(held.asked) == 1
    held.let_go()
    await expect(page.locator(".row")).to_have_count(5)
