"""Programs that some tests put beside the service. They are unpacked under .local, not installed: nothing starts, and
nothing of the machine changes. Where they cannot be had, those tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from deploy.local.steps import LOCAL, ROOT, record

UNPACKED = LOCAL / "extras"
PACKAGES = ("nginx", "libfaketime")
TYPESCRIPT = ROOT / "tests" / "clients" / "typescript"
"""Which packages of npm a generated client is made and tried with, with their pins."""


def nginx() -> Path | None:
    """The web server."""
    system = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    return Path(system) if system else _found("usr/sbin/nginx")


def faketime() -> Path | None:
    """The library that gives a program another time."""
    return _found("usr/lib/*/faketime/libfaketime.so.1")


def typescript() -> Path | None:
    """The folder with TypeScript's compiler and the generator; None where they, or the pinned ones, are not."""
    pins = UNPACKED / "typescript" / "package-lock.json"
    is_there = pins.is_file() and pins.read_bytes() == (TYPESCRIPT / pins.name).read_bytes()
    return pins.parent if is_there and shutil.which("node") else None


def fetch() -> None:
    """Unpack what is not there yet; what cannot be had is left out, and the log names the cause."""
    _fetch_typescript()
    _fetch_packages()


def _fetch_typescript() -> None:
    if typescript():
        return
    if shutil.which("node") is None or shutil.which("npm") is None:
        record("no node with npm here: the tests of a client in TypeScript are skipped")
        return
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=UNPACKED) as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(TYPESCRIPT / name, folder)
        # no package may run anything while it is unpacked
        if _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder):
            shutil.rmtree(UNPACKED / "typescript", ignore_errors=True)
            shutil.copytree(folder, UNPACKED / "typescript", symlinks=True)


def _fetch_packages() -> None:
    if nginx() and faketime():
        return
    if shutil.which("apt-get") is None:
        record("no apt-get here: the tests with nginx and with another clock are skipped")
        return
    with tempfile.TemporaryDirectory() as folder:
        if not _download(folder) and os.geteuid() == 0:
            _run("apt-get", "update", folder=folder)
            _download(folder)
        for package in Path(folder).glob("*.deb"):
            _run("dpkg-deb", "-x", str(package), str(UNPACKED), folder=folder)


def _download(folder: str) -> bool:
    return _run("apt-get", "download", *PACKAGES, folder=folder)


def _run(*command: str, folder: str) -> bool:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        record(f"{' '.join(command[:2])}: {done.stderr.strip()}")
    return done.returncode == 0


def _found(pattern: str) -> Path | None:
    return next(UNPACKED.glob(pattern), None)
