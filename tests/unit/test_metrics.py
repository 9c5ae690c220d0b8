"""What reaches statsd, and that nothing ever comes back from it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from include import metrics
from tests.statsd import forget_client


@pytest.fixture
def statsd(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        use(monkeypatch, "127.0.0.1", server.getsockname()[1])
        yield server
    forget_client()


def use(monkeypatch: pytest.MonkeyPatch, host: str, port: int) -> None:
    monkeypatch.setenv("JATRE_STATSD_HOST", host)
    monkeypatch.setenv("JATRE_STATSD_PORT", str(port))
    forget_client()


def received(server: socket.socket) -> str:
    return server.recv(1000).decode()


def test_counters_gauges_and_timings(statsd: socket.socket) -> None:
    metrics.count("stage.nlp.done", 3)
    metrics.gauge("waiting", 12)
    metrics.timing("stage.nlp.seconds", 0.25)

    assert [received(statsd) for _ in range(3)] == [
        "jatre.stage.nlp.done:3|c",
        "jatre.waiting:12|g",
        "jatre.stage.nlp.seconds:250.000000|ms",
    ]


def test_a_name_cannot_break_the_line_protocol(statsd: socket.socket) -> None:
    metrics.count("source.Toit: feed|x\n")

    assert received(statsd) == "jatre.source.toit_feed_x_:1|c"


def test_a_block_is_timed_also_when_it_raises(statsd: socket.socket) -> None:
    with pytest.raises(ZeroDivisionError), metrics.timed("division"):
        _ = 1 / 0

    assert received(statsd).startswith("jatre.division:")


def test_nobody_listening_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "127.0.0.1", 9)
    for _ in range(3):
        metrics.count("lost")
    forget_client()


def test_a_host_that_does_not_resolve_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "statsd.invalid", 8125)
    metrics.count("lost")
    forget_client()
