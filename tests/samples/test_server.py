"""The sample sites behave as web sites do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from samples import server
from samples.server import PAGES
from tests.samples.conftest import TODAY

OPEN_MIC = "bflat/events/open-mic"


@pytest.fixture
def edited(sites: str) -> Iterator[str]:
    yield f"{sites}/_edit"
    requests.delete(f"{sites}/_edit", timeout=5)


@pytest.mark.parametrize("path", sorted(PAGES))
def test_every_site_answers_and_knows_when_it_is_not_modified(sites: str, path: str) -> None:
    first = requests.get(f"{sites}/{path}", timeout=5)
    again = requests.get(f"{sites}/{path}", headers={"If-None-Match": first.headers["ETag"]}, timeout=5)

    assert first.status_code == 200
    assert first.headers["Last-Modified"].endswith("GMT")
    assert (again.status_code, again.content) == (304, b"")


def test_pages_of_the_same_day_are_the_same(sites: str) -> None:
    bodies = {requests.get(f"{sites}/magazine/feed.xml", timeout=5).content for _ in range(2)}

    assert len(bodies) == 1
    assert f"{TODAY:%B}".encode() in bodies.pop()


def test_calendars_have_the_line_ends_of_the_standard(sites: str) -> None:
    body = requests.get(f"{sites}/centre/events.ics", timeout=5).content

    assert body.count(b"\r\n") == body.count(b"\n")


@pytest.mark.parametrize(
    "path", ["nothing", "bflat/_page", "bflat/events/none", "../server.py", "bflat/images/none.svg"]
)
def test_there_is_nothing_else(sites: str, path: str) -> None:
    assert requests.get(f"{sites}/{path}", timeout=5).status_code == 404


def test_an_editor_changes_a_title(sites: str, edited: str) -> None:
    before = requests.get(f"{sites}/{OPEN_MIC}", timeout=5)

    answer = requests.patch(
        edited, json={"path": OPEN_MIC, "old": "Open Mic", "new": "Open Mic: the finals"}, timeout=5
    )

    after = requests.get(f"{sites}/{OPEN_MIC}", headers={"If-None-Match": before.headers["ETag"]}, timeout=5)
    assert answer.json()["replaced"] >= 2
    assert after.status_code == 200
    assert '"name": "Open Mic: the finals"' in after.text


def test_edits_are_taken_back(sites: str, edited: str) -> None:
    before = requests.get(f"{sites}/{OPEN_MIC}", timeout=5).text
    requests.patch(edited, json={"path": OPEN_MIC, "old": "Open Mic", "new": "Closed Mic"}, timeout=5)

    requests.delete(edited, timeout=5)

    assert requests.get(f"{sites}/{OPEN_MIC}", timeout=5).text == before


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"path": OPEN_MIC, "old": "Karaoke", "new": "x"}, 404),
        ({"path": "nowhere", "old": "a", "new": "b"}, 404),
        ({"path": OPEN_MIC, "old": "", "new": "b"}, 404),
        ({"path": OPEN_MIC}, 422),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edited: str, asked: dict[str, str], status: int) -> None:
    assert requests.patch(edited, json=asked, timeout=5).status_code == status


OUTSIDE = (
    "bflat/images/../../../server.py",
    "bflat/images/../../../../.local/secrets.json",
    "bflat/images/%2e%2e/%2e%2e/%2e%2e/server.py",
    "bflat/images/..%2f..%2f..%2fserver.py",
    "bflat/images//etc/passwd",
    "bflat/images/..%5c..%5cserver.py",
    "bflat/images/quartet.svg%00",
    "bflat/images/",
    "bflat/images/../_page.html.j2",
    "bflat/../../server.py",
    "%2e%2e/server.py",
)


def asked_as_written(sites: str, path: str, host: str | None = None, method: str = "GET", **headers: str) -> int:
    """The status; clients would tidy the path first."""
    connection = HTTPConnection(urlsplit(sites).netloc, timeout=5)
    connection.putrequest(method, f"/{path}", skip_host=host is not None)
    for name, value in [*([("Host", host)] if host is not None else []), *headers.items()]:
        connection.putheader(name, value)
    connection.endheaders()
    with closing(connection):
        return connection.getresponse().status


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_sites(sites: str, path: str) -> None:
    assert asked_as_written(sites, path) == 404


def test_a_link_among_the_pictures_leads_nowhere(sites: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pictures = tmp_path / "sites" / "bflat" / "images"
    pictures.mkdir(parents=True)
    secret = tmp_path / "secrets.svg"
    secret.write_text("the passwords")
    (pictures / "quartet.svg").symlink_to(secret)
    (pictures / "own.svg").write_text("<svg/>")
    monkeypatch.setattr(server, "SITES", tmp_path / "sites")

    assert asked_as_written(sites, "bflat/images/quartet.svg") == 404
    assert asked_as_written(sites, "bflat/images/own.svg") == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8010", "127.0.0.1.evil.example", "", "169.254.169.254"])
def test_a_name_that_was_made_to_lead_here_gets_nothing(sites: str, host: str) -> None:
    assert asked_as_written(sites, "magazine/feed.xml", host) == 400
    assert asked_as_written(sites, "_edit", host, "DELETE") == 400


@pytest.mark.parametrize("host", ["localhost:8010", "127.0.0.1", "[::1]:8010"])
def test_it_answers_to_the_names_of_this_machine(sites: str, host: str) -> None:
    assert asked_as_written(sites, "magazine/feed.xml", host) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1"},
    ],
    ids=str,
)
def test_a_page_of_another_site_does_not_edit(sites: str, edited: str, headers: dict[str, str]) -> None:
    edit = {"path": OPEN_MIC, "old": "Open Mic", "new": "Defaced"}

    assert requests.patch(edited, json=edit, headers=headers, timeout=5).status_code == 403
    assert requests.delete(edited, headers=headers, timeout=5).status_code == 403
    assert "Defaced" not in requests.get(f"{sites}/{OPEN_MIC}", timeout=5).text


HALF_A_CHARACTER = b'{"path": "bflat/", "old": "a", "new": "\\ud800"}'


@pytest.mark.parametrize(
    "body",
    [b"x" * 200_000, b"[1]", b'{"path": 1}', b"\xff", b"[" * 90_000, HALF_A_CHARACTER],
    ids=lambda one: str(one[:9]),
)
def test_an_edit_that_is_none_is_refused(edited: str, body: bytes) -> None:
    assert requests.patch(edited, data=body, timeout=5).status_code == 422


def test_a_page_does_not_grow_without_end(edited: str) -> None:
    answers = [
        requests.patch(edited, json={"path": OPEN_MIC, "old": "e", "new": "e" * 50}, timeout=5).status_code
        for _ in range(4)
    ]

    assert answers[0] == 200
    assert answers[-1] == 422
