"""The answers to the requests of a fetch: noted on their way to the connector, and given again out of the archive."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from include.errors import ConfigurationError, SourceRefused, UnreadablePayload
from include.network.http import NOT_MODIFIED, WebResponse, address_with
from include.network.limits import Exchange
from include.payloads.archive import Archive
from include.payloads.fetch_record import FetchRecord, KeptAnswer
from include.redaction import Redactor
from include.sources.http import Http, Response

TOO_MANY = 429
SERVER_ERRORS = 500
"""And above: a fault of theirs, for now."""
MAX_SHOWN_CHARS = 300
"""Characters of a request in a reason."""


@dataclass(frozen=True)
class NotedAnswer:
    """What came back to one request, with its secrets: a response, or a refusal for good."""

    asked: str
    response: Response | None
    refusal: SourceRefused | None = None


class RecordingHttp(Http):
    """`http`, with its answers noted. What fails for now is none: it says nothing of the site."""

    def __init__(self, http: Http) -> None:
        self.http = http
        self.answers: list[NotedAnswer] = []

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str] | None,
        accept: Collection[int],
        params: Mapping[str, Any] | None = None,
        document: Any = None,
    ) -> Response:
        """As `http` does."""
        asked = request_of(url, params, document)
        try:
            response = self.http.exchange(url, headers, accept, params, document)
        except SourceRefused as error:
            self.answers.append(NotedAnswer(asked, None, error))
            raise
        if response.status != TOO_MANY and response.status < SERVER_ERRORS:
            self.answers.append(NotedAnswer(asked, response))
        return response

    def reserve(self, url: str) -> Exchange:
        """As `http` does: what a crawl brings, its pages are."""
        return self.http.reserve(url)


class ArchivedHttp(Http):
    """In place of the HTTP client: the newest archived answer to each request, out of the `records` of fetches.

    `records` come newest first, and are read as far as answers are looked for.
    """

    def __init__(self, archive: Archive, records: Iterator[FetchRecord], redactor: Redactor) -> None:
        self.archive, self.records, self.redactor = archive, records, redactor
        self.known: dict[str, KeptAnswer] = {}
        self.asked: set[str] = set()
        self.missing: dict[str, str] = {}
        """Why an answer could not be given, by its request."""

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str] | None,
        accept: Collection[int],
        params: Mapping[str, Any] | None = None,
        document: Any = None,
    ) -> WebResponse:
        """The answer to a request. Raises: SourceRefused where it was one, UnreadablePayload when it is missing."""
        asked = request_of(url, params, document)
        key = self.redactor.text(asked)
        self.asked.add(key)
        try:
            kept = self._kept(key)
            if kept.error is not None:
                raise SourceRefused(kept.error, kept.status)
            body = self.archive.load(kept.uri or "")
        except UnreadablePayload as error:
            self.missing[key] = str(error)
            raise
        # the address that was asked for has its secrets, by which the connector recognises it as its own
        own = asked.partition(" ")[2].partition(" ")[0]
        url = own if self.redactor.text(own) == kept.url else kept.url
        return WebResponse(url, kept.status or 200, {"content-type": kept.content_type}, body)

    def reserve(self, url: str) -> NoReturn:
        """Raises: ConfigurationError, always: nothing is sent."""
        raise ConfigurationError(f"what is read again out of the archive sends no request, and this wants {url}")

    def _kept(self, key: str) -> KeptAnswer:
        while key not in self.known:
            record = next(self.records, None)
            if record is None:
                raise UnreadablePayload(f"the archive has no answer to {key[:MAX_SHOWN_CHARS]}")
            answers = {one.asked: one for one in record.answers if one.status != NOT_MODIFIED}
            self.known = answers | self.known
        return self.known[key]


def request_of(url: str, params: Mapping[str, Any] | None = None, document: Any = None) -> str:
    """A request as one text, by which its answer is found: method, address and what was sent along."""
    address = address_with(url.strip(), params)
    return f"GET {address}" if document is None else f"POST {address} {json.dumps(document, sort_keys=True)}"
