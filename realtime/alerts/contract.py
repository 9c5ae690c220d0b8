"""The functions of the database contract by which people are told; `token` is the digest of the word in their links."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from realtime.database import Connection

Answer = dict[str, Any]


async def alert_create(
    connection: Connection,
    kind: str,
    address: bytes | None,
    digests: Sequence[bytes],
    mailbox: bytes | None,
    token: bytes,
    alert: Answer,
) -> Answer:
    """Tell the holder of a sealed address; `mailbox` is of an e-mail address alone. `refused` holds why not."""
    found = await _asked(
        connection, "select jatre.alert_create_v2($1, $2, $3, $4, $5, $6)",
        kind, address, list(digests), mailbox, token, alert,
    )  # fmt: skip
    assert found is not None
    return found


async def alert_add(connection: Connection, token: bytes, alert: Answer) -> Answer | None:
    """One more alert; None for an unknown token, here and below."""
    return await _asked(connection, "select jatre.alert_add_v1($1, $2)", token, alert)


async def alert_confirm(connection: Connection, token: bytes, alert: UUID | None) -> Answer | None:
    """Say yes to an alert, or to all that wait."""
    return await _asked(connection, "select jatre.alert_confirm_v1($1, $2)", token, alert)


async def alert_change(connection: Connection, token: bytes, alert: UUID, changes: Answer) -> Answer | None:
    """Change the name, filter or kinds; None also where there is no such alert."""
    return await _asked(connection, "select jatre.alert_change_v1($1, $2, $3)", token, alert, changes)


async def alert_remove(connection: Connection, token: bytes, alert: UUID) -> Answer | None:
    """Take an alert away."""
    return await _asked(connection, "select jatre.alert_remove_v1($1, $2)", token, alert)


async def alerts_list(connection: Connection, token: bytes) -> Answer | None:
    """How somebody is told, and of what."""
    return await _asked(connection, "select jatre.alerts_list_v1($1)", token)


async def alerts_settings(connection: Connection, token: bytes, settings: Answer) -> Answer | None:
    """Change how somebody is told."""
    return await _asked(connection, "select jatre.alerts_settings_v1($1, $2)", token, settings)


async def alerts_told(connection: Connection, token: bytes, after: int, limit: int) -> Answer | None:
    """What somebody was told after a row."""
    return await _asked(connection, "select jatre.alerts_told_v1($1, $2, $3)", token, after, limit)


async def alerts_export(connection: Connection, token: bytes) -> Answer | None:
    """All that is kept of somebody, the address sealed."""
    return await _asked(connection, "select jatre.alerts_export_v1($1)", token)


async def alerts_unsubscribe(connection: Connection, token: bytes) -> Answer | None:
    """Send nothing more, ever."""
    return await _asked(connection, "select jatre.alerts_unsubscribe_v1($1)", token)


async def alerts_resubscribe(connection: Connection, token: bytes) -> Answer | None:
    """Take that back."""
    return await _asked(connection, "select jatre.alerts_resubscribe_v1($1)", token)


async def alerts_erase(connection: Connection, token: bytes) -> Answer | None:
    """Forget somebody."""
    return await _asked(connection, "select jatre.alerts_erase_v1($1)", token)


async def _asked(connection: Connection, query: str, *values: object) -> Answer | None:
    sent = [json.dumps(value) if isinstance(value, Mapping) else value for value in values]
    text = await connection.fetchval(query, *sent)
    found: Answer | None = None if text is None else json.loads(text)
    return found
