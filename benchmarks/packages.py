"""Packages of programs that a benchmark compares with, at pinned versions, under a scratch folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path


def install_node(source: Path, folder: Path) -> None:
    """Put the JavaScript of `source` into `folder`, beside the packages that its lock file names.

    Raises CalledProcessError, or OSError without npm.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in (*source.glob("*.js"), *source.glob("*.mjs"), *source.glob("package*.json")):
        shutil.copy(file, folder)
    if not (folder / "node_modules").exists():
        # no install scripts: nothing of a package runs before the benchmark runs it
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder))


def install_python(requirements: Path, folder: Path) -> None:
    """Put what `requirements` names into `folder`, to be named by PYTHONPATH. Raises CalledProcessError."""
    if not folder.exists():
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), "-r", str(requirements))


def run(*command: str, cwd: Path | None = None) -> None:
    """Run it to its end in silence. Raises CalledProcessError with what it printed, or OSError."""
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)
