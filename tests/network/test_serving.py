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
    """Its thread begins to serve only when the block asks it to end."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Silent)
        self.ended = threading.Event()

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        assert self.ended.wait(10)
        super().serve_forever(poll_interval)

    def shutdown(self) -> None:
        self.ended.set()
        super().shutdown()


def test_a_server_answers_while_the_block_runs() -> None:
    server = HTTPServer(("127.0.0.1", 0), Silent)
    with serving(server):
        assert httpx.get(f"http://127.0.0.1:{server.server_port}").status_code == 204
    assert server.fileno() == -1


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_block_that_fails_before_the_server_has_begun_leaves_no_thread_behind() -> None:
    server, before = Late(), threading.active_count()

    with pytest.raises(ZeroDivisionError), serving(server):
        raise ZeroDivisionError

    assert threading.active_count() == before
    assert server.fileno() == -1
