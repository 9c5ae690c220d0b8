"""A crawl's job and its result: the contract between a connector and the process that crawls."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from cssselect import SelectorError
from parsel import Selector
from pydantic import AliasChoices, Base64Bytes, BaseModel, ConfigDict, Field, model_validator

from include.network.upstream import ProxyAddress
from include.network.urls import WebAddress
from include.scrapers.access import Access, Css, NoAccess

Where = Literal["entrance", "list", "event"]


class _Exchanged(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DetailSelectors(_Exchanged):
    """CSS selectors of an event's parts. One that ends in `::text` or `::attr(name)` names exactly what to take;
    otherwise the date is a `datetime` attribute where there is one, an image its address, a link its target."""

    title: str | None = None
    date: str | None = None
    end: str | None = None
    location: str | None = None
    address: str | None = None
    price: str | None = None
    description: str | None = None
    image: str | None = None
    status: str | None = None

    @model_validator(mode="after")
    def _are_selectors(self) -> Self:
        for name, css in self:
            if css:
                try:
                    Selector(text="<p></p>").css(css)
                except (SelectorError, ValueError) as error:
                    raise ValueError(f"{name}: {css!r} is no CSS selector: {error}") from error
        return self


class ListSelectors(DetailSelectors):
    """The same inside each `container` of a list; `link` leads to the event's own page."""

    container: str = Field(validation_alias=AliasChoices("container", "eventContainer"))
    title: str
    date: str
    link: str | None = None


class Pagination(_Exchanged):
    """How to reach the next page: by the link that `selector` finds (`next`); by its number, in the query or as the
    text of one of the links that `selector` finds (`numbered`); by a click on what `selector` finds (`click`); or by
    scrolling, the window or what `selector` finds (`scroll`). The last two take a browser."""

    type: Literal["next", "numbered", "click", "scroll"]
    selector: Css | None = None
    parameter: str = "page"
    first: int = 1
    max_pages: int = Field(default=10, ge=1, le=200, validation_alias=AliasChoices("max_pages", "maxPages"))

    @model_validator(mode="after")
    def _has_a_way(self) -> Self:
        if self.type in ("next", "click") and not self.selector:
            raise ValueError(f"pagination of type {self.type} wants the selector of what leads on")
        return self


class Job(_Exchanged):
    """One site to read. `pause` is the least number of seconds between two requests; a slow site gets longer ones.
    `sites` are other domains to which its links are followed, and which its programs may ask. `browser` is whether
    its pages are built by programs, in a browser; unless given, they are where its pagination takes one.
    Of more than `max_items` entries the first are read. `proxies` are tried in turn until one works."""

    url: WebAddress
    selectors: ListSelectors
    pagination: Pagination | None = None
    detail: DetailSelectors | None = None
    pause: float = Field(default=1.0, ge=0)
    max_seconds: float = Field(default=600, gt=0, le=840)
    max_items: int = Field(default=10_000, ge=1, le=10_000)
    sites: list[str] = Field(default_factory=list)
    browser: bool | None = None
    authentication: Access = Field(default_factory=NoAccess)
    proxies: Annotated[list[ProxyAddress], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_a_browser(self) -> Self:
        if self.browser is False and self.pagination and self.pagination.type in ("click", "scroll"):
            raise ValueError(f"pagination of type {self.pagination.type} takes a browser")
        if self.in_browser and self.authentication.type == "oauth":
            raise ValueError("a token of OAuth is sent with plain requests only, not from a browser")
        return self

    @property
    def in_browser(self) -> bool:
        """Whether the pages of the list are read in a browser."""
        wanted = self.pagination is not None and self.pagination.type in ("click", "scroll")
        return wanted if self.browser is None else self.browser


class Page(_Exchanged):
    """One page as it came; `asked` is the address that was asked for, before redirects, `charset` what it declares."""

    url: str
    media_type: str
    body: Base64Bytes
    asked: str = ""
    where: Where = "list"
    charset: str = ""


class Row(_Exchanged):
    """The parts of one event. `broken_detail` is why its own page could not be read, when that may change."""

    parts: dict[str, str]
    broken_detail: str | None = None


class Failure(_Exchanged):
    """A page that could not be read: the first of the list, another one, or an event's own. `error` is the name of one
    of the project's errors, `status` that of the answer where there was one."""

    url: str
    error: Literal[
        "TransientError", "RateLimited", "HostUnavailable", "SourceRefused", "CredentialsRefused", "UnreadablePayload"
    ]
    message: str
    retry_after: float | None = None
    status: int | None = None
    where: Where


class CrawlResult(_Exchanged):
    """What a crawl brought. `ended` means that the list was read to its end. `secrets` are those that it was given on
    its way, and has masked already."""

    pages: list[Page] = Field(default_factory=list)
    rows: list[Row] = Field(default_factory=list)
    failures: list[Failure] = Field(default_factory=list)
    ended: bool = False
    secrets: list[str] = Field(default_factory=list, exclude=True)
