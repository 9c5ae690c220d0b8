"""What is made anew whenever its file has changed: functions, views (those of analysts in a schema of their own) and
triggers, then the rights and the comments.

Each object is one file that holds its present definition; only tables change by migrations. When any file has changed,
or a migration is about to run, all of them are dropped and created again in the same transaction: nobody sees the state
in between, and no object can be forgotten because something that it leans on has changed. Comments on tables and
columns come from their models, and from `comments.sql` for tables that have none; those of
analysts' views stand in their files.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.errors import UndefinedFunction, UndefinedObject, UndefinedTable

from include.models.tables import METADATA
from include.sql.migrations import comments

SQL = Path(__file__).resolve().parent.parent
FOLDERS = ("functions", "views", "triggers", "analytics")
LAST_FILES = ("grants.sql", "comments.sql", "start.sql")
"""Run in this order when every object is there."""

_FINGERPRINT_TABLE = "create table if not exists jatre.repeatables (fingerprint text not null)"
_DROP_STATEMENTS = """
select format('drop trigger %I on %s', tgname, tgrelid::regclass)
from pg_trigger join pg_class c on c.oid = tgrelid
where c.relnamespace = 'jatre'::regnamespace and not tgisinternal and tgparentid = 0
union all
select format(
  'drop %s if exists %s cascade', case relkind when 'v' then 'view' else 'materialized view' end, oid::regclass
)
from pg_class where relnamespace in ('jatre'::regnamespace, to_regnamespace('analytics')) and relkind in ('v', 'm')
union all
select format('drop function if exists %s cascade', oid::regprocedure)
from pg_proc where pronamespace = 'jatre'::regnamespace
"""
_DEPENDENT_VIEWS = """
select distinct format('%s.%s', n.nspname, c.relname)
from pg_depend d
join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
join pg_class c on c.oid = r.ev_class
join pg_namespace n on n.oid = c.relnamespace
where n.nspname not in ('jatre', 'analytics') and (
  d.refclassid = 'pg_class'::regclass and d.refobjid in (
    select oid from pg_class
    where relnamespace in ('jatre'::regnamespace, to_regnamespace('analytics')) and relkind in ('v', 'm')
  )
  or d.refclassid = 'pg_proc'::regclass and d.refobjid in (
    select oid from pg_proc where pronamespace = 'jatre'::regnamespace
  )
)
"""


class DependentError(Exception):
    """A view outside of the schema leans on what has to be made anew; it would be dropped, so nothing is done."""


@dataclass(frozen=True)
class Definition:
    """One object's file, and its text."""

    path: Path
    text: str


def definitions(folder: Path = SQL) -> list[Definition]:
    """Every object, by folder and name."""
    paths = [path for kind in FOLDERS for path in sorted((folder / kind).glob("*.sql"))]
    return [Definition(path, path.read_text(encoding="utf-8")) for path in paths]


def fingerprint(folder: Path = SQL) -> str:
    """Differs when any of the files, or a comment of a model, is another than what was applied."""
    digest = hashlib.sha256()
    last = [Definition(folder / name, (folder / name).read_text(encoding="utf-8")) for name in LAST_FILES]
    for one in [*definitions(folder), *last]:
        digest.update(f"{one.path.relative_to(folder)}\0{one.text}\0".encode())
    digest.update(comments.statements(METADATA).encode())
    return digest.hexdigest()


def apply(connection: psycopg.Connection, folder: Path = SQL) -> bool:
    """Make every object what its file defines, in the caller's transaction; returns whether anything was done.

    Raises: DependentError, or the database's own error for the first file that cannot be applied.
    """
    connection.execute(_FINGERPRINT_TABLE)
    wanted = fingerprint(folder)
    if connection.execute("select from jatre.repeatables where fingerprint = %s", [wanted]).fetchone() is not None:
        return False
    drop(connection)
    _create(connection, definitions(folder))
    for name in LAST_FILES:
        _run(connection, (folder / name).read_text(encoding="utf-8"))
    _run(connection, comments.statements(METADATA))
    connection.execute("delete from jatre.repeatables")
    connection.execute("insert into jatre.repeatables values (%s)", [wanted])
    return True


def drop(connection: psycopg.Connection) -> None:
    """Drop every function, view and trigger of the schema: a table is about to change. Raises: DependentError."""
    others = [name for (name,) in connection.execute(_DEPENDENT_VIEWS).fetchall()]
    if others:
        raise DependentError(f"views of others use the schema: {', '.join(sorted(others))}; drop them first")
    for (statement,) in connection.execute(_DROP_STATEMENTS).fetchall():
        _run(connection, statement)
    connection.execute(_FINGERPRINT_TABLE)  # short of the newest revision nothing was applied yet
    connection.execute("delete from jatre.repeatables")


def _create(connection: psycopg.Connection, pending: list[Definition]) -> None:
    """In the order in which they need each other: what needs something that is not there yet waits for a next round."""
    while pending:
        waiting: list[Definition] = []
        error: psycopg.Error | None = None
        for one in pending:
            try:
                with connection.transaction():
                    _run(connection, one.text)
            except (UndefinedFunction, UndefinedObject, UndefinedTable) as missing:
                waiting.append(one)
                error = error or missing
        if error and len(waiting) == len(pending):
            error.add_note(f"in {waiting[0].path.relative_to(SQL.parent.parent)}")
            raise error
        pending = waiting


def _run(connection: psycopg.Connection, text: str) -> None:
    # to the server as it is: `%` means itself, and several statements may follow one another
    connection.execute(text.encode())
