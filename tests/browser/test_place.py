"""The page of a place in a browser: it follows what the place is like and what is on, and takes what one says of it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from realtime.api.incoming import form_tokens
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_place_is_kept_as_it_is_now(page: Page, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_tokens, "MIN_SECONDS", 0)  # within so many a form is taken for a program's
    place = scene.place("Toit")
    scene.open("Elsewhere", scene.at(1, 20))
    await page.goto(f"/places/{place}")
    await expect(page.locator("#pulse")).to_have_text("Live")
    opening = page.locator("#opening")
    # with the day where it is not today, as late in the evening
    await expect(opening).to_have_text(re.compile(r"^Open until (\w+ \d+ \w+ )?23:00$"))
    await page.evaluate("window.mine = document.getElementById('week')")

    scene.open_now(place, False, scene.at(1, 12))
    await expect(opening).to_contain_text("Closed, opens")
    await expect(page.locator("#spoken")).to_contain_text("Closed, opens")
    scene.open("Jazz night", scene.at(1, 20), place_id=place)
    await expect(page.locator("#events .title")).to_have_text("Jazz night")
    assert await page.evaluate("window.mine === document.getElementById('week')"), "what is the same stays"

    await page.get_by_role("button", name="Packed").click()
    await expect(page.locator("#fullness")).to_contain_text("Packed · people said at")

    await page.locator("#events .title a").click()
    await page.get_by_role("link", name="About this place").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Toit")
