"""Pictures of many hosts: each has a client with a limit of its own, and one that fails is left alone for the run."""

from __future__ import annotations

from typing import Any

import pytest

from include.errors import HostUnavailable, TransientError
from include.operations import images
from include.operations.images import HOST_FAILURES, HOST_REQUESTS_PER_HOUR, PoliteDownloads


class Client:
    """In place of the HTTP client: notes what it is asked for; whatever has "away" in it cannot be reached."""

    made: list[Client]

    def __init__(self, limit: int, retries: int) -> None:
        self.limits, self.session, self.closed = (limit, retries), self, False
        self.asked: list[str] = []
        Client.made.append(self)

    def get(self, url: str, headers: Any) -> str:
        self.asked.append(url)
        if "away" in url:
            raise TransientError("it cannot be reached")
        return url

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> PoliteDownloads:
    Client.made = []
    monkeypatch.setattr(images, "HttpClient", Client)
    return PoliteDownloads()


def test_a_host_has_one_client_with_its_own_limit_until_all_are_closed(downloads: PoliteDownloads) -> None:
    urls = ("https://a.example/1", "https://b.example/1", "https://a.example/2")
    for url in urls:
        downloads.get(url)
    assert [one.asked for one in Client.made] == [[urls[0], urls[2]], [urls[1]]]
    assert {one.limits for one in Client.made} == {(HOST_REQUESTS_PER_HOUR, 0)}
    downloads.close()
    assert all(one.closed for one in Client.made)


def test_a_host_that_has_failed_some_times_is_not_asked_again(downloads: PoliteDownloads) -> None:
    for number in range(HOST_FAILURES):
        with pytest.raises(TransientError, match="cannot be reached"):
            downloads.get(f"https://away.example/{number}")
    with pytest.raises(HostUnavailable, match=f"has failed {HOST_FAILURES} times"):
        downloads.get("https://away.example/more")
    downloads.get("https://a.example/1")
    assert [len(one.asked) for one in Client.made] == [HOST_FAILURES, 1]
