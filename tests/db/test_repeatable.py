"""Functions, views and triggers: one file an object, its present definition, applied again when it has changed."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import SyntaxError as BrokenStatement

from include.sql.migrations import repeatable
from tests.conftest import ROOT, Database

SQL = ROOT / "include" / "sql"
CREATED = re.compile(r"^create (function|view|materialized view|trigger) (?:jatre\.|(analytics)\.)?(\w+)", re.MULTILINE)
FOLDER = {"function": "functions", "view": "views", "materialized view": "views", "trigger": "triggers"}


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url) as connection:
        yield connection


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the files, to be changed."""
    copy = tmp_path / "sql"
    for folder in repeatable.FOLDERS:
        shutil.copytree(SQL / folder, copy / folder)
    for name in repeatable.LAST_FILES:
        shutil.copy(SQL / name, copy / name)
    return copy


def objects(connection: psycopg.Connection) -> set[tuple[str, str]]:
    rows = connection.execute(
        """
        select 'functions', proname::text from pg_proc where pronamespace = 'jatre'::regnamespace
        union all
        select 'views', relname from pg_class where relnamespace = 'jatre'::regnamespace and relkind in ('v', 'm')
        union all
        select 'analytics', relname from pg_class
        where relnamespace = 'analytics'::regnamespace and relkind in ('v', 'm')
        union all
        select 'triggers', tgname from pg_trigger join pg_class c on c.oid = tgrelid
        where c.relnamespace = 'jatre'::regnamespace and not tgisinternal
        """
    )
    return set(rows.fetchall())


def test_each_file_holds_the_one_object_of_its_name() -> None:
    for one in repeatable.definitions():
        found = [(schema or FOLDER[kind], name) for kind, schema, name in CREATED.findall(one.text)]
        assert found == [(one.path.parent.name, one.path.stem)], one.path


def test_the_database_holds_what_the_files_say_and_nothing_else(owner: psycopg.Connection) -> None:
    assert objects(owner) == {(one.path.parent.name, one.path.stem) for one in repeatable.definitions()}


def test_nothing_is_superseded() -> None:
    """Every object is an analyst's, or called by the service, a query, a right that is granted, or one that is."""
    texts: dict[str, str] = defaultdict(str)  # a trigger and its function may share a name
    for one in repeatable.definitions():
        texts[one.path.stem] += re.sub(r"--.*", "", one.text)
    triggers = {one.path.stem for one in repeatable.definitions() if one.path.parent.name == "triggers"}
    analysts = {one.path.stem for one in repeatable.definitions() if one.path.parent.name == "analytics"}
    programs = [path for folder in ("realtime", "plugins", "include/alerts") for path in (ROOT / folder).rglob("*.py")]
    callers = [*(SQL / "queries").glob("*.sql"), *programs]
    called = {word for path in callers for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    granted = set(re.findall(r"\bjatre\.(\w+_v\d+)\b", (SQL / "grants.sql").read_text(encoding="utf-8")))
    # the runbook calls it, after a restore
    wanted = (set(texts) & called) | granted | triggers | analysts | {"feed_new_epoch_v1"}
    reached: set[str] = set()
    while wanted:
        name = wanted.pop()
        reached.add(name)
        wanted |= (set(texts) & set(re.findall(r"\w+", texts[name]))) - reached

    assert set(texts) - reached == set()
    promises = [re.sub(r"_v\d+$", "", name) for name in texts if re.search(r"_v\d+$", name)]
    assert len(promises) == len(set(promises)), "two versions of one promise: does a rolling restart need both?"


def test_what_has_not_changed_is_left_alone(owner: psycopg.Connection, files: Path) -> None:
    assert repeatable.apply(owner, files) is False


def test_a_changed_definition_is_applied_with_all_that_needs_it(owner: psycopg.Connection, files: Path) -> None:
    before = objects(owner)
    view = files / "views" / "event_public_v1.sql"
    view.write_text(view.read_text().replace("  e.version,\n", "  e.version,\n  1 as one_more,\n", 1))

    assert repeatable.apply(owner, files) is True

    assert owner.execute("select count(one_more) from jatre.event_public_v1").fetchone() == (0,)
    assert objects(owner) == before


def test_an_object_whose_file_is_gone_goes(owner: psycopg.Connection, files: Path) -> None:
    (files / "views" / "trending_events_v1.sql").rename(files / "views" / "popular_events_v1.sql")
    renamed = files / "views" / "popular_events_v1.sql"
    for path in [renamed, *files.rglob("*.sql")]:
        path.write_text(path.read_text().replace("trending_events_v1", "popular_events_v1"))

    repeatable.apply(owner, files)

    assert ("views", "trending_events_v1") not in objects(owner)
    assert ("views", "popular_events_v1") in objects(owner)


def test_a_definition_that_cannot_be_applied_changes_nothing(owner: psycopg.Connection, files: Path) -> None:
    before = objects(owner)
    owner.commit()
    (files / "functions" / "now_v1.sql").write_text(
        "create function jatre.now_v1() returns timestamptz language sql as"
    )

    with pytest.raises(BrokenStatement):
        repeatable.apply(owner, files)

    owner.rollback()
    assert objects(owner) == before


def test_a_view_of_somebody_else_is_never_dropped(database: Database, files: Path) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("create schema report create view music as select title from jatre.event_public_v1")
    (files / "functions" / "now_v1.sql").write_text((files / "functions" / "now_v1.sql").read_text() + "-- newer\n")

    with (
        psycopg.connect(database.owner_url) as owner,
        pytest.raises(repeatable.DependentError, match=r"views of others use the schema: report\.music"),
    ):
        repeatable.apply(owner, files)
