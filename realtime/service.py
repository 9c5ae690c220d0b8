"""The parts of the service, built once per application."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection

from include.alerts import sealing, vapid
from realtime.area import Areas
from realtime.control.channels import Control
from realtime.control.presence import Presence
from realtime.control.revocations import Revocations
from realtime.database import Connection, ServiceDatabase
from realtime.event_vectors import EventVectors
from realtime.fanout.backlog import Backlog
from realtime.fanout.follower import Follower
from realtime.fanout.hub import Hub
from realtime.feed.ring import Ring
from realtime.limits.answer_cache import AnswerCache
from realtime.limits.bulkhead import Bulkhead
from realtime.limits.connection_limits import ConnectionLimits
from realtime.limits.descriptors import room_for
from realtime.limits.positions import Positions
from realtime.limits.read_queue import ReadQueue
from realtime.limits.renderings import Renderings
from realtime.limits.searches import Searches
from realtime.limits.shared_reads import SharedReads
from realtime.limits.sockets import Sockets
from realtime.limits.visits import Rate, Visits
from realtime.metrics import Metrics
from realtime.settings import ServiceSettings
from realtime.source_reports import SourceReports


@dataclass(frozen=True)
class Service:
    """The parts that endpoints use; from `service_of(request)`."""

    settings: ServiceSettings
    metrics: Metrics
    database: ServiceDatabase
    ring: Ring
    backlog: Backlog
    hub: Hub
    follower: Follower
    areas: Areas
    vectors: EventVectors
    visits: Visits
    submissions: Rate
    alert_requests: Rate
    failed_sign_ins: Rate
    control: Control
    revocations: Revocations
    presence: Presence
    source_reports: SourceReports
    connection_limits: ConnectionLimits
    sockets: Sockets
    read_queue: ReadQueue
    searches: Searches
    positions: Positions
    lists: SharedReads[Any, Any]
    """Of `realtime.api.events.QueryResult`, by what was asked at which position of the feed; so are `kept_lists`."""
    kept_lists: AnswerCache[Any]
    kept_maps: AnswerCache[Any]
    """Much larger than lists, and of a box that hardly anybody else asks for: a part of the memory is theirs."""
    files: Renderings
    directory: Bulkhead
    """Lists of venues and organizers, of which each counts all events to come."""
    alerts: Bulkhead
    """What is asked about alerts: who ends one waits until its message is sent, and holds a connection meanwhile."""

    @contextlib.asynccontextmanager
    async def reading(self, client: str) -> AsyncIterator[Connection]:
        """A connection to read lists and events with, when it is this client's turn.

        Raises: as `ReadQueue.turn` and `ServiceDatabase.connection`.
        """
        async with self.read_queue.turn(client), self.database.connection() as connection:
            yield connection


def build(settings: ServiceSettings) -> Service:
    """Build the parts; nothing connects yet.

    Raises: ConfigurationError without a database URL, and where keys of alerts are none.
    """
    sealing.check_keys()
    vapid.public_key()
    metrics, database = Metrics(), ServiceDatabase(settings)
    ring = Ring(settings.ring_changes, settings.ring_bytes)
    backlog = Backlog(
        lambda *args: follower.read(*args), settings.feed_batch, settings.backlog_bytes, settings.backlog_readers
    )
    hub = Hub(ring, backlog, metrics, settings)
    follower = Follower(database, hub, metrics, settings)
    control, presence = Control(database), Presence()
    revocations = Revocations(database, hub, presence)
    control.on("revoked", revocations.hear)
    control.on("decided", presence.hear_decided)
    control.on("present", presence.hear_present)
    sockets = Sockets(room_for(settings.max_connections), settings)
    # a tenth of the connections is reserved for requests that end
    connection_limits = ConnectionLimits(settings.max_connections_per_address, sockets.max_open * 9 // 10)
    searches = Searches(settings)
    map_bytes = settings.answer_bytes // 4
    visits = Visits(settings.counts_per_minute)
    return Service(
        settings,
        metrics,
        database,
        ring,
        backlog,
        hub,
        follower,
        Areas(database),
        EventVectors(),
        visits,
        Rate(settings.submissions_per_minute),
        Rate(settings.alerts_per_minute),
        Rate(settings.failed_sign_ins_per_minute),
        control,
        revocations,
        presence,
        SourceReports(database),
        connection_limits,
        sockets,
        # the last connections are for what is short: counts, deliveries, health
        ReadQueue(max(1, settings.pool_size - 2), settings.reads_waiting, settings.statement_seconds),
        searches,
        Positions(database),
        SharedReads(),
        AnswerCache(ring, metrics, settings.answer_bytes - map_bytes, settings.answer_seconds),
        AnswerCache(ring, metrics, map_bytes, settings.answer_seconds),
        Renderings(settings.file_bytes),
        Bulkhead(1, settings.searches_waiting, settings.statement_seconds, "Too many lists are counted at once."),
        Bulkhead(
            max(1, settings.pool_size // 4),
            settings.searches_waiting,
            settings.statement_seconds,
            "Too many ask about alerts at once.",
        ),
    )


def service_of(connection: HTTPConnection) -> Service:
    """The service behind a request."""
    service: Service = connection.app.state.service
    return service
