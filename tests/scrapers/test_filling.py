"""The form of a login in a browser: where nothing is filled in, whatever the page shows."""

from __future__ import annotations

from typing import Any

import pytest

from include.scrapers.access import FormAccess
from include.scrapers.browser.filling import fill_in
from include.scrapers.job import Failure, Job

ACCESS = FormAccess(type="form", url="https://site.example/login", username="meena", password="raga")
JOB = Job.model_validate({
    "url": "https://site.example/", "selectors": {"container": "li", "title": "h3", "date": "time"},
    "authentication": ACCESS,
})  # fmt: skip


class FillsInError(Exception):
    """A field is looked for, to be filled in."""


class Led:
    """A page with a form, to which the login has led."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def content(self) -> str:
        return "<form><input name=user><input type=password></form>"

    def locator(self, _css: str) -> Any:
        raise FillsInError


class Quiet:
    """Nothing is under way."""

    def quiet(self, _seconds: float) -> bool:
        return True


async def filled_in(url: str) -> Failure | None:
    """Why nothing is filled in on the page at `url`. Raises FillsInError where it is."""
    page: Any = Led(url)
    watch: Any = Quiet()
    return await fill_in(page, ACCESS, JOB, watch)


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://site.example/login", "the login leads to a page without encryption"),
        ("https://elsewhere.example/login", "the login leads away, to elsewhere.example"),
        ("http://elsewhere.example/login", "the login leads away, to elsewhere.example"),
    ],
)
async def test_no_password_is_typed_where_the_login_leads_off(url: str, refusal: str) -> None:
    failure = await filled_in(url)
    assert failure is not None
    assert (failure.where, failure.error, failure.message) == ("entrance", "SourceRefused", f"{url}: {refusal}")


@pytest.mark.parametrize("url", ["https://site.example/login", "https://www.site.example/account/login"])
async def test_the_form_of_the_site_itself_is_filled_in(url: str) -> None:
    with pytest.raises(FillsInError):
        await filled_in(url)
