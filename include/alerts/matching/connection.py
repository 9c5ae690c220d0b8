"""A connection that stays: who asks the database a hundred times a second need not take one of the pool each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError


class KeptConnection:
    """One of the engine's connections, each of whose statements is committed by itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def use(self) -> Iterator[Connection]:
        """The connection; after an error the next use takes another one. One thread at a time may use it."""
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            yield self._connection
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give it back, until it is used again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        # a connection and its transaction refer to each other: the collector finds them late, when their engine is gone
        with suppress(SQLAlchemyError):
            self.close()
