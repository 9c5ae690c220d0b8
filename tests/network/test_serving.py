"""A server that runs beside a block ends with it, in whichever way the block ends."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from include.network.serving import serving


class Silent(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Late(HTTPServer):
    """Its thread begins to serve only when the block is about to end."""

    def __init__(self) -> None:
        self.ending = threading.Event()
        super().__init__(("127.0.0.1", 0), Silent)

    def fail(self) -> None:
        """End the block by an error."""
        self.ending.set()
        raise ZeroDivisionError

    def fileno(self) -> int:
        if threading.current_thread() is not threading.main_thread():
            assert self.ending.wait(10)
        return super().fileno()


def test_a_server_answers_while_the_block_runs() -> None:
    server = HTTPServer(("127.0.0.1", 0), Silent)
    with serving(server):
        assert httpx.get(f"http://127.0.0.1:{server.server_port}").status_code == 204
    assert server.fileno() == -1


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_block_that_fails_before_the_server_has_begun_leaves_no_thread_behind() -> None:
    server, before = Late(), threading.active_count()

    with pytest.raises(ZeroDivisionError), serving(server):
        server.fail()

    assert threading.active_count() == before
    assert server.fileno() == -1
