"""JSON APIs of any shape, by a mapping of their fields.

`config`: `url`; `params` for its query and `headers`, both of which may name secrets (`{"$secret": "NAME"}`); `body`,
a JSON object with which it is asked by POST (GraphQL); `base`, the address from which its relative links are seen,
where that is not `url`; `items`, the path to the list of events (empty when the answer is the list; `events.*` when
they stand in an object by their ids); `fields`, where in an event each part stands: a dotted path, several to be
joined, or several with a `|` between, of which the first is taken that holds something (`title` and `start` at least;
`id`, `end`, `venue`, `address`, `latitude`, `longitude`, `description`, `url`, `ticket_url`, `image`, `price`, `free`,
`currency`, `organizer`, `keywords`, `status`, `capacity`, and `attending`, how many go); `ignore`, dotted paths of an
event whose change means nothing; `pagination`; `dates`, the parameters in which it takes a range of dates (`from`,
`to`, and `format`: `date`, `datetime` or `unix`), for backfills; `coverage` (`all`, the default, or `part`); `venue`
and `address` for events that name no place.

| `pagination.type` | next page |
|---|---|
| `page` | `parameter` counts from `first` (1) by `step` (1; an offset has the size of a page) until a page is empty |
| `cursor` | `parameter` takes what stands at `path` in the answer, until nothing does |
| `next` | the address that stands at `path`, on the same site, until nothing does |

`max_pages` (20) bounds all of them. With a `body`, `parameter` is a path in it. The records are the API's own; the
mapping is applied when they are read, so a better mapping needs no new fetch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import reduce
from typing import Any, ClassVar

from pydantic import ValidationError

from include.errors import (
    BrokenRecord,
    ConfigurationError,
    JatreError,
    RateLimited,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.listing import Listing
from include.network.http import conditional_headers, validators
from include.network.sites import same_site
from include.network.statuses import END_OF_LIST_STATUSES
from include.network.urls import absolute_url
from include.payloads.payload import RawPayload
from include.sources.base import ATTENDING_KEY, FetchResult, Reading, Source, SourceType, Unreadable, Window
from include.sources.configuration.config import ConfigModel, invalid_fields
from include.sources.gathering import MAX_RECORDS, Gathering, remembered
from include.sources.http import Response
from include.sources.json.documents import read_document
from include.sources.json.mapping import ApiConfig, node_of
from include.sources.json.paths import joined, list_at, look_up, with_value, without
from include.sources.structured.event_identity import identified, likeness
from include.sources.structured.event_node import read_listing
from include.untrusted.bounds import reason_of

MAX_REPEATED_PAGES = 2
"""Counted pages in a row that bring nothing new, before one more of them ends the reading."""


class JsonApi(Source):
    """An API that lists events."""

    kind: ClassVar[str] = "json_api"
    type: ClassVar[SourceType] = "api"
    prose: ClassVar[bool] = True
    volatile: ClassVar[frozenset[str]] = frozenset({ATTENDING_KEY})
    config_model: ClassVar[ConfigModel] = ApiConfig

    @property
    def api(self) -> ApiConfig:
        """The configuration, checked. Raises: ConfigurationError."""
        try:
            return ApiConfig.model_validate(self.instance.config)
        except ValidationError as error:
            raise ConfigurationError(f"{self.instance.slug}: {invalid_fields(error, 'config')}") from None

    def fetch(self, now: datetime) -> FetchResult:
        """The events of every page. Raises ConfigurationError too, when the configuration is none."""
        run = _PagedFetch(self, {}, self.state)
        run.read_all()
        if run.unchanged:
            whole = self.api.coverage == "all"
            return FetchResult([], complete=whole, window=Window(now), unchanged=True, state=self.state)
        return self._gathered(run, now)

    def fetch_dates(self, asked: Window, now: datetime) -> FetchResult:
        """The same of a range of dates. Raises ConfigurationError too, where the API is not known to take dates."""
        if not self.api.dates or not asked.end:
            raise ConfigurationError(
                f"{self.instance.slug}: name the parameters in which its API takes a range of dates, as config.dates"
            )
        run = _PagedFetch(self, self.api.dates.query(asked.start, asked.end), {})
        run.read_all()
        return self._gathered(run, now)

    def _gathered(self, run: _PagedFetch, now: datetime) -> FetchResult:
        api, before = self.api, self.state.get("shared", [])
        gathering = run.gathering
        nodes = gathering.each(gathering.within(run.items), lambda item: (item, node_of(item, api)))
        for key, item, _ in identified(gathering, list(nodes), [api.url], before):
            gathering.add(key, _kept(item, api))
        shared = {key.partition("#")[0] for key in gathering.records if "#" in key}
        return gathering.result(
            complete=api.coverage == "all" and run.ended, window=Window(now), payloads=run.payloads,
            state={**run.validators, "shared": remembered(shared, before)},
        )  # fmt: skip

    def likeness(self, raw: Mapping[str, Any]) -> str | None:
        """By the parts of the event as they are mapped."""
        return likeness(node_of(raw, self.api))

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one event. Raises: BrokenRecord when it has no title."""
        return read_listing(node_of(raw, self.api), reading, self.instance.config)


class _PagedFetch:
    """What one fetch gathers, with `more` parameters; `known` is what makes it conditional."""

    def __init__(self, source: JsonApi, more: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        self.source, self.api, self.more, self.known = source, source.api, more, known
        self.items: list[Mapping[str, Any]] = []
        self.seen: set[bytes] = set()
        self.payloads: list[RawPayload] = []
        self.gathering = Gathering()
        self.validators: dict[str, str] = {}
        self.ended = self.unchanged = False
        self.last: list[Any] = []
        self.repeats, self.alike = 0, True

    def read_all(self) -> None:
        """Page after page; the first must be readable, a later one that is not makes the fetch incomplete."""
        url, params = self.api.url, {**self.api.params, **self.more}
        if self.api.pagination and self.api.pagination.type == "page":
            params[self.api.pagination.parameter] = self.api.pagination.first
        onward: tuple[str, dict[str, Any]] | None = (url, params)
        number, visited, at = 0, set[str](), (url, params)
        while onward:
            if str(onward) in visited:
                self._circle(onward, at)
                return
            visited.add(str(onward))
            number, at = number + 1, onward
            try:
                document, found, new = self._read(*at, first=number == 1)
                if self.unchanged or not self._goes_on(found, at[0], new=new):
                    return
                onward = self._onward(document, at)
            except (TransientError, RateLimited, SourceRefused, UnreadablePayload) as error:
                self._failed(error, at[0], first=number == 1 and not self.items)
                return
            if onward and (number >= self._max_pages or len(self.items) > MAX_RECORDS):
                return
        self.ended = True

    def _circle(self, onward: tuple[str, Any], at: tuple[str, Any]) -> None:
        """A last page may lead to itself; one that leads further back leaves out what comes behind it."""
        self.ended = onward == at
        if not self.ended:
            self.gathering.unreadable.append(Unreadable(f"the page leads back to {onward[0]} {onward[1]}", at[0]))

    def _goes_on(self, found: list[Any], url: str, *, new: bool) -> bool:
        """Whether there may be more behind a page. Where pages are counted, an empty one is the end.

        One without news may be repeated by mistake, so a few more are asked for: is each of them the same, the last
        page stands for all behind it; else nobody knows what was left out.
        """
        if self.api.pagination is None or self.api.pagination.type != "page":
            return True
        if not found:
            self.ended = True
            return False
        same, self.last = found == self.last, found
        self.repeats, self.alike = (0, True) if new else (self.repeats + 1, self.alike and same)
        if self.repeats > MAX_REPEATED_PAGES:
            self.ended = self.alike
            if not self.ended:
                reason = f"{self.repeats} pages in a row repeat what others brought: what follows was not read"
                self.gathering.unreadable.append(Unreadable(reason, url))
        return self.repeats <= MAX_REPEATED_PAGES

    @property
    def _max_pages(self) -> int:
        return self.api.pagination.max_pages if self.api.pagination else 1

    def _read(self, url: str, params: Mapping[str, Any], *, first: bool) -> tuple[Any, list[Any], bool]:
        """One page: its document, the list of its events, and whether some of them are new to us."""
        known = self.known if first and not self.api.pagination else {}
        answer = self._ask(url, params, known)
        if answer.status == 304:
            self.unchanged = True
            return None, [], False
        document = read_document(answer)
        found = list_at(document, self.api.items)
        if found is None:
            where = f"at {self.api.items!r}" if self.api.items else "in the answer"
            raise UnreadablePayload(f"{answer.url}: no list of events {where}: {str(document)[:80]}")
        self.payloads.append(answer.payload())
        self.validators = {} if self.api.pagination else validators(answer.headers)
        return document, found, bool(list(self._kept(found)))

    def _ask(self, url: str, params: Mapping[str, Any], known: Mapping[str, Any]) -> Response:
        http, headers = self.source.http, self.api.headers
        if self.api.body is None:
            return http.get(url, headers={**headers, **conditional_headers(known)}, params=params)
        body = self.api.body
        for path, value in params.items():
            body = with_value(body, path, value)
        return http.post(url, body, headers=headers)

    def _kept(self, found: list[Any]) -> Iterator[Any]:
        for one, mark in self.gathering.each(found, _marked):
            if mark not in self.seen:
                self.seen.add(mark)
                self.items.append(one)
                yield one

    def _onward(self, document: Any, at: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]] | None:
        way = self.api.pagination
        if way is None:
            return None
        url, params = at
        if way.type == "page":
            return url, params | {way.parameter: int(params[way.parameter]) + way.step}
        value = look_up(document, way.path)
        if not isinstance(value, str | int) or isinstance(value, bool) or not str(value):
            return None
        if way.type == "cursor":
            return url, params | {way.parameter: value}
        target = absolute_url(url, str(value))
        if target is None:
            raise UnreadablePayload(f"the next page {str(value)[:100]!r} is no address")
        if not same_site(target, self.api.url):
            raise ConfigurationError(f"{self.source.instance.slug}: the next page {target[:100]} is on another site")
        return target, {}

    def _failed(self, error: JatreError, url: str, *, first: bool) -> None:
        if first:
            raise error
        way = self.api.pagination
        # behind the last page some answer "not found"; a refusal of another kind ends nothing
        behind = isinstance(error, SourceRefused) and error.status in END_OF_LIST_STATUSES
        self.ended = behind and way is not None and way.type == "page"
        if not self.ended:
            self.gathering.unreadable.append(Unreadable(reason_of(error), url))


def _kept(item: Mapping[str, Any], api: ApiConfig) -> dict[str, Any]:
    """The record of an event: without what is ignored, and with how many go under a key of its own."""
    record = reduce(without, api.ignore, dict(item))
    going = joined(item, api.fields.attending) if api.fields.attending else None
    return record if going is None else {**record, ATTENDING_KEY: going}


def _marked(item: Any) -> tuple[Mapping[str, Any], bytes]:
    """An event and what it is compared by, to notice the same page given again. Raises: BrokenRecord."""
    if not isinstance(item, Mapping):
        raise BrokenRecord("no object, where an event was expected")
    return item, hashlib.sha256(json.dumps(item, sort_keys=True).encode()).digest()
