"""The HTTP client, against a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from include.errors import AddressRefused, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network import http as module
from include.network.addresses import Allowance
from include.network.http import HttpClient, conditional_headers, validators
from include.network.limits import Bucket
from tests.allowed import allowed
from tests.sources.conftest import Site


def test_a_page_comes_with_its_text_and_kind(site: Site, http: HttpClient) -> None:
    url = site.put("/page", "caffè".encode("latin-1"), media_type="text/plain; charset=ISO-8859-1")

    answer = http.get(url)

    assert (answer.status, answer.media_type, answer.text()) == (200, "text/plain", "caffè")
    assert answer.payload().body == "caffè".encode("latin-1")


def test_it_names_itself(site: Site, http: HttpClient) -> None:
    http.get(site.put("/page", "x"))

    assert site.requests[0][1]["user-agent"].startswith("Jatre/")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, SourceRefused),
        (403, SourceRefused),
        (404, SourceRefused),
        (410, SourceRefused),
        (429, RateLimited),
        (500, TransientError),
        (503, TransientError),
    ],
)
def test_failures_by_what_to_do_about_them(site: Site, http: HttpClient, status: int, error: type[Exception]) -> None:
    with pytest.raises(error, match=str(status)):
        http.get(site.put("/page", "no", status=status))


def test_a_gateway_gets_a_second_chance_and_a_limit_does_not(site: Site, http: HttpClient) -> None:
    for path, status in (("/gateway", 503), ("/limit", 429)):
        with pytest.raises(TransientError):
            http.get(site.put(path, "no", status=status))

    assert [path for path, _ in site.requests] == ["/gateway", "/gateway", "/limit"]


def test_a_question_goes_along_and_is_asked_again_like_any_fetch(site: Site, http: HttpClient) -> None:
    answer = http.post(site.put("/search", "[]"), {"near": [12.9, 77.6]}, headers={"X-Mask": "id"})
    with pytest.raises(TransientError):
        http.post(site.put("/gateway", "no", status=503), {"n": 1})
    with pytest.raises(RateLimited):
        http.post(site.put("/limit", "no", status=429), {"n": 2})

    assert answer.text() == "[]"
    assert site.questions == [{"near": [12.9, 77.6]}, {"n": 1}, {"n": 1}, {"n": 2}]
    assert site.requests[0][1]["x-mask"] == "id"


def test_a_question_is_lost_by_a_redirect_and_so_refused(site: Site, http: HttpClient) -> None:
    site.put("/there", "[]")
    with pytest.raises(SourceRefused, match="302"):
        http.post(site.put("/moved", "", status=302, headers={"Location": f"{site.base}/there"}), {"n": 1})

    assert [path for path, _ in site.requests] == ["/moved"]


def test_a_question_stays_away_from_addresses_that_are_not_public() -> None:
    with HttpClient(retries=0, allow=Allowance.read("")) as client, pytest.raises(AddressRefused):
        client.post("http://127.0.0.1:9/search", {"n": 1})


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120), ("0", 0), ("soon", None), (None, None), ("Sat, 7 Mar 2026", None)]
)
def test_how_long_to_wait(site: Site, http: HttpClient, value: str | None, seconds: float | None) -> None:
    url = site.put("/page", "no", status=429, headers={"Retry-After": value} if value else {})

    with pytest.raises(RateLimited) as caught:
        http.get(url)

    assert caught.value.retry_after == seconds


def test_how_long_to_wait_as_a_date(site: Site, http: HttpClient) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)

    with pytest.raises(RateLimited) as caught:
        http.get(site.put("/page", "no", status=429, headers={"Retry-After": later}))

    assert caught.value.retry_after == pytest.approx(60, abs=5)


def test_a_conditional_request_brings_nothing_twice(site: Site, http: HttpClient) -> None:
    url = site.put("/page", "the same", tagged=True)
    known = validators(http.get(url).headers)

    again = http.get(url, headers=conditional_headers(known))

    assert (again.status, again.body) == (304, b"")
    assert conditional_headers({}) == {}


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.invalid/x", "gopher://x", "//x/y", "", "javascript:1"]
)
def test_only_the_web_is_fetched(http: HttpClient, url: str) -> None:
    with pytest.raises(SourceRefused):
        http.get(url)


def test_a_redirect_leads_nowhere_else(site: Site, http: HttpClient) -> None:
    url = site.put("/away", "", status=302, headers={"Location": "file:///etc/passwd"})

    with pytest.raises(SourceRefused):
        http.get(url)


def test_a_ring_of_redirects_is_refused(site: Site, http: HttpClient) -> None:
    with pytest.raises(SourceRefused):
        http.get(site.put("/ring", "", status=302, headers={"Location": "/ring"}))


def test_nobody_there_is_transient() -> None:
    with (
        allowed("http://127.0.0.1:9"),
        HttpClient(retries=1, backoff=0.01) as http,
        pytest.raises(TransientError, match="refused"),
    ):
        http.get("http://127.0.0.1:9/")


@pytest.fixture
def impatient(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpClient]:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(module, "SILENCE_SECONDS", 0.2)
    monkeypatch.setattr(module, "MAX_BODY_BYTES", 1000)
    with HttpClient(retries=0) as client:
        yield client


def test_silence_is_transient(site: Site, impatient: HttpClient) -> None:
    with pytest.raises(TransientError):
        impatient.get(site.put("/slow", "x", delay=0.5))


def test_a_flood_is_unreadable(site: Site, impatient: HttpClient) -> None:
    with pytest.raises(UnreadablePayload, match="more than 1,000 bytes"):
        impatient.get(site.put("/flood", "x" * 2000))


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def take(bucket: Bucket) -> None:
    with bucket.admitted():
        pass


@pytest.mark.parametrize(("requests", "window"), [(100, 60), (20, 86_400), (1, 5)])
def test_a_bucket_lets_so_many_go_in_any_window(requests: int, window: float) -> None:
    clock = Clock()
    bucket = Bucket(requests, window, patience=window, clock=lambda: clock.now, sleep=clock.sleep)

    for _ in range(requests):
        take(bucket)
    assert clock.slept == []
    with pytest.raises(RateLimited) as caught:
        bucket.reserve(window - 1)
    assert caught.value.retry_after == window

    for _ in range(requests):
        take(bucket)
    assert clock.slept == [window]


def test_a_bucket_does_not_sleep_long() -> None:
    clock = Clock()
    bucket = Bucket(2, 3600, clock=lambda: clock.now, sleep=clock.sleep)
    take(bucket)
    take(bucket)

    with pytest.raises(RateLimited) as caught:
        take(bucket)

    assert caught.value.retry_after == pytest.approx(3600)
    assert clock.slept == []
