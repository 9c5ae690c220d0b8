"""Scrapy's and Twisted's failures, in the project's own terms."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure as TwistedFailure

from include.network.limits import Outcome
from include.network.statuses import REFUSING_STATUSES, retry_after
from include.scrapers.granting import LimitError
from include.scrapers.job import Failure, Where

REFUSED_REDIRECTS = ("net::ERR_TOO_MANY_REDIRECTS", "net::ERR_UNSAFE_REDIRECT", "net::ERR_INVALID_REDIRECT")
"""What a browser reports of a redirect without an end, or off the web."""


class NotGranted(IgnoreRequest):
    """A request may not be sent: our own limit for this source is used up, or its host is left alone.

    `error` names the project's error, `retry_after` is in seconds.
    """

    def __init__(self, error: LimitError, message: str, retry_after: float | None) -> None:
        super().__init__(message)
        self.error, self.retry_after = error, retry_after


class NotPublic(IgnoreRequest):
    """The host is at an address that is not public."""


def as_failure(failure: TwistedFailure, url: str, *, where: Where, with_credentials: bool = False) -> Failure:
    """The failure of one request; `with_credentials` when it brought some, that a site may refuse."""
    error = failure.value
    if isinstance(error, HttpError):
        found = _answered(error.response, where=where)
        refused = with_credentials and error.response.status in (401, 403)
        return found.model_copy(update={"error": "CredentialsRefused"}) if refused else found
    message = f"{url}: {error}".strip(": ")
    if isinstance(error, NotGranted):
        return Failure(url=url, error=error.error, message=message, retry_after=error.retry_after, where=where)
    if isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in message:
        return Failure(url=url, error="UnreadablePayload", message=f"{url} unpacks to more than we take", where=where)
    if isinstance(error, IgnoreRequest) or any(one in message for one in REFUSED_REDIRECTS):
        # the host is not public, robots.txt forbids it, or it redirects without an end
        return Failure(url=url, error="SourceRefused", message=message, where=where)
    if type(error).__name__ in ("CancelledError", "DownloadCancelledError") or "max size" in message:
        message = f"{url} sends more than we take"
        return Failure(url=url, error="UnreadablePayload", message=message, where=where)
    name = type(error).__name__
    return Failure(url=url, error="TransientError", message=f"{url}: {name}: {error}", where=where)


def outcome_of_error(error: Exception) -> tuple[Outcome, str]:
    """What the failure of one request shows of its host, and why."""
    found = as_failure(TwistedFailure(error), "", where="list")  # type: ignore[no-untyped-call]
    shown: dict[str, Outcome] = {"TransientError": "failed", "UnreadablePayload": "answered"}
    return shown.get(found.error, "unknown"), found.message


def _answered(response: Response, *, where: Where) -> Failure:
    status, message = response.status, f"{response.url} answered {response.status}"
    if status == 429:
        asked = response.headers.get("Retry-After")
        wait = retry_after(asked.decode("latin-1") if asked else None)
        return Failure(url=response.url, error="RateLimited", message=message, retry_after=wait, where=where)
    if status in REFUSING_STATUSES or 300 <= status < 400:
        # a redirect that was not followed leads away from the web
        return Failure(url=response.url, error="SourceRefused", message=message, status=status, where=where)
    return Failure(url=response.url, error="TransientError", message=message, where=where)
