"""What connectors need of the shared HTTP client, and what it answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from include.network.limits import Exchange
from include.payloads.payload import RawPayload


class Http(Protocol):
    """What connectors need of the shared HTTP client: limits, retries and errors are its business.

    What stands in for the client derives from this, and writes `exchange` and `reserve`.
    """

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str] | None,
        accept: Collection[int],
        params: Mapping[str, Any] | None = None,
        document: Any = None,
    ) -> Response:
        """One request and its answer: by POST where it has a `document`. Raises: as `get`."""
        ...

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        accept: Collection[int] = (),
    ) -> Response:
        """Fetch `url`; an answer with a status of `accept` is returned, whatever it means.

        Raises: TransientError, RateLimited, SourceRefused, UnreadablePayload.
        """
        return self.exchange(url, headers, accept, params=params)

    def post(
        self, url: str, document: Any, *, headers: Mapping[str, str] | None = None, accept: Collection[int] = ()
    ) -> Response:
        """Ask `url` a question in JSON that changes nothing there. Raises: as `get`."""
        return self.exchange(url, headers, accept, document=document)

    def reserve(self, url: str) -> Exchange:
        """The right of a crawl to send one request to `url`. Raises: HostUnavailable, RateLimited."""
        ...


class Response(Protocol):
    """What came back: 2xx, 304 for a conditional request, or a status that the caller accepts.

    Names of headers are in lower case.
    """

    @property
    def url(self) -> str:
        """The address after redirects."""
        ...

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers by lower-case name."""
        ...

    @property
    def body(self) -> bytes:
        """The body as it came."""
        ...

    @property
    def media_type(self) -> str:
        """The declared media type without parameters."""
        ...

    def text(self) -> str:
        """The body as text."""
        ...

    def payload(self) -> RawPayload:
        """The body for the archive."""
        ...
