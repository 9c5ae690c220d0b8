"""The control port where changes come from a database: a line is a row, answered by when it was committed.

`python -m benchmarks.fanout.writer <port> <url> <ours|peer> <size of the peer's body>`
"""

from __future__ import annotations

import json
import re
import socket
import sys
import time

import psycopg

from benchmarks.fanout.wire import MARK

EVENT = """
insert into jatre.discovered_events (title, description, category, start_time, location, area_code,
  moderation_status, published_at, is_public)
values ('New evening ' || %s, 'Doors at seven, songs until ten, chai in between.', 'music', now() + interval '1 day',
  'SRID=4326;POINT(77.64 12.97)', 'indiranagar', 'approved', now(), true)
"""
MESSAGE = "insert into peer.messages (room, body) values ('all', %s)"
_NUMBERED = re.compile(re.escape(MARK) + rb"\d{8}")


def main() -> None:
    """Write what one publisher asks for."""
    port, url, which, size = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    with socket.create_server(("127.0.0.1", port)) as server, psycopg.connect(url) as database:
        while True:
            channel, _ = server.accept()
            with channel, channel.makefile("rb") as lines:
                for line in lines:
                    channel.sendall(b"%d\n" % _write(database, line, which, size))


def _write(database: psycopg.Connection, line: bytes, which: str, size: int) -> int:
    found = _NUMBERED.search(line)
    assert found is not None
    text = found[0].decode()
    if which == "peer":
        database.execute(MESSAGE, [json.dumps({"title": f"New evening {text}", "rest": "x" * (size - 50)})])
    else:
        database.execute(EVENT, [text])
    at = time.monotonic_ns()
    database.commit()
    return at


if __name__ == "__main__":
    main()
