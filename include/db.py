"""The database as the pipeline sees it: engines and named queries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, TextClause, create_engine, event, text
from sqlalchemy.engine import make_url

from include.errors import ConfigurationError
from include.settings import settings

QUERIES = Path(__file__).parent / "sql" / "queries"


@cache
def query(name: str) -> TextClause:
    """The statement in `include/sql/queries/<name>.sql`, with `:name` parameters."""
    return text((QUERIES / f"{name}.sql").read_text(encoding="utf-8"))


def engine(url: str) -> Engine:
    """An engine on `url` (any `postgresql://` form) whose sessions keep the business clock of the settings.

    Raises: ConfigurationError when `url` is empty.
    """
    if not url:
        raise ConfigurationError("no database address: set JATRE_PIPELINE_URL (make demo sets it)")
    # the parameters are other people's texts; an error that shows them would bring them into logs
    made = create_engine(make_url(url).set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True)
    as_of = settings().as_of
    if as_of is not None:

        @event.listens_for(made, "connect")
        def set_clock(connection, _record) -> None:  # type: ignore[no-untyped-def]
            with connection.cursor() as cursor:
                cursor.execute("select set_config('jatre.now', %s, false)", (as_of.isoformat(),))
            connection.commit()

    return made


def lasting_connection(url: str) -> psycopg.Connection:
    """A connection that stays, to listen or to hold a lock; each of its statements is committed by itself.

    Each side notices within about a minute that the machine of the other one is gone: else a lock would be held for
    hours by nobody. Raises: psycopg.Error.
    """
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    seconds = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    session = " ".join(f"-c tcp_{name}={value}" for name, value in seconds.items())
    return psycopg.connect(make_conninfo(address, connect_timeout=10, options=session, **seconds), autocommit=True)
