"""No byte leaves to an address that is not public: forms of addresses x clients x ways that lead there.

Real sockets on loopback receive whatever is sent. The clients are the connectors of the registry, each with the
configuration of its sample site (or of the poisoned fields), so that a new kind joins by itself; the crawl; the trial
of a new source; a browser.
"""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from deploy.local.system import packages
from include.errors import AddressRefused, ConfigurationError, JatreError, SourceRefused
from include.network.addresses import Allowance
from include.network.browser import browser_arguments
from include.network.guard import Guard
from include.network.http import HttpClient
from include.operations.preview.trial import try_out
from include.scrapers import process
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from tests.allowed import allowed
from tests.hostile.listeners import Answer, Neighbourhood, neighbourhood
from tests.sources.test_poisoned_fields import KINDS as POISONED

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
SAMPLES = json.loads((ROOT / "samples/sources.json").read_text(encoding="utf-8"))
FETCHING = [kind for kind, (_, type_) in registry.KINDS.items() if type_ not in ("webhook", "replay")]
BY_REQUESTS = [kind for kind in FETCHING if kind != "selectors"]
"""`selectors` is crawled by a process of its own; its cases are fewer, and each leads to all the forms."""

REACHABLE = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.3",
    "0.0.0.0", "0", "localhost", "LOCALHOST", "user@127.0.0.1", "user:word@localhost", "www.example.org@127.0.0.1",
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
)  # fmt: skip
"""Ways to write this machine that reach it when nothing guards."""
ELSEWHERE = (
    "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "192.0.0.1", "192.88.99.1", "198.18.0.1", "203.0.113.1", "[::]", "[fe80::1]", "[fc00::1]",
    "[fec0::1]", "[ff02::1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::]", "[2001:db8::1]", "[100::1]", "[::ffff:10.0.0.1]", "[::ffff:0:127.0.0.1]", "[5f00::1]",
    "１２７.０.０.１", "localhost.", "127.0.0.1.", "ip6-localhost", "①②⑦.⓪.⓪.①", "0x7f.0x0.0x0.0x1", "[fe80::1%25lo]",
)  # fmt: skip
"""Other addresses that are not public; some of these forms are no address for one client or another."""
REDIRECTS = (301, 302, 303, 307, 308)


@pytest.fixture
def here() -> Iterator[Neighbourhood]:
    """One allowed site; its port is allowed for it alone, so that it is the address that decides."""
    with neighbourhood() as made, allowed(made.site):
        yield made


def config_of(kind: str, url: str, **more: Any) -> dict[str, Any]:
    sample = next((one["config"] for one in SAMPLES if one["kind"] == kind), None)
    usual = POISONED[kind].config if sample is None else sample
    return {**usual, "url": url, **({"pause": 0, "max_seconds": 60} if kind == "selectors" else {}), **more}


def source(kind: str, url: str, **more: Any) -> SourceInstance:
    return SourceInstance(slug="a_source", name="A", kind=kind, config=config_of(kind, url, **more), rate_limit=10_000)


def fetched(kind: str, url: str, **more: Any) -> JatreError | None:
    """Fetch once; the error, None when something came."""
    with HttpClient(10_000, retries=0) as http:
        try:
            registry.make(source(kind, url, **more), http).fetch(NOW)
        except JatreError as error:
            return error
    return None


def urls(here: Neighbourhood) -> list[str]:
    return [f"http://{host}:{here.port}/x" for host in (*REACHABLE, *ELSEWHERE)]


@pytest.mark.parametrize("host", REACHABLE)
def test_the_forms_do_reach_this_machine_when_nothing_guards(here: Neighbourhood, host: str) -> None:
    with requests.Session() as session:
        session.trust_env = False
        session.get(f"http://{host}:{here.port}/", timeout=5)

    assert here.received


@pytest.mark.parametrize("kind", BY_REQUESTS)
def test_no_form_of_an_address_is_fetched(here: Neighbourhood, kind: str) -> None:
    for url in urls(here):
        assert isinstance(fetched(kind, url), JatreError), url

    assert here.received == []


@pytest.mark.parametrize("kind", BY_REQUESTS)
@pytest.mark.parametrize("status", REDIRECTS)
def test_no_redirect_leads_there(here: Neighbourhood, kind: str, status: int) -> None:
    targets = [*urls(here), f"//localhost:{here.port}/", f"http:\\\\127.0.0.1:{here.port}\\", "gopher://127.0.0.1/_x"]
    for target in targets:
        here.answer = lambda _path, target=target: Answer(status, {"Location": target.encode().decode("latin-1")})  # type: ignore[misc]
        assert isinstance(fetched(kind, here.site), JatreError), target

    assert here.received == []
    assert len(here.visits) >= len(targets), "the allowed site was asked each time"


@pytest.mark.parametrize("kind", BY_REQUESTS)
def test_what_is_refused_names_the_remedy(here: Neighbourhood, kind: str) -> None:
    error = fetched(kind, f"http://2130706433:{here.port}/")

    assert isinstance(error, AddressRefused)
    assert "127.0.0.1" in str(error)
    assert "JATRE_FETCH_ALLOW" in str(error)


DOCUMENTS = {
    "rss": """<?xml version="1.0"?><?xml-stylesheet href="{url}"?>
        <!DOCTYPE rss SYSTEM "{url}" [<!ENTITY x SYSTEM "{url}"><!ENTITY % y SYSTEM "{url}"> %y;]>
        <rss version="2.0" xml:base="{url}"><channel><item><guid>1</guid>
        <title>Talk &x;</title><link>{url}</link><enclosure url="{url}" type="image/png"/>
        <description>&lt;img src="{url}"&gt;</description></item></channel></rss>""",
    "icalendar": """BEGIN:VCALENDAR
VERSION:2.0
SOURCE;VALUE=URI:{url}
BEGIN:VTIMEZONE
TZID:Nowhere
TZURL:{url}
END:VTIMEZONE
BEGIN:VEVENT
UID:1
SUMMARY:Talk
DTSTART;TZID="{url}":20310307T190000
URL:{url}
ATTACH:{url}
IMAGE;VALUE=URI:{url}
END:VEVENT
END:VCALENDAR
""",
    "schema_org": """<!doctype html><html prefix="x: {url}"><head><base href="{url}"><link rel="profile" href="{url}">
        <script type="application/ld+json">{{"@context": "{url}", "@type": "Event", "@id": "{url}", "name": "Talk",
        "startDate": "2031-03-07T19:00", "image": "{url}", "url": "{url}", "location": {{"@id": "{url}"}}}}</script>
        </head><body itemscope itemtype="http://schema.org/Event" itemref="{url}"><img itemprop="image" src="{url}">
        </body></html>""",
    "json_api": """{{"$schema": "{url}", "$ref": "{url}", "data": {{"events": [{{"id": 1, "title": "Talk",
        "link": "{url}", "when": {{"date": "2031-03-07", "time": "19:00"}}}}]}}}}""",
    "spreadsheet": """Title,Start,URL,Image,Venue
=WEBSERVICE("{url}"),2031-03-07 19:00,{url},{url},"=HYPERLINK(""{url}"")"
"=IMPORTDATA(""{url}"")",2031-03-08 19:00,{url},{url},+cmd|' /C curl {url}'!A0
""",
    "facebook": """{{"paging": {{"next": "{url}"}}, "data": [{{"id": "1", "name": "Talk", "ticket_uri": "{url}",
        "start_time": "2031-03-07T19:00:00+0530", "cover": {{"source": "{url}"}}, "owner": {{"link": "{url}"}}}}]}}""",
    "instagram": """{{"business_discovery": {{"profile_picture_url": "{url}", "media": {{"paging": {{"next": "{url}"}},
        "data": [{{"id": "1", "caption": "Talk, 7 March 2031", "permalink": "{url}", "media_url": "{url}"}}]}}}}}}""",
    "google_places": """{{"places": [{{"id": "ChIJ_talk", "displayName": {{"text": "Talk"}}, "name": "{url}",
        "googleMapsUri": "{url}", "movedPlace": "{url}", "currentOpeningHours": {{"openNow": true}}}}],
        "nextPageToken": "{url}"}}""",
    "eventbrite": """{{"pagination": {{"has_more_items": false, "continuation": "{url}"}}, "resource_uri": "{url}",
        "events": [{{"id": "1", "name": {{"html": "Talk"}}, "start": {{"utc": "2031-03-07T13:30:00Z"}}, "url": "{url}",
        "logo": {{"original": {{"url": "{url}"}}}}, "venue": {{"resource_uri": "{url}"}}}}]}}""",
}
"""What a document can name besides itself, in every place that some program would fetch."""


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_what_a_document_names_is_not_fetched(here: Neighbourhood, kind: str) -> None:
    body = DOCUMENTS[kind].format(url=f"http://127.0.0.1:{here.port}/inside").encode()
    here.answer = lambda _path: Answer(200, {"Content-Type": "text/plain"}, body)

    trial = try_out(source(kind, here.site), NOW)

    assert [one.title for one in trial.listings] or trial.aside or trial.unreadable
    assert len(here.visits) == 1
    assert here.received == []


WAYS_OUT = {"requests", "urllib3", "httpx", "aiohttp", "socket", "ftplib", "smtplib", "asyncio", "twisted", "scrapy"}
WAYS_OUT |= {"playwright", "urllib.request", "http.client"}
KNOWN = (
    "include/network/",
    "include/scrapers/",
    "include/airflow_api.py",
    "include/alerts/channels/email.py",
    "include/alerts/channels/smtp.py",
)
"""Where connections are opened: the guard, what goes through it, the operator's own Airflow and mail server."""


def test_nothing_else_opens_connections() -> None:
    """Databases, statsd and the archive are an operator's; every other address is somebody else's word."""
    for file in sorted((ROOT / "include").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        found = {
            word
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for word in (
                [one.name for one in node.names] if isinstance(node, ast.Import)
                else [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
                if isinstance(node, ast.ImportFrom) else []
            )
            if word in WAYS_OUT or word.partition(".")[0] in WAYS_OUT
        }  # fmt: skip
        assert not found or name.startswith(KNOWN), f"{name} imports {found}: fetch with include/network/http.py"


def test_links_lead_nowhere_even_when_their_site_is_named(here: Neighbourhood) -> None:
    links = "".join(f'<a class="gig" href="{url}">Gig</a>' for url in urls(here))
    here.answer = lambda _path: Answer(200, {"Content-Type": "text/html; charset=utf-8"}, links.encode())
    hosts = ["localhost", "127.0.0.1", "127.1", "2130706433", "0", "[::1]"]

    for more in ({}, {"sites": hosts}):
        fetched("schema_org", here.site, links="a.gig", **more)

    assert here.visits == ["/", "/"]
    assert here.received == []


@pytest.mark.parametrize("kind", BY_REQUESTS)
def test_a_trial_of_a_new_source_fetches_none(here: Neighbourhood, kind: str) -> None:
    for url in urls(here):
        with pytest.raises(JatreError):
            try_out(source(kind, url))

    assert here.received == []


def test_a_sitemap_leads_to_its_own_site_alone(here: Neighbourhood) -> None:
    """Neither the maps that an index names, nor pages, nor what robots.txt names; entities are none of them either."""
    where = [f"{url}events/" for url in urls(here)]
    inside = "".join(f"<url><loc>{url}</loc></url><sitemap><loc>{url}</loc></sitemap>" for url in where)
    document = f"""<?xml version="1.0"?><!DOCTYPE urlset SYSTEM "{where[0]}" [<!ENTITY x SYSTEM "{where[0]}">]>
        <urlset><url><loc>{here.site}/events/1</loc><lastmod>&x;</lastmod></url>{inside}</urlset>"""
    here.answer = lambda path: Answer(
        200, {"Content-Type": "text/plain"},
        f"Sitemap: {where[0]}".encode() if path == "/robots.txt" else document.encode(),
    )  # fmt: skip

    fetched("schema_org", f"{here.site}/sitemap.xml", links=None)

    assert here.visits == ["/sitemap.xml", "/robots.txt", "/events/1"]
    assert here.received == []


class Names:
    """A resolver that changes its mind: the answers to a name, one after the other, the last one for good."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self.look_up)

    def look_up(self, host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host not in self.answers:
            return self.real(host, port, *rest, **more)
        answers = self.answers[host]
        addresses = answers[min(self.asked.count(host), len(answers) - 1)]
        self.asked.append(host)
        return [found for one in addresses for found in self.real(one, port, *rest, **more)]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.mark.parametrize("kind", [one for one in BY_REQUESTS if one != "google_places"])  # a POST follows no redirect
@pytest.mark.parametrize("other", ["127.0.0.1", "::1"])
def test_a_name_is_looked_up_once_for_a_connection(here: Neighbourhood, names: Names, kind: str, other: str) -> None:
    """Between a check and a second look-up the name could change; here the second answer comes for the second hop."""
    names.answers["changes.example"] = [["127.0.0.2"], [other]]
    here.answer = lambda _path: Answer(302, {"Location": "/again"})

    error = fetched(kind, f"http://changes.example:{here.port}/first")

    assert [visit[:6] for visit in here.visits] == ["/first"]
    assert names.asked == ["changes.example"] * 2
    assert isinstance(error, AddressRefused)
    assert here.received == []


@pytest.mark.parametrize("kind", BY_REQUESTS)
@pytest.mark.parametrize(
    "addresses", [["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"], ["127.0.0.2", "::1"]], ids=str
)
def test_a_name_with_a_public_and_a_private_address_is_refused(
    here: Neighbourhood, names: Names, kind: str, addresses: list[str]
) -> None:
    names.answers["both.example"] = [addresses]

    assert isinstance(fetched(kind, f"http://both.example:{here.port}/"), AddressRefused)
    assert (here.received, here.visits) == ([], [])


def test_nothing_of_the_environment_leads_elsewhere(
    here: Neighbourhood, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("default login jatre password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{here.port}")
    here.answer = lambda _path: Answer(200, {"Content-Type": "text/html"}, b"<!doctype html><p>Closed today")

    assert fetched("schema_org", here.site) is None
    assert fetched("selectors", here.site) is None
    assert here.received == []
    assert "/" in here.visits


def test_a_key_for_one_site_is_not_carried_to_another(here: Neighbourhood) -> None:
    with neighbourhood() as other, allowed(other.site), HttpClient(retries=0) as http:
        here.answer = lambda _path: Answer(302, {"Location": f"{other.site}/there"})
        http.get(here.site, headers={"Authorization": "Bearer key", "If-None-Match": '"x"'}, params={"key": "secret"})

        assert here.visits == ["/?key=secret"]
        assert other.visits == ["/there"]
        assert "authorization: bearer key" in here.heads[0].lower()
        assert "authorization" not in other.heads[0].lower()
        assert 'if-none-match: "x"' in other.heads[0].lower()


def test_a_key_is_not_carried_to_a_host_before_a_backslash(here: Neighbourhood) -> None:
    """An open redirect of the site is enough; the client and urlsplit read such an address differently."""
    with neighbourhood() as other, allowed(other.site), HttpClient(retries=0) as http:
        here.answer = lambda _path: Answer(302, {"Location": f"{other.site}\\@{here.site.removeprefix('http://')}/"})
        http.get(here.site, headers={"Authorization": "Bearer key"})

        assert len(other.heads) == 1
        assert "authorization" not in other.heads[0].lower()


# --- the crawl: a process of its own, so each case leads to every form at once


def crawled(here: Neighbourhood, url: str) -> JatreError | None:
    return fetched("selectors", url, pagination=None, detail={"title": "h1"})


def entries(links: list[str]) -> Answer:
    rows = "".join(
        f'<article class="notice"><h2>Talk {number}</h2><time datetime="2031-03-07">x</time>'
        f'<a class="notice-link" href="{link}">x</a></article>'
        for number, link in enumerate(links)
    )
    return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, rows.encode())


@pytest.mark.parametrize("host", ["2130706433", "[::1]", "localhost", "[::ffff:127.0.0.1]"])
def test_a_crawl_does_not_begin_there(here: Neighbourhood, host: str) -> None:
    error = crawled(here, f"http://{host}:{here.port}/")

    assert isinstance(error, SourceRefused)
    assert "JATRE_FETCH_ALLOW" in str(error)
    assert here.received == []


@pytest.mark.parametrize("way", [*REDIRECTS, "meta refresh", "links"], ids=str)
def test_a_crawl_is_led_nowhere(here: Neighbourhood, way: int | str) -> None:
    targets = urls(here)

    def answer(path: str) -> Answer:
        if path == "/robots.txt":
            return Answer(302, {"Location": targets[0]}) if way == 302 else Answer(404)
        if path == "/":
            return entries(targets if way == "links" else [f"/e/{number}" for number in range(len(targets))])
        target = targets[int(path.rpartition("/")[2])]
        if way == "meta refresh":
            page = f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head></html>'
            return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())
        return Answer(int(way), {"Location": target.encode().decode("latin-1")})

    here.answer = answer

    assert crawled(here, here.site) is None
    assert here.received == []
    assert "/" in here.visits
    assert len(here.visits) >= (2 if way == "links" else len(targets) + 2)


@pytest.mark.browser
def test_a_crawl_in_a_browser_is_led_nowhere(here: Neighbourhood, chromium: str) -> None:
    """All that a page can name, ask for and click on, and the redirects of its own data.

    With a few forms of addresses, each of another kind: all of them are tried in a browser below, by one page.
    """
    targets = [f"http://{host}:{here.port}/x" for host in ("127.0.0.1", "localhost", "2130706433", "[::1]", "10.0.0.1")]
    parts = "".join(
        f'<img src="{url}"><iframe src="{url}"></iframe><script src="{url}"></script>'
        f'<link rel="stylesheet" href="{url}">'
        for url in targets
    )
    script = f"""<script>fetch('/302').catch(() => 0);
        for (const url of {json.dumps(targets)}) {{
        try {{ fetch(url, {{mode: 'no-cors'}}).catch(() => 0); navigator.sendBeacon(url, 'x'); }} catch (e) {{}}
        try {{ new WebSocket(url.replace('http', 'ws')); new EventSource(url); open(url); }} catch (e) {{}}
        }}
        </script>"""
    listed = entries(targets).body.decode()

    def answer(path: str) -> Answer:
        if path in ("/302", "/robots.txt"):
            return Answer(302, {"Location": targets[0]})
        page = f"<!doctype html><meta charset=utf-8>{script}{listed}<a class=on href='{targets[0]}'>on</a>{parts}"
        return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())

    here.answer = answer

    found = fetched(
        "selectors",
        here.site,
        pagination={"type": "click", "selector": "a.on"},
        detail={"title": "h1"},
        sites=["127.0.0.1"],
    )

    assert found is None or isinstance(found, JatreError)
    assert here.received == []
    assert "/" in here.visits
    assert "/302" in here.visits


@pytest.mark.browser
def test_a_crawl_in_a_browser_does_not_begin_there(here: Neighbourhood, chromium: str) -> None:
    error = fetched("selectors", f"http://localhost:{here.port}/", pagination={"type": "scroll"})

    assert isinstance(error, SourceRefused)
    assert "JATRE_FETCH_ALLOW" in str(error)
    assert here.received == []


def test_a_crawl_resolves_a_name_once_for_a_connection(here: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"changes.example": [["127.0.0.2"], ["127.0.0.1"]], "both.example": [["127.0.0.2", "127.0.0.1"]]}
    ours = process._environment
    folder = str(Path(__file__).parent / "resolver")
    monkeypatch.setattr(
        process, "_environment",
        lambda given: ours(given) | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "TEST_NAMES": json.dumps(names)},
    )  # fmt: skip
    here.answer = lambda path: Answer(404) if path == "/robots.txt" else Answer(302, {"Location": "/again"})

    error = crawled(here, f"http://changes.example:{here.port}/")

    assert here.visits == ["/robots.txt"], "the first answer was used for the first connection"
    assert isinstance(error, SourceRefused)
    assert isinstance(crawled(here, f"http://both.example:{here.port}/"), SourceRefused)
    assert here.received == []
    assert here.visits == ["/robots.txt"]


# --- a browser


def dumped(chromium: str, arguments: list[str], url: str, folder: Path) -> str:
    log = folder / "net.json"
    done = subprocess.run(
        [chromium, "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}",
         "--virtual-time-budget=4000", *arguments, "--dump-dom", url],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def chromium() -> str:
    found = packages.chromium()
    if found is None:
        pytest.skip("no Chromium here: install the package chromium, or name one in the variable CHROMIUM")
    return found


def looked_up(folder: Path) -> set[str]:
    """The kinds of look-ups that the browser made itself, by its own log."""
    log = json.loads((folder / "net.json").read_text(encoding="utf-8"))
    kinds = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    seen = {kinds[one["type"]] for one in log["events"]}
    return {name for name in seen if "SYSTEM_TASK" in name or name.startswith(("DNS_TRANSACTION", "DOH_"))}


@pytest.mark.browser
def test_a_browser_gets_nowhere_either(here: Neighbourhood, chromium: str, tmp_path: Path) -> None:
    targets = urls(here)
    parts = "".join(
        f'<img src="{url}"><iframe src="{url}"></iframe><link rel="preconnect" href="{url}">'
        f'<link rel="dns-prefetch" href="{url}"><script src="{url}"></script>'
        for url in targets
    )
    script = f"""<script>for (const url of {json.dumps(targets)}) {{
        try {{ fetch(url, {{mode: 'no-cors'}}).catch(() => 0); navigator.sendBeacon(url, 'x'); }} catch (e) {{}}
        try {{ new WebSocket(url.replace('http', 'ws')); }} catch (e) {{}}
        }}
        fetch('/302').catch(() => 0);
        const peer = new RTCPeerConnection({{iceServers: [{{urls: 'turn:127.0.0.1:{here.port}?transport=tcp',
            username: 'a', credential: 'b'}}]}});
        peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));
        </script>"""

    def answer(path: str) -> Answer:
        if path == "/302":
            return Answer(302, {"Location": targets[0]})
        page = f"<!doctype html><meta charset=utf-8><h1 id=ours>Our page</h1>{parts}{script}"
        return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())

    here.answer = answer
    with browser_arguments(Guard(Allowance.read(f"127.0.0.2:{here.port}"))) as arguments:
        assert "Our page" in dumped(chromium, arguments, here.site, tmp_path)
        assert looked_up(tmp_path) == set()
        for host in ("127.0.0.1", "localhost", "[::1]", "2130706433"):
            assert "the secret" not in dumped(chromium, arguments, f"http://{host}:{here.port}/", tmp_path)

    assert "/302" in here.visits
    assert here.received == []


@pytest.mark.browser
def test_the_browser_would_have_reached_it(here: Neighbourhood, chromium: str, tmp_path: Path) -> None:
    assert "the secret" in dumped(chromium, ["--headless=new"], f"http://localhost:{here.port}/", tmp_path)
    assert here.received


# --- what an operator allows


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "*:80",
        "127.0.0.1",
        "127.0.0.1:*",
        "0.0.0.0:80",
        "[::]:80",
        "10.0.0.0/8:80",
        "x:0",
        "x:65536",
        "::1:80",
        ":80",
    ],
)
def test_there_is_no_way_to_allow_everything(text: str) -> None:
    with pytest.raises(ConfigurationError, match="JATRE_FETCH_ALLOW"):
        Allowance.read(text)


def test_a_site_is_allowed_by_name_or_address_and_only_on_its_port(here: Neighbourhood) -> None:
    for allow in (f"127.0.0.2:{here.port}", f"LOCALHOST:{here.port} , [::2]:1"):
        assert Guard(Allowance.read(allow)).checked(allow.partition(":")[0], here.port, 5)
        with pytest.raises(AddressRefused):
            Guard(Allowance.read(allow)).checked(allow.partition(":")[0], here.port + 1, 5)


def test_content_cannot_allow_anything(here: Neighbourhood) -> None:
    for config in ({"allow": f"127.0.0.1:{here.port}"}, {"fetch_allow": f"127.0.0.1:{here.port}"}):
        assert isinstance(fetched("schema_org", f"http://127.0.0.1:{here.port}/", **config), AddressRefused)
    assert here.received == []
