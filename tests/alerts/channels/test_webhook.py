"""Messages pushed to a program of somebody's own, which checks them as we check what sites push."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from include.alerts.channels.webhook import WebhookSender
from include.alerts.message import AlertMessage, ChannelGone, SendFailed
from include.webhook_signatures import signature
from tests.alerts.channels.conftest import EVENT, MESSAGE, item, message
from tests.allowed import allowed
from tests.sources.conftest import Site, served

SECRET = "open sesame, please"


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made, allowed(made.base, setting="alert_allow"):
        made.put("/hook", "ok")
        yield made


def news(site: Site, path: str = "/hook") -> AlertMessage:
    return message("webhook", json.dumps({"url": site.base + path, "secret": SECRET}), item("cancelled"))


def test_it_says_what_has_happened_to_which_event(site: Site) -> None:
    WebhookSender().send(news(site))

    (told,) = site.questions[0]["told"]
    assert (told["kind"], told["event"], told["version"], told["name"]) == ("cancelled", str(EVENT), 3, "My Saturdays")
    assert told["document"]["title"] == "Jazz & <b>blues</b>"
    assert told["link"] == f"https://jatre.example/e/{EVENT}"


def test_a_program_is_asked_first_and_answers_with_the_challenge(site: Site) -> None:
    question = message("webhook", json.dumps({"url": site.base + "/hook", "secret": SECRET}))
    with pytest.raises(SendFailed) as failure:
        WebhookSender().send(question)
    assert failure.value.permanent
    challenge = site.questions[0]["challenge"]
    assert site.questions[0] == {"id": str(MESSAGE), "challenge": challenge}
    for said in ("", challenge[:-1]):
        site.put("/hook", said)
        with pytest.raises(SendFailed):
            WebhookSender().send(question)
    site.put("/hook", f"{challenge}\n")
    WebhookSender().send(question)


def test_it_is_signed_and_every_try_has_the_same_id(site: Site) -> None:
    for _ in range(2):
        WebhookSender().send(news(site))

    for (_, headers), body in zip(site.requests, site.questions, strict=True):
        raw = json.dumps(body, ensure_ascii=False).encode()
        delivery, stamp = headers["jatre-delivery"], headers["jatre-timestamp"]
        assert delivery == str(MESSAGE)
        assert headers["jatre-signature"] == signature(SECRET, stamp, delivery, raw)


def test_a_program_that_answers_410_hears_no_more(site: Site) -> None:
    site.put("/hook", "gone", status=410)
    with pytest.raises(ChannelGone):
        WebhookSender().send(news(site))


@pytest.mark.parametrize(("status", "permanent"), [(404, False), (500, False), (422, True)])
def test_a_refusal_is_tried_again_when_that_may_help(site: Site, status: int, permanent: bool) -> None:
    site.put("/hook", "no", status=status)
    with pytest.raises(SendFailed) as failure:
        WebhookSender().send(news(site))
    assert failure.value.permanent is permanent


def test_what_sources_may_be_fetched_from_is_not_written_to_for_strangers(site: Site) -> None:
    with served() as inner, pytest.raises(SendFailed) as failure:
        WebhookSender().send(news(inner))
    assert failure.value.permanent
    assert inner.requests == []


@pytest.mark.parametrize("address", ["", "[]", '{"url": "https://a.example"}'])
def test_what_is_no_address_ends_the_channel(address: str) -> None:
    with pytest.raises(ChannelGone):
        WebhookSender().send(message("webhook", address, item()))
