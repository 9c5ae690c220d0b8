"""What the system lacks is named, with the command that installs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.steps import ROOT, Problem
from deploy.local.system import packages, placement


def programs(folder: Path, version: str, *, postgis: bool) -> Path:
    """A PostgreSQL installation as far as it is looked at: initdb, and programs that print version and folder."""
    share = folder / "share"
    (share / "extension").mkdir(parents=True)
    if postgis:
        (share / "extension" / "postgis.control").touch()
    for name, output in {"initdb": "", "postgres": f"postgres (PostgreSQL) {version}.4", "pg_config": share}.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{output}'\n", encoding="utf-8")
        program.chmod(0o755)
    return folder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []
    monkeypatch.setattr(placement, "_candidates", lambda: found)
    return found


def test_the_newest_version_with_postgis_is_taken(tmp_path: Path, installed: list[Path]) -> None:
    installed += [programs(tmp_path / "17", "17", postgis=False), programs(tmp_path / "15", "15", postgis=True)]
    assert placement.binaries() == tmp_path / "15"


def test_missing_postgis_is_named(tmp_path: Path, installed: list[Path]) -> None:
    installed.append(programs(tmp_path / "17", "17", postgis=False))
    with pytest.raises(Problem, match="PostgreSQL 17 is installed without PostGIS") as failure:
        placement.binaries()
    assert "apt-get install" in failure.value.remedy


def test_files_of_a_version_that_was_removed_are_not_opened_by_another(tmp_path: Path, installed: list[Path]) -> None:
    installed.append(programs(tmp_path / "17", "17", postgis=True))
    with pytest.raises(Problem, match="made by PostgreSQL 15, which is no longer installed"):
        placement.binaries("15")


def test_no_server_at_all_is_named(installed: list[Path]) -> None:
    assert installed == []
    with pytest.raises(Problem, match="not installed"):
        placement.binaries()


def test_who_may_not_install_gets_the_command(
    tmp_path: Path, installed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.append(programs(tmp_path / "17", "17", postgis=False))
    monkeypatch.setattr("shutil.which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(packages, "_privilege", lambda: None)
    monkeypatch.setattr(packages, "_has_library", lambda _name: False)
    monkeypatch.setattr(packages, "_postgres_names", lambda: ["postgresql-17", "postgresql-17-postgis-3"])
    monkeypatch.setattr(packages, "_browser_name", lambda: "chromium-headless-shell")
    with pytest.raises(Problem) as failure:
        packages.ensure(server=True, browser=True)
    assert "PostgreSQL with PostGIS, Chromium, libatomic" in failure.value.cause
    assert "sudo apt-get install -y postgresql-17 postgresql-17-postgis-3 chromium-headless" in failure.value.remedy
    assert "libatomic1" in failure.value.remedy


def test_what_a_fresh_container_lacks_is_named_after_the_lists_of_packages_were_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(packages, "_privilege", list)
    monkeypatch.setattr("shutil.which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(packages, "_browser_name", lambda: "chromium-headless-shell" if asked else "chromium")
    monkeypatch.setattr(packages, "run", lambda command, **_options: asked.append(command))
    monkeypatch.setattr(packages, "_missing", lambda **_needed: [] if len(asked) > 1 else ["Chromium"])

    packages.ensure(server=False, browser=True)

    assert [command[-1] for command in asked] == ["update", "chromium-headless-shell"]


def test_nothing_is_installed_when_nothing_is_missing(
    tmp_path: Path, installed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.append(programs(tmp_path / "15", "15", postgis=True))
    monkeypatch.setattr(packages, "run", lambda *_command, **_options: pytest.fail("installed something"))
    packages.ensure(server=True, browser=False)


def test_a_python_that_does_not_fit_is_explained() -> None:
    wrong = subprocess.run(
        [ROOT / "deploy/local/run", "demo"], env={"PYTHON": "/bin/false", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert wrong.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in wrong.stderr
    assert "make demo PYTHON=" in wrong.stderr


def test_the_bootstrap_needs_nothing_but_the_standard_library() -> None:
    alone = [sys.executable, "-S", "-c", "import deploy.local.cli, sys; print('psycopg' in sys.modules)"]
    done = subprocess.run(alone, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
