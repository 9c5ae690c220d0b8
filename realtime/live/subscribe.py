"""Checks the rooms and the filter that a client asks for, and subscribes its connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from include.filters.fields import BY_NAME, LIVE_NAMES
from include.filters.filter import Filter
from realtime import contract
from realtime.api import query
from realtime.area import ServedArea
from realtime.errors import BadParameter
from realtime.fanout import messages
from realtime.fanout.connection import Connection
from realtime.fanout.subscription import Subscription
from realtime.feed.rooms import parse_rooms
from realtime.live.resume import resume
from realtime.live.states import send_states
from realtime.service import Service

_MAX_FILTER_VALUES = 50
_ANY_ZONE = ZoneInfo("UTC")
FILTER_PARAMETERS = LIVE_NAMES
"""The conditions, named as the lists name theirs."""


async def read_filter(service: Service, params: QueryParams) -> Filter:
    """The filter in the parameters; times without an offset are read in the installation's area.

    A named window becomes the two dates that it is now, from the full hour on, so that all who ask within the hour
    share a group. Raises BadParameter, or DatabaseAway where the area's zone or the time has to be looked up.
    """
    refuse_undecided(params)
    zone = await _zone(service) if {"when", "startDate", "endDate"} & set(params) else _ANY_ZONE
    found = query.read_filter(params, zone, FILTER_PARAMETERS)
    if (choice := found.get("when")) is None:
        return found
    now = await _now(service)
    window = query.window_of(choice, now, zone)
    starts = window.starts.replace(minute=0, second=0, microsecond=0) if window.starts == now else window.starts
    return found.within(starts, window.ends)


def refuse_unknown(params: QueryParams, own: tuple[str, ...]) -> None:
    """Raise BadParameter for a parameter that is neither a condition nor among its `own` ones."""
    refuse_undecided(params)
    query.refuse_unknown(params, (*own, *FILTER_PARAMETERS))


def refuse_undecided(params: Iterable[str]) -> None:
    """Raise BadParameter, with the reason, for a condition of lists that a change alone cannot decide."""
    for name in params:
        if name in BY_NAME and BY_NAME[name].not_live:
            raise BadParameter(name, BY_NAME[name].not_live)


def as_params(data: Any) -> QueryParams:
    """The `filter` of a message as parameters, so that both are checked by the same rules; raises BadParameter."""
    if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
        raise BadParameter("filter", f"Send the filter as an object; it may have {', '.join(FILTER_PARAMETERS)}.")
    refuse_unknown(QueryParams([(name, "") for name in data]), ())
    pairs = [(name, value) for name, values in data.items() for value in _values(name, values)]
    return QueryParams(pairs)


async def enter(
    service: Service,
    connection: Connection,
    subscription: Subscription,
    cursor: str | None,
    waiting: Callable[[], None] = lambda: None,
) -> None:
    """Subscribe a connection, from a cursor on where one is given; `waiting` is called while the feed is not ready."""
    while not service.ring.ready and connection.ended is None:
        await service.hub.changed(1)
        if not service.ring.ready:
            waiting()
    start = await resume(service, cursor)
    connection.begin(start.position, start.generation)
    service.hub.join(connection, subscription)
    if start.reason:
        connection.send(messages.reset(start.reason, connection.cursor))
    send_subscribed(connection, subscription, start.recovered)
    await send_states(service, connection, subscription.rooms)


def send_subscribed(connection: Connection, subscription: Subscription, recovered: bool = True) -> None:
    """Send what the connection is subscribed to, then the changes that it has not been sent."""
    connection.send(messages.subscribed(subscription, connection.cursor, recovered))
    connection.pump()


def read_rooms(service: Service, names: Iterable[str], private: frozenset[str]) -> frozenset[str]:
    """The rooms that are named, of which some `private` ones are allowed; raises BadParameter."""
    return parse_rooms(names, service.settings.max_rooms, private)


async def _zone(service: Service) -> ZoneInfo:
    own = service.settings.area
    return (await service.areas.get(own) or ServedArea.unseeded(own)).zone


async def _now(service: Service) -> datetime:
    async with service.database.connection() as connection:
        return (await contract.feed_position(connection)).now


def _values(name: str, values: Any) -> list[str]:
    listed = values if isinstance(values, list) else [values]
    if len(listed) > _MAX_FILTER_VALUES or not all(isinstance(value, str | int | float) for value in listed):
        raise BadParameter(name, f"Send a text, a number, or a list of up to {_MAX_FILTER_VALUES} of them.")
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in listed]
