"""Names of a test's own, in a process that it starts: Python imports this by itself when the folder is on its path."""

import json
import os
import socket

_ANSWERS = json.loads(os.environ.get("TEST_NAMES", "{}"))
_asked: dict[str, int] = {}
_real = socket.getaddrinfo


def _getaddrinfo(host, port, *rest, **more):  # type: ignore[no-untyped-def]
    answers = _ANSWERS.get(host.decode() if isinstance(host, bytes) else host)
    if answers is None:
        return _real(host, port, *rest, **more)
    number = _asked[host] = _asked.get(host, -1) + 1
    addresses = answers[min(number, len(answers) - 1)]
    return [found for one in addresses for found in _real(one, port, *rest, **more)]


socket.getaddrinfo = _getaddrinfo
