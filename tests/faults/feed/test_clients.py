"""Clients that stop, and what lies between: encrypted wires, a clock that jumps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from deploy.local.system import extras
from tests.faults.feed.apart import apart
from tests.faults.feed.certificate import Certificate, self_signed
from tests.faults.feed.clients import SseClient, WsClient
from tests.faults.feed.model import judge
from tests.faults.feed.readers import until
from tests.faults.feed.replica import Replica, stopped
from tests.faults.feed.scene import Scene

pytestmark = pytest.mark.faults

# more than the sockets of a wire hold
COUNT, SIZE = 900, 20_000
PATIENT, IMPATIENT = "300", "2"
PATIENCE = {"waited for": PATIENT, "given up": IMPATIENT}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return self_signed(tmp_path_factory.mktemp("certificate"))


def kinds() -> Iterator[Any]:
    """Two of the eight in CI, in which each choice occurs once; the others with `make long`."""
    for number, (encrypted, transport, patience) in enumerate(product(("plain", "tls"), ("sse", "ws"), PATIENCE)):
        marks = [] if number in (0, 7) else [pytest.mark.long]
        yield pytest.param(
            encrypted == "tls", transport, PATIENCE[patience], id=f"{encrypted}-{transport}-{patience}", marks=marks
        )


@pytest.mark.parametrize(("encrypted", "transport", "patience"), list(kinds()))
def test_a_stopped_client_delays_nobody_and_loses_nothing(
    scene: Scene, certificate: Certificate, encrypted: bool, transport: str, patience: str
) -> None:
    made = scene.service(certificate=certificate if encrypted else None, environment={"JATRE_STALL_SECONDS": patience})
    with made as replica, apart(transport, replica, f"{scene.epoch()}.0") as client:
        (bystander,) = scene.attach([replica.url], "events:all", trust=replica.trust)
        until(lambda: client.report()[0].seen >= 3)
        with stopped(client.pid):
            scene.pour(COUNT, SIZE)
            scene.sequence_all()
            until(lambda: bystander.reader.seen >= scene.last("events:all"), 30, "nobody waits for the stopped one")
            until(lambda: patience == PATIENT or evictions(replica) == 1, every=0.3)
        until(lambda: client.report()[0].seen >= scene.last("events:all"), 30, "the stopped one caught up")
        reader, others = client.report()
    assert (verdict := judge(scene.url(), [reader, bystander.reader], scene.times)).clean(), verdict
    # who was given up went on by its cursor; one that takes nothing is not promised the reason
    assert reader.resumes == (patience == IMPATIENT)
    assert others.count("behind") <= reader.resumes


def evictions(replica: Replica) -> float:
    """How many clients were given up because they took nothing."""
    with urlopen(f"{replica.url}/metrics", timeout=5, context=replica.trust) as response:
        lines = response.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("jatre_live_evictions_total"))


def test_over_tls_nothing_is_lost_either(scene: Scene, certificate: Certificate) -> None:
    with scene.service(certificate=certificate) as replica:
        for over in (SseClient, WsClient):
            scene.attach([replica.url], "events:all", "events:music", over=over, trust=replica.trust)
        scene.write(4, 60)
        until(lambda: all(client.reader.seen > 10 for client in scene.clients))
        replica.restart()
        for writer in scene.writers:
            writer.thread.join(60)
        assert (verdict := scene.finish()).clean(), verdict
    assert all(client.reader.resumes for client in scene.clients)


def test_a_clock_that_jumps_is_not_noticed(scene: Scene, tmp_path: Path) -> None:
    """The service's wall clock jumps ten years ahead, then as far behind; delays are measured by another."""
    library = extras.faketime()
    if library is None:
        pytest.skip("no libfaketime here: `make test` unpacks it where apt-get is")
    clock = tmp_path / "clock"
    clock.write_text("+0")
    faked = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with scene.service(environment=faked) as replica:
        for over in (SseClient, WsClient):
            scene.attach([replica.url], "events:all", over=over)
        until(lambda: all(client.reader.seen >= 3 for client in scene.clients))
        for years in (10, -20):
            clock.write_text(f"{years:+d}y")
            until(lambda years=years: abs(_years_off(replica) - years) < 1, every=0.3)
            scene.pour(3)
            scene.sequence_all()
            until(lambda: all(client.reader.seen >= scene.last("events:all") for client in scene.clients), 3)
            known = max(client.others.count("position") for client in scene.clients)
            until(lambda known=known: _signs(scene) > known, 5, "signs of life go on")
        assert [client.reader.resumes for client in scene.clients] == [0, 0]
        assert (verdict := scene.finish()).clean(), verdict


def _signs(scene: Scene) -> int:
    """How many signs of life each client has had at least."""
    return min(client.others.count("position") for client in scene.clients)


def _years_off(replica: Replica) -> float:
    with urlopen(f"{replica.url}/health/live", timeout=5) as response:
        answered = parsedate_to_datetime(response.headers["date"])
    return (answered.timestamp() - time.time()) / (365.25 * 86_400)
