"""Sends what is due. The rows of the outbox that belong to a message stay in it, so each try sends the same.

While a message is sent its channel is held: who unsubscribes waits for it, and afterwards nothing is sent. A process
that dies between sending and noting it sends once more, after its lease: channels can promise at least once, and the
message's id says that it is the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from include import metrics
from include.alerts import sealing
from include.alerts.message import AlertMessage, ChannelGone, News, Sender, SendFailed
from include.db import query
from include.redaction import redact_text
from include.untrusted.cleaning import clean_text

MAX_ITEMS = 100
"""That one message tells; the rest follows in the next one."""
MAX_TRIES = 8
MAX_WAIT_SECONDS = 86_400
MAX_ERROR_CHARS = 300
_STANDS_ALONE = frozenset({"cancelled"})
"""News of events that are shown no more or are over, which are news all the same."""

_log = logging.getLogger(__name__)


def deliver(engine: Engine, senders: Mapping[str, Sender], workers: Executor, messages: int = 20) -> int:
    """Make messages of what is due, and send those whose turn it is, side by side; returns how many were taken.

    Four workers send 20 messages within their lease of two minutes, also where nobody answers for ten seconds.
    """
    kinds = {"kinds": list(senders)}
    with engine.begin() as connection:
        connection.execute(query("alert_messages_make"), kinds | {"channels": messages, "items": MAX_ITEMS})
    with engine.begin() as connection:
        taken = connection.execute(query("alert_messages_take"), kinds | {"messages": messages}).scalars().all()
    list(workers.map(lambda message: send(engine, senders, message), taken))
    return len(taken)


def send(engine: Engine, senders: Mapping[str, Sender], message: UUID) -> None:
    """Send one message that was taken, unless nobody wants it any more."""
    with engine.begin() as connection:
        found = connection.execute(query("alert_message_hold"), {"message": message}).one_or_none()
        if found is None:
            _end(connection, message, "dropped")
            return
        items = _items(connection.execute(query("alert_message_items"), {"message": message}))
        if found.kind == "news" and not items:
            _end(connection, message, "dropped")
            return
        try:
            senders[found.channel_kind].send(_message(message, found, items))
        except ChannelGone as error:
            _end(connection, message, "failed", error)
            connection.execute(query("alert_channel_gone"), {"channel": found.channel_id})
        except SendFailed as error:
            _failed(connection, message, found.tries, error)
        except Exception as error:
            # one message that cannot be made must not stop the others
            _log.exception("the message %s could not be sent", message)
            _failed(connection, message, found.tries, SendFailed(type(error).__name__))
        else:
            _end(connection, message, "sent")
            if found.kind == "confirm" and found.channel_kind == "webhook":
                connection.execute(query("alert_channel_answered"), {"channel": found.channel_id})


def _message(message: UUID, found: Any, items: list[News]) -> AlertMessage:
    return AlertMessage(
        message, found.kind, found.channel_id, found.channel_kind, sealing.unseal(bytes(found.address)),
        found.language, found.zone, found.tries, items, found.alert_id, found.name,
    )  # fmt: skip


def _items(rows: Iterable[Any]) -> list[News]:
    """What of it is still news."""
    return [
        News(
            row.id, row.alert_id, row.name, row.event_id, row.kind, row.version, row.detail, row.document,
            row.wet_hours or (), None if row.latitude is None else (row.longitude, row.latitude),
        )
        for row in rows
        if row.is_wanted and (row.kind in _STANDS_ALONE or (row.document is not None and not row.is_over))
    ]  # fmt: skip


def _failed(connection: Connection, message: UUID, tries: int, error: SendFailed) -> None:
    if error.permanent or tries >= MAX_TRIES:
        _end(connection, message, "failed", error)
        return
    wait = timedelta(seconds=min(error.retry_after or 0, MAX_WAIT_SECONDS))
    connection.execute(query("alert_message_failed"), {"message": message, "error": _reason(error), "wait": wait})


def _end(connection: Connection, message: UUID, ended: str, error: Exception | None = None) -> None:
    reason = None if error is None else _reason(error)
    connection.execute(query("alert_message_end"), {"message": message, "ended": ended, "error": reason})
    metrics.count(f"alerts.{ended}")


def _reason(error: Exception) -> str:
    # it may repeat what the other side has sent
    return clean_text(redact_text(str(error)))[:MAX_ERROR_CHARS]
