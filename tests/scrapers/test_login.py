"""What has to be passed before a list, step by step, without a crawl: what is asked, and what stops it there."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from include.scrapers import login
from include.scrapers.job import CrawlResult, Job
from include.scrapers.login import Login

pytestmark = pytest.mark.filterwarnings("ignore:FormRequest:Warning")

URL = "https://site.example/"
SELECTORS = {"container": "li", "title": "h3", "date": "time"}
FORM = {"type": "form", "url": f"{URL}login", "username": "meena", "password": "raga"}
TOKEN = {"type": "oauth", "token_url": f"{URL}token", "client_id": "us & them", "client_secret": "ra:ga"}
SIGN_IN = "<form action=/enter method=post><input name=user><input type=password name=word></form>"


class Entrance:
    """A job's way in, and what it has sent as `Authorization` from then on."""

    def __init__(self, access: dict[str, Any], monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
        self.job = Job.model_validate({"url": URL, "selectors": SELECTORS, "authentication": access, **more})
        self.result = CrawlResult()
        self.headers: list[str] = []
        monkeypatch.setattr(login, "authorize", lambda _, header: self.headers.append(header))
        self.first = Login(self.job, self.result, get_crawler()).before(lambda: Request(URL))

    def after(self, request: Request, answer: Response) -> Any:
        assert request.callback is not None
        return request.callback(answer, **request.cb_kwargs)

    def failures(self) -> list[tuple[str, str, str]]:
        return [(one.error, one.where, one.message) for one in self.result.failures]


Enter = Callable[..., Entrance]


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Enter:
    return lambda access, **more: Entrance(access, monkeypatch, **more)


def page(body: str, url: str = f"{URL}login", **more: Any) -> HtmlResponse:
    return HtmlResponse(url, body=body.encode(), encoding="utf-8", **more)


def filled(request: Request) -> dict[str, list[str]]:
    return parse_qs(request.body.decode(), keep_blank_values=True)


def test_an_open_site_and_one_with_a_name_and_a_password_are_entered_at_once(enter: Enter) -> None:
    basic = enter({"type": "basic", "username": "meena", "password": "raga"})
    assert (basic.first.url, basic.headers) == (URL, ["Basic " + base64.b64encode(b"meena:raga").decode()])
    assert (enter({"type": "none"}).first.url, enter({"type": "none"}).headers) == (URL, [])


@pytest.mark.parametrize("access", [FORM, TOKEN], ids=["form", "token"])
def test_the_steps_before_the_list_come_first_and_their_failure_is_the_entrances(
    enter: Enter, access: dict[str, Any]
) -> None:
    made = enter(access)
    assert (made.first.priority, made.first.dont_filter, made.first.errback is not None) == (1, True, True)


SEARCH = "<form action=/search><input name=q></form>"


@pytest.mark.parametrize(
    "body",
    [
        SIGN_IN,
        SEARCH + SIGN_IN,
        SEARCH + SEARCH + SIGN_IN + SEARCH,
        f"<div>{SEARCH}</div><main><div>{SIGN_IN}</div></main>",
        SIGN_IN.replace("name=user", "name=user type=text") + SEARCH,
    ],
    ids=["alone", "behind a search", "between others", "within others", "before a search"],
)
def test_of_several_forms_that_with_the_password_is_sent(enter: Enter, body: str) -> None:
    made = enter(FORM)
    sent = made.after(made.first, page(body))
    assert (sent.url, sent.method, filled(sent)) == (f"{URL}enter", "POST", {"user": ["meena"], "word": ["raga"]})
    assert sent.meta["dont_redirect"] is True
    assert set(sent.meta["handle_httpstatus_list"]) == {301, 302, 303, 307, 308}
    assert made.failures() == []


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        ("<input name=q><input type=email name=mail>", {"mail"}),
        ("<input name=q><input name=your_login>", {"your_login"}),
        ("<input type=text name=who>", {"who"}),
        ("<input name=who>", {"who"}),
        ("<input type=email><input type=text name=who>", {"who"}),
    ],
    ids=["mail before any other", "called a login", "a text", "of no type", "one without a name"],
)
def test_which_field_takes_the_name(enter: Enter, inputs: str, names: set[str]) -> None:
    made = enter(FORM)
    sent = made.after(made.first, page(f"<form method=post>{inputs}<input type=password name=word></form>"))
    assert {name for name, values in filled(sent).items() if values == ["meena"]} == names


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "no form that asks for a password"),
        ("<p>Welcome</p>", "no form that asks for a password"),
        (SEARCH, "no form that asks for a password"),
        ("<input type=password name=word>", "no form that asks for a password"),
        ("<form><input name=user><input type=password></form>", "the fields of its form have no names"),
        ("<form><input><input type=password name=word></form>", "the fields of its form have no names"),
    ],
)
def test_a_page_that_cannot_be_filled_in_says_why(enter: Enter, body: str, reason: str) -> None:
    made = enter(FORM)
    assert made.after(made.first, page(body)) is None
    assert made.failures() == [("UnreadablePayload", "entrance", f"{URL}login: {reason}")]


def test_a_page_that_calls_itself_something_else_is_read_as_one(enter: Enter) -> None:
    made = enter(FORM)
    assert made.after(made.first, Response(f"{URL}login", body=SIGN_IN.encode())).method == "POST"


@pytest.mark.parametrize(
    ("status", "to", "expected"),
    [
        (302, "/home", f"{URL}home"),
        (303, "https://www.site.example/home", "https://www.site.example/home"),
        (308, "https://friend.example/home", "https://friend.example/home"),
        (301, "https://other.example/home", None),
        (307, "javascript:alert(1)", None),
    ],
)
def test_where_an_answered_form_leads(enter: Enter, status: int, to: str, expected: str | None) -> None:
    made = enter(FORM, sites=["friend.example"])
    sent = made.after(made.first, page(SIGN_IN))
    onward = made.after(sent, Response(sent.url, status=status, headers={"Location": to}))
    if expected is None:
        assert onward is None
        assert made.failures() == [
            ("SourceRefused", "entrance", f"{URL}enter: after the login it leads away from the site")
        ]
    else:
        assert (onward.url, onward.method, onward.priority, onward.dont_filter) == (expected, "GET", 1, True)
        assert made.after(onward, page("<p>Hello Meena</p>", onward.url)).url == URL


AGAIN = "it asks for the password again"
NOT_SHOWN = "after the login it does not show '.me'"


@pytest.mark.parametrize(
    ("shown", "body", "reason"),
    [
        (None, "<p>Hello</p>", None),
        (None, "", None),
        (None, SIGN_IN, AGAIN),
        (".me", "<p class=me>Hello</p>", None),
        (".me", "<p>Hello</p>", NOT_SHOWN),
        (".me", SIGN_IN, NOT_SHOWN),
        (".me", f"<p class=me>Hello</p>{SIGN_IN}", None),
    ],
)
def test_whether_a_page_is_one_for_who_is_logged_in(
    enter: Enter, shown: str | None, body: str, reason: str | None
) -> None:
    made = enter(FORM | ({"shown": shown} if shown else {}))
    sent = made.after(made.first, page(SIGN_IN))
    onward = made.after(sent, page(body, f"{URL}enter"))
    assert (onward is None) is (reason is not None)
    assert [(error, reason in message) for error, _, message in made.failures() if reason] == (
        [("CredentialsRefused", True)] if reason else []
    )
    assert "raga" not in str(made.failures())


@pytest.mark.parametrize(("scope", "more"), [(None, {}), ("read events", {"scope": ["read events"]})])
def test_a_token_is_asked_for_by_those_who_are_known(enter: Enter, scope: str | None, more: dict[str, Any]) -> None:
    request = enter(TOKEN | ({"scope": scope} if scope else {})).first
    assert (request.url, request.method) == (f"{URL}token", "POST")
    assert filled(request) == {"grant_type": ["client_credentials"], **more}
    known = base64.b64decode(request.headers["Authorization"].partition(b" ")[2])
    assert known == b"us%20%26%20them:ra%3Aga"
    assert request.headers["Content-Type"] == b"application/x-www-form-urlencoded"
    assert (request.meta["no_credentials"], request.meta["dont_redirect"]) == (True, True)


def test_a_token_goes_with_each_request_and_is_masked(enter: Enter) -> None:
    made = enter(TOKEN)
    onward = made.after(made.first, Response(f"{URL}token", body=json.dumps({"access_token": "t0k"}).encode()))
    assert (onward.url, made.headers, made.result.secrets, made.failures()) == (URL, ["Bearer t0k"], ["t0k"], [])


@pytest.mark.parametrize(
    "body",
    [b"", b"no", b"[]", b"{}", b'{"access_token": 5}', b'{"access_token": "a\\nb"}', b'{"access_token": "t\xc3\xb6"}',
     b"[" * 100_000],
    ids=["nothing", "text", "a list", "without one", "a number", "two lines", "other letters", "too deep"],
)  # fmt: skip
def test_an_answer_without_a_token_is_no_way_in(enter: Enter, body: bytes) -> None:
    made = enter(TOKEN)
    assert made.after(made.first, Response(f"{URL}token", body=body)) is None
    assert made.failures() == [("UnreadablePayload", "entrance", f"{URL}token: no access_token in the answer")]
    assert made.headers == made.result.secrets == []
