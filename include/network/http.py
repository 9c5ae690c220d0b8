"""The one HTTP client of the connectors: limits, retries, politeness, and failures as the project's own errors."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

import requests
import urllib3.exceptions
from urllib3.util.retry import Retry
from urllib3.util.url import parse_url

from include.errors import AddressRefused, JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network.adapter import guarded_session
from include.network.addresses import Allowance
from include.network.exchange_budget import ExchangeBudget
from include.network.guard import Guard
from include.network.limits import CRAWL_PATIENCE_SECONDS, Bucket, Exchange, Hosts, RequestLimit, UnwatchedHosts
from include.network.statuses import failure_of
from include.payloads.decoding import decode
from include.payloads.payload import RawPayload
from include.settings import settings

USER_AGENT = "Jatre/0.1 (local event discovery; reads public event listings)"
CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 20.0
"""Between two bytes."""
EXCHANGE_SECONDS = 90.0
"""Seconds for one whole exchange, from the name's look-up to the last byte, redirects and second tries included."""
MAX_BODY_BYTES = 20_000_000
"""Bytes of one response body, as it comes and unpacked."""
MAX_HEADERS_BYTES = 65_536
"""Bytes of one response's headers."""
RUN_SECONDS = 600.0
"""Seconds for all exchanges of one run: below the time limit of its task, so that what was read is kept."""
MAX_RUN_BYTES = 100_000_000
"""Bytes of all bodies of one run."""
MAX_REDIRECTS = 5
NOT_MODIFIED = 304
CONDITIONAL_HEADERS = frozenset({"if-none-match", "if-modified-since"})
"""The headers that go along when a redirect leads to another site; a key for the first one does not."""


@dataclass(frozen=True)
class WebResponse:
    """What came back. `status` is 2xx, or 304 for a conditional request; `url` is the address after redirects."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The declared media type, in lower case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def text(self) -> str:
        """The body as text."""
        return decode(self.body, _charset(self.headers.get("content-type", "")))

    def payload(self) -> RawPayload:
        """The body for the archive."""
        return RawPayload(self.url, self.media_type, self.body)


class HttpClient:
    """GET with conditional requests, and questions by POST, from public addresses only.

    One client per run of a source; a context manager. `rate_limit` is asked before every request, redirects and second
    tries included: requests an hour in this process, or a limit that workers share. `hosts` knows which do not answer.
    `allow` None takes what the settings allow beside public addresses.
    """

    def __init__(
        self,
        rate_limit: RequestLimit | int = 60,
        *,
        hosts: Hosts | None = None,
        retries: int = 2,
        backoff: float = 0.5,
        allow: Allowance | None = None,
    ) -> None:
        again = Retry(
            total=retries, backoff_factor=backoff, status_forcelist=(502, 503, 504), allowed_methods=("GET", "POST"),
            raise_on_status=False, respect_retry_after_header=False,
        )  # fmt: skip
        guard = Guard(Allowance.read(settings().fetch_allow) if allow is None else allow)
        self.budget = ExchangeBudget(
            seconds=EXCHANGE_SECONDS,
            connect=CONNECT_SECONDS,
            silence=SILENCE_SECONDS,
            size=MAX_BODY_BYTES + MAX_HEADERS_BYTES,
        )
        self.hosts = hosts or UnwatchedHosts()
        self.limit = Bucket(rate_limit, 3600) if isinstance(rate_limit, int) else rate_limit
        self.session = guarded_session(guard, self.budget, again, self.limit)
        self.session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"})
        self.ends, self.brought = time.monotonic() + RUN_SECONDS, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        accept: Collection[int] = (),
    ) -> WebResponse:
        """Fetch `url`, following redirects. An answer with a status of `accept` is returned, whatever it means.

        Raises: RateLimited (429, our own limit, or this run has had its time or bytes; HostUnavailable for a host that
        has failed repeatedly), TransientError (5xx, timeouts, no connection),
        SourceRefused (other 4xx, a scheme other than http and https; AddressRefused for an address that is not public),
        UnreadablePayload (too large).
        """
        return self.exchange(url, headers, accept, params=params)

    def post(
        self, url: str, document: Any, *, headers: Mapping[str, str] | None = None, accept: Collection[int] = ()
    ) -> WebResponse:
        """What `url` answers to a question in JSON: a search, which changes nothing there and may be asked twice.

        A document that is bytes is sent as it is, by a client that tries nothing twice (`retries=0`).
        A redirect is a refusal, for the question would be lost on the way. Raises: as `get`.
        """
        return self.exchange(url, headers, accept, document=document)

    def reserve(self, url: str) -> Exchange:
        """The right of a crawl to send one request to `url`. Raises: HostUnavailable, RateLimited."""
        self.hosts.check(url)
        return Exchange(url, self.limit.reserve(CRAWL_PATIENCE_SECONDS), self.hosts)

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str] | None,
        accept: Collection[int],
        params: Mapping[str, Any] | None = None,
        document: Any = None,
    ) -> WebResponse:
        """One request and its answer: by POST where it has a `document`. Raises: as `get`."""
        url = url.strip()
        _check_scheme(url)
        self.budget.start(self._left())
        try:
            answer = self._followed(url, dict(headers or {}), params, accept, document)
            self.brought += len(answer.body)
            return answer
        except (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL, ValueError) as error:
            # a ValueError: urllib's and requests' word for many an address that is none
            raise SourceRefused(f"{url[:300]}: {error}") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise TransientError(f"{url[:300]}: {self.budget.over() or error}") from error

    def _left(self) -> float:
        """Seconds that this run has for the next exchange. Raises: RateLimited."""
        left = self.ends - time.monotonic()
        if left <= 0 or self.brought > MAX_RUN_BYTES:
            spent = f"{RUN_SECONDS:g} s" if left <= 0 else f"{MAX_RUN_BYTES:,} bytes"
            raise RateLimited(f"this run has had its {spent}; the rest is left to the next one")
        return min(left, EXCHANGE_SECONDS)

    def _followed(
        self,
        url: str,
        headers: dict[str, str],
        params: Mapping[str, Any] | None,
        accept: Collection[int],
        document: Any,
    ) -> WebResponse:
        method = "GET" if document is None else "POST"
        for _ in range(MAX_REDIRECTS + 1):
            with (
                self._watched(url),
                self.session.request(
                    method, url, headers=headers, params=params,
                    **({"data": document} if isinstance(document, bytes) else {"json": document}),
                    timeout=(CONNECT_SECONDS, SILENCE_SECONDS), stream=True,
                ) as answer,
            ):  # fmt: skip
                onward = _redirect(answer) if document is None else None
                if onward is None:
                    failure = failure_of(answer.url, answer.status_code, answer.headers, answer.reason)
                    if failure and answer.status_code not in accept:
                        raise failure
                    return WebResponse(answer.url, answer.status_code, _headers(answer), _body(answer, self.budget))
                if _origin(onward) != _origin(answer.url):
                    headers = {name: value for name, value in headers.items() if name.lower() in CONDITIONAL_HEADERS}
                url, params = onward, None
        raise SourceRefused(f"{url[:300]}: more than {MAX_REDIRECTS} redirects")

    @contextmanager
    def _watched(self, url: str) -> Iterator[None]:
        """Learn of one exchange whether its host answers. Raises: HostUnavailable, before anything is sent."""
        self.hosts.check(url)
        try:
            yield
        except (RateLimited, AddressRefused):
            raise
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, TransientError) as error:
            if not isinstance(error, ValueError):  # of an address that is none, nothing was asked
                self.hosts.failed(url, self.budget.over() or str(error))
            raise
        except JatreError:
            self.hosts.answered(url)
            raise
        self.hosts.answered(url)


def conditional_headers(known: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a conditional request from what `validators` kept."""
    pairs = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in pairs.items() if isinstance(value, str)}


def address_with(url: str, params: Mapping[str, Any] | None) -> str:
    """The address that is asked for with these parameters; `url` itself, which the client refuses, where it is none."""
    prepared = requests.PreparedRequest()
    try:
        prepared.prepare_url(url, dict(params or {}))
    except (requests.RequestException, ValueError):
        return url
    return prepared.url or url


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """What to remember of a response, for the next conditional request."""
    pairs = {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}
    return {name: value for name, value in pairs.items() if value}


def _check_scheme(url: str) -> None:
    if url.partition(":")[0].lower() not in ("http", "https"):
        raise SourceRefused(f"only http and https are fetched, not {url[:60]!r}")


def _redirect(answer: requests.Response) -> str | None:
    """Where a redirect leads, None when the answer is none. Raises: SourceRefused, ValueError."""
    if not answer.is_redirect:
        return None
    target = urljoin(answer.url, answer.headers["location"].encode("latin-1").decode("utf-8", "replace"))
    _check_scheme(target)
    return target


def _origin(url: str) -> tuple[str | None, str | None, int | None]:
    """As the client itself reads it: of `http://evil.example\\@example.com/`, urlsplit would return example.com."""
    parts = parse_url(url)
    return parts.scheme, parts.host, parts.port


def _headers(answer: requests.Response) -> dict[str, str]:
    if sum(len(name) + len(value) for name, value in answer.headers.items()) > MAX_HEADERS_BYTES:
        raise UnreadablePayload(f"{answer.url} sends more than {MAX_HEADERS_BYTES:,} bytes of headers")
    return {name.lower(): value for name, value in answer.headers.items()}


def _body(answer: requests.Response, budget: ExchangeBudget) -> bytes:
    """The body, unpacked. Each part is bounded before it is unpacked, so a bomb cannot outgrow the limit."""
    parts, size = [], 0
    for chunk in answer.iter_content(65_536):
        budget.left(budget.silence)
        parts.append(chunk)
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            raise UnreadablePayload(f"{answer.url} sends more than {MAX_BODY_BYTES:,} bytes")
    return b"".join(parts)


def _charset(content_type: str) -> str | None:
    message = Message()
    message["content-type"] = content_type or "text/plain"
    return message.get_content_charset()
