"""What somebody types becomes filters that can be taken away, the same for whoever gets the address."""

from __future__ import annotations

import json
import re

import pytest
from playwright.async_api import Page, expect

from realtime.pages import formatting
from tests.browser.test_page import open_live, row
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


VOCABULARY = {
    "kinds": {"concerts": "music", "markets": "market"},
    "places": [
        {"name": "Toit", "names": ["toit"], "kind": "venue", "latitude": 12.979, "longitude": 77.641, "radius": 1.0},
        {"name": "Indiranagar", "names": ["indiranagar"], "kind": "area", "latitude": 12.979, "longitude": 77.641,
         "radius": 2.0, "code": "indiranagar"},
    ],
    "signs": ["rs"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def vocabulary(scene: Scene) -> None:
    scene.run("update areas set search = %s", json.dumps(VOCABULARY))


async def test_words_become_filters_that_can_be_taken_away(page: Page, scene: Scene) -> None:
    scene.open("A quiz, with some jazz in the end", scene.at(1, 18), cost_type="free")
    meant = scene.open("Jazz night", scene.at(1, 20), cost_type="free")
    paid = scene.open("Jazz dinner", scene.at(1, 21), cost_type="paid")
    scene.open("Jazz later", scene.at(5, 20), cost_type="free")
    await open_live(page)
    await page.get_by_role("searchbox").fill("free jazz tomorrow")
    await expect(page.locator(".chip")).to_have_text(["free×", "tomorrow×"])
    await expect(page.locator("#count")).to_have_text("2 events")
    titles = page.locator(".row .title")
    await expect(titles).to_have_text(["Jazz night", "A quiz, with some jazz in the end"])  # the best match first
    await expect(row(page, meant).locator(".date")).to_have_text(formatting.short_day(scene.at(1, 0).date()))
    await expect(page).to_have_url(re.compile(r"\?q=free\+jazz\+tomorrow$"))
    came = scene.open("Jazz jam", scene.at(1, 22), cost_type="free")
    scene.open("Rock jam", scene.at(1, 22), cost_type="free")
    await expect(row(page, came)).to_be_visible()
    await expect(page.locator("#count")).to_have_text("3 events")

    await page.reload()
    await expect(page.locator("#pulse")).to_have_text("Live")
    await expect(titles).to_have_count(3)
    free = page.get_by_role("button", name="Take away: free")
    await free.focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("asWords=cost"))
    await expect(page.locator(".chip")).to_have_text(["tomorrow×"])
    await expect(page.get_by_role("button", name="Take away: tomorrow")).to_be_focused()
    await expect(row(page, paid)).to_be_visible()
    await page.go_back()
    await expect(row(page, paid)).to_have_count(0)
    await expect(row(page, meant)).to_be_visible()

    await page.get_by_role("searchbox").fill("jazz tomorrow not dinner or jam")
    await expect(page.locator(".chip")).to_have_text(["tomorrow×", "not dinner or jam×"])
    await expect(titles).to_have_text(["Jazz night", "A quiz, with some jazz in the end"])
    await page.get_by_role("button", name="Take away: not dinner or jam").click()
    await expect(page).to_have_url(re.compile("asWords=without"))
    await expect(page.locator(".chip")).to_have_text(["tomorrow×"])


async def test_choices_of_the_page_win_over_words_of_the_same_kind(page: Page, scene: Scene) -> None:
    scene.open("Flea market", scene.at(1, 20), category="market")
    later = scene.open("Book market", scene.at(5, 20), category="market")
    concert = scene.open("Concert", scene.at(5, 20), category="music")
    await open_live(page, "/?q=concerts+tomorrow")
    await expect(page.locator(".chip").first).to_be_visible()
    await page.get_by_role("link", name="Next 7 days").click()
    await expect(row(page, concert)).to_be_visible()
    await page.get_by_role("link", name="Market", exact=True).click()
    await expect(page.locator(".chip")).to_have_count(0)
    await expect(row(page, later)).to_be_visible()
    await expect(page.locator(".day h2")).to_have_count(2)  # no word is left to be ranked by: by days


async def test_without_scripts_a_search_is_understood_as_well(page: Page, scene: Scene) -> None:
    event_id = scene.open("Free jazz", scene.at(1, 20), cost_type="paid")
    await page.route("**/page.js", lambda route: route.abort())
    page.expected_complaints = ("page.js", "ERR_FAILED")  # type: ignore[attr-defined]
    await page.goto("/?q=free+jazz")
    await expect(row(page, event_id)).to_have_count(0)
    await page.get_by_role("button", name="Take away: free").click()
    await expect(page).to_have_url(re.compile("q=free\\+jazz&asWords=cost"))
    await expect(row(page, event_id)).to_be_visible()
