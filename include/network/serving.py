"""A small server beside the work that asks it, such as for saved files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

_POLL_SECONDS = 0.05
"""How often it looks whether it shall end."""


@contextmanager
def serving(server: BaseServer) -> Iterator[None]:
    """Serve from a thread of its own while the block runs.

    However the block ends, the thread ends before the socket is closed, also one that had not begun to serve.
    """
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": _POLL_SECONDS}, daemon=True)
    with server:
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
