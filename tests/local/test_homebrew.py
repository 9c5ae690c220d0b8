"""On macOS Homebrew has PostgreSQL with PostGIS, or installs it. Seen with a `brew` of our own; no Mac was at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local.steps import Problem
from deploy.local.system import homebrew, packages, placement

BREW = """#!/bin/sh
echo "$@" >> "{prefix}/asked"
[ "$1" = --prefix ] && echo "{prefix}"
[ "$1" = install ] && [ "$2" = postgresql@17 ] && exec "{prefix}/pour"
exit 0
"""
POUR = """#!/bin/sh
/bin/mkdir -p "{share}/extension"
: > "{share}/extension/postgis.control"
"""


def keg(prefix: Path, version: str, *, postgis: bool) -> Path:
    """What Homebrew keeps of a version: programs in a folder of their own, extensions in a common one."""
    folder, share = prefix / f"opt/postgresql@{version}/bin", prefix / f"share/postgresql@{version}"
    folder.mkdir(parents=True)
    if postgis:
        (share / "extension").mkdir(parents=True)
        (share / "extension" / "postgis.control").touch()
    outputs = {"initdb": "", "postgres": f"postgres (PostgreSQL) {version}.2 (Homebrew)", "pg_config": str(share)}
    for name, words in outputs.items():
        _script(folder / name, f"#!/bin/sh\necho '{words}'\n")
    return folder


def _script(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Mac as far as it is looked at: Homebrew on the PATH, no apt-get, no server elsewhere."""
    made = tmp_path / "home brew"
    (made / "bin").mkdir(parents=True)
    _script(made / "bin/brew", BREW.format(prefix=made))
    _script(made / "pour", POUR.format(share=made / "share/postgresql@17"))
    monkeypatch.setenv("PATH", str(made / "bin"))
    monkeypatch.setattr(placement, "_candidates", homebrew.servers)
    return made


def asked(prefix: Path) -> list[str]:
    """What `brew` was asked to install."""
    lines = (prefix / "asked").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("install")]


def test_the_newest_version_that_has_postgis_is_taken(prefix: Path) -> None:
    keg(prefix, "15", postgis=True)
    keg(prefix, "16", postgis=True)
    keg(prefix, "17", postgis=False)

    assert placement.binaries() == prefix / "opt/postgresql@16/bin"
    assert placement.binaries("15") == prefix / "opt/postgresql@15/bin"


def test_what_is_missing_is_poured_and_then_used(prefix: Path) -> None:
    keg(prefix, "17", postgis=False)

    packages.ensure(server=True, browser=False)

    assert asked(prefix) == ["install postgresql@17 postgis"]
    assert placement.binaries() == prefix / "opt/postgresql@17/bin"


def test_what_is_there_is_not_asked_for(prefix: Path) -> None:
    keg(prefix, "15", postgis=True)

    packages.ensure(server=True, browser=False)

    assert asked(prefix) == []


def test_a_browser_is_a_cask(prefix: Path) -> None:
    keg(prefix, "17", postgis=True)

    with pytest.raises(Problem, match="still missing: Chromium"):
        packages.ensure(server=True, browser=True)
    assert "install --cask google-chrome" in asked(prefix)


def test_where_homebrew_fails_its_words_are_shown_with_the_command(prefix: Path) -> None:
    _script(prefix / "pour", "#!/bin/sh\necho 'no bottle available!'; exit 1\n")

    with pytest.raises(Problem, match="no bottle available") as failure:
        packages.ensure(server=True, browser=False)
    assert failure.value.remedy == "brew install postgresql@17 postgis"


def test_without_homebrew_the_error_names_the_way(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(homebrew, "USUAL", ())

    with pytest.raises(Problem) as failure:
        packages.ensure(server=True, browser=False)
    assert "https://brew.sh" in failure.value.remedy
    assert "brew install postgresql@17 postgis" in failure.value.remedy
