"""What the APIs of event platforms have in common: lists of pages behind a token, each list read on its own.

One list that fails costs the others nothing, and makes the fetch incomplete; when no page of any list could be read,
the first failure is the fetch's own. A platform that is away, slows us down or refuses our token is asked no more.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ValidationError

from include.errors import (
    BrokenRecord,
    ConfigurationError,
    CredentialsRefused,
    JatreError,
    PermissionRefused,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.network.statuses import failure_of
from include.payloads.payload import RawPayload
from include.sources.base import FetchResult, Source, SourceType, Unreadable, Window
from include.sources.configuration.config import invalid_fields
from include.sources.fields.moments import read_time
from include.sources.gathering import MAX_RECORDS, Gathering
from include.sources.http import Response
from include.sources.identity import clip
from include.sources.json.documents import read_document
from include.sources.json.paths import look_up
from include.untrusted.bounds import reason_of

MAX_REPEATED_PAGES = 2
"""Pages in a row that bring nothing new, before one more of them ends the list."""
MAX_CURSOR_CHARS = 2_000
EXPLAINED_STATUSES = frozenset({400, 401, 403, 404, 410, 429, 500})
"""Of answers whose body says why: platforms explain their refusals as JSON."""


@dataclass(frozen=True)
class ListRequest:
    """One list of an API. `about` names it for people; `params` are those of every page, `context` what its items want.

    `path` is seen from the API's address.
    """

    about: str
    path: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ListPage:
    """The items of one page, and the parameters of the next: None behind the last.

    `whole` is False when the answer does not say whether there is more.
    """

    items: list[Any]
    onward: Mapping[str, str | int] | None = None
    whole: bool = True


class Platform(Source):
    """An API of a platform, whose lists an instance names."""

    type: ClassVar[SourceType] = "api"

    @property
    def lists_all(self) -> bool:
        """Whether a list holds all that is to come; else an absence from it means nothing."""
        return True

    @property
    def api(self) -> Any:
        """The configuration, checked. Raises: ConfigurationError."""
        return checked_config(self.config_model, self.instance.config, self.instance.slug)

    @abstractmethod
    def lists(self, now: datetime) -> list[ListRequest]:
        """What is to be read. Raises: the errors of a fetch, where it has to be asked for."""

    def lists_between(self, asked: Window) -> list[ListRequest]:
        """What is to be read of a range of dates. Raises: as `lists`; ConfigurationError where it takes no dates."""
        raise ConfigurationError(f"{self.instance.slug}: this interface takes no dates: start it without from and to")

    def lies_in(self, item: Mapping[str, Any], asked: Window) -> bool:
        """Whether an item lies in the range that was asked for, where a list may hold more."""
        return True

    @abstractmethod
    def page(self, document: Any, request: ListRequest) -> ListPage:
        """The page in an answer. Raises: UnreadablePayload."""

    def resolved(self, request: ListRequest) -> ListRequest:
        """The list as it is asked for, where its path has to be looked up first. Raises: the errors of a fetch."""
        return request

    def record(self, item: Mapping[str, Any], request: ListRequest, now: datetime) -> Mapping[str, Any]:
        """What is kept of an item."""
        return item

    def headers(self) -> Mapping[str, str]:
        """Of every request: the token, which stands in no address."""
        return {"Authorization": f"Bearer {self.api.token}"}

    def failure(self, answer: Response) -> JatreError | None:
        """The error that an answer stands for, by its status and, where a platform explains itself, by its body."""
        return failure_of(answer.url, answer.status, answer.headers)

    def ask(
        self, path: str, params: Mapping[str, str | int], headers: Mapping[str, str] | None = None
    ) -> tuple[Any, RawPayload]:
        """The JSON that the API answers with; `headers` in place of the usual ones. Raises: the errors of a fetch."""
        url = f"{self.api.url.rstrip('/')}/{path.lstrip('/')}"
        answer = self.http.get(url, headers=headers or self.headers(), params=params, accept=EXPLAINED_STATUSES)
        if error := self.failure(answer):
            raise error
        return read_document(answer), answer.payload()

    def credentials_end(self, now: datetime) -> datetime | None:
        """When the platform takes our token no more; None where it gives no end.

        Raises: the errors of a fetch; CredentialsRefused where it takes it no more already.
        """
        return None

    def fetch(self, now: datetime) -> FetchResult:
        """The items of every list."""
        return _ListsFetch(self, now).read_all(self.lists(now))

    def fetch_dates(self, asked: Window, now: datetime) -> FetchResult:
        """The items of every list that lie in a range of dates."""
        return _ListsFetch(self, now, asked).read_all(self.lists_between(asked))


class _ListsFetch:
    """What one fetch gathers; of a range of dates, where one was asked for."""

    def __init__(self, source: Platform, now: datetime, asked: Window | None = None) -> None:
        self.source, self.now, self.asked = source, now, asked
        self.gathering = Gathering()
        self.payloads: list[RawPayload] = []
        self.failures: list[JatreError] = []
        self.whole = True

    def read_all(self, requests: list[ListRequest]) -> FetchResult:
        """List after list. Raises: the first failure, when nothing could be read."""
        for request in requests:
            if not self.read(request):
                break
        return self.result()

    def read(self, request: ListRequest) -> bool:
        """Read one list; whether there is any use in asking for another."""
        try:
            self._read_pages(request)
        except (TransientError, SourceRefused, UnreadablePayload) as error:
            self.failures.append(error)
            self._left_out(request, reason_of(error))
            stops = isinstance(error, TransientError | CredentialsRefused)
            return not stops or isinstance(error, PermissionRefused)
        return len(self.gathering.records) <= MAX_RECORDS

    def _read_pages(self, request: ListRequest) -> None:
        request, onward = self.source.resolved(request), dict[str, str | int]()
        seen, repeats, number = set[str](), 0, 0
        while True:
            if number == self.source.api.max_pages or len(self.gathering.records) > MAX_RECORDS:
                if self.source.lists_all:
                    self._left_out(request, f"more than {number} pages: what follows was not read")
                return
            number += 1
            document, payload = self.source.ask(request.path, {**request.params, **onward})
            page = self.source.page(document, request)
            self.payloads.append(payload)
            repeats = 0 if self._take(page.items, request, seen) else repeats + 1
            if repeats > MAX_REPEATED_PAGES and page.onward is not None:
                self._left_out(request, f"{repeats} pages in a row bring nothing new: what follows was not read")
                return
            if not page.whole:
                self._left_out(request, "the answer does not say whether there are more pages")
            if page.onward is None:
                return
            onward = dict(page.onward)

    def _take(self, items: list[Any], request: ListRequest, seen: set[str]) -> bool:
        """Gather the items of a page; whether any of them is new in its list."""
        before = len(seen)
        for key, item in self.gathering.each(items, _keyed):
            seen.add(key)
            if self.asked and not self.source.lies_in(item, self.asked):
                continue
            self.gathering.add(key, lambda item=item: self.source.record(item, request, self.now))  # type: ignore[misc]
        return len(seen) > before

    def _left_out(self, request: ListRequest, reason: str) -> None:
        self.whole = False
        self.gathering.unreadable.append(Unreadable(f"{request.about}: {reason}", request.path))

    def result(self) -> FetchResult:
        """The fetch as a whole. Raises: the first failure, when nothing could be read."""
        if self.failures and not self.payloads:
            raise self.failures[0]
        complete = self.whole and self.source.lists_all
        return self.gathering.result(complete=complete, window=Window(self.now), payloads=self.payloads)


def _keyed(item: Any) -> tuple[str, Mapping[str, Any]]:
    """An item with its id. Raises: BrokenRecord."""
    if not isinstance(item, Mapping):
        raise BrokenRecord("no object, where an event was expected")
    key = item.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
        raise BrokenRecord("it has no id")
    return clip(str(key)), item


def checked_config(model: type[BaseModel], config: Mapping[str, Any], slug: str) -> Any:
    """`config` as `model` reads it. Raises: ConfigurationError."""
    try:
        return model.model_validate(config)
    except ValidationError as error:
        raise ConfigurationError(f"{slug}: {invalid_fields(error, 'config')}") from None


def cursor(value: Any) -> str | None:
    """What leads to the next page, when it is a text that an address can hold."""
    return value if isinstance(value, str) and 0 < len(value) <= MAX_CURSOR_CHARS else None


def listed(document: Any, path: str, about: str) -> list[Any]:
    """The list at `path`. Raises: UnreadablePayload for an answer without it; a platform writes no null for none."""
    items = look_up(document, path)
    if not isinstance(items, list):
        raise UnreadablePayload(f"{about}: no list in the answer: {str(document)[:80]}")
    return items


def starts_in(start: Any, asked: Window) -> bool:
    """Whether a start with its zone lies in a range; so does one that cannot be read."""
    found = read_time(start, UTC) if isinstance(start, str) else None
    return found is None or (asked.start <= found.at and (asked.end is None or found.at < asked.end))
