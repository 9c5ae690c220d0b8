"""Sites that ask who is there, and ways out through proxies, without a browser: what is sent, and to whom."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import ValidationError
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from include.errors import ConfigurationError, CredentialsRefused, JatreError, SourceRefused, TransientError
from include.network.http import HttpClient
from include.network.serving import serving
from include.scrapers.access import FormAccess
from include.scrapers.job import CrawlResult, Job
from include.scrapers.login import Login
from include.sources import registry
from include.sources.base import FetchResult
from include.sources.configuration.instance import SourceInstance
from tests.allowed import allowed
from tests.scrapers.script_site import PASSWORD, script_site

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
SELECTORS = {"container": "li", "title": "h3", "date": "time", "link": "a"}
ENTRY = '<li><h3>Quiz</h3><time datetime="2026-03-07T19:00">7 March</time><a href="{link}">more</a></li>'
Answer = tuple[int, dict[str, str], str]


class Peer:
    """A server that answers as a function says, and keeps what it was asked: method, target, headers, body."""

    def __init__(self, answer: Callable[[str, dict[str, str]], Answer]) -> None:
        self.asked: list[tuple[str, str, dict[str, str], str]] = []
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(headers.get("content-length", 0))).decode()
                peer.asked.append((self.command, self.path, headers, body))
                status, more, page = answer(self.path, headers)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(page.encode())), **more}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.encode())

            do_POST = do_CONNECT = do_GET  # noqa: N815 - the server's names

            def log_message(self, *_: Any) -> None:
                """Log nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.base = f"http://127.0.0.1:{self.port}"

    def sent(self, header: str) -> set[str | None]:
        """The values of a header, over all requests but those for robots.txt."""
        return {headers.get(header) for _, path, headers, _ in self.asked if path != "/robots.txt"}


@contextmanager
def peer(answer: Callable[[str, dict[str, str]], Answer]) -> Iterator[Peer]:
    made = Peer(answer)
    with serving(made.server), allowed(made.base):
        yield made


def fetched(url: str, **more: Any) -> FetchResult:
    config = {"url": url, "selectors": SELECTORS, "pause": 0, "max_seconds": 60, **more}
    instance = SourceInstance(slug="a_source", name="A", kind="selectors", config=config, rate_limit=500)
    with HttpClient() as http:
        return registry.make(instance, http).fetch(NOW)


def page(path: str, _: dict[str, str]) -> Answer:
    if path == "/robots.txt":
        return 404, {}, ""
    return (
        200,
        {"Content-Type": "text/html"},
        f"<ul>{ENTRY.format(link='/e/1')}</ul>" if path == "/" else "<h1>Big quiz</h1>",
    )


def test_a_form_is_filled_in_with_its_hidden_fields() -> None:
    with script_site() as site:
        access = {"type": "form", "url": f"{site.base}/plain-login", "username": "meena", "password": PASSWORD}
        site.pages["/members/list"] = f"<ul>{ENTRY.format(link='/e/1')}</ul>"
        result = fetched(f"{site.base}/members/list", authentication=access)

    assert len(result.records) == 1
    assert site.sent == [{"token": ["c5f1"], "user": ["meena"], "word": [PASSWORD]}]
    assert PASSWORD not in json.dumps(site.asked)


def test_a_password_that_is_refused_names_what_to_do() -> None:
    with script_site() as site:
        access = {"type": "form", "url": f"{site.base}/plain-login", "username": "meena", "password": "wrong password"}
        with pytest.raises(CredentialsRefused, match="where the secret is kept"):
            fetched(f"{site.base}/members/list", authentication=access)

    assert len(site.sent) == 1


@pytest.mark.parametrize("way", ["action", "redirect"])
def test_a_password_is_not_carried_to_another_site(way: str) -> None:
    with peer(page) as other:
        away = f"http://localhost:{other.port}/steal"

        def answer(path: str, headers: dict[str, str]) -> Answer:
            if path == "/session":
                return 307, {"Location": away}, ""
            form = away if way == "action" else "/session"
            body = f'<form action="{form}" method=post><input name=user><input type=password name=word></form>'
            return (404, {}, "") if path == "/robots.txt" else (200, {"Content-Type": "text/html"}, body)

        with peer(answer) as site:
            access = {"type": "form", "url": f"{site.base}/login", "username": "meena", "password": PASSWORD}
            with pytest.raises(SourceRefused, match="leads away"):
                fetched(f"{site.base}/", authentication=access)

        assert other.asked == []


@pytest.mark.filterwarnings("ignore:FormRequest:Warning")
@pytest.mark.parametrize(
    ("form", "action", "method", "reason"),
    [
        ("http://site.example/login", "/session", "post", "without encryption"),  # after a redirect
        ("https://site.example/login", "http://site.example/session", "post", "without encryption"),
        ("http://site.example/login", "https://site.example/session", "post", "without encryption"),
        ("https://site.example/login", "/session", "get", "by GET"),
        ("https://site.example/login", "/session", "", "by GET"),
        ("https://site.example/login", "https://site.example.org/session", "post", "leads away"),
        ("https://www.site.example/login", "https://id.site.example/session", "post", None),
    ],
)
def test_a_password_is_sent_encrypted_and_outside_of_the_address(
    form: str, action: str, method: str, reason: str | None
) -> None:
    access = FormAccess(type="form", url="https://site.example/login", username="meena", password=PASSWORD)
    job = Job.model_validate({"url": "https://site.example/", "selectors": SELECTORS, "authentication": access})
    result = CrawlResult()
    asked = Login(job, result, get_crawler()).before(lambda: Request(job.url))
    assert asked.callback is not None
    body = f'<form action="{action}" method="{method}"><input name=user><input type=password name=word></form>'

    sent = asked.callback(HtmlResponse(form, body=body.encode()), **asked.cb_kwargs)

    if reason is None:
        assert (sent.method, result.failures) == ("POST", [])
    else:
        assert sent is None
        assert [(one.error, reason in one.message) for one in result.failures] == [("SourceRefused", True)]


BASIC = {"type": "basic", "username": "meena", "password": PASSWORD}
TOKEN = "a-token-that-was-given"


@pytest.mark.parametrize("kind", ["basic", "oauth"])
def test_what_opens_a_site_is_sent_to_it_alone_and_masked(kind: str) -> None:
    with peer(page) as other:
        shown: list[str] = []

        def answer(path: str, headers: dict[str, str]) -> Answer:
            if path == "/token":
                return 200, {"Content-Type": "application/json"}, json.dumps({"access_token": TOKEN})
            if path == "/e/away":
                return 302, {"Location": f"{other.base}/e/1"}, ""
            shown.append(headers.get("authorization", ""))
            links = "".join(ENTRY.format(link=link) for link in ("/e/away", f"{other.base}/e/2"))
            return (
                (404, {}, "")
                if path == "/robots.txt"
                else (200, {"Content-Type": "text/html"}, f"<p>{shown[-1]}</p>{links}")
            )

        with peer(answer) as site:
            oauth = {"type": "oauth", "token_url": f"{site.base}/token", "client_id": "us", "client_secret": PASSWORD}
            access = BASIC if kind == "basic" else oauth
            result = fetched(f"{site.base}/", authentication=access, detail={"title": "h1"}, sites=["127.0.0.1"])

        expected = (
            "Basic " + base64.b64encode(f"meena:{PASSWORD}".encode()).decode() if kind == "basic" else f"Bearer {TOKEN}"
        )
        assert shown[-1] == expected
        assert len(other.asked) >= 2
        assert {headers.get("authorization") for _, _, headers, _ in other.asked} == {None}
        written = str([result.payloads, result.records, result.unreadable, result.state])
        assert "(secret)" in written
        assert expected.partition(" ")[2] not in written
        if kind == "oauth":
            (token,) = [one for one in site.asked if one[1] == "/token"]
            assert (token[0], token[3]) == ("POST", "grant_type=client_credentials")


@pytest.mark.parametrize(
    "access", [BASIC, {"type": "oauth", "client_id": "us", "client_secret": PASSWORD}], ids=["basic", "oauth"]
)
def test_credentials_that_have_ended_are_named(access: dict[str, str]) -> None:
    def answer(path: str, _: dict[str, str]) -> Answer:
        return (404, {}, "") if path == "/robots.txt" else (401, {}, "no")

    with peer(answer) as site:
        more = {"token_url": f"{site.base}/token"} if access["type"] == "oauth" else {}
        with pytest.raises(CredentialsRefused, match="401"):
            fetched(f"{site.base}/", authentication=access | more)


def test_a_crawl_goes_out_through_the_proxy_that_works() -> None:
    """The proxy here refuses to lead anywhere; what it is asked is what matters: an address, and its own password."""

    def refuse(_: str, __: dict[str, str]) -> Answer:
        return 407, {}, ""

    with peer(page) as site, peer(refuse) as proxy, allowed("http://127.0.0.1:9"):
        ways = ["http://127.0.0.1:9", f"http://meena:stage%20door@127.0.0.1:{proxy.port}"]
        with pytest.raises(TransientError, match="407") as raised:
            fetched(f"http://localhost:{site.port}/", proxies=ways)

    assert site.asked == [], "nothing goes past the proxies"
    assert {(method, target) for method, target, _, _ in proxy.asked} == {("CONNECT", f"127.0.0.1:{site.port}")}
    known = base64.b64encode(b"meena:stage door").decode()
    assert {headers["proxy-authorization"] for _, _, headers, _ in proxy.asked} == {f"Basic {known}"}
    assert "stage" not in str(raised.value)


def test_a_proxy_leads_to_no_private_address_either() -> None:
    with peer(page) as proxy, pytest.raises(SourceRefused, match="JATRE_FETCH_ALLOW"):
        fetched("http://10.0.0.1/", proxies=[proxy.base])

    assert proxy.asked == []


def test_a_proxy_at_an_address_that_is_not_public_has_to_be_allowed() -> None:
    with peer(page) as site, pytest.raises(JatreError):
        fetched(f"{site.base}/", proxies=["http://127.0.0.1:8"])

    assert site.asked == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"authentication": {"type": "basic", "username": "a"}},
        {"authentication": {"type": "magic"}},
        {"authentication": {"type": "basic", "username": "a", "password": "with\r\na header"}},
        {"authentication": {"type": "form", "url": "file:///etc/passwd", "username": "a", "password": "secret word"}},
        {"authentication": {**BASIC, "type": "form", "url": "https://x.example/", "submit": "["}},
        {"proxies": ["socks5://x.example:1"]},
        {"proxies": ["http://x.example:1/path"]},
        {"pagination": {"type": "click"}},
        {"pagination": {"type": "scroll"}, "browser": False},
        {"max_items": 0},
    ],
    ids=str,
)  # fmt: skip
def test_a_configuration_that_cannot_work_is_refused(wrong: dict[str, Any]) -> None:
    config = {"url": "https://x.example/", "selectors": SELECTORS, **wrong}
    with pytest.raises(ConfigurationError) as raised:
        registry.connector("selectors").check(config)
    assert "secret word" not in str(raised.value)
    with pytest.raises(ValidationError):
        Job.model_validate(config)
