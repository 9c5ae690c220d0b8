"""The peers, installed under a scratch folder at the versions that are pinned here; what cannot be had, and why."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

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
    _run("cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", tools.pump, str(PUMP))


def _node(tools: Tools) -> None:
    # no install scripts: nothing of a package runs before the benchmark runs it
    tools.node.mkdir(exist_ok=True)
    for file in (*PEERS.glob("*.js"), *PEERS.glob("package*.json")):
        shutil.copy(file, tools.node)
    if not (tools.node / "node_modules").exists():
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(tools.node))


def _python(tools: Tools) -> None:
    if not tools.python.exists():
        wanted = ["--quiet", "--target", str(tools.python), "-r", str(PEERS / "requirements.txt")]
        _run(sys.executable, "-m", "pip", "install", *wanted)


def _nats(tools: Tools) -> None:
    if tools.nats:
        return
    downloaded = tools.folder / "nats"
    downloaded.mkdir(exist_ok=True)
    try:
        _run("apt-get", "download", "nats-server", cwd=downloaded)
    except subprocess.CalledProcessError:
        _run("apt-get", "update")
        _run("apt-get", "download", "nats-server", cwd=downloaded)
    for package in downloaded.glob("nats-server_*.deb"):
        _run("dpkg", "-x", str(package), str(downloaded))


def _run(*command: str, cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)
