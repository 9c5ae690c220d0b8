"""The sample sites behave as web sites do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

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
