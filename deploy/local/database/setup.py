"""Roles, databases and extensions on a PostgreSQL server, then the migrations. Runs inside .venv."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from deploy.local.database.credentials import Credentials
from deploy.local.steps import ROOT, Problem, run
from deploy.local.system.placement import INSTALL

ROLES = ("jatre_owner", "jatre_pipeline", "jatre_service", "jatre_analyst", "airflow")
EXTENSIONS = ("postgis", "btree_gist", "pg_trgm", "fuzzystrmatch", "pgcrypto")


def prepare(admin_url: str, credentials: Credentials, databases: Mapping[str, str] | None = None) -> None:
    """Make what is missing: the roles with their passwords, `databases` (name -> owner), the extensions.

    The extensions go into every database that jatre_owner owns. Raises `Problem` when the server cannot be reached,
    the login may not do this, or PostGIS is not installed there.
    """
    try:
        with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as connection:
            _require_postgis(connection)
            _make_roles(connection, credentials)
            wanted = databases or {"jatre": "jatre_owner", "airflow": "airflow"}
            for name, owner in wanted.items():
                _make_database(connection, name, owner)
        for name, owner in wanted.items():
            if owner == "jatre_owner":
                add_extensions(with_database(admin_url, name))
    except psycopg.OperationalError as error:
        raise Problem(f"the database server cannot be reached: {_first_line(error)}", _REACHING) from None
    except psycopg.errors.InsufficientPrivilege as error:
        raise Problem(
            f"the login of DATABASE_URL may not set up the database: {_first_line(error)}",
            "name a superuser, or a role that may create roles, databases and extensions",
        ) from None


def add_extensions(admin_url: str) -> None:
    """Make the extensions, in the schema public of that database."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for extension in EXTENSIONS:
            statement = sql.SQL("create extension if not exists {} with schema public")
            connection.execute(statement.format(sql.Identifier(extension)))
        keep_from_public(connection)


def keep_from_public(connection: psycopg.Connection) -> None:
    """Only who writes may take advisory locks, ring and make temporary tables: the analyst could hold others up.

    Large objects, which every role may make and which nobody counts, are for the owner and the pipeline alone, too.

    Functions of the system belong to a superuser; for another administrator they stay as they are.
    """
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("revoke temporary, create on database {} from public").format(database))
    connection.execute("revoke create on schema public from public")
    if not _is_superuser(connection):
        return
    found = connection.execute(
        "select oid::regprocedure::text from pg_proc where pronamespace = 'pg_catalog'::regnamespace"
        r" and (proname ~ '^pg_(try_)?advisory_(xact_)?lock' or proname = 'pg_notify'"
        r" or proname ~ '^(lo_(create?|from_bytea|import|put|truncate|truncate64)|lowrite)$')"
    ).fetchall()
    for (function,) in found:
        connection.execute(f"revoke execute on function {function} from public")
        connection.execute(f"grant execute on function {function} to jatre_owner, jatre_pipeline")


def migrate(owner_url: str) -> None:
    """Bring the schema to the newest revision. Raises `Problem`."""
    run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cause="the migrations failed", remedy="see the log for the statement that failed",
        env=os.environ | {"JATRE_OWNER_URL": owner_url, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def with_database(url: str, name: str) -> str:
    """The same connection to another database of the server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


_REACHING = "check DATABASE_URL (postgresql://admin:password@host:port/postgres), or leave it out for a private server"


def _require_postgis(connection: psycopg.Connection) -> None:
    offered = connection.execute("select from pg_available_extensions where name = 'postgis'").fetchone()
    if offered is None:
        host = f"{connection.info.host}:{connection.info.port}"
        raise Problem(f"PostGIS is not installed on the PostgreSQL server at {host}", f"on that machine: {INSTALL}")


def _make_roles(connection: psycopg.Connection, credentials: Credentials) -> None:
    if connection.execute("select from pg_roles where rolname = 'airflow'").fetchone() is None:
        connection.execute("create role airflow login")
    connection.execute((ROOT / "include/sql/roles.sql").read_text(encoding="utf-8"))
    for role in ROLES:
        statement = sql.SQL("alter role {} login password {}")
        connection.execute(statement.format(sql.Identifier(role), sql.Literal(credentials.get(role))))
        # a managed server's administrator is no superuser: only members of a role may make databases for it
        if not _is_superuser(connection):
            connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))


def _make_database(connection: psycopg.Connection, name: str, owner: str) -> None:
    if connection.execute("select from pg_database where datname = %s", [name]).fetchone() is None:
        statement = sql.SQL("create database {} owner {} encoding 'UTF8' template template0")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(owner)))


def _is_superuser(connection: psycopg.Connection) -> bool:
    return connection.info.parameter_status("is_superuser") == "on"


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
