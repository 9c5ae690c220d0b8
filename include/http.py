"""The one HTTP client of the connectors: limits, retries, politeness, and failures as the project's own errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from include.errors import RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.sources.base import RawPayload
from include.sources.payloads import decode

USER_AGENT = "Jatre/0.1 (local event discovery; reads public event listings)"
TIMEOUT = (5.0, 20.0)
"""Seconds to connect, and between two bytes."""
LONGEST = 90.0
"""Seconds for one whole response: a drip of bytes is a failure."""
LARGEST = 20_000_000
"""Bytes of one response body."""
REFUSALS = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 451})


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


class Bucket:
    """A token bucket of `per_hour` requests that starts full; short waits are slept, long ones raise.

    It bounds one run of one source: across processes, the schedule and one run per source at a time do.
    """

    def __init__(
        self, per_hour: int, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.capacity, self.rate = float(per_hour), per_hour / 3600
        self.tokens, self.clock, self.sleep = self.capacity, clock, sleep
        self.filled = clock()

    def take(self, patience: float = 10.0) -> None:
        """Take one token. Raises: RateLimited when it would take more than `patience` seconds."""
        now = self.clock()
        self.tokens = min(self.capacity, self.tokens + (now - self.filled) * self.rate)
        self.filled = now
        wait = (1 - self.tokens) / self.rate
        if wait > patience:
            raise RateLimited("our own limit for this source is used up", retry_after=wait)
        if wait > 0:
            self.sleep(wait)
        self.tokens -= 1


class HttpClient:
    """GET with conditional requests. One client per run of a source; use it as a context manager."""

    def __init__(self, rate_limit: int = 60, *, retries: int = 2, backoff: float = 0.5) -> None:
        again = Retry(
            total=retries, backoff_factor=backoff, status_forcelist=(502, 503, 504), allowed_methods=("GET",),
            raise_on_status=False, respect_retry_after_header=False,
        )  # fmt: skip
        self.session = requests.Session()
        self.session.headers["User-Agent"] = USER_AGENT
        self.session.max_redirects = 5
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=again))
        self.bucket = Bucket(rate_limit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, params: Mapping[str, Any] | None = None
    ) -> WebResponse:
        """Fetch `url`.

        Raises: RateLimited (429), TransientError (5xx, timeouts, no connection), SourceRefused (other 4xx, a scheme
        other than http and https), UnreadablePayload (a body that is too large).
        """
        if urlsplit(url).scheme not in ("http", "https"):
            raise SourceRefused(f"only http and https are fetched, not {url[:60]!r}")
        self.bucket.take()
        try:
            with self.session.get(
                url, headers=dict(headers or {}), params=params, timeout=TIMEOUT, stream=True
            ) as answer:
                _check(answer)
                body = _body(answer)
                return WebResponse(answer.url, answer.status_code, _headers(answer), body)
        except (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL, requests.TooManyRedirects) as error:
            raise SourceRefused(f"{url}: {error}") from error
        except requests.RequestException as error:
            raise TransientError(f"{url}: {error}") from error


def conditional_headers(known: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a conditional request from what `validators` kept."""
    pairs = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in pairs.items() if isinstance(value, str)}


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """What to remember of a response, for the next conditional request."""
    pairs = {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}
    return {name: value for name, value in pairs.items() if value}


def _headers(answer: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def _check(answer: requests.Response) -> None:
    status = answer.status_code
    if 200 <= status < 300 or status == 304:
        return
    message = f"{answer.url} answered {status} {answer.reason or ''}".rstrip()
    if status == 429:
        raise RateLimited(message, retry_after=retry_after(answer.headers.get("Retry-After")))
    raise SourceRefused(message) if status in REFUSALS else TransientError(message)


def _body(answer: requests.Response) -> bytes:
    until, parts, size = time.monotonic() + LONGEST, [], 0
    for chunk in answer.iter_content(65_536):
        parts.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            raise UnreadablePayload(f"{answer.url} sends more than {LARGEST:,} bytes")
        if time.monotonic() > until:
            raise TransientError(f"{answer.url} took more than {LONGEST:.0f} s")
    return b"".join(parts)


def retry_after(value: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for (it holds seconds or a date), or None."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None


def _charset(content_type: str) -> str | None:
    message = Message()
    message["content-type"] = content_type or "text/plain"
    return message.get_content_charset()
