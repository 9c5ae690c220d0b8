"""How a site that asks who is there lets us in: nothing, a name and a password, a form, or OAuth 2 for programs.

The secrets in it are those of this one site; they come to the crawl with its job, over standard input.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Annotated, Literal

from cssselect import SelectorError
from parsel import Selector
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from include.network.urls import WebAddress


def _is_css(css: str) -> str:
    try:
        Selector(text="<p></p>").css(css)
    except (SelectorError, ValueError) as error:
        raise ValueError(f"{css!r} is no CSS selector: {error}") from error
    return css


Css = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_is_css)]
Word = Annotated[str, Field(min_length=1, max_length=4_000, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""A name or a password: without control characters, which would end a header."""


class _Access(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class NoAccess(_Access):
    """The site is open to everybody."""

    type: Literal["none"] = "none"


class BasicAccess(_Access):
    """A name and a password with each request to the site itself."""

    type: Literal["basic"]
    username: Word
    password: Word

    @property
    def header(self) -> str:
        """The value of `Authorization`."""
        return "Basic " + base64.b64encode(f"{self.username}:{self.password}".encode()).decode()


class FormAccess(_Access):
    """A form on the page `url`, filled in once before the list is read; the site knows us by its cookies then.

    `username_field`, `password_field` and `submit` are CSS selectors, for forms in which they are not the usual ones;
    `shown` is what a page shows to those who are logged in.
    """

    type: Literal["form"]
    url: WebAddress
    username: Word
    password: Word
    username_field: Css = (
        "input[type=email], input[autocomplete=username], input[name*=user], input[name*=mail], input[name*=login], "
        "input[type=text], input:not([type])"
    )
    password_field: Css = "input[type=password]"  # noqa: S105 - where it stands
    submit: Css = "[type=submit], button:not([type])"
    shown: Css | None = None


class OauthAccess(_Access):
    """OAuth 2 for programs (the grant of client credentials): a token of `token_url` goes with each request."""

    type: Literal["oauth"]
    token_url: WebAddress
    client_id: Word
    client_secret: Word
    scope: Word | None = None


Access = Annotated[NoAccess | BasicAccess | FormAccess | OauthAccess, Field(discriminator="type")]


def secrets_of(access: NoAccess | BasicAccess | FormAccess | OauthAccess) -> Iterator[str]:
    """What is made of the secrets and sent, and so has to be masked as they are."""
    if isinstance(access, BasicAccess):
        yield access.header.partition(" ")[2]
