"""A site that gives back whatever it was sent: in its events, in links, in refusals, in what is no calendar at all."""

from __future__ import annotations

import http.server
import json
from collections.abc import Iterator
from contextlib import contextmanager

from include.network.serving import serving


class EchoSite(http.server.BaseHTTPRequestHandler):
    """What quotes the request: `/events` lists one event on two pages, `/tickets` is a platform, `/refused` refuses.

    Everything else is no calendar.
    """

    def do_GET(self) -> None:
        quoted = f"http://127.0.0.1:{self.server.server_address[1]}{self.path} {dict(self.headers)}"  # type: ignore[index]
        path = self.path.partition("?")[0]
        if path.startswith("/events"):
            event = {
                "id": f"quiz {self.path}", "title": "Pub quiz", "start": "2099-03-05T20:00:00+05:30", "about": quoted,
                "link": quoted.partition(" ")[0], "place": "Toit",
            }  # fmt: skip
            self._answer(200, json.dumps({"events": [event, quoted], "next": self.path}), "application/json")
        elif path.endswith("/organizers/7/events/") and not path.startswith("/refused"):
            concert = {
                "id": "7", "name": {"html": "Pub quiz"}, "start": {"utc": "2099-03-05T14:30:00Z"}, "summary": quoted,
                "url": quoted.partition(" ")[0],
            }  # fmt: skip
            self._answer(200, json.dumps({"events": [concert, quoted], "pagination": quoted}), "application/json")
        elif path.endswith("/me/events"):
            quiz = {"id": "8", "name": "Pub quiz", "start_time": "2099-03-05T20:00:00+0530", "description": quoted}
            paging = {"cursors": {"after": "MQ"}, "next": quoted.partition(" ")[0]}
            self._answer(200, json.dumps({"data": [quiz, quoted], "paging": paging}), "application/json")
        elif path.endswith("/debug_token"):
            error = {"error": {"code": 190, "message": quoted}}
            self._answer(400, json.dumps(error), "application/json")
        elif path.startswith("/refused"):
            self._answer(403, quoted, "text/plain")
        else:
            self._answer(200, f"<html><body>Sign in: {quoted}</body></html>", "text/html")

    def _answer(self, status: int, body: str, kind: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("etag", f'"{self.path}"')
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Log nothing."""


@contextmanager
def echo_site(port: int = 0) -> Iterator[int]:
    """The site, running at this port or any free one; gives its port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), EchoSite)
    with serving(server):
        yield server.server_port
