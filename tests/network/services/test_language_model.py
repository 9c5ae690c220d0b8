"""A language model on loopback: what is sent, what it may cost, and what comes of one that fails or lies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extract.__main__ import main
from benchmarks.extract.asking import SecondReader
from benchmarks.extract.caption import Caption
from benchmarks.extract.report import measure
from include.areas.area import load_area
from include.errors import AddressRefused, ConfigurationError, JatreError, RateLimited, SourceRefused, UnreadablePayload
from include.network.services.language_model import LanguageModel, ModelAllowance
from include.settings import settings
from tests.sources.conftest import Site, served

AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 12, tzinfo=AREA.zone)
POINTED = {"when": ["14 March at 7 pm"], "venue": "Fig Rooms", "price": None}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with served() as one:
        monkeypatch.setattr(settings(), "fetch_allow", "")  # the model's own setting is what allows it
        monkeypatch.setattr(settings(), "language_model", "some-model")
        monkeypatch.setattr(settings(), "language_model_url", f"{one.base}/v1/")
        yield one


def _answers(site: Site, content: str, tokens: int = 100, **about: Any) -> None:
    body = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": tokens}}
    site.put("/v1/chat/completions", json.dumps(body), media_type="application/json", **about)


def _model(requests: int = 10, tokens: int = 10_000, key: str | None = None) -> LanguageModel:
    return LanguageModel(key, ModelAllowance(requests, tokens))


def test_it_is_asked_with_its_key_and_what_it_writes_comes_back(site: Site) -> None:
    _answers(site, "some words")
    assert _model(key="k-12345678").ask({"model": "some-model"}) == "some words"
    assert site.questions == [{"model": "some-model"}]
    assert site.requests[0][1]["authorization"] == "Bearer k-12345678"


def test_without_a_key_none_is_sent(site: Site) -> None:
    _answers(site, "some words")
    _model().ask({})
    assert "authorization" not in site.requests[0][1]


@pytest.mark.parametrize(("requests", "tokens", "answered"), [(2, 10_000, 2), (10, 150, 2), (10, 100, 1), (0, 100, 0)])
def test_it_costs_no_more_than_is_allowed(site: Site, requests: int, tokens: int, answered: int) -> None:
    _answers(site, "some words", tokens=100)
    model = _model(requests, tokens)
    for _ in range(answered):
        model.ask({})
    with pytest.raises(RateLimited):
        model.ask({})
    assert len(site.questions) == answered


@pytest.mark.parametrize("content", [None, "x" * 20_000])
def test_an_answer_of_no_use_is_paid_for_too(site: Site, content: str | None) -> None:
    body = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": 100}}
    site.put("/v1/chat/completions", json.dumps(body), media_type="application/json")
    model = _model(tokens=100)
    with pytest.raises(UnreadablePayload):
        model.ask({})
    with pytest.raises(RateLimited):
        model.ask({})


def test_more_tokens_than_can_be_counted_are_refused_and_none_stated_are_no_fault(site: Site) -> None:
    _answers(site, "some words", tokens=10**30)
    with pytest.raises(UnreadablePayload):
        _model().ask({})
    body = {"choices": [{"message": {"content": "some words"}}], "usage": None}
    site.put("/v1/chat/completions", json.dumps(body), media_type="application/json")
    assert _model().ask({}) == "some words"


@pytest.mark.parametrize(
    ("body", "about", "error"),
    [
        ("not here", {"status": 404}, SourceRefused),
        ("", {"status": 302, "headers": {"Location": "/v1/other"}}, JatreError),
        ("<html>", {}, UnreadablePayload),
        ("{}", {}, UnreadablePayload),
        ('{"choices": []}', {}, UnreadablePayload),
        (json.dumps({"choices": [{"message": {"content": "x" * 20_000}}]}), {}, UnreadablePayload),
        (
            json.dumps({"choices": [{"message": {"content": "x"}}], "usage": {"total_tokens": -5}}),
            {},
            UnreadablePayload,
        ),
    ],
    ids=["refused", "sent elsewhere", "a page", "nothing", "no answer", "a novel", "tokens given back"],
)
def test_what_is_no_answer_is_an_error_of_ours(site: Site, body: str, about: Any, error: type[JatreError]) -> None:
    site.put("/v1/chat/completions", body, **about)
    with pytest.raises(error):
        _model().ask({})
    assert len(site.questions) == 1


def test_only_the_address_of_the_setting_may_be_in_our_own_network(site: Site) -> None:
    model = _model()
    model.url = "http://10.0.0.1/v1"
    with pytest.raises(AddressRefused):
        model.ask({})


@pytest.mark.parametrize(
    ("name", "url", "key"),
    [("", "https://models.test/v1", None), ("m", "", None), ("m", "file:///etc/passwd", None),
     ("m", "https://models.test:99999/v1", None), ("m", "https://[::1/v1", None), ("m", "http://0.0.0.0:8000/v1", None),
     ("m", "http://models.test/v1", "k-12345678")],
    ids=["no name", "no address", "no address of the web", "no port", "no host", "every address",
         "a key in the clear"],
)  # fmt: skip
def test_settings_that_name_no_model(monkeypatch: pytest.MonkeyPatch, name: str, url: str, key: str | None) -> None:
    monkeypatch.setattr(settings(), "language_model", name)
    monkeypatch.setattr(settings(), "language_model_url", url)
    with pytest.raises(ConfigurationError):
        _model(key=key)


DOUBTFUL = (
    "Slow evening\nToday we all hurry. We slow down together on 14 March at 7 pm, somewhere in town. "
    "Call Ramesh on 98450 12345."
)
GOLD = {"is_event": True, "start": "2026-03-14T19:00", "venue": []}


def _measured(model: LanguageModel, text: str = DOUBTFUL, times: int = 1) -> dict[str, float]:
    captions = [Caption(str(n), text, POSTED, GOLD) for n in range(times)]
    return measure(captions, AREA, None, SecondReader(model.name, model.ask)).figures


def test_no_contact_and_no_private_name_leaves(site: Site) -> None:
    _answers(site, json.dumps(POINTED))
    _measured(_model())
    [question] = site.questions
    assert "14 March at 7 pm" in question["messages"][1]["content"]
    assert "Ramesh" not in json.dumps(question)
    assert "98450" not in json.dumps(question)


def test_the_same_text_is_asked_about_once(site: Site) -> None:
    _answers(site, json.dumps(POINTED))
    assert _measured(_model(), times=3)["asked"] == 1
    assert len(site.questions) == 1


@pytest.mark.parametrize(
    "content", ["no JSON", json.dumps({**POINTED, "when": ["1 January 2027, 5 pm"], "venue": "Elsewhere"})]
)
def test_an_answer_that_fails_or_lies_leaves_our_own_reading(site: Site, content: str) -> None:
    alone = measure([Caption("0", DOUBTFUL, POSTED, GOLD)], AREA, None).figures
    _answers(site, content)
    beside = _measured(_model())
    assert {field: beside[field] for field in GOLD} == {field: alone[field] for field in GOLD}


def test_without_an_answer_all_is_measured_as_without_a_model(site: Site) -> None:
    site.put("/v1/chat/completions", "broken", status=500)
    figures = _measured(_model(), times=2)
    assert (figures["asked"], figures["failed"], figures["n"]) == (1, 1, 2)


def test_it_is_measured_by_a_command(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    _answers(site, json.dumps(POINTED))
    captions = tmp_path / "captions.jsonl"
    captions.write_text(json.dumps({"id": "a", "text": DOUBTFUL, "posted": POSTED.isoformat(), **GOLD}))
    monkeypatch.setattr("sys.argv", ["extract", str(captions), "--no-models", "--model"])
    main()
    assert json.loads(capsys.readouterr().out)["asked"] == 1
