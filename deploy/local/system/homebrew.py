"""Homebrew, on macOS: where it keeps PostgreSQL, and installing with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from deploy.local.steps import run

USUAL = ("/opt/homebrew/bin/brew", "/usr/local/bin/brew")
FORMULAS = {"PostgreSQL with PostGIS": ["postgresql@17", "postgis"], "Chromium": ["--cask", "google-chrome"]}
"""What is missing -> what `brew install` is given. Homebrew builds PostGIS for the newest versions of PostgreSQL."""


def program() -> str | None:
    """The path of `brew`, None where there is none."""
    return shutil.which("brew") or next((path for path in USUAL if os.access(path, os.X_OK)), None)


def servers() -> list[Path]:
    """The folders of PostgreSQL's programs, the newest version first."""
    brew = program()
    if brew is None:
        return []
    prefix = subprocess.run([brew, "--prefix"], capture_output=True, text=True, check=False).stdout.strip()
    found = Path(prefix or "/nonexistent").glob("opt/postgresql@*/bin")
    return sorted(found, key=lambda folder: -float(folder.parent.name.partition("@")[2]))


def commands(missing: list[str]) -> list[list[str]]:
    """What to run for what is missing; nothing for what Homebrew does not have."""
    brew = program() or "brew"
    return [[brew, "install", *FORMULAS[need]] for need in missing if need in FORMULAS]


def install(missing: list[str]) -> None:
    """Install it; a running server of Homebrew's own is left alone. Raises `Problem`."""
    for command in commands(missing):
        remedy = " ".join(["brew", *command[1:]])
        run(command, cause="Homebrew could not install", remedy=remedy, env=os.environ | {"HOMEBREW_NO_ENV_HINTS": "1"})
