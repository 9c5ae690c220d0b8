"""What axe-core finds wrong on every kind of page, light and dark, wide and on a phone: nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.test_access import fair
from tests.browser.test_console import sign_in, waiting
from tests.conftest import Database
from tests.realtime.scene import Scene

__all__ = ["fair", "waiting"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

AXE = Axe()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"wide": (1280, 800), "phone": (360, 740)}
REPEATED = [".api dl:nth-of-type(n+4)", ".api > ul:nth-of-type(n+4)", ".api p:nth-of-type(n+8)"]
"""Of the page of the API, which describes nearly ninety calls in one form: axe takes half a minute for all."""


DARK = pytest.mark.parametrize(
    "dark", [["wide"], pytest.param([*SIZES], marks=pytest.mark.long)], ids=["dark where wide", "all dark"]
)
"""The sizes in which colours are looked at: a phone has the same but for what tells that it is offline."""


async def wrong_on(page: Page, what: str, size: str = "wide", dark: Sequence[str] = ("wide",)) -> list[str]:
    """What is wrong on the page as it is, in the sizes of `dark` in both schemes: of the dark one colours alone differ.

    In the others its colours are left out, which are most of what axe computes."""
    found: list[str] = []
    schemes: dict[str, dict[str, Any]] = {"light": {"runOnly": {"type": "tag", "values": RULES}}}
    if size not in dark:
        schemes["light"]["rules"] = {"color-contrast": {"enabled": False}}
    if size in dark:
        schemes["dark"] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    for scheme, only in schemes.items():
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        result = await AXE.run(
            page, {"exclude": [[one] for one in REPEATED]}, options={**only, "resultTypes": ["violations"]}
        )
        found += [
            f"{what}, {size}, {scheme}: {one['id']} {node['target']} {node['failureSummary']}"
            for one in result.response["violations"]
            for node in one["nodes"]
        ]
    return found


@DARK
async def test_nothing_is_wrong_with_the_pages_of_readers(
    page: Page, fair: list[str], scene: Scene, dark: list[str]
) -> None:
    page.expected_complaints = ("404", "ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    scene.run(
        "insert into event_sources (slug, name, kind, type, config, area_code)"
        " values ('guide', 'Guide', 'rss', 'rss', '{}', 'indiranagar')"
    )
    scene.weather(27.4, wet=[scene.at(day, hour) for day in range(8) for hour in range(24)])
    scene.run("update discovered_events set is_outdoors = true")
    place = scene.place("Toit", holiday="Some holiday")
    found: list[str] = []
    for name, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        for path in ("/?q=jazz+tomorrow", "/?category=market&when=tonight", f"/e/{fair[1]}", f"/e/{fair[3]}",
                     f"/places/{place}", "/api/docs", "/submit", "/signin", "/sources/guide", "/e/none"):  # fmt: skip
            await page.goto(path)
            found += await wrong_on(page, path, name, dark)

        await page.goto("/?view=map")
        await expect(page.locator(".pin").first).to_be_visible()
        found += await wrong_on(page, "the map", name, dark)

        await page.goto("/")
        await expect(page.locator("#pulse")).to_have_text("Live")
        await page.locator(f'.row[data-id="{fair[1]}"] a').click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        found += await wrong_on(page, "an event over the list", name, dark)
        await page.go_back()
        await expect(page.get_by_role("dialog")).to_have_count(0)

        await page.context.set_offline(True)
        await expect(page.locator("#pulse")).to_contain_text("offline")
        found += await wrong_on(page, "offline", name, [*SIZES])
        await page.context.set_offline(False)
    assert not found, "\n".join(found)


@DARK
async def test_nothing_is_wrong_with_the_console(
    page: Page, database: Database, waiting: dict[str, str], dark: list[str]
) -> None:
    await sign_in(page, database, "admin")
    pair = f"items/{waiting['Monsoon Jazz Quartet']}?other={waiting['Monsoon Jazz']}"
    found: list[str] = []
    for name, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        for path in ("/admin", f"/admin/{pair}", "/admin/decisions", "/admin/reports", "/admin/sources",
                     "/admin/figures", "/admin/tokens", "/signin"):  # fmt: skip
            await page.goto(path)
            found += await wrong_on(page, path, name, dark)
        await page.goto("/admin")
        await expect(page.locator("#live-text")).to_have_text("live")
        for button in ("All actions", "Many at once"):
            await page.get_by_role("button", name=button).click()
            await expect(page.get_by_role("dialog")).to_be_visible()
            found += await wrong_on(page, button, name, dark)
            await page.keyboard.press("Escape")
            await expect(page.get_by_role("dialog")).to_have_count(0)
    assert not found, "\n".join(found)
