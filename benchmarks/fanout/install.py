"""The peers, installed under a scratch folder at the versions that are pinned here; what cannot be had, and why."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.packages import install_node, install_python, run

PEERS, PUMP = Path(__file__).with_name("peers"), Path(__file__).with_name("pump.c")


@dataclass
class Tools:
    """Where things are. `missing`: a kind (`node`, `python`, `nats`) or one peer -> why there is none."""

    folder: Path
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def node(self) -> Path:
        """The JavaScript peers beside their packages."""
        return self.folder / "node"

    @property
    def python(self) -> Path:
        """A folder of Python packages."""
        return self.folder / "python"

    @property
    def pump(self) -> str:
        """The library of the load generator."""
        return str(self.folder / "pump.so")

    @property
    def bun(self) -> str:
        """The program."""
        return str(next(self.node.glob("node_modules/@oven/bun-*/bin/bun"), "bun"))

    @property
    def nats(self) -> str:
        """The program."""
        found = shutil.which("nats-server", path="/usr/sbin:/usr/bin:/usr/local/bin")
        return found or str(next(self.folder.glob("nats/usr/*bin/nats-server"), ""))


def install(folder: Path) -> Tools:
    """Install what is not there yet. Raises CalledProcessError or OSError without a C compiler."""
    tools = Tools(folder)
    folder.mkdir(parents=True, exist_ok=True)
    build_pump(tools)
    for kind, what in (("node", _node), ("python", _python), ("nats", _nats)):
        print(f"installing: {kind}", flush=True)
        try:
            what(tools)
        except (OSError, subprocess.CalledProcessError) as error:
            output = getattr(error, "stderr", "") or str(error)
            tools.missing[kind] = output.strip().splitlines()[-1][:200]
    return tools


def build_pump(tools: Tools) -> None:
    """Compile the library of the load generator."""
    run("cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", tools.pump, str(PUMP))


def _node(tools: Tools) -> None:
    install_node(PEERS, tools.node)


def _python(tools: Tools) -> None:
    install_python(PEERS / "requirements.txt", tools.python)


def _nats(tools: Tools) -> None:
    if tools.nats:
        return
    downloaded = tools.folder / "nats"
    downloaded.mkdir(exist_ok=True)
    try:
        run("apt-get", "download", "nats-server", cwd=downloaded)
    except subprocess.CalledProcessError:
        run("apt-get", "update")
        run("apt-get", "download", "nats-server", cwd=downloaded)
    for package in downloaded.glob("nats-server_*.deb"):
        run("dpkg", "-x", str(package), str(downloaded))
