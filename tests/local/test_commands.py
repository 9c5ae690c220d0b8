"""The commands of the Makefile, typed in a checkout where nothing runs, or with something that cannot be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.local import cli, development, form
from deploy.local.commands import psql
from deploy.local.database.postgres import Cluster
from deploy.local.steps import Problem
from deploy.local.system.environment import PYTHON
from tests.conftest import empty_database

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("include", "realtime", "samples", "requirements", ".venv")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own, so that what runs in this one is not looked at."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", tmp_path)
    for part in PARTS:
        (tmp_path / part).symlink_to(ROOT / part)
    return tmp_path


def typed(checkout: Path, *words: str, **variables: str) -> tuple[int, str]:
    """Exit code and output of `make` with these words."""
    done = subprocess.run(
        ["make", "-s", *words], cwd=checkout, env=os.environ | variables, text=True, timeout=120, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_every_command_is_listed_with_what_it_does(checkout: Path) -> None:
    code, shown = typed(checkout, "help")

    assert code == 0
    listed = {line.split()[1] for line in shown.splitlines() if line.startswith("  make ")}
    assert listed == {"help", *cli.COMMANDS}


@pytest.mark.parametrize(
    ("command", "variable"), [("why", "LISTING"), ("preview", "URL"), ("webhook-secret", "SOURCE")]
)
def test_what_is_asked_about_may_begin_like_an_option(
    command: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda words, **_: called.append(words) or 0)
    monkeypatch.setattr(cli, "_require_running", lambda _: None)
    monkeypatch.setattr(form, "recall", lambda: None)
    monkeypatch.setattr(sys, "argv", ["run", command, "--given"])
    monkeypatch.setenv(variable, "-OaBc12")

    assert cli.COMMANDS[command]() == 0

    assert called[0][-3:] == ["--given", "--", "-OaBc12"]


def test_any_command_of_an_operator_runs_on_the_database_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda words, **_: called.append(words) or 0)
    monkeypatch.setattr(cli, "_require_running", lambda _: None)
    for asked in (["places", "show", "toit"], ["health"]):
        monkeypatch.setattr(sys, "argv", ["run", "operate", *asked])
        assert cli.operate() == 0

    assert called[0][-3:] == ["include.operations.places", "show", "toit"]
    assert called[1][-1] == "include.operations.health"


@pytest.mark.parametrize("asked", [[], ["nothing"], ["deciding"], ["../places"]])
def test_a_command_that_there_is_not_is_answered_with_those_there_are(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_require_running", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["run", "operate", *asked])

    with pytest.raises(Problem, match=r"places, .*venues"):
        cli.operate()


def test_a_source_is_read_again_at_its_last_fetch_or_that_of_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda words, **_: called.append(words) or 0)
    monkeypatch.setattr(cli, "_require_running", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["run", "reread"])
    monkeypatch.delenv("SOURCE", raising=False)
    monkeypatch.delenv("DATE", raising=False)
    with pytest.raises(Problem, match="SOURCE is missing"):
        cli.reread()

    monkeypatch.setenv("SOURCE", "bflat")
    cli.reread()
    monkeypatch.setenv("DATE", "2026-03-07")
    cli.reread()

    assert [words[-3:] for words in called] == [
        ["include.pipeline", "--source=bflat", "--reread=last"],
        ["include.pipeline", "--source=bflat", "--reread=2026-03-07"],
    ]


def test_where_nothing_runs_status_reports_it(checkout: Path) -> None:
    assert typed(checkout, "status") == (0, "Nothing runs; `make demo` starts it.\n")


def test_where_nothing_runs_the_logs_end(checkout: Path) -> None:
    logs = checkout / ".local" / "log"
    logs.mkdir(parents=True)
    (logs / "realtime.log").write_text("the last line\n", encoding="utf-8")

    code, shown = typed(checkout, "logs")

    assert code == 0
    assert "the last line" in shown


@pytest.mark.parametrize("command", ["logs", "seed", "psql"])
def test_what_needs_a_demo_names_how_to_start_one(command: str, checkout: Path) -> None:
    code, shown = typed(checkout, command)

    assert code != 0
    assert "Remedy: make demo" in shown


@pytest.mark.parametrize(
    "module", ["demo", "new_source", *(pytest.param(one, marks=pytest.mark.long) for one in ("psql", "seed", "replay"))]
)
def test_an_impossible_port_is_explained_by_whatever_reads_it(module: str, checkout: Path) -> None:
    done = subprocess.run(
        [PYTHON, "-m", f"deploy.local.commands.{module}"], cwd=checkout, env=os.environ | {"JATRE_PORT": "99999"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "JATRE_PORT=99999 is no port" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("variables", "cause"),
    [
        ({"JATRE_PORT": "99999"}, "JATRE_PORT=99999 is no port"),
        ({"AIRFLOW_PORT": "eight"}, "AIRFLOW_PORT=eight is no port"),
        ({"AS_OF": "26.9.2025"}, "AS_OF=26.9.2025 is not a date"),
    ],
)
def test_make_demo_refuses_what_cannot_be_before_it_does_anything(
    variables: dict[str, str], cause: str, checkout: Path
) -> None:
    code, shown = typed(checkout, "demo", **variables)

    assert code != 0
    assert cause in shown
    assert "-- " not in shown


@pytest.mark.parametrize("given", [{}, {"DATA": "somewhere"}, {"AS_OF": "2025-09-26"}])
def test_a_replay_names_what_it_needs(given: dict[str, str], checkout: Path) -> None:
    code, shown = typed(checkout, "replay", **given)

    assert code != 0
    assert "make replay DATA=<folder of .json and .ics> AS_OF=2025-09-26" in shown


def test_a_replay_of_a_folder_that_is_not_there_starts_nothing(checkout: Path) -> None:
    code, shown = typed(checkout, "replay", DATA="/nowhere", AS_OF="2025-09-26")

    assert code != 0
    assert "/nowhere is no folder" in shown
    assert not (checkout / ".local" / "postgres").exists()


@pytest.mark.parametrize(
    ("codes", "failed"), [([0, 0, 0, 0], False), ([0, 0, 1, 0], True), ([1, 0, 0, 0], True), ([0, -9, 0, 0], True)]
)
def test_the_long_run_fails_when_one_of_its_parts_does_or_is_killed(
    codes: list[int], failed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = iter(codes)
    monkeypatch.setenv("JATRE_FAULT_CHANGES", "1")
    monkeypatch.setattr(development, "coverage", lambda: next(ended))
    monkeypatch.setattr(development, "faults", lambda: 0)
    monkeypatch.setattr(development.checks, "call", lambda command: next(ended))

    assert (development.long() != 0) == failed
    assert list(ended) == [], "all parts run, also after a failure"


def test_a_restart_finds_the_form_of_the_last_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in form.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JATRE_MODE", "live")
    monkeypatch.setenv("JATRE_PORT", "8123")
    form.remember(tmp_path)
    monkeypatch.delenv("JATRE_MODE")
    monkeypatch.setenv("JATRE_PORT", "8124")

    form.recall(tmp_path)

    # what is given now wins
    assert (os.environ["JATRE_MODE"], os.environ["JATRE_PORT"]) == ("live", "8124")
    assert (tmp_path / "form.json").stat().st_mode & 0o077 == 0


@pytest.fixture
def mode(cluster: Cluster, template: str) -> Iterator[str]:
    """The mode of an installation whose database is on the tests' server."""
    mode = uuid4().hex[:12]
    with empty_database(cluster, template, f"jatre_{mode}"):
        yield mode


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("select current_user || ' ' || count(*) from event_public_v1", f"{psql.ROLE} 0"),
        ("delete from discovered_events", "cannot execute DELETE in a read-only transaction"),
        ("select config from event_sources", "permission denied"),
    ],
)
def test_the_prompt_is_that_of_the_analyst_who_reads_only(
    statement: str, shown: str, mode: str, cluster: Cluster, checkout: Path
) -> None:
    (checkout / ".local").mkdir()
    passwords = {psql.ROLE: cluster.credentials.get(psql.ROLE)}
    (checkout / ".local" / "secrets.json").write_text(json.dumps(passwords), encoding="utf-8")

    done = subprocess.run(
        [PYTHON, "-m", "deploy.local.commands.psql", "-tAc", statement], cwd=checkout, text=True, check=False,
        env=os.environ | {"DATABASE_URL": cluster.url(), "JATRE_MODE": mode},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip

    assert shown in done.stdout
    assert f"user {psql.ROLE}" in done.stdout
    assert passwords[psql.ROLE] not in done.stdout
