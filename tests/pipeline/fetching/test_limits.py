"""Limits of requests and failures of hosts that workers share, against a real database and a real local site."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import HostUnavailable, RateLimited, SourceRefused, TransientError
from include.network.http import HttpClient
from include.pipeline.fetching import limits
from include.pipeline.fetching.limits import FAILURES_IN_A_ROW, SharedHosts, SharedLimit, shared_client
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import Site, site

__all__ = ["site"]

WORKERS = 8
LIMIT, WINDOW = 20, 1.0


@pytest.fixture
def source(engine: Engine, site: Site) -> UUID:
    """A source of the site that is stored."""
    with engine.begin() as connection:
        config = {"url": f"{site.base}/calendar"}
        about = SourceInstance(slug="club", name="Club", kind="icalendar", config=config, rate_limit=2, rate_window=60)
        stored.store(connection, about)
        return stored.one(connection, "club").id


def ask(url: str, source: UUID, page: str, requests: int) -> None:
    """One worker: a process with connections of its own."""
    engine = engine_of(url)
    try:
        with HttpClient(SharedLimit(engine, source, LIMIT, WINDOW, patience=60)) as http:
            for _ in range(requests):
                http.get(page)
    finally:
        engine.dispose()


def most_in_any_window(moments: list[float], window: float) -> int:
    moments = sorted(moments)
    return max(sum(first <= other < first + window for other in moments) for first in moments)


@pytest.fixture
def arrivals(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When requests came to the site, by its own clock."""
    moments: list[float] = []
    page = site.page

    def noted(path: str):  # type: ignore[no-untyped-def]
        moments.append(time.monotonic())
        return page(path)

    monkeypatch.setattr(site, "page", noted)
    return moments


def test_workers_together_never_exceed_the_limit_in_any_window(
    database: Database, source: UUID, site: Site, arrivals: list[float]
) -> None:
    page = site.put("/calendar", "BEGIN:VCALENDAR")
    forks = multiprocessing.get_context("forkserver")  # of a process that has imported this module, and nothing else
    forks.set_forkserver_preload([__name__])
    workers = [
        forks.Process(target=ask, args=(database.pipeline_url, source, page, 10), name=f"worker {n}")
        for n in range(WORKERS)
    ]
    for one in workers:
        one.start()
    for one in workers:
        one.join(120)

    assert [one.exitcode for one in workers] == [0] * WORKERS
    assert len(arrivals) == WORKERS * 10
    assert most_in_any_window(arrivals, WINDOW) <= LIMIT


def test_a_slow_way_to_the_site_brings_no_more_into_a_window(
    engine: Engine, source: UUID, site: Site, arrivals: list[float]
) -> None:
    site.put("/slow", "late", delay=0.5)
    page = site.put("/calendar", "quick")

    def worker(n: int) -> None:
        with HttpClient(SharedLimit(engine, source, 3, WINDOW, patience=60)) as http:
            for turn in range(3):
                http.get(site.base + "/slow" if (n + turn) % 2 else page)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(worker, range(3)))

    assert len(arrivals) == 9
    assert most_in_any_window(arrivals, WINDOW) <= 3


def test_a_wait_that_is_too_long_is_named(engine: Engine, source: UUID) -> None:
    limit = SharedLimit(engine, source, 2, 3600, sleep=lambda _: None)
    for _ in range(2):
        with limit.admitted():
            pass

    with pytest.raises(RateLimited) as caught, limit.admitted():
        raise AssertionError("it is not admitted")

    assert caught.value.retry_after is not None
    assert 3000 < caught.value.retry_after <= 3600


def test_the_limit_is_the_sources_own(engine: Engine, source: UUID) -> None:
    with engine.begin() as connection:
        stored.store(connection, SourceInstance(slug="pub", name="Pub", kind="webhook"))
        other = stored.one(connection, "pub").id

    for one in (source, other):
        with SharedLimit(engine, one, 1, 3600).admitted():
            pass


def test_a_worker_that_died_holds_nothing_for_ever(engine: Engine, source: UUID) -> None:
    limit = SharedLimit(engine, source, 1, 3600, sleep=lambda _: None)
    limit.reserve(0)  # and never comes back
    with engine.begin() as connection:
        connection.execute(text("update jatre.source_reservations set free_at = free_at - interval '3720 seconds'"))

    with limit.admitted():
        pass


def test_a_second_try_counts_too(engine: Engine, source: UUID, site: Site) -> None:
    page = site.put("/calendar", "busy", status=503)

    with (
        HttpClient(SharedLimit(engine, source, 2, 3600, sleep=lambda _: None), retries=5, backoff=0) as http,
        pytest.raises(RateLimited),
    ):
        http.get(page)

    assert len(site.requests) == 2


def test_a_fetch_keeps_the_limit_of_its_source(engine: Engine, source: UUID, site: Site) -> None:
    page = site.put("/calendar", "BEGIN:VCALENDAR")
    with engine.connect() as connection:
        found = stored.one(connection, "club")

    for _ in range(2):
        with shared_client(engine, found) as http:
            http.get(page)
    with pytest.raises(RateLimited, match="our own limit"), shared_client(engine, found) as http:
        http.get(page)


# ---- hosts


def client(engine: Engine, site: Site, source: UUID, home: str | None = None) -> HttpClient:
    return HttpClient(100_000, hosts=SharedHosts(engine, source, home or site.base), retries=0)


def fail(engine: Engine, site: Site, source: UUID, times: int) -> None:
    page = site.put("/down", "down", status=500)
    for _ in range(times):
        with client(engine, site, source) as http, pytest.raises(TransientError):
            http.get(page)


def pass_time(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("update jatre.host_failures set open_until = clock_timestamp()"))


def test_a_host_that_fails_is_left_alone_by_all_workers(engine: Engine, source: UUID, site: Site) -> None:
    fail(engine, site, source, FAILURES_IN_A_ROW)
    site.requests.clear()

    with client(engine, site, source) as http, pytest.raises(HostUnavailable, match="500") as caught:
        http.get(site.base + "/down")

    assert site.requests == []
    assert caught.value.retry_after is not None
    assert 0 < caught.value.retry_after <= limits.PAUSE_SECONDS


def another(engine: Engine, site: Site, slug: str = "hall") -> UUID:
    """A second source of the same host."""
    with engine.begin() as connection:
        config = {"url": f"{site.base}/{slug}"}
        stored.store(connection, SourceInstance(slug=slug, name=slug, kind="icalendar", config=config))
        return stored.one(connection, slug).id


def test_one_broken_source_closes_a_shared_host_for_itself_alone(engine: Engine, source: UUID, site: Site) -> None:
    hall, page = another(engine, site), site.put("/hall", "fine")
    fail(engine, site, source, FAILURES_IN_A_ROW)
    for _ in range(2 * FAILURES_IN_A_ROW):
        pass_time(engine)
        fail(engine, site, source, 1)

    with pytest.raises(HostUnavailable):
        SharedHosts(engine, source, site.base).check(page)
    with client(engine, site, hall) as http:
        assert http.get(page).body == b"fine"
    with pytest.raises(HostUnavailable):  # what another got says nothing of its own page
        SharedHosts(engine, source, site.base).check(page)


def test_two_sources_that_fail_in_a_row_close_a_host_for_every_source(engine: Engine, source: UUID, site: Site) -> None:
    hall, third = another(engine, site), another(engine, site, "third")
    for _ in range(3 * FAILURES_IN_A_ROW):
        pass_time(engine)
        fail(engine, site, source, 1)
    SharedHosts(engine, third, site.base).check(site.base)

    fail(engine, site, hall, 1)

    with pytest.raises(HostUnavailable) as caught:
        SharedHosts(engine, third, site.base).check(site.base)
    assert caught.value.retry_after is not None
    assert caught.value.retry_after <= limits.PAUSE_SECONDS
    pass_time(engine)
    SharedHosts(engine, third, site.base).answered(site.base)
    SharedHosts(engine, hall, site.base).check(site.base)


def test_an_answer_between_two_sources_that_fail_keeps_a_host_open(engine: Engine, source: UUID, site: Site) -> None:
    hall, third = another(engine, site), another(engine, site, "third")
    fail(engine, site, source, FAILURES_IN_A_ROW)
    SharedHosts(engine, third, site.base).answered(site.base)
    fail(engine, site, hall, FAILURES_IN_A_ROW)

    SharedHosts(engine, third, site.base).check(site.base)


def test_failures_count_in_a_row(engine: Engine, source: UUID, site: Site) -> None:
    fail(engine, site, source, FAILURES_IN_A_ROW - 1)
    with client(engine, site, source) as http, pytest.raises(SourceRefused):
        http.get(site.base + "/not-there")  # it answers
    fail(engine, site, source, 1)

    with client(engine, site, source) as http, pytest.raises(SourceRefused):
        http.get(site.base + "/not-there")


def test_one_worker_tries_it_and_the_others_wait(engine: Engine, source: UUID, site: Site) -> None:
    fail(engine, site, source, FAILURES_IN_A_ROW)
    pass_time(engine)
    hosts = SharedHosts(engine, source, site.base)

    hosts.check(site.base)
    with pytest.raises(HostUnavailable):
        hosts.check(site.base)
    hosts.answered(site.base)
    hosts.check(site.base)
    hosts.check(site.base)


def test_a_try_that_fails_doubles_the_time(engine: Engine, source: UUID, site: Site) -> None:
    fail(engine, site, source, FAILURES_IN_A_ROW)
    pass_time(engine)
    fail(engine, site, source, 1)

    with pytest.raises(HostUnavailable) as caught:
        SharedHosts(engine, source, site.base).check(site.base)

    assert caught.value.retry_after is not None
    assert limits.PAUSE_SECONDS < caught.value.retry_after <= 2 * limits.PAUSE_SECONDS


def test_no_source_closes_the_host_of_another(engine: Engine, source: UUID, site: Site) -> None:
    page = site.put("/down", "down", status=500)
    for _ in range(FAILURES_IN_A_ROW + 1):
        with client(engine, site, source, "https://a-stranger.example/") as http, pytest.raises(TransientError):
            http.get(page)

    SharedHosts(engine, source, site.base).check(page)


def test_a_hosts_own_limit_is_no_failure(engine: Engine, source: UUID, site: Site) -> None:
    page = site.put("/busy", "slower", status=429, headers={"Retry-After": "60"})
    for _ in range(FAILURES_IN_A_ROW + 1):
        with client(engine, site, source) as http, pytest.raises(RateLimited, match="429"):
            http.get(page)
