"""The undisturbed day, run once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from deploy.local.database.postgres import Cluster
from tests.conftest import Database
from tests.faults.natural import Tables, tables
from tests.hostile.day import LISTINGS, Feed, healthy_day
from tests.hostile.town import Town, town_with

NewTown = Callable[[Sequence[Feed]], Town]


@pytest.fixture(scope="module")
def new_town(cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewTown]:
    """Makes towns, each with a database of its own."""
    with ExitStack() as stack:

        def make(feeds: Sequence[Feed]) -> Town:
            database = stack.enter_context(_database(cluster, template))
            return stack.enter_context(town_with(database, feeds, tmp_path_factory.mktemp("archive")))

        yield make


@dataclass(frozen=True)
class Day:
    """What the tables hold after it, by natural keys, and how long it took."""

    tables: Tables
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(new_town: NewTown) -> Day:
    """The healthy day without any culprit."""
    town = new_town(healthy_day())
    seconds = town.run()
    seen = tables(town.database.admin_url)
    assert len(seen.listings) == LISTINGS
    assert not town.waiting()
    assert any(len(met) > 1 for met in seen.events), "no two listings meet"
    assert sum(event["is_public"] for event in seen.events.values()) > LISTINGS // 2
    return Day(seen, seconds)


@contextmanager
def _database(cluster: Cluster, template: str) -> Iterator[Database]:
    name = f"hostile_{uuid4().hex[:12]}"
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        names = sql.Identifier(name), sql.Identifier(template)
        admin.execute(sql.SQL("create database {} template {} owner jatre_owner").format(*names))
        yield Database(name, cluster)
        admin.execute(sql.SQL("drop database {} with (force)").format(names[0]))
