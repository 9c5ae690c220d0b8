"""The Python packages: a virtual environment in .venv, filled by uv from requirements/*.txt."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from deploy.local.steps import ROOT, report, run
from deploy.local.system import preflight

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
STAMP = VENV / "installed.json"

# uv reads none of pip's configuration; on a machine behind a mirror that is where the registry is named.
_FROM_PIP = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}
_REMEDY = "check the network connection and run the same command again; it goes on where it stopped"


def ensure(*sets: str) -> None:
    """Install `requirements/<set>.txt` for each set; costs nothing when they are unchanged. Raises `Problem`."""
    wanted = {name: _fingerprint(name) for name in sets}
    installed = _installed()
    if all(installed.get(name) == fingerprint for name, fingerprint in wanted.items()):
        report("   the Python packages are as they should be")
        return
    preflight.disk(preflight.INSTALLING_NEEDS)
    _make_venv()
    files = [argument for name in sets for argument in ("-r", str(_file(name)))]
    run(
        [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON), *files],
        cause="the Python packages could not be installed", remedy=_REMEDY, env=os.environ | _registry(),
    )  # fmt: skip
    STAMP.write_text(json.dumps(installed | wanted, indent=1), encoding="utf-8")


def _make_venv() -> None:
    if not _works():
        run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            cause=f"no virtual environment could be made in {VENV}", remedy=f"rm -rf {VENV}, then run it again",
        )  # fmt: skip
    if not (VENV / "bin" / "uv").exists():
        run([str(PYTHON), "-m", "pip", "install", "--quiet", UV], cause="uv could not be installed", remedy=_REMEDY)


def _works() -> bool:
    """Whether .venv has a Python that runs and fits; one that was copied or whose base was removed does not."""
    check = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _fingerprint(name: str) -> str:
    return hashlib.sha256(_file(name).read_bytes()).hexdigest()


def _installed() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8"))) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def _registry() -> dict[str, str]:
    """pip's idea of where packages come from, as uv's environment variables; uv's own settings win."""
    shown = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    found: dict[str, str] = {}
    for line in shown.splitlines():
        key, _, value = line.partition("=")
        variable = _FROM_PIP.get(key.rpartition(".")[2])
        if variable and variable not in os.environ:
            found[variable] = " ".join(str(ast.literal_eval(value)).split())
    if "UV_INDEX" in found:
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return found
