"""The limit of a crawl's source, kept by the process that started the crawl: the crawl itself knows no database.

It asks before each request and reports its end, over a socket that it inherits: one JSON object a line. Only what asks
is answered, so whoever waits for an answer reads its own.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from include.errors import HostUnavailable, RateLimited
from include.network.limits import Exchange, Outcome

MAX_LINE_BYTES = 65_536
MAX_URL_CHARS = 8_000
MAX_REASON_CHARS = 300

Reserve = Callable[[str], Exchange]
"""The right to send one request to an address. Raises: HostUnavailable, RateLimited."""


LimitError = Literal["RateLimited", "HostUnavailable", "TransientError"]
"""Why a request may not be sent, by the names of the project's errors."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskedExchange(_Line):
    """Request `number` of the crawl wants to go to `url`."""

    type: Literal["asked"] = "asked"
    number: int
    url: str


class EndedExchange(_Line):
    """Request `number` has ended."""

    type: Literal["ended"] = "ended"
    number: int
    outcome: Outcome
    reason: str = ""


class GrantedExchange(_Line):
    """What was asked for may be sent in `wait` seconds; with an `error` not at all, and `wait` is when it may be."""

    wait: float | None = None
    error: LimitError | None = None
    message: str = ""


LINE: TypeAdapter[AskedExchange | EndedExchange] = TypeAdapter(AskedExchange | EndedExchange)


@contextmanager
def limit_granted(reserve: Reserve) -> Iterator[int]:
    """Answer a crawl while the block runs; gives the descriptor that its process inherits.

    What the crawl has left open is ended with it.
    """
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=_answer_all, args=(ours, reserve), name="limit of a crawl", daemon=True)
    thread.start()
    try:
        yield theirs.fileno()
    finally:
        theirs.close()
        with suppress(OSError):  # the crawl has closed it
            ours.shutdown(socket.SHUT_RDWR)
        thread.join()
        ours.close()


def _answer_all(channel: socket.socket, reserve: Reserve) -> None:
    under_way: dict[int, Exchange] = {}
    # a crawl that ends at once, or no longer writes what we read, is asked for its result elsewhere
    with suppress(OSError, ValidationError), channel.makefile("rb") as lines:
        while line := lines.readline(MAX_LINE_BYTES):
            asked = LINE.validate_json(line)
            if isinstance(asked, AskedExchange):
                channel.sendall(_grant(asked, reserve, under_way).model_dump_json().encode() + b"\n")
            elif asked.number in under_way:
                _end(under_way.pop(asked.number), asked.outcome, asked.reason)
    with suppress(OSError):
        channel.shutdown(socket.SHUT_RDWR)
    for one in under_way.values():
        _end(one, "unknown")


def _grant(asked: AskedExchange, reserve: Reserve, under_way: dict[int, Exchange]) -> GrantedExchange:
    try:
        exchange = reserve(asked.url)
    except RateLimited as error:
        kind: LimitError = "HostUnavailable" if isinstance(error, HostUnavailable) else "RateLimited"
        return GrantedExchange(wait=error.retry_after, error=kind, message=str(error))
    except Exception as error:  # the database is away: the crawl ends for now, as any fetch would
        message = f"the limit of this source cannot be kept: {type(error).__name__}"
        return GrantedExchange(error="TransientError", message=message)
    under_way[asked.number] = exchange
    return GrantedExchange(wait=exchange.reservation.wait)


def _end(exchange: Exchange, outcome: Outcome, reason: str = "") -> None:
    with suppress(Exception):  # the database is away: a reservation ends by itself
        exchange.end(outcome, reason[:MAX_REASON_CHARS])
