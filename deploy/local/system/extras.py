"""Programs that some tests put beside the service. They are unpacked under .local, not installed: nothing starts, and
nothing of the machine changes. Where they cannot be had, those tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from deploy.local.steps import LOCAL, record

UNPACKED = LOCAL / "extras"
PACKAGES = ("nginx", "libfaketime")


def nginx() -> Path | None:
    """The web server."""
    system = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    return Path(system) if system else _found("usr/sbin/nginx")


def faketime() -> Path | None:
    """The library that gives a program another time."""
    return _found("usr/lib/*/faketime/libfaketime.so.1")


def fetch() -> None:
    """Unpack what is not there yet; what Debian's mirrors do not give is left out, and the log names the cause."""
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
