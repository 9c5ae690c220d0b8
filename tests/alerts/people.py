"""Short ways to be somebody who wants to be told."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from tests.db.world import INDIRANAGAR, add_date, add_event

NEXT_WEEK = datetime.now(UTC).replace(microsecond=0) + timedelta(days=7)
JAZZ: dict[str, Any] = {"filter": {"category": ["music"], "tags": ["jazz"]}, "name": "Jazz"}


class Person:
    """An address with the word of its links, and what the service asks of the database for it."""

    def __init__(self, service: psycopg.Connection, kind: str = "email") -> None:
        self._service = service
        self.kind = kind
        self.name = uuid4().hex
        self.sealed = None if kind == "page" else self.name.encode()
        self.token = hashlib.sha256(self.name.encode()).digest()
        self.mailbox = hashlib.sha256(f"mailbox {self.name}".encode()).digest() if kind == "email" else None
        self.digest = hashlib.sha256(f"address {self.name}".encode()).digest()

    def wants(self, alert: dict[str, Any] = JAZZ, **settings: Any) -> Any:
        """Ask as a stranger."""
        digests, asked = [self.digest], Jsonb(alert | settings)
        return self._call("alert_create_v2", self.kind, self.sealed, digests, self.mailbox, self.token, asked)

    def asks(self, function: str, *values: Any) -> Any:
        """Ask with the word of the links."""
        return self._call(function, self.token, *[Jsonb(v) if isinstance(v, dict) else v for v in values])

    def _call(self, function: str, *values: Any) -> Any:
        places = ", ".join(["%s"] * len(values))
        row = self._service.execute(f"select jatre.{function}({places})", values).fetchone()  # type: ignore[arg-type]
        assert row is not None
        return row[0]


def add_coming(owner: psycopg.Connection, **fields: Any) -> Any:
    """An event of one date next week, unless the fields are others."""
    event = add_event(owner, **{"start_time": NEXT_WEEK, "at": INDIRANAGAR, "price_range": {"minimum": 100}} | fields)
    add_date(owner, event, fields.get("start_time", NEXT_WEEK))
    return event
