"""Filling in a form in a browser, as a person would: for forms that are built and sent by programs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from playwright.async_api import Error, Page

from include.network.sites import same_site
from include.scrapers.access import FormAccess
from include.scrapers.browser.turning import content, settled
from include.scrapers.browser.watch import Watch
from include.scrapers.job import Failure, Job
from include.scrapers.login import login_refusal, without_encryption

FIELD_MILLISECONDS = 10_000


async def fill_in(page: Page, access: FormAccess, job: Job, watch: Watch) -> Failure | None:
    """Fill in and send the form on `page`; why that opens nothing, None when it does. Raises: Error, TimeoutError."""
    await settled(page, watch, lambda html: bool(Selector(text=html or "<p></p>").css(access.password_field)))
    if not same_site(page.url, job.url, job.sites):
        return _why(page, "SourceRefused", f"the login leads away, to {urlsplit(page.url).hostname}")
    if without_encryption(page.url, access.url):
        return _why(page, "SourceRefused", "the login leads to a page without encryption")
    password = page.locator(access.password_field).first
    try:
        await password.wait_for(state="visible", timeout=FIELD_MILLISECONDS)
    except Error:
        return _why(page, "UnreadablePayload", "no form that asks for a password")
    await (await _user_field(page, access)).fill(access.username, timeout=FIELD_MILLISECONDS)
    await password.fill(access.password, timeout=FIELD_MILLISECONDS)
    await _send(page, access, password)
    await settled(page, watch, lambda html: login_refusal(Selector(text=html or "<p></p>"), access) is None)
    reason = login_refusal(Selector(text=await content(page) or "<p></p>"), access)
    if watch.exposing:
        return _why(page, "SourceRefused", watch.exposing)
    return _why(page, "CredentialsRefused", reason) if reason else next(iter(watch.failures), None)


async def _user_field(page: Page, access: FormAccess) -> Any:
    """The first field that is shown, in the order of the selector's alternatives."""
    for css in access.username_field.split(", "):
        for one in await page.locator(css).all():
            if await one.is_visible():
                return one
    return page.locator(access.username_field).first


async def _send(page: Page, access: FormAccess, password: Any) -> None:
    form = page.locator("form", has=page.locator(access.password_field)).locator(access.submit)
    button = (form if await form.count() else page.locator(access.submit)).first
    with suppress(Error):
        await button.click(timeout=FIELD_MILLISECONDS // 5, no_wait_after=True)
        return
    await password.press("Enter", timeout=FIELD_MILLISECONDS, no_wait_after=True)


def _why(page: Page, error: str, message: str) -> Failure:
    return Failure.model_validate(
        {"url": page.url, "error": error, "message": f"{page.url[:300]}: {message}", "where": "entrance"}
    )
