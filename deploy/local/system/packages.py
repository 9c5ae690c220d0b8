"""What the operating system has to provide: PostgreSQL with PostGIS, venv, and for the tests a browser.

On Debian and Ubuntu it is installed when that is allowed (as root, or with sudo that asks for no password), and with
Homebrew on macOS; otherwise the exact command is shown.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local.steps import Problem, record, run
from deploy.local.system import homebrew, placement
from include.network.chromium import chromium

CLUSTER_DEFAULTS = Path("/etc/postgresql-common/createcluster.conf")
_OTHERWISE = "install them with the system's package manager (on macOS with Homebrew: https://brew.sh)"


def ensure(*, server: bool, browser: bool) -> None:
    """Install what is missing; `server` a PostgreSQL to run, `browser` Chromium. Raises `Problem`."""
    missing = _missing(server=server, browser=browser)
    if not missing:
        return
    if shutil.which("apt-get"):
        _install_on_debian(missing)
    elif homebrew.program():
        homebrew.install(missing)
    else:
        raise Problem(f"missing on this system: {', '.join(missing)}", f"{_OTHERWISE}; {placement.INSTALL}")
    if still := _missing(server=server, browser=browser):
        raise Problem(f"after the installation still missing: {', '.join(still)}", "see the log of the installation")


def _install_on_debian(missing: list[str]) -> None:
    prefix = _privilege()
    if prefix is None:
        _report_missing(missing, _names(missing))
    _install(prefix or [], missing)


def _missing(*, server: bool, browser: bool) -> list[str]:
    missing = []
    if importlib.util.find_spec("ensurepip") is None and sys.prefix == sys.base_prefix:
        missing.append("Python's venv")
    if server and not _has_server():
        missing.append("PostgreSQL with PostGIS")
    if browser and chromium() is None:
        missing.append("Chromium")
    if browser and sys.platform == "linux" and not _has_library("libatomic.so.1"):
        missing.append("libatomic")
    return missing


def _has_server() -> bool:
    try:
        placement.binaries()
    except Problem as problem:
        record(problem.cause)
        return False
    return True


def _has_library(name: str) -> bool:
    """Whether the system has that shared library; the program that steers the browser needs one that may be missing."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _names(missing: list[str]) -> list[str]:
    return [package for need in missing for package in _debian_names(need)]


def _debian_names(need: str) -> list[str]:
    if need == "libatomic":
        return ["libatomic1"]
    if need == "Chromium":
        return ["chromium-browser"] if _is_ubuntu() else [_browser_name()]
    if need == "Python's venv":
        return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
    return _postgres_names()


def _browser_name() -> str:
    """The browser without windows where the distribution has it; relatives of Debian may have the whole one alone."""
    shell = "chromium-headless-shell"
    known = subprocess.run(["apt-cache", "show", shell], capture_output=True, check=False).returncode == 0
    return shell if known else "chromium"


def _postgres_names() -> list[str]:
    """The distribution's PostgreSQL and the PostGIS for it, or for the version that is installed already."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if installed:
        version = installed[0].parent.parent.name
    else:
        shown = subprocess.run(
            ["apt-cache", "depends", "postgresql"], capture_output=True, text=True, check=False
        ).stdout
        version = next(
            (word.removeprefix("postgresql-") for word in shown.split() if word.startswith("postgresql-")), ""
        )
    return [f"postgresql-{version}", f"postgresql-{version}-postgis-3"] if version else ["postgresql", "postgis"]


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text(encoding="utf-8").split()


def _privilege() -> list[str] | None:
    """What to put before a command to run it as root; None when that is not possible without asking."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _report_missing(missing: list[str], names: list[str]) -> None:
    raise Problem(
        f"missing on this system: {', '.join(missing)}; this user may not install packages",
        f"run this, then the same command again: sudo apt-get update && sudo apt-get install -y {shlex.join(names)}",
    )


def _install(prefix: list[str], missing: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    cause = "apt-get could not install"
    remedy = f"sudo apt-get update && sudo apt-get install -y {shlex.join(_names(missing))}"
    run([*apt, "update"], cause="apt-get could not read the package lists", remedy=remedy, env=environment)
    names = _names(missing)  # before, a fresh container knows of no package
    if "PostgreSQL with PostGIS" in missing and not CLUSTER_DEFAULTS.exists():
        _without_a_system_server(prefix, apt, remedy)
    run([*apt, "install", "-y", "--no-install-recommends", *names], cause=cause, remedy=remedy, env=environment)


def _without_a_system_server(prefix: list[str], apt: list[str], remedy: str) -> None:
    """Debian starts a server of its own with the package; nobody asked for one, so it is kept from doing so."""
    run([*apt, "install", "-y", "--no-install-recommends", "postgresql-common"], cause="apt-get failed", remedy=remedy)
    change = r"s/^#\?create_main_cluster.*/create_main_cluster = false/"
    run([*prefix, "sed", "-i", change, str(CLUSTER_DEFAULTS)], cause="cannot write to /etc", remedy=remedy)
