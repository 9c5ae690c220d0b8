"""Lists whose pages are built by programs, in a real browser: all pages, once each, and what happens when they fail."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from include.errors import CredentialsRefused, JatreError, RateLimited, SourceRefused, TransientError
from include.network.chromium import chromium
from include.network.http import USER_AGENT, HttpClient
from include.scrapers.access import BasicAccess
from include.scrapers.memory import children
from include.sources import registry
from include.sources.base import FetchResult
from include.sources.configuration.instance import SourceInstance
from tests.scrapers.script_site import EACH, PAGES, PASSWORD, SELECTORS, ScriptSite, script_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium here: install the package chromium, or name one"),
]

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
CLICK = {"type": "click", "selector": ".more"}
WAYS = {
    "scroll": {"type": "scroll"},
    "window": {"type": "scroll", "selector": "#box"},
    "add": CLICK,
    "replace": {"type": "click", "selector": ".onward"},
    "numbers": {"type": "numbered", "selector": ".number"},
    "pages": {"type": "numbered"},
}
MET_BELOW = ("scroll", "add")
"""Read in other tests too, if not to their ends; each costs the start of a browser."""


@pytest.fixture
def site() -> Iterator[ScriptSite]:
    before = browsers()  # tests of the page may have left theirs to the session
    with script_site() as made:
        yield made
    assert browsers() <= before, "a crawl leaves no browser behind"


def browsers() -> set[int]:
    """The browsers below this process: of Chromium's processes those that are not of a `--type`.

    The others come and go as a browser likes, also that of another test.
    """
    found: set[int] = set()
    for pid in children(os.getpid()):
        with suppress(OSError):  # it has ended since
            folder = Path(f"/proc/{pid}")
            name = (folder / "comm").read_text(encoding="utf-8")
            is_helper = b"--type=" in (folder / "cmdline").read_bytes()
            found |= {pid} if name.startswith("chrom") and not is_helper else set()
    return found


def fetched(site: ScriptSite, path: str, rate_limit: int = 500, **more: Any) -> FetchResult:
    """One fetch of a source."""
    config = {"url": site.base + path, "selectors": SELECTORS, "pause": 0, "max_seconds": 120, **more}
    instance = SourceInstance(slug="a_source", name="A", kind="selectors", config=config, rate_limit=rate_limit)
    registry.connector("selectors").check(config)
    with HttpClient(rate_limit) as http:
        return registry.make(instance, http).fetch(NOW)


def form(site: ScriptSite, password: str = PASSWORD, page: str = "/login") -> dict[str, Any]:
    return {"type": "form", "url": site.base + page, "username": "meena", "password": password}


@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=pytest.mark.long) if way in MET_BELOW else way for way in WAYS]
)
def test_all_pages_are_read_once_each(site: ScriptSite, way: str) -> None:
    result = fetched(site, f"/{way}", pagination=WAYS[way], browser=True)

    assert sorted(int(one.data["title"].split()[-1]) for one in result.records) == list(range(PAGES * EACH))
    assert result.complete
    assert result.unreadable == []
    behind = {PAGES + 1: 1} if way == "pages" else {}  # only its being empty says that it is behind the last one
    assert site.asked_pages() == dict.fromkeys(range(1, PAGES + 1), 1) | behind
    assert site.agents == {USER_AGENT}
    assert not [one for one in site.asked if one.endswith(".ico")], "nothing that is not needed"


def test_a_page_is_read_behind_what_its_program_has_written_before_it(
    site: ScriptSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ScriptSite.answer

    def answer(self: ScriptSite, path: str, cookies: str) -> tuple[int, dict[str, str], str]:
        status, headers, body = before(self, path, cookies)
        warning = "Notice: no such index in /srv/head.php\n" if path.startswith("/numbers") else ""
        return status, headers, warning + body

    monkeypatch.setattr(ScriptSite, "answer", answer)
    result = fetched(site, "/numbers", pagination=WAYS["numbers"], browser=True)
    assert len(result.records) == PAGES * EACH


def test_members_pages_are_read_after_the_form(site: ScriptSite) -> None:
    result = fetched(
        site, "/members/add", pagination=CLICK, authentication=form(site), detail={"description": ".about"}
    )

    assert len(result.records) == PAGES * EACH
    assert site.sent == [{"token": ["c5f1"], "user": ["meena"], "word": [PASSWORD]}]
    assert site.asked_pages() == dict.fromkeys(range(1, PAGES + 1), 1)
    assert {one.data["description"] for one in result.records} == {f"All about {n}" for n in range(PAGES * EACH)}
    assert PASSWORD not in json.dumps(site.asked)


def test_a_name_and_a_password_open_the_pages_of_events_too(site: ScriptSite, monkeypatch: pytest.MonkeyPatch) -> None:
    access = BasicAccess(type="basic", username="meena", password=PASSWORD)
    before = ScriptSite.answer
    shut = {"/e/1"}

    def answer(self: ScriptSite, path: str, cookies: str) -> tuple[int, dict[str, str], str]:
        known = self.authorizations[-1] == access.header and path not in shut
        asks = {"WWW-Authenticate": "Basic realm=club"}
        return before(self, path, cookies) if known or path == "/robots.txt" else (401, asks, "no")

    monkeypatch.setattr(ScriptSite, "answer", answer)
    result = fetched(
        site, "/pages", browser=True, authentication=access.model_dump(), detail={"description": ".about"},
        coverage="part",
    )  # fmt: skip

    assert {one.data["description"] for one in result.records} == {"All about 0", "All about 2"}
    assert len(result.kept) == 1, "an event whose page refuses what opens the site is not read from the list alone"


def test_a_password_that_is_refused_is_sent_once(site: ScriptSite) -> None:
    with pytest.raises(CredentialsRefused, match="name or password are wrong"):
        fetched(site, "/members/add", pagination=CLICK, authentication=form(site, "wrong password"))

    assert len(site.sent) == 1


@pytest.mark.parametrize("program", ["", "<script>document.forms[0].method = 'get'</script>"])
def test_a_form_that_would_put_the_password_into_the_address_is_not_sent(site: ScriptSite, program: str) -> None:
    fields = "<input name=user><input type=password name=word><button>Sign in</button>"
    method = "post" if program else "get"
    site.pages["/get"] = f"<!doctype html><form action=/session method={method}>{fields}</form>{program}"

    with pytest.raises(SourceRefused, match="into the address"):
        fetched(site, "/members/add", pagination=CLICK, authentication=form(site, page="/get"))

    assert not [one for one in site.asked if "/session" in one]


def test_a_session_that_has_ended_is_not_an_empty_list(site: ScriptSite) -> None:
    site.pages["/add"] = "<form><input type=password></form>"

    with pytest.raises(CredentialsRefused, match="asks for a password"):
        fetched(site, "/add", pagination=CLICK, authentication=form(site))


LONG_STATUSES = [pytest.param(*one, marks=pytest.mark.long) for one in ((500, TransientError), (403, SourceRefused))]


@pytest.mark.parametrize(("status", "error"), [(429, RateLimited), *LONG_STATUSES])
def test_a_list_that_cannot_be_filled_fails(site: ScriptSite, status: int, error: type[JatreError]) -> None:
    site.failing[1] = (status, {"Retry-After": "120"})

    with pytest.raises(error, match=f"answered {status}") as raised:
        fetched(site, "/add", pagination=CLICK)

    assert type(raised.value) is error
    assert site.asked_pages() == {1: 1}
    if isinstance(raised.value, RateLimited):
        assert raised.value.retry_after == 120


@pytest.mark.parametrize("way", ["scroll", "add"])
def test_a_page_in_the_middle_that_fails_makes_the_fetch_incomplete(site: ScriptSite, way: str) -> None:
    site.failing[3] = (500, {})

    result = fetched(site, f"/{way}", pagination=WAYS[way])

    assert (len(result.records), result.complete) == (2 * EACH, False)
    assert "answered 500" in result.unreadable[0].reason
    assert site.asked_pages() == {1: 1, 2: 1, 3: 1}


def test_robots_are_obeyed_by_what_a_page_asks_for_too(site: ScriptSite) -> None:
    site.robots = "User-agent: *\nDisallow: /api"

    with pytest.raises(SourceRefused, match=r"robots\.txt"):
        fetched(site, "/add", pagination=CLICK)

    assert site.asked == ["/robots.txt", "/add"]


ENTRY = "<li class=event><h3>Quiz</h3><time>7 March</time></li>"
SHUT = "User-agent: *\nDisallow: /private"
PAST_ROBOTS = {
    "program": "<script src=/private/program.js></script>",
    "redirect": "<script>fetch('/go').then(a => a.text()).then(t => document.body.append(t))</script>",
}


@pytest.mark.parametrize("how", PAST_ROBOTS)
def test_robots_are_obeyed_by_programs_and_redirects(
    site: ScriptSite, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ScriptSite.answer

    def answer(self: ScriptSite, path: str, cookies: str) -> tuple[int, dict[str, str], str]:
        return (302, {"Location": "/private/list"}, "") if path == "/go" else before(self, path, cookies)

    monkeypatch.setattr(ScriptSite, "answer", answer)
    site.robots = SHUT
    site.pages["/past"] = f"<!doctype html><ul>{ENTRY}</ul>{PAST_ROBOTS[how]}"
    site.pages["/private/list"] = "Secret"

    if how == "redirect":  # it can only be left unread
        with pytest.raises(SourceRefused, match=r"robots\.txt"):
            fetched(site, "/past", browser=True)
    else:
        result = fetched(site, "/past", browser=True)
        assert (result.complete, "robots.txt" in result.unreadable[0].reason) == (False, True)
        assert not [one for one in site.asked if one.startswith("/private")]


def test_programs_are_counted_and_sockets_are_shut(site: ScriptSite) -> None:
    programs = "".join(f"<script src=/program/{n}.js></script>" for n in range(9))
    socket = "<script>new WebSocket('ws://' + location.host + '/socket')</script>"
    site.pages["/many"] = f"<!doctype html><ul>{ENTRY}</ul>{socket}{programs}"
    site.pages.update({f"/program/{n}.js": "" for n in range(9)})

    result = fetched(site, "/many", rate_limit=5, browser=True)

    assert len(site.asked) == 5
    assert "/socket" not in site.asked
    assert (result.complete, "our own limit" in result.unreadable[0].reason) == (False, True)


def test_the_instance_s_limit_counts_what_a_page_asks_for(site: ScriptSite) -> None:
    result = fetched(site, "/add", rate_limit=4, pagination=CLICK)

    assert len(site.asked) == 4
    assert (len(result.records), result.complete) == (2 * EACH, False)
    assert "our own limit" in result.unreadable[0].reason


PAGES_OF_ITS_OWN = {
    "never ends": ("<h1>Hello</h1><script>setTimeout(() => { while (true) {} }, 50)</script>", TransientError, 6),
    "fills the memory": (
        "<h1>Hello</h1><script>setTimeout(() => {"
        "for (const all = [];;) all.push(new Array(1e6).fill(Math.random())) }, 50)</script>",
        TransientError,
        40,
    ),
    "goes away": ("<h1>Hello</h1><script>location.href = 'http://localhost:9/inside'</script>", SourceRefused, 40),
}
"""A page, how its crawl fails, and the seconds that it may take: the first takes them all, and a processor with it."""


@pytest.mark.parametrize("what", PAGES_OF_ITS_OWN)
def test_a_page_that_misbehaves_costs_its_own_crawl(site: ScriptSite, what: str) -> None:
    body, error, seconds = PAGES_OF_ITS_OWN[what]
    site.pages["/bad"] = f"<!doctype html><meta charset=utf-8>{body}"

    with pytest.raises(error):
        fetched(site, "/bad", pagination=WAYS["scroll"], max_seconds=seconds)


def test_a_button_that_does_nothing_says_nothing_of_the_end(site: ScriptSite) -> None:
    entry = "<li class=event><h3>Quiz</h3><time>7 March</time></li>"
    site.pages["/stuck"] = f"<!doctype html><ul>{entry}</ul><button class=more>More</button>"

    result = fetched(site, "/stuck", pagination=CLICK)

    assert (len(result.records), result.complete) == (1, False)
    assert "changes nothing" in result.unreadable[0].reason


def test_no_browser_starts_where_there_is_none(site: ScriptSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.sources.connectors.selectors.chromium", lambda: None)

    with pytest.raises(JatreError, match="package chromium"):
        fetched(site, "/add", pagination=CLICK)
    assert site.asked == []
