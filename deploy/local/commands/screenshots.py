"""`make screenshots`, the part inside .venv: the pages that run as people see them, light, dark and on a phone.

The console is shown to who has a token: one is made that holds for six minutes.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from playwright.async_api import Browser, Page, async_playwright

from deploy.local.installation import Installation
from deploy.local.steps import LOCAL, Problem, explain_errors, report
from include.network.chromium import chromium
from include.operations.access import token
from include.pipeline.runs import pipeline_engine

FOLDER = LOCAL / "screenshots"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
VIEWS = {
    "page": "/", "map": "/?view=map", "event": "/", "calendar": "/", "kannada": "/?lang=kn",
    "console": "/admin", "figures": "/admin/figures",
}  # fmt: skip
"""What is shown, with the address where it begins; the console's after readers' pages, for which nobody signs in."""
NAME = "screenshots"
_TOKEN_DAYS = 6 / 1440
_PATIENCE_MS = 15_000


async def take(browser: Browser, url: str, made: str, folder: Path, sizes: Sequence[str] = tuple(SIZES)) -> list[Path]:
    """The `VIEWS` of the service at `url`, as files `what-size-scheme.png`; `made` is a token.

    The first event of the page is the one that is shown. Raises playwright's errors for what does not come.
    """
    taken: list[Path] = []
    for size in sizes:
        width, height = SIZES[size]
        for scheme in SCHEMES:
            context = await browser.new_context(
                base_url=url,
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                service_workers="block",
            )
            context.set_default_timeout(_PATIENCE_MS)
            page = await context.new_page()
            for what in VIEWS:
                await _open(page, what, made)
                taken.append(folder / f"{what}-{size}-{scheme}.png")
                await page.screenshot(path=taken[-1])
            await context.close()
    return taken


async def _open(page: Page, what: str, made: str) -> None:
    if what == "console":
        await page.goto("/signin")
        await page.get_by_label("Token").fill(made)
        await page.keyboard.press("Enter")
        await page.wait_for_url(lambda address: "/signin" not in address)
    await page.goto(VIEWS[what])
    if what in ("console", "figures"):
        await page.get_by_role("navigation", name="Console").wait_for()
        return
    if what == "event":
        await page.goto(await page.locator(".row .title a").first.get_attribute("href") or "/")
    await page.locator("#pulse[data-state=live]").wait_for()
    if what == "map":
        await page.locator("#only:enabled").wait_for()  # it is drawn
    if what == "calendar":
        async with page.expect_response("**/api/calendar?*"):
            await page.locator("#pick").click()
        await page.locator("#calendar [data-day]").first.wait_for()


async def _take_all(url: str, made: str) -> list[Path]:
    program = chromium()
    if program is None:
        raise Problem("there is no Chromium here", "install the package chromium, or name one in CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            return await take(browser, url, made, FOLDER)
        finally:
            await browser.close()


def main() -> int:
    """Take them all into .local/screenshots."""
    explain_errors()
    installation = Installation()
    os.environ.update(installation.common_environment())
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["JATRE_PIPELINE_URL"] = installation.url("jatre_pipeline")
    with pipeline_engine() as engine, engine.begin() as connection:
        made = token.create(connection, f"{NAME} {uuid4().hex[:8]}", "moderator", None, _TOKEN_DAYS, NAME)
    taken = asyncio.run(_take_all(installation.page_url, made))
    report(f"-- {len(taken)} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
