"""A small server beside the work that asks it, such as for saved files."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from selectors import EVENT_READ, DefaultSelector
from socketserver import TCPServer


@contextmanager
def serving(server: TCPServer) -> Iterator[None]:
    """Serve from a thread of its own while the block runs.

    However the block ends, the thread ends at once and before the socket is closed, also one that had not begun to
    serve.
    """
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=_serve, args=(server, theirs), daemon=True)
    with server, theirs:
        thread.start()
        try:
            yield
        finally:
            ours.close()
            thread.join()


def _serve(server: TCPServer, ending: socket.socket) -> None:
    """Answer until the other end of `ending` is closed. (`serve_forever` would look for it only now and then.)"""
    server.timeout = 0
    with DefaultSelector() as selector:
        selector.register(server, EVENT_READ)
        selector.register(ending, EVENT_READ)
        while ending not in {ready.fileobj for ready, _ in selector.select()}:
            server.handle_request()
            server.service_actions()
