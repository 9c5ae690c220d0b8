"""How the service reaches PostgreSQL: a pool for requests, dedicated connections for the feed. Plain JSON text comes
back as the database wrote it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import asyncpg

from include.errors import ConfigurationError
from realtime.errors import BadParameter, Busy, DatabaseAway
from realtime.settings import ServiceSettings

Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy

_OUTAGE_ERRORS = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
    asyncpg.ConnectionDoesNotExistError,
)
_CONNECT_SECONDS = 3.0
TOO_SLOW = "This took the database too long: ask for less, such as a few days, an area, a category or fewer events."


async def _nothing(_: Connection) -> None:
    """What a connection leaves behind: calls of functions change no session, and open transactions end without this.

    Asking the server to reset all of it took a round trip at each release, as long as a short read.
    """


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Raise DatabaseAway when the server cannot be reached, Busy when it took too long, BadParameter for a value
    that it cannot read."""
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise Busy(TOO_SLOW) from error
    except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
        raise Busy("Others hold what this needs.") from error
    except asyncpg.DataError as error:
        raise BadParameter("request", "A value cannot be read; send plain text, numbers and dates.") from error
    except _OUTAGE_ERRORS as error:
        raise DatabaseAway(f"The database cannot be reached: {type(error).__name__}.") from error
    except asyncpg.InterfaceError as error:
        if "closed" not in str(error) and "closing" not in str(error):
            raise
        raise DatabaseAway("The database closed the connection.") from error


class ServiceDatabase:
    """Connections with the role of the service. An unreachable server makes calls fail, not the start."""

    def __init__(self, settings: ServiceSettings) -> None:
        if not settings.service_url:
            raise ConfigurationError("JATRE_SERVICE_URL is not set: it names the database for the service's role.")
        self._url = settings.service_url
        self._size = settings.pool_size
        self._seconds = settings.statement_seconds
        self._session = {
            "application_name": "jatre-service",
            "statement_timeout": str(int(settings.statement_seconds * 1000)),
            "jatre.waiting_deliveries": str(settings.waiting_deliveries),
            "jatre.waiting_delivery_bytes": str(settings.waiting_delivery_bytes),
            # the server should notice when this process disappears without closing
            "tcp_keepalives_idle": "30",
            "tcp_keepalives_interval": "10",
        }
        if settings.as_of is not None:
            self._session["jatre.now"] = settings.as_of.isoformat()
        self._pool: asyncpg.Pool | None = None

    async def open(self) -> None:
        """Create the pool; it connects when a connection is first needed."""
        self._pool = await asyncpg.create_pool(
            self._url,
            min_size=0,
            max_size=self._size,
            timeout=_CONNECT_SECONDS,
            command_timeout=self._seconds + 1,
            server_settings=self._session,
            reset=_nothing,
        )

    async def close(self) -> None:
        """Close the connections; running statements have a second to end."""
        if self._pool is not None:
            try:
                await asyncio.wait_for(self._pool.close(), 1)
            except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                self._pool.terminate()

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection of the pool; raises DatabaseAway when there is none or it breaks during use, and Busy when
        all stay in use."""
        assert self._pool is not None, "the pool is not open"
        with _translated():
            try:
                connection = await self._pool.acquire(timeout=_CONNECT_SECONDS)
            except TimeoutError:
                if self._pool.get_size() < self._size:
                    raise
                raise Busy("All connections to the database are in use.") from None
            try:
                yield connection
            finally:
                await self._pool.release(connection)

    @contextlib.asynccontextmanager
    async def dedicated(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection outside the pool, terminated at the end; raises DatabaseAway likewise."""
        with _translated():
            connection = await asyncpg.connect(
                self._url,
                timeout=_CONNECT_SECONDS,
                command_timeout=self._seconds + 1,
                server_settings=self._session | {"application_name": "jatre-feed"},
            )
            try:
                yield connection
            finally:
                connection.terminate()
