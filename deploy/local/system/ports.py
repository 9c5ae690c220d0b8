"""Which ports on loopback are free."""

from __future__ import annotations

import socket
from contextlib import closing

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of loopback now."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """Whether something accepts connections on that port of loopback."""
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def reaches(host: str, port: int, patience: float) -> bool:
    """Whether `host` accepts a connection within `patience` seconds."""
    try:
        socket.create_connection((host, port), patience).close()
    except OSError:
        return False
    return True


def any_free() -> int:
    """A port nobody listens on; the system picks it."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
