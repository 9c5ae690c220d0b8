"""A real PostgreSQL for every test that asks for one: one server, one migrated template, a copy of it per test.

The server's files stay where `tests/server.py` puts them, so the next session starts faster. Several sessions may run
at once: they share the server, and the last one to leave stops it.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine

from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from include.db import engine as engine_of
from include.settings import settings
from realtime.settings import service_settings
from tests.counting import pytest_collection, pytest_runtest_protocol
from tests.crawls import forked_crawls
from tests.environment import environments
from tests.forks import pytest_runtestloop
from tests.selection import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_ignore_collect,
    pytest_xdist_make_scheduler,
)
from tests.server import SETTINGS, server_root, shorten_logins
from tests.statsd import closed_client

__all__ = [
    "closed_client",
    "environments",
    "forked_crawls",
    "pytest_addoption",
    "pytest_collection",
    "pytest_collection_modifyitems",
    "pytest_ignore_collect",
    "pytest_runtest_protocol",
    "pytest_runtestloop",
    "pytest_xdist_make_scheduler",
]

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".local" / "test"


@dataclass(frozen=True)
class Database:
    """One test's own database, with the address for each role."""

    name: str
    cluster: Cluster

    def url(self, role: str) -> str:
        """`postgresql://role:password@host:port/name`."""
        return self.cluster.url(self.name, role)

    @property
    def admin_url(self) -> str:
        return self.url("postgres")

    @property
    def owner_url(self) -> str:
        return self.url("jatre_owner")

    @property
    def pipeline_url(self) -> str:
        return self.url("jatre_pipeline")

    @property
    def service_url(self) -> str:
        return self.url("jatre_service")

    @property
    def analyst_url(self) -> str:
        return self.url("jatre_analyst")


@pytest.fixture(autouse=True)
def settings_of_one_test() -> Iterator[None]:
    """A process reads its settings once: those of one test, such as its clock, are not those of the next.

    They are forgotten before all other fixtures, as looking for tests may have read them, and again after all others:
    whoever asks for them while these end reads the environment as the test has set it.
    """
    _forget_settings()
    yield
    _forget_settings()


def _forget_settings() -> None:
    settings.cache_clear()
    service_settings.cache_clear()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The test server, running. Tests that kill a server make a `Cluster(tmp_path)` of their own."""
    HOME.mkdir(parents=True, exist_ok=True)
    server = Cluster(server_root(HOME), settings=SETTINGS)
    with (HOME / "users.lock").open("w") as users:
        with alone():
            fcntl.flock(users, fcntl.LOCK_SH)
            server.start()
        yield server
        if _admins:
            _admins.pop().close()
        with alone():
            if _is_last(users):
                server.stop()


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """Name of a migrated database that nobody connects to; made anew when the schema's files have changed."""
    name = f"template_{schema_fingerprint()}"
    with alone(), psycopg.connect(cluster.url(), autocommit=True) as admin:
        if admin.execute("select from pg_database where datname = %s", [name]).fetchone() is None:
            _forget_templates(admin)
            _build(cluster, f"{name}_building")
            admin.execute(sql.SQL("alter database {} rename to {}").format(*_names(f"{name}_building", name)))
    return name


@pytest.fixture
def database(cluster: Cluster, template: str) -> Iterator[Database]:
    """An empty, migrated database of its own: what a test commits is really committed, so NOTIFY works."""
    with empty_database(cluster, template) as made:
        yield made


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """The pipeline's way into the test's database."""
    made = engine_of(database.pipeline_url)
    yield made
    made.dispose()


@contextmanager
def empty_database(cluster: Cluster, template: str, name: str | None = None) -> Iterator[Database]:
    """The same for as long as it is entered, such as for all tests of a module."""
    name = name or f"test_{uuid4().hex[:12]}"
    admin = _admin(cluster)
    copy_database(admin, template, name)
    try:
        yield Database(name, cluster)
    finally:
        admin.execute(sql.SQL("drop database {} with (force)").format(*_names(name)))


def filled_template(cluster: Cluster, template: str, sources: Iterable[Path], fill: Callable[[str], None]) -> str:
    """Name of a copy of `template` that `fill` was given by its name; made anew when one of `sources` has changed."""
    name = f"{template}_{_fingerprint(sources)}"
    with alone(), psycopg.connect(cluster.url(), autocommit=True) as admin:
        if admin.execute("select from pg_database where datname = %s", [name]).fetchone() is None:
            _forget_templates(admin, f"{template}_")
            copy_database(admin, template, f"{name}_building")
            fill(f"{name}_building")
            admin.execute(sql.SQL("alter database {} rename to {}").format(*_names(f"{name}_building", name)))
    return name


def copy_database(admin: psycopg.Connection, template: str, name: str) -> None:
    """Make a database `name` that has all of `template`, to which nobody is connected."""
    # files are copied in half the processor time that the server's usual way takes, which writes each page into the log
    copy = sql.SQL("create database {} template {} owner jatre_owner strategy file_copy")
    admin.execute(copy.format(*_names(name, template)))


_admins: list[psycopg.Connection] = []


def _admin(cluster: Cluster) -> psycopg.Connection:
    """One connection that makes all databases of a session: to open it takes a third as long as to make one."""
    if not _admins or _admins[0].closed:
        _admins[:] = [psycopg.connect(cluster.url(), autocommit=True)]
    return _admins[0]


def _build(cluster: Cluster, name: str) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(*_names(name)))
    setup.prepare(cluster.url(), cluster.credentials, {name: "jatre_owner"})
    setup.migrate(cluster.url(name, "jatre_owner"))
    with psycopg.connect(cluster.url(name), autocommit=True) as admin:
        shorten_logins(admin, cluster.credentials)
        # half of what would be copied for each test: PostGIS's 8,500 systems of coordinates, of which ours is one
        admin.execute("delete from spatial_ref_sys where srid <> 4326")
        # and of the system's catalogs what the migrations have left behind, with two more files for each
        for (table,) in admin.execute(_FULL_OF_LEFTOVERS).fetchall():
            admin.execute(f"vacuum full {table}")
    psycopg.connect(cluster.url(name)).close()  # writes down what each connection to a copy would have to find out


_FULL_OF_LEFTOVERS = """
    select oid::regclass::text from pg_class
    where relkind = 'r' and not relisshared
      and (relnamespace = 'pg_catalog'::regnamespace or oid = 'spatial_ref_sys'::regclass)
"""


def _forget_templates(admin: psycopg.Connection, beginning: str = "template_") -> None:
    stale = admin.execute(
        "select datname from pg_database where datname ~ %s", [f"^{beginning}[0-9a-f]+(_[0-9a-f]+)?(_building)?$"]
    ).fetchall()
    for (name,) in stale:
        admin.execute(sql.SQL("drop database {} with (force)").format(*_names(name)))


def schema_fingerprint() -> str:
    """Of all that a migrated database is made from."""
    folder = ROOT / "include/sql"
    statements = [path for path in folder.rglob("*.sql") if path.parent.name != "queries"]
    comments = (ROOT / "include/models").rglob("*.py")  # a model explains its columns
    return _fingerprint([*statements, *comments, *(folder / "migrations").rglob("*.py")])


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _names(*names: str) -> list[sql.Identifier]:
    return [sql.Identifier(name) for name in names]


class alone:  # noqa: N801 - reads as a sentence: with alone()
    """Only one session at a time starts, stops or migrates."""

    def __enter__(self) -> None:
        HOME.mkdir(parents=True, exist_ok=True)
        self._file = (HOME / "setup.lock").open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_error: object) -> None:
        self._file.close()


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
