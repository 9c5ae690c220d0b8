"""Checks the rooms and the filter that a client asks for, and subscribes its connection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from realtime.api import query
from realtime.area import ServedArea
from realtime.errors import BadParameter
from realtime.fanout import messages
from realtime.fanout.connection import Connection
from realtime.fanout.subscription import Filter, Subscription
from realtime.feed.rooms import AREA, parse_rooms
from realtime.live.resume import resume
from realtime.service import Service

FILTER_PARAMETERS = ("category", "area", "cost", "maxPrice", "startDate", "endDate")
"""The conditions, named as the lists name theirs."""

_MAX_FILTER_VALUES = 50


async def read_filter(service: Service, params: QueryParams) -> Filter:
    """The filter in the parameters; times without an offset are read in the installation's area.

    Raises BadParameter, or DatabaseAway where the area's zone has to be looked up.
    """
    starts, ends = await _times(service, params)
    return Filter(
        categories=frozenset(query.categories(params)),
        areas=frozenset(_areas(params)),
        cost=query.choice(params, "cost", query.COSTS),
        max_price=query.number(params, "maxPrice", 0, query.MAX_PRICE),
        starts=starts,
        ends=ends,
    )


def refuse_unknown(params: QueryParams, known: tuple[str, ...]) -> None:
    """Raise BadParameter for a parameter that is not among the `known` ones."""
    for name in params:
        if name not in known:
            raise BadParameter(name[:80], f"There is no such parameter; there are {', '.join(known)}.")


def as_params(data: Any) -> QueryParams:
    """The `filter` of a message as parameters, so that both are checked by the same rules; raises BadParameter."""
    if not isinstance(data, Mapping) or not all(name in FILTER_PARAMETERS for name in data):
        raise BadParameter("filter", f"Send the filter as an object; it may have {', '.join(FILTER_PARAMETERS)}.")
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


def send_subscribed(connection: Connection, subscription: Subscription, recovered: bool = True) -> None:
    """Send what the connection is subscribed to, then the changes that it has not been sent."""
    connection.send(messages.subscribed(subscription, connection.cursor, recovered))
    connection.pump()


def read_rooms(service: Service, names: Iterable[str], private: frozenset[str]) -> frozenset[str]:
    """The rooms that are named, of which some `private` ones are allowed; raises BadParameter."""
    return parse_rooms(names, service.settings.max_rooms, private)


async def _times(service: Service, params: QueryParams) -> tuple[datetime | None, datetime | None]:
    if "startDate" not in params and "endDate" not in params:
        return None, None
    return query.times(params, await _zone(service))


async def _zone(service: Service) -> ZoneInfo:
    own = service.settings.area
    return (await service.areas.get(own) or ServedArea.unseeded(own)).zone


def _areas(params: QueryParams) -> list[str]:
    codes = query.words_of(params, "area")
    for code in codes:
        if not re.fullmatch(AREA, code):
            raise BadParameter("area", f"'{code[:80]}' is no code of an area: small letters, digits, hyphens.")
    return codes


def _values(name: str, values: Any) -> list[str]:
    listed = values if isinstance(values, list) else [values]
    if len(listed) > _MAX_FILTER_VALUES or not all(isinstance(value, str | int | float) for value in listed):
        raise BadParameter(name, f"Send a text, a number, or a list of up to {_MAX_FILTER_VALUES} of them.")
    return [str(value) for value in listed]
