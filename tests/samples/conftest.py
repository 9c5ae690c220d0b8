"""The sample sites, served on loopback as they are on one day."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import uvicorn
from hypothesis import settings

from samples.server import application
from tests.allowed import allowed

# two busy cores: how long an example takes means nothing
settings.register_profile("shared", deadline=None, database=None)
settings.load_profile("shared")

TODAY = date(2026, 3, 4)
"""A Wednesday."""


@contextmanager
def serving(today: date) -> Iterator[str]:
    """The sample sites as they are on `today`; gives their base address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(application(lambda: today), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        base = f"http://127.0.0.1:{port}"
        with allowed(base):
            yield base
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def sites() -> Iterator[str]:
    """The base address of the sample sites."""
    with serving(TODAY) as base:
        yield base
