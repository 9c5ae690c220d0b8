"""The README's promise: one command, and the events of the sample sites arrive on the page, live.

The tests of this folder share one running demo, and those of this file leave it as they found it.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from websockets.sync.client import ClientConnection, connect

from include.access_tokens import PREFIX
from include.airflow_api import AirflowApi
from include.network.serving import serving
from samples.calendar import ZONE
from samples.world import Happening, happenings
from tests.browser.conftest import ARGUMENTS, chromium
from tests.demo.conftest import PAUSED, ROOT, Demo, read_again

pytestmark = [pytest.mark.airflow, pytest.mark.browser]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


def rows(browser: Browser, demo: Demo) -> list[dict[str, str]]:
    """What the page lists: day heading, time and title of each row."""
    page = browser.new_page(base_url=demo.page, timezone_id="Europe/London")
    page.goto("/")
    expect(page.locator("#pulse")).to_have_attribute("data-state", "live")
    while page.locator("#rest").is_visible():
        page.locator("#rest").click()
    found: list[dict[str, str]] = page.eval_on_selector_all(
        ".row",
        """rows => rows.map(row => ({
          day: row.closest('.day').dataset.day,
          time: row.querySelector('time').dateTime,
          title: row.querySelector('.title').innerText.trim(),
          venue: (row.querySelector('.where') || {innerText: ''}).innerText,
        }))""",
    )
    page.close()
    return found


def firsts(happening: Happening) -> set[datetime]:
    """The starts that a list may show: the first; of what recurs today's too, as the world lists those after today."""
    first = min(set(happening.starts) - set(happening.never))
    return {first, first - timedelta(weeks=1)} if happening.recurring else {first}


def test_the_page_lists_every_sample_event_once_on_the_right_day_and_hour(demo: Demo, browser: Browser) -> None:
    expected = happenings(datetime.now(ZONE).date())
    listed = rows(browser, demo)
    for happening in expected:
        wanted = {
            (start.date().isoformat(), start.date().isoformat() if happening.date_only else start.isoformat())
            for start in firsts(happening)
        }
        found = [row for row in listed if row["title"] in happening.titles and happening.venue in row["venue"]]
        times = [(row["day"], row["time"]) for row in found]
        assert len(wanted & set(times)) == 1, f"{happening.id}: {times}"
    assert len(listed) == len(expected), "and nothing else"


def test_a_title_changed_at_the_site_changes_on_the_page_by_itself(demo: Demo, browser: Browser) -> None:
    old, new = "Drum Clinic: from konnakol to the kit", "Drum Clinic: konnakol and brushes"
    page = browser.new_page(base_url=demo.page)
    page.goto("/")
    title = page.locator(".row", has_text="Drum Clinic").get_by_role("link")
    expect(title).to_have_text(old)
    edit = {"path": "bflat/events/drum-clinic", "old": old, "new": new}
    assert httpx.patch(f"{demo.samples}/_edit", json=edit).is_success
    with AirflowApi(demo.airflow, "admin", demo.password) as airflow:
        run = airflow.start_run("source_bflat")
        assert airflow.wait("source_bflat", run) == "success"
    expect(title).to_have_text(new, timeout=10_000)
    page.close()
    assert httpx.delete(f"{demo.samples}/_edit").is_success


def test_which_places_are_open_is_known_at_once(demo: Demo) -> None:
    places = httpx.get(f"{demo.page}/api/places?limit=100").json()["places"]
    known = {one["name"] for one in places if one["status"] and one["status"]["isOpen"] is not None}
    assert {"Cycling Boutique", "Defence Colony Park", "The Tribe Fitness Club"} <= known, "by the gazetteer"


def test_every_dag_imports_and_every_source_ran(demo: Demo) -> None:
    with AirflowApi(demo.airflow, "admin", demo.password) as airflow:
        assert airflow.import_errors() == {}
        dags = {dag["dag_id"] for dag in airflow.dags()}
        paused = {dag["dag_id"] for dag in airflow.dags() if dag["is_paused"]}
    assert {"source_city_magazine", "source_cultural_centre", "source_neighbourhood_classes", "source_bflat"} <= dags
    assert paused == set(PAUSED), "what somebody had paused, and nothing else"


def test_a_second_make_demo_finds_everything_running(demo: Demo) -> None:
    again = demo.make("demo")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "runs already" in again.stdout
    assert demo.password in again.stdout


def test_saved_feeds_are_replayed_beside_what_runs(demo: Demo, tmp_path: Path) -> None:
    show = {"@type": "Event", "name": "A concert of long ago", "startDate": "2024-02-03T19:00:00+05:30"}
    place = {"location": {"@type": "Place", "name": "Toit", "address": "100 Feet Road, Indiranagar"}}
    (tmp_path / "saved.json").write_text(json.dumps([show | place]))
    done = demo.make("replay", DATA=tmp_path, AS_OF="2024-02-01")
    assert done.returncode == 0, done.stdout + done.stderr
    listed = httpx.get(f"{demo.page}/api/events/discovered?startDate=2024-02-01&endDate=2024-02-05").json()
    assert [event["title"] for event in listed["events"]] == [show["name"]]


@contextmanager
def published(demo: Demo, event: dict[str, Any]) -> Iterator[str]:
    """A site that lists one event: the address of its list."""
    body = json.dumps([event]).encode()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/events.json" else 404)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with serving(ThreadingHTTPServer(("127.0.0.1", demo.feeds_port), Site)):
        yield f"http://127.0.0.1:{demo.feeds_port}/events.json"


def hears(socket: ClientConnection, kind: str, title: str) -> dict[str, Any]:
    """The next change of this kind on a WebSocket within five minutes, of the event with this title.

    Heartbeats arrive in any case: what is waited for has a time of its own, beside that of a message.
    """
    until = time.monotonic() + 300
    while (seconds := until - time.monotonic()) > 0:
        message: dict[str, Any] = json.loads(socket.recv(timeout=seconds))
        if message.get("kind") == kind and title in json.dumps(message):
            return message
    raise AssertionError(f"no {kind} of {title}")


def test_a_source_that_is_triggered_by_rest_is_read_approved_listed_and_told_live(demo: Demo, tmp_path: Path) -> None:
    """The plan's test of the whole: REST, a request, Airflow, the pipeline, the feed, REST and WebSocket again."""
    made = demo.make("token", ARGS="create --name meena")
    assert made.returncode == 0, made.stdout + made.stderr
    # make, called by make, also prints the directories that it enters and leaves
    (token,) = [line for line in made.stdout.splitlines() if line.startswith(PREFIX)]
    bearer = {"authorization": f"Bearer {token}"}
    starts = (datetime.now(ZONE) + timedelta(days=1)).replace(hour=20, minute=0, second=0, microsecond=0)
    place = {"@type": "Place", "name": "Toit", "address": "298, 100 Feet Road, Indiranagar"}
    lanterns = {"@type": "Event", "@id": "lanterns", "name": "Walk of a thousand lanterns", "location": place}
    with published(demo, lanterns | {"startDate": starts.isoformat()}) as address:
        (tmp_path / "sources.json").write_text(
            json.dumps([{"slug": "lanterns", "name": "Lanterns", "kind": "schema_org", "config": {"url": address}}])
        )
        assert demo.make("seed", FILE=tmp_path / "sources.json").returncode == 0
        with AirflowApi(demo.airflow, "admin", demo.password) as airflow:
            read_again(airflow, "requests")
        with (
            httpx.Client(base_url=demo.page, headers=bearer, timeout=30) as client,
            connect(f"{demo.page.replace('http', 'ws')}/ws") as socket,
        ):
            socket.send(json.dumps({"type": "subscribe", "rooms": ["events:all"]}))
            triggered = client.post("/api/admin/trigger-fetch", json={"source": "lanterns"})
            assert triggered.status_code == 200, triggered.text
            event = hears(socket, "event:new", lanterns["name"])["entity"]
            listed = client.get("/api/events/discovered", params={"q": "lanterns"}).json()["events"]
            assert [one["id"] for one in listed] == [event]
            seen = client.get(f"/api/admin/events/{event}").json()
            assert [(one["source"], one["status"]) for one in seen["listings"]] == [("lanterns", "approved")]
            decision = {"kind": "reject", "expected": seen["version"], "reason": "it was a test"}
            assert client.post(f"/api/admin/events/{event}/decisions", json=decision).status_code == 200
            assert hears(socket, "event:removed", event)["entity"] == event
    erased = demo.make("erase", ARGS='source lanterns --by meena --reason "it was a test" --yes')
    assert erased.returncode == 0, erased.stdout + erased.stderr


def commands() -> list[str]:
    """The shell commands of the README, without those that this file and CI run in their own way."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]
    return [line for line in lines if line.split()[:2] not in (["make", "demo"], ["make", "down"], ["make", "test"])]


@pytest.mark.parametrize("command", commands())
def test_the_readme_s_commands_work(demo: Demo, command: str) -> None:
    done: subprocess.CompletedProcess[Any] = subprocess.run(
        ["bash", "-o", "pipefail", "-c", demo.here(command)],
        cwd=demo.home, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    # a stream ends by the time limit that the command sets itself
    assert done.returncode in (0, 28), done.stdout + done.stderr
    assert done.stdout.strip()
