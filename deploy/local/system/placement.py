"""Which PostgreSQL to run, as whom, and where its files may live.

PostgreSQL refuses to run as root, so root runs it as an unprivileged user; that user may not be able to reach a
checkout under /root, for one. Then the files live in a folder of their own under /var/lib.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local.steps import Problem
from deploy.local.system import homebrew

OUTSIDE = Path("/var/lib/jatre")
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
"""One that the system has; macOS refuses to start a server under one that it does not know."""
INSTALL = (
    "install PostgreSQL with PostGIS; on Debian or Ubuntu: sudo apt-get install -y postgresql postgresql-NN-postgis-3 "
    "(NN is the version of PostgreSQL that the distribution offers); on macOS: brew install postgresql@17 postgis; "
    "then run the same command again"
)


def unprivileged_user() -> str | None:
    """The user to run the server as; None means: as ourselves. Raises `Problem` when root finds no such user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Problem("PostgreSQL does not run as root, and there is no user `postgres`", "adduser --system postgres")


def data_folder(root: Path, user: str | None) -> Path:
    """Where the cluster of `root` keeps its data: inside `root`, or outside where `user` cannot reach it."""
    nearest = root
    while not nearest.exists():
        nearest = nearest.parent
    if user is None or run_as(user, ["test", "-x", str(nearest)]).returncode == 0:
        return root / "data"
    return OUTSIDE / hashlib.sha256(str(root).encode()).hexdigest()[:12] / "data"


def own(path: Path, user: str | None) -> None:
    """Give a file or folder to the server's user."""
    if user is not None:
        shutil.chown(path, user, _group(user))


def run_as(user: str | None, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command as the server's user, from a folder that any user can enter; the output is one text."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "JATRE_HOME") if name in os.environ}
    return subprocess.run(
        command, user=user, group=_group(user) if user else None, extra_groups=[] if user else None, cwd="/",
        env=kept | {"LC_ALL": LOCALE}, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip


def binaries(version: str | None = None) -> Path:
    """The folder of initdb, pg_ctl and postgres, of the newest installed version that has PostGIS.

    `version` (a major version, "15") asks for that one: a data folder is read only by the version that made it.
    Raises `Problem` when there is none.
    """
    found = [folder for folder in _candidates() if (folder / "initdb").exists()]
    if not found:
        raise Problem("PostgreSQL's server programs (initdb, pg_ctl) are not installed", INSTALL)
    if version is not None:
        found = [folder for folder in found if _major(folder) == version]
        if not found:
            raise Problem(
                f"the database was made by PostgreSQL {version}, which is no longer installed",
                f"install postgresql-{version}, or remove .local to begin anew",
            )
    with_postgis = [folder for folder in found if has_postgis(folder)]
    if not with_postgis:
        raise Problem(f"PostgreSQL {_major(found[0])} is installed without PostGIS", INSTALL)
    return with_postgis[0]


def has_postgis(folder: Path) -> bool:
    """Whether the installation with that folder of programs offers the extension PostGIS."""
    asked = subprocess.run([folder / "pg_config", "--sharedir"], text=True, capture_output=True, check=False)
    share = Path(asked.stdout.strip() or f"/usr/share/postgresql/{_major(folder)}")
    return (share / "extension" / "postgis.control").exists()


def _candidates() -> list[Path]:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    redhat = sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    return debian + redhat + homebrew.servers() + ([Path(on_path).resolve().parent] if on_path else [])


def _major(folder: Path) -> str:
    asked = subprocess.run([folder / "postgres", "--version"], text=True, capture_output=True, check=False)
    return asked.stdout.split()[2].split(".")[0] if asked.returncode == 0 else folder.parent.name


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
