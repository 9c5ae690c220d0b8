"""CONTRIBUTING's exercise, done: a column of an event that everyone sees takes three files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from deploy.local.database import columns
from tests.conftest import Database
from tests.db.world import add_event, change, feed, listed

ROOT = Path(__file__).resolve().parents[2]
MODEL = "include/models/events.py"
DOCUMENT = "include/sql/functions/event_document.sql"
HEADER = (
    'from alembic import op\n\nrevision = "exercise"\ndown_revision = "{}"\nbranch_labels = depends_on = None\n\n\n'
)


def blocks() -> list[str]:
    """What the exercise shows: the migration, the line of the model, the line of the document."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    text = page[page.index("### Exercise") : page.index("## Pull requests")]
    return [dedent(block).strip("\n") for block in re.findall(r"```\w+\n(.*?)```", text, re.DOTALL)]


def add_before(path: Path, known: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert known in text
    path.write_text(text.replace(known, f"{line}\n    {known}", 1), encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what migrates, with the three files of the exercise edited, and what is made of them written."""
    shutil.copytree(ROOT / "include", tmp_path / "include", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "alembic.ini", tmp_path)
    migration, in_model, in_document = blocks()
    head = ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).get_current_head()
    new = tmp_path / "include/sql/migrations/versions/exercise.py"
    new.write_text(HEADER.format(head) + migration + "\n", encoding="utf-8")
    add_before(tmp_path / MODEL, "venue_name: Mapped", in_model)
    add_before(tmp_path / DOCUMENT, "'capacity', e.capacity", in_document)
    command = [sys.executable, "-m", "include.filters.statements"]
    subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)}, check=True)
    return tmp_path


@pytest.fixture
def migrated(tree: Path, database: Database) -> Iterator[psycopg.Connection]:
    """The owner of a database that the edited tree has brought to its head, as `make demo` does."""
    environment = os.environ | {"JATRE_OWNER_URL": database.owner_url, "PYTHONPATH": str(tree)}
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True, text=True)
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection


def test_it_is_seen_in_lists_changes_and_views(migrated: psycopg.Connection, database: Database, tree: Path) -> None:
    event = add_event(migrated, dates=1)
    change(migrated, event, dress_code="white")

    newest = feed(migrated)[-1]
    assert (newest.kind, newest.payload["dressCode"]) == ("event:updated", "white")
    window = {"from": "2026-01-01T00:00:00Z"}
    assert [one["dressCode"] for one in listed(migrated, **window)["events"]] == ["white"]
    with psycopg.connect(database.analyst_url) as analyst:
        seen = analyst.execute("select document ->> 'dressCode' from event_public_v1").fetchall()
    assert seen == [("white",)]


def test_it_is_explained_in_the_database_and_in_the_api(
    migrated: psycopg.Connection, database: Database, tree: Path
) -> None:
    stated = columns.text(database.admin_url, (tree / DOCUMENT).read_text(encoding="utf-8"))

    assert (
        '"dressCode": {\n    "type": [\n      "string",\n      "null"\n    ],\n    "description": "What to wear."'
        in stated
    )
