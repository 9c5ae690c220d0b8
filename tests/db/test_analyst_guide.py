"""Every question of the analysts' guide is asked, as the analyst, of a small scene whose answers are known."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from tests.conftest import ROOT, Cluster, empty_database
from tests.db.analyst_scene import NOW, TUESDAY, march, play

GUIDE = (ROOT / "docs" / "analyst-guide.md").read_text(encoding="utf-8")
NOTEBOOK = json.loads((ROOT / "docs" / "analyst-notebook.ipynb").read_text(encoding="utf-8"))
QUERIES = dict(re.findall(r"^### (.+?)\n.*?^```sql\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
HOUR = timedelta(hours=1)
ANSWERS: dict[str, Any] = {
    "How many events are there per week and category?": [
        (date(2026, 3, 2), "music", 1, 1),
        (date(2026, 3, 16), "music", 1, 1),
        (date(2026, 3, 16), "workshop", 1, 1),  # the walk of that week is off
        (date(2026, 3, 23), "music", 1, 1),
    ],
    "On which days and at what hour do things begin?": [(2, 19, 2), (3, 10, 1), (6, 7, 1)],
    "How much of it is free, and what does the rest cost?": [
        ("music", 2, 0, 200, "INR"),
        ("food_festival", 1, 0, None, None),
        ("workshop", 1, 1, None, None),
    ],
    "Which venues have most ahead, and which have gone quiet?": [
        ("The Tree", 1, 1, TUESDAY),
        ("The Barn", 0, 1, march(7, 2)),
    ],
    "What is called off, month by month?": [(date(2026, 3, 1), 4, 1)],
    "What do people look at?": [("Raga night", 40, 6, 2), ("Clay for beginners", 12, 0, 1)],
    # the paper's own second listing of the workshop is nobody's duplicate
    "Which source brings duplicates, and who is first?": [
        ("blog", "paper", 1, 2 * HOUR),
        ("paper", "club", 1, 24 * HOUR),
    ],
    "What would be lost without a source?": [("blog", 1), ("club", 1)],
    "How long from listing to page?": [
        ("blog", 1, 10 * HOUR, 10 * HOUR),
        ("club", 2, HOUR, HOUR),
        ("paper", 1, 3 * HOUR, 3 * HOUR),
    ],
    "What comes in each day, and what becomes of it?": [
        (date(2026, 3, 1), 1, 0, 0, 1),
        (date(2026, 3, 2), 1, 1, 0, 0),
        (date(2026, 3, 3), 2, 1, 0, 1),
        (date(2026, 3, 4), 2, 1, 0, 1),
        (date(2026, 3, 5), 1, 0, 0, 1),
        (date(2026, 3, 9), 1, 0, 0, 0),
        (date(2026, 3, 10), 4, 0, 0, 0),
        (date(2026, 3, 11), 3, 0, 3, 0),
        (date(2026, 3, 12), 1, 0, 0, 0),
    ],
    "How stale is what we show?": [
        ("paper", "healthy", 48 * HOUR, 1),
        ("blog", "degraded", 24 * HOUR, 1),
        ("club", "healthy", HOUR, 1),
    ],
    "Which sources bring less than they did?": [("blog", "degraded", 2, None, 0, 1, [])],
    "What is set aside, and why?": [
        ("blog", "a job offer", 2),
        ("blog", "title: longer, larger or more than is taken", 1),
    ],
    "What did moderators reject, and why?": [
        ("reject", "an advertisement", 3),
        ("reject", "(in words used less than three times)", 1),
    ],
    "What waits for a moderator, and for how long?": [("low quality", 2, 126 * HOUR)],
}
"""In the order of the guide."""


@pytest.fixture(scope="module")
def analyst(cluster: Cluster, template: str) -> Iterator[psycopg.Connection]:
    with empty_database(cluster, template) as database:
        with (
            psycopg.connect(database.pipeline_url, autocommit=True) as pipeline,
            psycopg.connect(database.owner_url, autocommit=True) as owner,
        ):
            play(pipeline, owner)
        with psycopg.connect(database.analyst_url, autocommit=True) as connection:
            connection.execute("select set_config('jatre.now', %s, false)", [NOW.isoformat()])
            yield connection


def test_each_question_has_its_answer_here() -> None:
    assert list(ANSWERS) == list(QUERIES)
    assert len(QUERIES) >= 12
    assert GUIDE.count("```sql") == len(QUERIES)


@pytest.mark.parametrize("question", QUERIES)
def test_a_question(analyst: psycopg.Connection, question: str) -> None:
    assert analyst.execute(QUERIES[question].encode()).fetchall() == ANSWERS[question]


def cells() -> list[str]:
    return ["".join(one["source"]) for one in NOTEBOOK["cells"] if one["cell_type"] == "code"]


def test_the_notebook_s_queries_run_and_find_something(analyst: psycopg.Connection) -> None:
    asked = [
        ast.literal_eval(call.args[0])
        for cell in cells()
        for call in ast.walk(ast.parse(cell))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "ask"
    ]

    assert len(asked) >= 6
    for query in asked:
        assert analyst.execute(query.encode()).fetchall(), query


def test_the_notebook_is_kept_without_what_it_once_showed() -> None:
    """Its answers would be some installation's, and each run would be a change of the file."""
    kept = [one for one in NOTEBOOK["cells"] if one["cell_type"] == "code"]

    assert [one for one in kept if one["outputs"] or one["execution_count"]] == []


def test_the_guide_lists_every_view(analyst: psycopg.Connection) -> None:
    views = {name for (name,) in analyst.execute(
        "select relname from pg_class where relnamespace = 'analytics'::regnamespace and relkind in ('v', 'm')"
    )}  # fmt: skip

    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)) == views
