"""The contract between the pipeline and a connector.

A connector does two things: `fetch` brings raw records with what it covered; `transform` reads one raw record as a
`Listing`. Fetching talks to the network, transforming never does, so a record can be understood again later.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from include.areas.area import Area
from include.errors import ConfigurationError
from include.listing import Listing
from include.payloads.payload import RawPayload
from include.sources.configuration.config import ConfigModel, SiteConfig, invalid_fields
from include.sources.configuration.instance import SourceInstance
from include.sources.http import Http
from include.untrusted.cleaning import clean, clean_text

ATTENDING_KEY = "attending_count"
"""Under which a record states how many people go; `volatile` names it where a kind knows the number."""
MAX_ATTENDING = 10_000_000
"""People at one event; a number above it is none."""

SourceType = Literal["api", "scraper", "rss", "ical", "webhook", "replay"]


@dataclass(frozen=True)
class RawRecord:
    """One record as the source gave it, cleaned. `data` is JSON; `external_id` is stable across fetches.

    Raises: BrokenRecord when `data` is nested too deep.
    """

    external_id: str
    data: dict[str, Any]

    def __post_init__(self) -> None:
        """Clean at the one place that every record of every connector passes."""
        object.__setattr__(self, "external_id", clean_text(self.external_id))
        object.__setattr__(self, "data", clean(self.data))


@dataclass(frozen=True)
class Delivery:
    """What a site pushed to us: `delivery_id` is the site's own name for it, `id` its place in the order of arrival.

    `signed_at` is when the site signed it.
    """

    id: int
    delivery_id: str
    body: bytes
    signed_at: datetime


@dataclass(frozen=True)
class Window:
    """The span of event starts that a fetch covered; `end` None means open-ended."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Unreadable:
    """A record that could not even be given an identity: kept in the fetch history, with the reason."""

    reason: str
    excerpt: str


@dataclass(frozen=True)
class PlaceStatus:
    """What a source states about a place right now, until `valid_until`; `place_id` is the id by which it knows it.

    `former_id` is the one that it had before it moved. `name`, `latitude` and `longitude` (degrees) are there to
    recognise the place among ours, and are not kept.
    """

    place_id: str
    name: str | None
    latitude: float | None
    longitude: float | None
    is_open: bool | None
    special_status: str | None
    valid_until: datetime
    former_id: str | None = None


@dataclass(frozen=True)
class FetchResult:
    """What a fetch brought.

    `complete` means that `records` are all that the source lists inside `window`: only then may an absence mean
    something. `unchanged` means that the source answered "not modified", so there is nothing to compare.
    """

    records: list[RawRecord]
    complete: bool
    window: Window | None = None
    payloads: list[RawPayload] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    unchanged: bool = False
    kept: frozenset[str] = frozenset()
    """External ids that the source still lists and reports as not modified, so that their records were not brought."""
    taken: list[int] = field(default_factory=list)
    """Ids of the deliveries that were read; they are taken in the transaction that writes the records."""
    state: dict[str, Any] = field(default_factory=dict)
    """What the next fetch wants to know (ETags, a page to go on from)."""
    warnings: list[str] = field(default_factory=list)
    """What an operator has to look at, though the source was read: a credential that ends soon."""
    places: list[PlaceStatus] = field(default_factory=list)
    """What the source states about places, beside its records."""
    backfill: bool = False
    """Whether `window` is a range of dates that was asked for, of which nothing follows for what lies outside."""
    as_of: datetime | None = None
    """Of a re-read: when the fetch ended whose answers it has read. What has changed since is the newer word."""


@dataclass(frozen=True)
class Reading:
    """The circumstances under which a record is read: when, and for which area."""

    now: datetime
    area: Area
    horizon: timedelta = timedelta(days=120)
    """How far ahead recurring events are expanded."""
    source_zone: ZoneInfo | None = None
    """The zone of the source's times, where that is not the area's."""
    ignore_zones: bool = False
    """Whether the zones and offsets that times name are wrong, so that their clocks are those of `zone`."""

    month_first: bool = False
    """Whether the source's texts write the month before the day: "03/07" is the seventh of March."""

    @classmethod
    def of(cls, config: Mapping[str, Any], area: Area, now: datetime) -> Reading:
        """Of texts of the source that has this configuration."""
        return cls(now=now, area=area, month_first=config.get("day_order") == "month_first")

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times without one are read."""
        return self.source_zone or self.area.zone


class Source(ABC):
    """A kind of connector, bound to one instance."""

    kind: ClassVar[str]
    type: ClassVar[SourceType]
    volatile: ClassVar[frozenset[str]] = frozenset()
    """Keys of a record, at any depth, whose change is no change of the listing (counters, time stamps)."""
    prose: ClassVar[bool] = False
    """Whether its records may be posts, one of which can announce several happenings (`parts.py`)."""
    config_model: ClassVar[ConfigModel] = SiteConfig
    """What `config` may hold; a kind that takes more than an address has a model of its own."""
    deliveries: Sequence[Delivery] = ()
    """For a connector of type `webhook`: what was pushed and waits, oldest first."""
    crawled: Sequence[RawPayload] | None = None
    """For a kind that crawls: the pages of an earlier crawl, to be read in place of the site."""
    keeps_answers: ClassVar[bool] = True
    """Whether what its service answers may be archived."""
    goes_on: ClassVar[frozenset[str]] = frozenset()
    """Keys of the state by which a fetch goes on where the last one ended: without them all is read from the start."""

    def __init__(self, instance: SourceInstance, http: Http, state: Mapping[str, Any] | None = None) -> None:
        self.instance = instance
        self.http = http
        self.state = dict(state or {})
        self.came: list[RawPayload] = []
        """Bodies that came otherwise than over `http`: they are archived too when the fetch cannot read them."""

    @classmethod
    def check(cls, config: Mapping[str, Any]) -> None:
        """Whether `config` is one for this kind. Raises: ConfigurationError, which names the setting."""
        try:
            cls.config_model.model_validate(config)
        except ValidationError as error:
            raise ConfigurationError(invalid_fields(error, "config")) from None

    @classmethod
    def has_address_of_its_own(cls) -> bool:
        """Whether `config` needs no `url`, because the kind reads one service of the world."""
        field = cls.config_model.model_fields.get("url")
        return field is not None and isinstance(field.default, str)

    @classmethod
    def home(cls, config: Mapping[str, Any]) -> str:
        """The address of the site that `config` names, or of the service that the kind reads; "" when it reads none."""
        field = cls.config_model.model_fields.get("url")
        url = config.get("url") or (field.default if field else None)
        return url if isinstance(url, str) else ""

    @classmethod
    def derived_secrets(cls, config: Mapping[str, Any]) -> Iterable[str]:
        """What is made of the secrets in `config` and sent, so that it is masked as they are: signatures, proofs."""
        return ()

    def likeness(self, raw: Mapping[str, Any]) -> str | None:
        """By what a record is recognised whose id has changed: title, place and start as written.

        None when it has no title or start, or when the ids of this kind never change by themselves.
        """
        return None

    def attending(self, raw: Mapping[str, Any]) -> int | None:
        """How many people go, as the source states it: popularity, and no change of the listing.

        None where the kind has no such number: any page could write one into its own data.
        """
        found = raw.get(ATTENDING_KEY) if ATTENDING_KEY in self.volatile else None
        known = isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= MAX_ATTENDING
        return found if known else None

    @abstractmethod
    def fetch(self, now: datetime) -> FetchResult:
        """Bring what the source lists.

        Raises: TransientError, RateLimited, SourceRefused, UnreadablePayload.
        """

    def fetch_dates(self, asked: Window, now: datetime) -> FetchResult:
        """Bring what the source lists in the range `asked`, whose end is known, without what earlier fetches remember.

        Raises: as `fetch`; ConfigurationError where the source's interface takes no dates.
        """
        raise ConfigurationError(
            f"{self.instance.slug}: what the kind {self.kind} reads takes no dates, and only what is listed now can be "
            "read: start it without from and to"
        )

    @abstractmethod
    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one raw record.

        Raises: BrokenRecord, NotAnEvent.
        """
