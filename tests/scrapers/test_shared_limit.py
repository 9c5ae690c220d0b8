"""A crawl keeps the limit of its source and what is known of its host, together with all other workers.

Counted is what comes to a real local site, and when it comes by the site's own clock.
"""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from include.errors import HostUnavailable, RateLimited
from include.network.chromium import chromium
from include.network.http import HttpClient
from include.pipeline.fetching.limits import FAILURES_IN_A_ROW, SharedHosts, SharedLimit, shared_client
from include.pipeline.stages import fetch
from include.scrapers.granting import AskedExchange, GrantedExchange, limit_granted
from include.settings import Settings
from include.sources import registry
from include.sources.base import FetchResult
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.pipeline.fetching.test_limits import arrivals, most_in_any_window
from tests.sources.conftest import NOW, Site, site
from tests.sources.connectors.test_selectors import NEXT, SELECTORS, entry, page

__all__ = ["arrivals", "site"]
pytestmark = pytest.mark.slow

LIMIT, WINDOW = 4, 1.0
PAGES = 5


def store(engine: Engine, site: Site, limit: int = LIMIT, window: float = WINDOW, **more: Any) -> UUID:
    """A crawl of `PAGES` pages, without a pause of its own."""
    for number in range(1, PAGES + 1):
        onward = f"/events/{number + 1}" if number < PAGES else None
        site.put(f"/events/{number}", page(entry(f"Number {number}", link=f"/e/{number}"), onward=onward))
    config = {"url": f"{site.base}/events/1", "selectors": SELECTORS, "pagination": NEXT, "pause": 0, **more}
    about = SourceInstance(
        slug="club", name="Club", kind="selectors", config=config, rate_limit=limit, rate_window=window
    )
    with engine.begin() as connection:
        stored.store(connection, about)
        return stored.one(connection, "club").id


def crawled(engine: Engine) -> FetchResult:
    """One crawl, as a fetch makes it."""
    with engine.connect() as connection:
        found = stored.one(connection, "club")
    with shared_client(engine, found) as http:
        return registry.make(found.instance, http).fetch(NOW)


def left_open(engine: Engine) -> int:
    """Reservations of requests that have not ended."""
    with engine.connect() as connection:
        found = connection.execute(
            text("select count(*) from jatre.source_reservations where free_at > clock_timestamp() + interval '60 s'")
        )
        return int(found.scalar_one())


def test_crawls_and_other_requests_together_never_exceed_the_limit_in_any_window(
    engine: Engine, site: Site, arrivals: list[float]
) -> None:
    source = store(engine, site)
    site.put("/calendar", "BEGIN:VCALENDAR")

    def asked(_: int) -> None:
        with HttpClient(SharedLimit(engine, source, LIMIT, WINDOW, patience=60)) as http:
            for _ in range(4):
                http.get(site.base + "/calendar")

    with ThreadPoolExecutor(4) as pool:
        crawls = [pool.submit(crawled, engine) for _ in range(2)]
        others = [pool.submit(asked, one) for one in range(2)]
        results = [one.result() for one in crawls]
        for one in others:
            one.result()

    assert most_in_any_window(arrivals, WINDOW) <= LIMIT
    assert [(len(one.records), one.complete) for one in results] == [(PAGES, True)] * 2
    assert len(arrivals) == 2 * (PAGES + 1) + 8  # robots.txt too
    assert left_open(engine) == 0


def test_a_crawl_ends_when_what_is_left_of_the_window_is_used(engine: Engine, site: Site) -> None:
    source = store(engine, site, 6, 3600)
    with HttpClient(SharedLimit(engine, source, 6, 3600)) as http:  # somebody else has used half of it
        for _ in range(3):
            http.get(site.put("/calendar", "BEGIN:VCALENDAR"))
    site.requests.clear()

    result = crawled(engine)

    assert [path for path, _ in site.requests] == ["/robots.txt", "/events/1", "/events/2"]
    assert (len(result.records), result.complete) == (2, False)
    assert "our own limit" in result.unreadable[0].reason
    with pytest.raises(RateLimited, match="our own limit") as caught:  # nor does the next one begin
        crawled(engine)
    assert caught.value.retry_after is not None
    assert 3000 < caught.value.retry_after <= 3600
    assert len(site.requests) == 3


def test_a_second_try_and_a_redirect_count(engine: Engine, site: Site) -> None:
    store(engine, site, 4, 3600)
    site.put("/events/1", "", status=302, headers={"Location": "/events/2"})
    site.put("/events/2", "busy", status=503)

    with pytest.raises(RateLimited, match="our own limit"):
        crawled(engine)

    assert [path for path, _ in site.requests] == ["/robots.txt", "/events/1", "/events/2", "/events/2"]


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium here: install the package chromium, or name one")
def test_what_a_page_asks_for_in_a_browser_counts_and_ends(engine: Engine, site: Site, arrivals: list[float]) -> None:
    limit = 10  # as many at once as a page asks for
    store(engine, site, limit, WINDOW, pagination=None, browser=True)
    programs = "".join(f"<script src=/program/{number}.js></script>" for number in range(9))
    site.put("/events/1", page(entry("Quiz"), entry("Jazz")) + programs)
    for number in range(9):
        site.put(f"/program/{number}.js", "", media_type="text/javascript")

    result = crawled(engine)

    assert (len(result.records), result.complete, len(arrivals)) == (2, True, 11)
    assert most_in_any_window(arrivals, WINDOW) <= limit
    assert left_open(engine) == 0


def test_a_host_that_is_left_alone_is_not_crawled(engine: Engine, site: Site) -> None:
    source = store(engine, site, 100, 60)
    for _ in range(FAILURES_IN_A_ROW):
        SharedHosts(engine, source, site.base).failed(site.base, "it answered 500")

    with pytest.raises(HostUnavailable, match="it answered 500") as caught:
        fetch.run(engine, "club", None, Settings())

    assert site.requests == []
    assert caught.value.retry_after is not None
    with engine.connect() as connection:
        found = connection.execute(text("select status, error_details from jatre.fetch_history")).one()
    assert (found.status, found.error_details["error"]) == ("failed", "HostUnavailable")


def test_what_fails_a_crawl_lets_its_host_be_left_alone(engine: Engine, site: Site) -> None:
    source = store(engine, site, 100, 60)
    for path in ("/robots.txt", "/events/1"):
        site.put(path, "busy", status=503)  # each is tried three times

    with pytest.raises(HostUnavailable):
        crawled(engine)

    assert len(site.requests) == FAILURES_IN_A_ROW
    with pytest.raises(HostUnavailable, match="503"):
        SharedHosts(engine, source, site.base).check(site.base)


def test_what_a_dead_crawl_has_left_open_is_ended(engine: Engine, site: Site) -> None:
    source = store(engine, site, 1, 60)

    with HttpClient(SharedLimit(engine, source, 1, 60)) as http, limit_granted(http.reserve) as descriptor:
        _ask(descriptor, site.base)
        assert left_open(engine) == 1

    assert left_open(engine) == 0


def _ask(descriptor: int, url: str) -> None:
    """Ask as a crawl does, and never report the end."""
    channel = socket.socket(fileno=os.dup(descriptor))
    with channel, channel.makefile("rb") as lines:
        channel.sendall(AskedExchange(number=1, url=url).model_dump_json().encode() + b"\n")
        assert GrantedExchange.model_validate_json(lines.readline()).wait == 0
