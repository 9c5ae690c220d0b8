"""The checks of style, types, layers and SQL, alone or while tests run, with the programs of .venv."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from deploy.local import linted
from deploy.local.steps import ROOT, report
from deploy.local.system import environment

CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}
SQL = "sqlfluff"


def run() -> int:
    """All checks; 1 when any failed."""
    return _report(_run_all())


def run_beside(tests: list[str]) -> int:
    """The checks while the tests run, both to their ends: a check uses one processor, and tests often wait."""
    with ThreadPoolExecutor(1) as beside:
        results = beside.submit(_run_all)
        code = call(tests)
    return _report(results.result()) or code


def call(command: list[str], title: str = "") -> int:
    """Run a program of .venv, which writes to this one's output; returns its exit code."""
    report(f"-- {title or ' '.join(command)}")
    return subprocess.call([environment.VENV / "bin" / command[0], *command[1:]], cwd=ROOT, env=venv_environment())


def in_venv(module: str, variables: dict[str, str], *first: str, about: str | None = None) -> int:
    """Run a module; what it is asked `about` may begin with a dash, as some ids and titles do."""
    last = [] if about is None else ["--", about]
    command = [str(environment.PYTHON), "-m", module, *first, *sys.argv[2:], *last]
    return subprocess.call(command, cwd=ROOT, env=venv_environment() | variables)


def venv_environment() -> dict[str, str]:
    """The programs of .venv first. Images of containers forbid Python to keep what it compiles; here many processes of
    the same modules start, in this run and the next."""
    programs = f"{environment.VENV / 'bin'}:{os.environ.get('PATH', os.defpath)}"
    return os.environ | {"PATH": programs, "PYTHONDONTWRITEBYTECODE": ""}


def _run_all() -> list[subprocess.CompletedProcess[str]]:
    """Run every check, all at the same time, also after one has failed."""
    with ThreadPoolExecutor() as pool:
        sql = pool.submit(_lint_sql)
        return [*pool.map(_captured, CHECKS.values()), sql.result()]


def _lint_sql() -> subprocess.CompletedProcess[str]:
    marked = linted.files()
    changed = linted.changed(marked)
    if not changed:
        return subprocess.CompletedProcess([SQL], 0, "")
    result = _captured([SQL, "lint", "--disable-progress-bar", *changed])
    if result.returncode == 0:
        linted.remember(marked.values())
    return result


def _captured(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [environment.VENV / "bin" / command[0], *command[1:]], cwd=ROOT, env=venv_environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip


def _report(results: list[subprocess.CompletedProcess[str]]) -> int:
    """Print what came of each of `CHECKS` and of SQL; 1 when any failed."""
    named = dict(zip([*CHECKS, SQL], results, strict=True))
    for name, result in named.items():
        report(f"-- {name}: {'passed' if result.returncode == 0 else 'failed'}")
        if result.returncode != 0:
            report(result.stdout)
    failed = [name for name, result in named.items() if result.returncode != 0]
    report(f"Checks failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0
