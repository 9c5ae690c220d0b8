"""Seals all addresses under the present key: afterwards the keys before it are needed no more."""

from __future__ import annotations

import logging
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from include.alerts import sealing
from include.db import query
from include.errors import ConfigurationError

_FIRST = UUID(int=0)
_log = logging.getLogger(__name__)


def reseal(engine: Engine, channels: int = 500) -> tuple[int, int]:
    """Go through all channels, so many in one transaction. It may be ended at any time, and started again.

    How many are under the present key now, and how many are not: no key opens them, or their address is known twice.
    An address is recognised by the present key as well: digests are made anew. Without keys all stay as they are.
    """
    done, left, after = 0, 0, _FIRST
    while True:
        with engine.begin() as connection:
            rows = connection.execute(query("alert_channels_sealed"), {"after": after, "channels": channels}).all()
            for row in rows:
                try:
                    values = _anew(row.kind, bytes(row.address))
                    with connection.begin_nested():
                        connection.execute(query("alert_channel_reseal"), {"id": row.id, **values})
                except (ConfigurationError, IntegrityError) as error:
                    _log.warning("the channel %s stays as it is: %s", row.id, type(error).__name__)
                    left += 1
                else:
                    done += 1
        if not rows:
            return done, left
        after = rows[-1].id


def _anew(kind: sealing.ChannelKind, sealed: bytes) -> dict[str, bytes | None]:
    address = sealing.unseal(sealed).address
    return {
        "address": sealing.resealed(sealed),
        "digest": sealing.digests(kind, address)[0],
        "mailbox": sealing.mailbox_digest(address) if kind == "email" else None,
    }
