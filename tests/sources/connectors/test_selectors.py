"""Listing sites read by selectors: a real crawl, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from include.errors import (
    BrokenRecord,
    ConfigurationError,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.network.http import HttpClient
from include.scrapers import process
from include.scrapers.job import Job
from tests.allowed import allowed
from tests.sources.conftest import Connect, Site

pytestmark = pytest.mark.slow

SELECTORS = {
    "container": "li.event", "title": "h3", "date": "time", "location": ".where", "price": ".cost", "image": "img",
    "link": "a.more", "description": "p",
}  # fmt: skip
NEXT = {"type": "next", "selector": "a[rel=next]", "max_pages": 5}
NUMBERED = {"type": "numbered", "max_pages": 5}


def entry(title: str, day: int = 7, link: str | None = None, when: str | None = None) -> str:
    more = f'<a class="more" href="{link}">More</a>' if link else ""
    time = when or f'<time datetime="2026-03-{day:02d}T19:30">Sat, {day} March, 7.30 pm</time>'
    return (
        f'<li class="event"><h3>{title}</h3>{time}<span class="where">Toit, 100 Feet Road</span>'
        f'<span class="cost">₹499</span><img data-src="/pic.jpg" src="data:x"><p>Songs &amp; stories.</p>{more}</li>'
    )


def page(*entries: str, onward: str | None = None) -> str:
    link = f'<a rel="next" href="{onward}">Next</a>' if onward else ""
    return f"<!doctype html><html><body><ul>{''.join(entries)}</ul>{link}</body></html>"


def config(site: Site, **more: Any) -> dict[str, Any]:
    return {"url": f"{site.base}/events", "selectors": SELECTORS, "pause": 0, **more}


def paths(site: Site) -> list[str]:
    return [path for path, _ in site.requests]


def test_an_entry_is_read_into_a_listing(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("Songwriters", link="/e/1?utm_source=list")))

    listing = connect("selectors", config(site)).only()

    assert listing.title == "Songwriters"
    (occurrence,) = listing.occurrences
    assert occurrence.starts_at == datetime(2026, 3, 7, 14, 0, tzinfo=UTC)
    assert (listing.venue.name, listing.venue.address) == ("Toit", "100 Feet Road")
    assert (listing.price.minimum, listing.price.cost_type) == (499, "paid")
    assert listing.description == "Songs & stories."
    assert listing.url == f"{site.base}/e/1"
    assert [image.url for image in listing.images] == [f"{site.base}/pic.jpg"]


def test_every_page_is_read_and_the_list_is_complete(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("One", link="/e/1"), onward="/events/2"))
    site.put("/events/2", page(entry("Two", link="/e/2"), onward="/events/3"))
    site.put("/events/3", page(entry("Three"), onward="/events/2"))

    fetched = connect("selectors", config(site, pagination=NEXT)).fetch()

    assert [one.external_id for one in fetched.records] == [
        f"{site.base}/e/1",
        f"{site.base}/e/2",
        "~three|toit 100 feet road|20260307",
    ]
    assert fetched.complete
    assert len(fetched.payloads) == 3


@pytest.mark.parametrize("behind", ["empty", "the last again", "404"])
def test_numbered_pages_end_as_sites_end_them(site: Site, connect: Connect, behind: str) -> None:
    site.put("/events?tag=x", page(entry("One", link="/e/1")))
    site.put("/events?tag=x&page=2", page(entry("Two", link="/e/2")))
    if behind != "404":
        site.put("/events?tag=x&page=3", page() if behind == "empty" else page(entry("Two", link="/e/2")))

    fetched = connect("selectors", config(site, url=f"{site.base}/events?tag=x", pagination=NUMBERED)).fetch()

    assert (len(fetched.records), fetched.complete, fetched.unreadable) == (2, True, [])


@pytest.mark.parametrize(
    "pagination",
    [NEXT | {"max_pages": 1}, NUMBERED | {"max_pages": 1}],
    ids=lambda one: one["type"],
)
def test_a_list_that_was_not_read_to_its_end_is_not_complete(
    site: Site, connect: Connect, pagination: dict[str, Any]
) -> None:
    site.put("/events", page(entry("One"), onward="/events/2"))

    fetched = connect("selectors", config(site, pagination=pagination)).fetch()

    assert (len(fetched.records), fetched.complete) == (1, False)
    assert "max_pages" in fetched.unreadable[0].reason


def test_a_page_in_the_middle_that_fails_makes_the_fetch_incomplete(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("One"), onward="/events/2"))
    site.put("/events/2", "busy", status=500)

    fetched = connect("selectors", config(site, pagination=NEXT)).fetch()

    assert (len(fetched.records), fetched.complete) == (1, False)
    assert "answered 500" in fetched.unreadable[0].reason


def test_an_events_own_page_holds_more(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("Songs", link="/e/1")))
    site.put("/e/1", "<html><body><h1>Songs of the sea</h1><div class=about>All of it.</div></body></html>")

    listing = connect("selectors", config(site, detail={"title": "h1", "description": ".about"})).only()

    assert (listing.title, listing.description) == ("Songs of the sea", "All of it.")
    assert listing.venue.name == "Toit"


@pytest.mark.parametrize("port", ["99999", "box-office"])
def test_a_link_that_nobody_can_ask_for_costs_no_other_entry_its_page(site: Site, connect: Connect, port: str) -> None:
    odd, usual = entry("Odd", link=f"http://127.0.0.1:{port}/e/1"), entry("Usual", day=8, link="/e/2")
    site.put("/events", page(odd, usual, onward="/events2"))
    site.put("/events2", page(entry("Later", day=9)))
    site.put("/e/2", "<html><h1>Songs of the sea</h1></html>")

    fetched = connect("selectors", config(site, pagination=NEXT, detail={"title": "h1"})).fetch()

    assert [one.data["title"] for one in fetched.records] == ["Odd", "Songs of the sea", "Later"]
    assert ([port in one.reason for one in fetched.unreadable], fetched.complete) == ([True], True)


@pytest.mark.parametrize("status", [403, 500])
def test_an_entry_whose_own_page_is_away_stays_as_it_was(site: Site, connect: Connect, status: int) -> None:
    site.put("/events", page(entry("Busy", link="/e/1"), entry("Deleted", day=8, link="/e/2")))
    site.put("/e/1", "busy", status=status)

    fetched = connect("selectors", config(site, detail={"title": "h1"})).fetch()

    assert fetched.kept == {f"{site.base}/e/1"}
    assert [one.data["title"] for one in fetched.records] == ["Deleted"]
    assert fetched.complete


def test_dates_as_people_write_them(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("Quiz", when="<time>Tue, 10 Mar · 8 pm</time>")))

    (occurrence,) = connect("selectors", config(site)).only().occurrences

    assert occurrence.starts_at == datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


def test_dates_are_read_from_the_day_on_which_they_were_seen(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("Quiz", when="<time>Tue, 10 Mar, 8 pm</time>")))
    connected = connect("selectors", config(site))

    (early,) = connected.fetch(datetime(2026, 3, 1, tzinfo=UTC)).records
    (late,) = connected.fetch(datetime(2026, 3, 9, tzinfo=UTC)).records

    assert early.data["seen"] != late.data["seen"]
    a_year_later = replace(connected.reading, now=datetime(2027, 3, 1, tzinfo=UTC))
    assert [one.starts_at.year for one in connected.source.transform(early.data, a_year_later).occurrences] == [2026]
    assert "seen" in connected.source.volatile


def test_several_dates_behind_one_link_are_several_listings(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("Class", 7, link="/e/1"), entry("Class", 14, link="/e/1")))

    first = connect("selectors", config(site)).fetch()
    site.put("/events", page(entry("Class", 14, link="/e/1")))
    second = connect("selectors", config(site), first.state).fetch()

    assert len(first.records) == 2
    assert [one.external_id for one in second.records] == [first.records[1].external_id]


def test_numbered_links_are_followed_by_their_texts(site: Site, connect: Connect) -> None:
    links = "<nav><a href='/b'>2</a><a href='/c'>3</a><a href='http://localhost:9/d'>4</a></nav>"
    for path, title in (("/events", "One"), ("/b", "Two"), ("/c", "Three")):
        site.put(path, page(entry(title)).replace("</ul>", f"</ul>{links}"))

    fetched = connect("selectors", config(site, pagination={"type": "numbered", "selector": "nav a"})).fetch()

    assert [one.data["title"] for one in fetched.records] == ["One", "Two", "Three"]
    assert fetched.complete
    assert paths(site) == ["/robots.txt", "/events", "/b", "/c"]


def test_no_more_entries_are_taken_than_the_source_wants(site: Site, connect: Connect) -> None:
    site.put("/events", page(*(entry(f"Walk {day}", day) for day in range(1, 8)), onward="/events/2"))

    fetched = connect("selectors", config(site, pagination=NEXT, max_items=5)).fetch()

    assert (len(fetched.records), fetched.complete) == (5, False)
    assert "max_items" in fetched.unreadable[0].reason
    assert paths(site) == ["/robots.txt", "/events"]


def test_a_layout_in_which_no_entry_has_a_title_is_not_the_site_s(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("One"), entry("Two", 8)).replace("h3>", "h4>"))

    with pytest.raises(UnreadablePayload, match="layout has changed"):
        connect("selectors", config(site)).fetch()


def test_an_entry_without_title_is_broken_alone(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("", link="/e/1"), entry("Fine", 8, link="/e/2")))
    connected = connect("selectors", config(site))

    broken, fine = connected.fetch().records

    with pytest.raises(BrokenRecord):
        connected.source.transform(broken.data, connected.reading)
    assert connected.source.transform(fine.data, connected.reading).title == "Fine"


def test_an_entry_that_cannot_be_recognised_makes_the_fetch_incomplete(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry(""), entry("Fine", 8, link="/e/2")))

    fetched = connect("selectors", config(site)).fetch()

    assert (len(fetched.records), len(fetched.unreadable), fetched.complete) == (1, 1, False)


def test_robots_are_obeyed(site: Site, connect: Connect) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /events", media_type="text/plain")
    site.put("/events", page(entry("One")))

    with pytest.raises(SourceRefused, match=r"robots\.txt"):
        connect("selectors", config(site)).fetch()
    assert paths(site) == ["/robots.txt"]


def test_the_limit_of_its_source_bounds_a_crawl(site: Site, connect: Connect) -> None:
    for number in range(1, 9):
        site.put(f"/events/{number}", page(entry(f"Number {number}"), onward=f"/events/{number + 1}"))
    connected = connect("selectors", config(site, url=f"{site.base}/events/1", pagination=NEXT | {"max_pages": 8}))
    with HttpClient(4) as http:
        connected.source.http = http
        fetched = connected.fetch()

    assert len(site.requests) == 4
    assert (len(fetched.records), fetched.complete) == (3, False)
    assert "our own limit" in fetched.unreadable[0].reason


def test_a_site_that_does_not_answer_is_another_try(connect: Connect) -> None:
    with allowed("http://127.0.0.1:9"), pytest.raises(TransientError):
        connect("selectors", {"url": "http://127.0.0.1:9/", "selectors": SELECTORS, "pause": 0}).fetch()


def test_links_to_other_sites_are_not_followed(site: Site, connect: Connect) -> None:
    site.put("/events", page(entry("One", link="file:///etc/passwd"), onward="http://localhost:9/other"))

    fetched = connect("selectors", config(site, pagination=NEXT, detail={"title": "h1"})).fetch()

    assert [one.data["title"] for one in fetched.records] == ["One"]
    assert paths(site) == ["/robots.txt", "/events"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"selectors": {"container": "li"}},
        {"selectors": {**SELECTORS, "title": "h3["}},
        {"pagination": {"type": "next"}},
    ],
    ids=["no title", "no selector", "no way on"],
)
def test_a_wrong_configuration_names_what_is_wrong(site: Site, connect: Connect, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"title|pagination"):
        connect("selectors", config(site, **wrong)).fetch()


def test_a_crawl_that_does_not_end_is_ended(site: Site, http: HttpClient, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("/events", page(entry("One")), delay=3)
    job = Job(url=f"{site.base}/events", selectors=SELECTORS, pause=0, max_seconds=60)
    monkeypatch.setattr(
        process, "GRACE_SECONDS", 1.5 - job.max_seconds
    )  # long before the page comes, or the crawl gives up

    with pytest.raises(TransientError, match="took more than"):
        process.run_crawl(job, http.reserve)


def test_a_crawl_ends_with_the_task_that_wants_it(site: Site) -> None:
    site.put("/events", page(entry("One")), delay=15)
    job = Job(url=f"{site.base}/events", selectors=SELECTORS, pause=0, max_seconds=60)
    run = f"from include.scrapers.process import run_crawl; run_crawl({job!r}, HttpClient(9).reserve)"
    names = "from include.scrapers.job import *; from include.network.http import HttpClient"
    task = subprocess.Popen([sys.executable, "-c", f"{names}; {run}"])
    crawl = _wait_for(lambda: _children(task.pid))[0]
    _wait_for(lambda: site.requests)

    task.kill()
    task.wait()

    _wait_for(lambda: not Path(f"/proc/{crawl}").exists() or "Z" in Path(f"/proc/{crawl}/stat").read_text().split()[2])
    site.pages["/events"].delay = 0


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _wait_for(what: Callable[[], Any], patience: float = 20) -> Any:
    until = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < until
        time.sleep(0.1)
    return found


def test_the_crawl_knows_none_of_our_secrets() -> None:
    ours = {"PATH": "/bin", "JATRE_PIPELINE_URL": "postgresql://secret", "https_proxy": "http://proxy"}

    known = {"PATH", "PYTHONPATH", "JATRE_FETCH_ALLOW", "JATRE_BROWSER_SANDBOX"}
    assert set(process._environment(ours)) == known


def test_the_connector_itself_brings_no_scrapy() -> None:
    module = "include.sources.connectors.selectors"
    code = f"import sys, {module}; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


MARKED = [
    '<span class="label">CANCELLED</span>',
    "<em>(cancelled)</em>",
    "<td> Event canceled! </td>",
    "<b>Called off</b>",
]


@pytest.mark.parametrize("mark", MARKED)
def test_an_entry_shows_its_status_in_a_place_of_its_own(site: Site, connect: Connect, mark: str) -> None:
    site.put("/events", page(entry("Ward meeting").replace("<h3>", f"{mark}<h3>"), entry("Lake walk", day=8)))

    listings = connect("selectors", config(site)).listings().values()

    assert {one.title: one.status for one in listings} == {"Ward meeting": "cancelled", "Lake walk": "scheduled"}


def test_a_class_and_a_selector_give_the_status_too(site: Site, connect: Connect) -> None:
    first = entry("Ward meeting").replace('class="event"', 'class="event event--cancelled"')
    second = entry("Lake walk", day=8).replace("<p>", '<i class="state">Moved: postponed to May</i><p>')
    site.put("/events", page(first, second, entry("Quiz", day=9)))

    chosen = SELECTORS | {"status": ".state"}
    listings = connect("selectors", config(site, selectors=chosen)).listings().values()

    assert {one.title: one.status for one in listings} == {
        "Ward meeting": "cancelled", "Lake walk": "postponed", "Quiz": "scheduled",
    }  # fmt: skip


@pytest.mark.parametrize("attribute", ["hidden", 'style="display: none"', 'class="d-none"'])
def test_a_label_that_is_not_shown_or_stands_in_every_entry_says_nothing(
    site: Site, connect: Connect, attribute: str
) -> None:
    hidden = entry("Ward meeting").replace("<h3>", f"<b {attribute}>Cancelled</b><h3>")
    site.put("/events", page(hidden, entry("Lake walk", day=8)))
    assert {one.status for one in connect("selectors", config(site)).listings().values()} == {"scheduled"}

    every = [entry(f"Walk {day}", day=day).replace("<h3>", "<b>Cancelled</b><h3>") for day in (7, 8, 9)]
    site.put("/events", page(*every))
    assert {one.status for one in connect("selectors", config(site)).listings().values()} == {"scheduled"}
