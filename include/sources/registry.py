"""The kinds of connector, by dotted path: naming a kind imports nothing heavy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any, NoReturn

from include.errors import ConfigurationError
from include.sources.base import Source, SourceType
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import covered
from include.sources.http import Http

KINDS: dict[str, tuple[str, SourceType]] = {
    "rss": ("include.sources.connectors.rss:Rss", "rss"),
    "icalendar": ("include.sources.connectors.icalendar:ICalendar", "ical"),
    "schema_org": ("include.sources.connectors.schema_org:SchemaOrg", "scraper"),
    "selectors": ("include.sources.connectors.selectors:Selectors", "scraper"),
    "json_api": ("include.sources.connectors.json_api:JsonApi", "api"),
    "spreadsheet": ("include.sources.connectors.spreadsheet:Spreadsheet", "api"),
    "eventbrite": ("include.sources.connectors.eventbrite:EventbriteApi", "api"),
    "facebook": ("include.sources.connectors.facebook:FacebookApi", "api"),
    "instagram": ("include.sources.connectors.instagram:InstagramApi", "api"),
    "google_places": ("include.sources.connectors.google_places:GooglePlaces", "api"),
    "webhook": ("include.sources.connectors.webhook:Webhook", "webhook"),
}

CRAWLED = frozenset({"selectors"})
"""Kinds that are read by a process of its own, maybe with a browser: few of them fit on a machine at once."""


class OfflineHttp(Http):
    """In place of the HTTP client for a connector that is only to transform."""

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str] | None,
        accept: Collection[int],
        params: Mapping[str, Any] | None = None,
        document: Any = None,
    ) -> NoReturn:
        """Raises: ConfigurationError, always."""
        self.reserve(url)

    def reserve(self, url: str) -> NoReturn:
        """Raises: ConfigurationError, always."""
        raise ConfigurationError(f"this connector was made without a connection, and wants {url}")


def connector(kind: str) -> type[Source]:
    """The class of a kind. Raises: ConfigurationError when there is none."""
    if kind not in KINDS:
        raise ConfigurationError(f"no connector of kind {kind!r}; there are {', '.join(sorted(KINDS))}")
    module, _, name = KINDS[kind][0].partition(":")
    found: type[Source] = getattr(import_module(module), name)
    return found


def type_of(kind: str) -> SourceType:
    """The broad type of a kind, without importing it. Raises: ConfigurationError."""
    if kind not in KINDS:
        raise ConfigurationError(f"no connector of kind {kind!r}; there are {', '.join(sorted(KINDS))}")
    return KINDS[kind][1]


def make(instance: SourceInstance, http: Http | None = None, state: Mapping[str, Any] | None = None) -> Source:
    """The connector of an instance; without `http` it can transform and not fetch."""
    return connector(instance.kind)(instance, http or OfflineHttp(), state)


def reader(instance: SourceInstance) -> Source:
    """The connector of an instance, to transform with and not to fetch: without its secrets.

    Raises: ConfigurationError.
    """
    return make(instance.model_copy(update={"config": covered(instance.config)}))
