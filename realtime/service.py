"""The parts of the service, put together once per application."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from realtime.area import Areas
from realtime.backlog import Backlog
from realtime.caps import Caps
from realtime.database import Database
from realtime.feed import Feed
from realtime.hub import Hub
from realtime.metrics import Metrics
from realtime.ring import Ring
from realtime.settings import ServiceSettings
from realtime.visits import Visits


@dataclass(frozen=True)
class Service:
    """What the endpoints work with; found through `service_of(request)`."""

    settings: ServiceSettings
    metrics: Metrics
    database: Database
    ring: Ring
    backlog: Backlog
    hub: Hub
    feed: Feed
    areas: Areas
    visits: Visits
    caps: Caps


def build(settings: ServiceSettings) -> Service:
    """Put the parts together; nothing connects yet. Raises ConfigurationError without a database URL."""
    metrics, database = Metrics(), Database(settings)
    ring = Ring(settings.ring_changes, settings.ring_bytes)
    backlog = Backlog(lambda *args: feed.read(*args), settings.feed_batch)
    hub = Hub(ring, backlog, metrics, settings)
    feed = Feed(database, hub, metrics, settings)
    visits, caps = Visits(settings.counts_per_minute), Caps(settings.max_connections_per_address)
    return Service(settings, metrics, database, ring, backlog, hub, feed, Areas(database), visits, caps)


def service_of(connection: HTTPConnection) -> Service:
    """The service behind a request."""
    service: Service = connection.app.state.service
    return service
