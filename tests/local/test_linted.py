"""SQL that has passed the linter is not linted again, until it or the rules change."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import checks, linted


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two files of SQL, one of which is not linted."""
    sql = tmp_path / "include" / "sql"
    sql.mkdir(parents=True)
    (sql / "a.sql").write_text("select 1", encoding="utf-8")
    (sql / "schema.sql").write_text("SELECT", encoding="utf-8")
    (tmp_path / "ignored").write_text("include/sql/schema.sql\n", encoding="utf-8")
    (tmp_path / "rules").write_text("lower", encoding="utf-8")
    monkeypatch.setattr(linted, "ROOT", tmp_path)
    monkeypatch.setattr(linted, "FOLDER", sql)
    monkeypatch.setattr(linted, "IGNORED", tmp_path / "ignored")
    monkeypatch.setattr(linted, "RULES", [tmp_path / "rules"])
    monkeypatch.setattr(linted, "PASSED", tmp_path / "passed")
    return tmp_path


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How the next runs of the linter end; a run that is not expected fails."""
    codes: list[int] = []

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        assert command[-1] == "include/sql/a.sql"
        return subprocess.CompletedProcess(command, codes.pop(0), "")

    monkeypatch.setattr(checks, "_captured", run)
    yield codes
    assert codes == []


@pytest.mark.parametrize("file", ["include/sql/a.sql", "rules"])
def test_what_has_passed_is_linted_again_when_it_or_a_rule_changes(folder: Path, codes: list[int], file: str) -> None:
    codes += [0, 0]
    results = [checks._lint_sql().returncode for _ in range(2)]
    (folder / file).write_text("select 2", encoding="utf-8")
    results += [checks._lint_sql().returncode for _ in range(2)]

    assert results == [0, 0, 0, 0]


def test_what_has_failed_is_linted_again(folder: Path, codes: list[int]) -> None:
    codes += [1, 0]

    assert [checks._lint_sql().returncode for _ in range(3)] == [1, 0, 0]
