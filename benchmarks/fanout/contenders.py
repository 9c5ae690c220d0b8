"""Who is measured, and how each is started."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from benchmarks.fanout.install import PEERS, Tools
from benchmarks.fanout.server import Server, process, python_path
from benchmarks.feed.arena import Arena, environment
from deploy.local.system import placement, ports
from realtime.auth.tokens import PROGRAM, sign

OURS, SSE, PLAIN = "ours", "ours-sse", "starlette"
_NATS = """host: 127.0.0.1
port: {control}
logfile: "/dev/null"
websocket {{ host: 127.0.0.1, port: {port}, no_tls: true }}
"""
_SECRET = "a secret for the time of a benchmark"
_MANY = {
    "JATRE_LIVE_TOKEN_SECRETS": json.dumps({"bench": _SECRET}),
    "JATRE_MAX_CONNECTIONS_PER_ADDRESS": "0",  # here all come from one
}
_UNPOLLED = {"JATRE_FEED_POLL_SECONDS": "3600", "JATRE_FEED_IDLE_POLL_SECONDS": "3600"}


@dataclass(frozen=True)
class Peer:
    """Somebody else's server: of which kind of tools it is made, what runs it, how its clients speak."""

    kind: str
    program: str
    protocol: str = "ws"


PEERS_BY_NAME = {
    "starlette": Peer("", "starlette_plain.py"),
    "picows": Peer("python", "picows_loop.py"),
    "nats": Peer("nats", "", "nats"),
    "socketio": Peer("node", "socketio.js", "socketio"),
    "ws_npm": Peer("node", "ws.js"),
    "bun": Peer("node", "bun.js"),
    "uws": Peer("node", "uws.js"),
}


@contextmanager
def ours(arena: Arena, protocol: str = "jatre-ws") -> Iterator[Server]:
    """The service, with the port through which the benchmark publishes."""
    port, control = ports.any_free(), ports.any_free()
    settings = environment(arena, port) | _MANY | _UNPOLLED | {"FANOUT_CONTROL": str(control)}
    with process([sys.executable, "-m", "benchmarks.fanout.ours"], settings, (port, control)) as pid:
        yield Server(pid, port, control, protocol, _token())


@contextmanager
def service(arena: Arena, protocol: str = "jatre-sse") -> Iterator[Server]:
    """The service as it is, following the database."""
    port = ports.any_free()
    with process([sys.executable, "-m", "realtime"], environment(arena, port) | _MANY, (port,)) as pid:
        yield Server(pid, port, 0, protocol, _token())


@contextmanager
def peer(name: str, tools: Tools) -> Iterator[Server]:
    """One of the peers; strangers' programs run as nobody in particular where we are root."""
    known, port, control = PEERS_BY_NAME[name], ports.any_free(), ports.any_free()
    python = known.program.endswith(".py")
    variables = python_path(tools) if python else {"PATH": os.environ["PATH"]}
    user = None if python else _stranger(tools)
    with process(_command(name, tools, port, control), variables, (port, control), user) as pid:
        yield Server(pid, port, control, known.protocol)


def available(name: str, tools: Tools) -> bool:
    """Whether there is such a peer here, and it starts; `tools.missing` gets the reason if not."""
    if PEERS_BY_NAME[name].kind in tools.missing:
        return False
    try:
        with peer(name, tools):
            return True
    except RuntimeError as error:
        tools.missing[name] = str(error)
        return False


def _token() -> dict[str, str]:
    signed = sign({"bench": SecretStr(_SECRET)}, PROGRAM, "benchmark", [], time.time() + 3600)
    return {"Authorization": f"Bearer {signed}"}


def _command(name: str, tools: Tools, port: int, control: int) -> list[str]:
    if name == "nats":
        configuration = tools.folder / "nats.conf"
        configuration.write_text(_NATS.format(port=port, control=control), encoding="ascii")
        return [tools.nats, "-c", str(configuration)]
    program = PEERS_BY_NAME[name].program
    if program.endswith(".py"):
        return [sys.executable, str(PEERS / program), str(port), str(control)]
    runtime = tools.bun if name == "bun" else shutil.which("node") or "node"
    return [runtime, str(tools.node / program), str(port), str(control)]


def _stranger(tools: Tools) -> str | None:
    if os.geteuid() != 0:
        return None
    reachable = placement.run_as("nobody", ["test", "-r", str(tools.node / "control.js")]).returncode == 0
    return "nobody" if reachable else None
