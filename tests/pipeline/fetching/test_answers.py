"""Answers are noted on their way to a connector, and given again out of the archive, the newest to each request."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pytest

from include.errors import ConfigurationError, SourceRefused, TransientError, UnreadablePayload
from include.network.http import WebResponse
from include.payloads.fetch_record import FetchRecord, KeptAnswer
from include.pipeline.fetching.answers import ArchivedHttp, RecordingHttp, request_of
from include.redaction import Redactor
from include.sources.http import Http

URL = "https://site.example/list"
SECRET = "a-secret-of-tests"


class Site(Http):
    """Answers with what it is given, and keeps what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[Any] = []

    def exchange(
        self, url: str, headers: Mapping[str, str] | None, accept: Collection[int], params: Any = None,
        document: Any = None,
    ) -> Any:  # fmt: skip
        self.asked.append((url, headers, accept, params, document))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return WebResponse(url, answer, {}, b"")

    def reserve(self, url: str) -> Any:
        return f"the right to ask {url}"


@pytest.mark.parametrize(
    ("url", "params", "document", "request_text"),
    [
        (URL, None, None, f"GET {URL}"),
        (f" {URL} ", {"page": 2}, None, f"GET {URL}?page=2"),
        (f"{URL}?of=all", {"page": 2}, None, f"GET {URL}?of=all&page=2"),
        (URL, None, {"b": 1, "a": 2}, f'POST {URL} {{"a": 2, "b": 1}}'),
        (URL, None, {}, f"POST {URL} {{}}"),
    ],
)
def test_a_request_is_known_by_its_method_address_and_document(
    url: str, params: Any, document: Any, request_text: str
) -> None:
    assert request_of(url, params, document) == request_text


@pytest.mark.parametrize(
    ("answer", "noted"),
    [(200, True), (304, True), (404, True), (428, True), (429, False), (430, True), (499, True), (500, False),
     (503, False)],
)  # fmt: skip
def test_an_answer_is_noted_unless_it_says_nothing_of_the_site(answer: int, noted: bool) -> None:
    site = Site(answer)
    http = RecordingHttp(site)
    assert http.get(URL, headers={"a": "b"}, params={"page": 1}, accept=[404]).status == answer
    assert site.asked == [(URL, {"a": "b"}, [404], {"page": 1}, None)]
    found = [(one.asked, one.response and one.response.status, one.refusal) for one in http.answers]
    assert found == ([(f"GET {URL}?page=1", answer, None)] if noted else [])


def test_a_refusal_for_good_is_noted_and_raised_and_a_failure_for_now_only_raised() -> None:
    refusal = SourceRefused("not here", 404)
    http = RecordingHttp(Site(refusal, TransientError("busy")))
    with pytest.raises(SourceRefused):
        http.post(URL, {"a": 1})
    with pytest.raises(TransientError):
        http.get(URL)
    assert [(one.asked, one.response, one.refusal) for one in http.answers] == [
        (f'POST {URL} {{"a": 1}}', None, refusal)
    ]
    assert str(http.reserve(URL)) == f"the right to ask {URL}"


class Bodies:
    """An archive: bodies by address."""

    def load(self, uri: str) -> bytes:
        if uri == "gone":
            raise UnreadablePayload("it was deleted")
        return f"the body at {uri}".encode()


def answered(at: str = URL, **about: Any) -> KeptAnswer:
    return KeptAnswer.model_validate({"asked": f"GET {at}", "url": at, "status": 200, "uri": "one", **about})


def archived(*records: list[KeptAnswer]) -> tuple[ArchivedHttp, list[int]]:
    """The client, and the numbers of the records that it has read."""
    read: list[int] = []

    def each() -> Iterator[FetchRecord]:
        for number, answers in enumerate(records):
            read.append(number)
            yield FetchRecord(answers=answers)

    bodies: Any = Bodies()
    return ArchivedHttp(bodies, each(), Redactor([SECRET])), read


def shown(http: ArchivedHttp, url: str = URL, **about: Any) -> Any:
    try:
        found = http.get(url, **about)
    except (SourceRefused, UnreadablePayload) as error:
        return type(error).__name__, str(error), getattr(error, "status", None)
    return found.url, found.status, found.headers, found.body.decode()


HTML = {"content-type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("records", "found", "read"),
    [
        ([[answered(content_type="text/html; charset=utf-8")]], (URL, 200, HTML, "the body at one"), [0]),
        ([[answered(status=None)]], (URL, 200, {"content-type": ""}, "the body at one"), [0]),
        ([[answered(status=203)]], (URL, 203, {"content-type": ""}, "the body at one"), [0]),
        ([[answered(url="https://site.example/moved")]],
         ("https://site.example/moved", 200, {"content-type": ""}, "the body at one"), [0]),
        # the newest counts, and "not modified" stands for the one before it
        ([[answered(uri="new")], [answered(uri="old")]], (URL, 200, {"content-type": ""}, "the body at new"), [0]),
        ([[answered(status=304, uri=None)], [answered(uri="old")]],
         (URL, 200, {"content-type": ""}, "the body at old"), [0, 1]),
        ([[answered("https://site.example/other")], [answered(uri="old")], [answered(uri="older")]],
         (URL, 200, {"content-type": ""}, "the body at old"), [0, 1]),
        ([[answered(error="it was not there", status=404)]], ("SourceRefused", "it was not there", 404), [0]),
        ([[answered(uri="gone")]], ("UnreadablePayload", "it was deleted", None), [0]),
        ([[], []], ("UnreadablePayload", f"the archive has no answer to GET {URL}", None), [0, 1]),
    ],
)  # fmt: skip
def test_a_request_gets_its_newest_answer(records: Any, found: Any, read: list[int]) -> None:
    http, numbers = archived(*records)
    assert shown(http) == found
    assert shown(http) == found, "once more"
    assert numbers == read
    assert http.asked == {f"GET {URL}"}
    assert http.missing == ({f"GET {URL}": found[1]} if found[0] == "UnreadablePayload" else {})


def test_a_secret_address_is_found_masked_and_given_back_whole() -> None:
    masked = f"{URL}?of=all&code=(secret)"
    http, _ = archived([KeptAnswer(asked=f"GET {masked}", url=masked, status=200, uri="one")])
    assert shown(http, f"{URL}?of=all", params={"code": SECRET})[0] == f"{URL}?of=all&code={SECRET}"
    assert http.asked == {f"GET {masked}"}


def test_a_long_request_is_quoted_in_part_and_nothing_is_sent() -> None:
    http, _ = archived()
    long = f"{URL}/{'a' * 500}"
    assert shown(http, long)[1] == "the archive has no answer to " + f"GET {long}"[:300]
    with pytest.raises(ConfigurationError, match=f"sends no request, and this wants {URL}$"):
        http.reserve(URL)
