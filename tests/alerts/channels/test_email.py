"""Mails as a real server gets them, and what each of its refusals means."""

from __future__ import annotations

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email.message import EmailMessage
from threading import Event
from typing import Any

import pytest

from include.alerts.channels import smtp
from include.alerts.channels.email import EmailSender
from include.alerts.channels.wording import languages
from include.alerts.message import AlertMessage, ChannelGone, SendFailed
from include.errors import ConfigurationError
from tests.alerts.channels.conftest import MESSAGE, OTHER_EVENT, Inbox, item, message

ADDRESS = "asha@reader.example"
FRIDAY = {"startTime": "2026-03-06T14:00:00Z", "venue": "Lamp Rooms"}
MOVED_IN_TIME = {"before": FRIDAY, "after": {**FRIDAY, "startTime": "2026-03-07T14:00:00Z"}}
MOVED_ELSEWHERE = {"before": FRIDAY, "after": {**FRIDAY, "venue": "Fig Rooms"}}


def send(inbox: Inbox, one: AlertMessage) -> EmailMessage:
    EmailSender.of(inbox.url, "news@jatre.example").send(one)
    return inbox.mails[-1]


def parts(mail: EmailMessage) -> tuple[str, str]:
    """Text and HTML."""
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content(), html.get_content()


def test_a_mail_tells_what_when_where_and_how_to_end_it(inbox: Inbox) -> None:
    mail = send(inbox, message("email", ADDRESS, item()))

    assert mail["Subject"] == "New: Jazz & <b>blues</b>"
    text, _ = parts(mail)
    assert "Sat 7 Mar, 19:30 · Fig Rooms" in text
    assert "https://jatre.example/e/00000000-0000-4000-8000-0000000000e1" in text
    assert "https://jatre.example/alerts/word-of-the-links" in text
    assert inbox.recipients == [ADDRESS]


def test_a_mail_program_can_unsubscribe_by_one_click(inbox: Inbox) -> None:
    mail = send(inbox, message("email", ADDRESS, item()))

    assert mail["List-Unsubscribe"] == "<https://jatre.example/alerts/word-of-the-links/unsubscribe>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_every_try_has_the_same_message_id_under_our_own_domain(inbox: Inbox) -> None:
    tries = [send(inbox, message("email", ADDRESS, item(), tries=tried)) for tried in (0, 1)]

    assert {mail["Message-ID"] for mail in tries} == {f"<{MESSAGE}@jatre.example>"}
    assert {mail["From"].addresses[0].domain for mail in tries} == {"jatre.example"}


def test_what_was_published_is_text_and_never_markup(inbox: Inbox) -> None:
    _, html = parts(send(inbox, message("email", ADDRESS, item())))

    assert "Jazz &amp; &lt;b&gt;blues&lt;/b&gt;" in html
    assert "<b>" not in html


def test_no_mail_loads_anything_that_tells_who_has_read_it(inbox: Inbox) -> None:
    for one in (message("email", ADDRESS, item()), message("email", ADDRESS)):
        _, html = parts(send(inbox, one))
        assert not re.search(r"<(?:img|link|script|iframe)|src=|url\(", html)


def test_a_title_cannot_write_headers(inbox: Inbox) -> None:
    mail = send(inbox, message("email", ADDRESS, item(title="Jazz\r\nBcc: all@reader.example")))

    assert mail["Bcc"] is None
    assert inbox.recipients == [ADDRESS]


@pytest.mark.parametrize("language", sorted(languages()))
def test_mails_survive_relays_that_know_ascii_only(inbox: Inbox, language: str) -> None:
    send(inbox, message("email", ADDRESS, item(title="ಜಾತ್ರೆ"), language=language))

    assert inbox.raw.isascii()
    assert max(map(len, inbox.raw.splitlines())) <= 998


def test_a_mail_is_in_the_language_of_its_reader(inbox: Inbox) -> None:
    mail = send(inbox, message("email", ADDRESS, item("cancelled"), language="kn"))

    assert mail["Subject"].startswith("ರದ್ದಾಗಿದೆ")
    assert "ಶನಿ" in parts(mail)[0]


def test_several_things_are_one_mail(inbox: Inbox) -> None:
    mail = send(inbox, message("email", ADDRESS, item("cancelled"), item("new", OTHER_EVENT, title="Quiz")))

    assert mail["Subject"] == "Cancelled: Jazz & <b>blues</b>, and 1 more"
    assert "New: Quiz" in parts(mail)[0]


@pytest.mark.parametrize(
    ("kind", "detail", "what"),
    [
        ("moved", MOVED_IN_TIME, "Moved (was Fri 6 Mar, 19:30)"),
        ("moved", MOVED_ELSEWHERE, "Other place (was Lamp Rooms)"),
        ("moved", {}, "Moved"),
        ("price", {"after": {"pricing": {"minimum": 250, "currency": "INR"}}}, "Price is now INR 250"),
        ("price", {}, "New price"),
        ("postponed", {}, "Postponed"),
        ("sold_out", {}, "Sold out"),
        ("soon", {}, "Starts soon"),
    ],
)
def test_what_has_changed_is_named(inbox: Inbox, kind: str, detail: Any, what: str) -> None:
    assert send(inbox, message("email", ADDRESS, item(kind, detail=detail)))["Subject"].startswith(f"{what}: ")


def test_when_nothing_is_left_to_tell_no_mail_goes(inbox: Inbox) -> None:
    EmailSender.of(inbox.url, "news@jatre.example").send(message("email", ADDRESS, item(shown=False)))

    assert inbox.mails == []


def test_the_first_mail_asks_and_names_the_link_that_says_yes(inbox: Inbox) -> None:
    text, html = parts(send(inbox, message("email", ADDRESS, name="Jazz <i>only</i>")))

    link = "https://jatre.example/alerts/word-of-the-links?confirm=00000000-0000-0000-0000-000000000007"
    assert link in text
    assert link in html
    assert "Jazz &lt;i&gt;only&lt;/i&gt;" in html


@pytest.mark.parametrize("said", ["550 5.1.1 no such user", "550 nobody here", "551 moved", "550 5.2.1 disabled"])
def test_a_mailbox_that_is_not_there_ends_the_channel(inbox: Inbox, said: str) -> None:
    inbox.to_recipient = said
    with pytest.raises(ChannelGone):
        send(inbox, message("email", ADDRESS, item()))


@pytest.mark.parametrize(
    ("to_recipient", "to_mail", "permanent"),
    [
        ("450 4.2.1 greylisted", "250 OK", False),
        ("550 5.7.1 relaying denied", "250 OK", True),
        ("250 OK", "451 try later", False),
        ("250 OK", "554 5.7.1 this looks like spam", True),
    ],
)
def test_a_refused_mail_is_tried_again_unless_the_server_says_never(
    inbox: Inbox, to_recipient: str, to_mail: str, permanent: bool
) -> None:
    inbox.to_recipient, inbox.to_mail = to_recipient, to_mail
    with pytest.raises(SendFailed) as failure:
        send(inbox, message("email", ADDRESS, item()))
    assert failure.value.permanent is permanent


@pytest.mark.parametrize("said", ["421 too busy for goodbyes", "250 OK"])
def test_a_mail_that_was_taken_is_sent_whatever_is_said_to_the_goodbye(inbox: Inbox, said: str) -> None:
    inbox.to_goodbye = said
    send(inbox, message("email", ADDRESS, item()))

    assert len(inbox.mails) == 1


def test_a_server_that_is_away_is_tried_again_and_its_error_names_nobody() -> None:
    with pytest.raises(SendFailed) as failure:
        EmailSender.of("smtp://127.0.0.1:1", "news@jatre.example").send(message("email", ADDRESS, item()))
    assert not failure.value.permanent
    assert ADDRESS not in str(failure.value)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("begins", [b"", b"220-", b"220 ready\r\n"])
def test_a_server_that_is_slow_for_ever_holds_no_mail_for_ever(
    monkeypatch: pytest.MonkeyPatch, scheme: str, begins: bytes
) -> None:
    monkeypatch.setattr(smtp, "MOST_SECONDS", 0.2)
    over = Event()
    with ThreadPoolExecutor(1) as pool, socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(begins)
                while not over.wait(0.02):
                    connection.sendall(b" ")

        pool.submit(drip)
        sender = EmailSender.of(f"{scheme}://127.0.0.1:{server.getsockname()[1]}", "news@jatre.example")
        try:
            with pytest.raises(SendFailed) as failure:
                sender.send(message("email", ADDRESS, item()))
        finally:
            over.set()
    assert not failure.value.permanent


@pytest.mark.parametrize(
    ("url", "sender"), [("http://mail", "news@jatre.example"), ("smtp://", "news@jatre.example"), ("smtp://mail", "")]
)
def test_a_wrong_setting_is_named(url: str, sender: str) -> None:
    with pytest.raises(ConfigurationError, match="JATRE_"):
        EmailSender.of(url, sender)


def test_all_languages_have_the_same_texts() -> None:
    first, *others = (set(texts) for texts in languages().values())
    assert all(texts == first for texts in others)
