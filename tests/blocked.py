"""Waiting until another connection waits for a lock.

`pg_locks` alone has those of the whole server, which other tests use at the same time; of rows it names no database.
"""

from __future__ import annotations

import time
from typing import LiteralString

import psycopg

BLOCKED: LiteralString = (
    "select count(*) from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()"
)
"""How many connections to this database wait for a lock; inside a transaction the answer never changes."""
_SECONDS = 120


def until_blocked(connection: psycopg.Connection) -> None:
    """Wait until one waits; `connection` commits each statement by itself. Fails when none does in time."""
    assert connection.autocommit
    ends = time.monotonic() + _SECONDS
    while connection.execute(BLOCKED).fetchone() == (0,):
        assert time.monotonic() < ends, "nobody waits for a lock"
        time.sleep(0.01)
