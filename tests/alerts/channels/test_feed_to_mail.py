"""The whole way in one: a change in the feed, the matcher, the outbox, and a mail at a real server."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from include.alerts import sealing
from include.alerts.channels.email import EmailSender
from include.alerts.delivery import deliver
from include.alerts.matching.matcher import FeedMatcher
from include.settings import settings
from tests.alerts.channels.conftest import Inbox
from tests.alerts.people import Person, add_coming
from tests.db.world import change


def test_who_says_yes_to_the_question_gets_one_mail_of_each_thing(
    service: psycopg.Connection,
    owner: psycopg.Connection,
    pipeline: Engine,
    inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JATRE_ALERT_KEYS", Fernet.generate_key().decode())
    settings.cache_clear()
    matcher, asha, event = FeedMatcher(pipeline, ZoneInfo("Asia/Kolkata")), Person(service), add_coming(owner)
    asha.sealed = sealing.seal(sealing.Address("asha@reader.example", "her-word"))
    mails = {"email": EmailSender.of(inbox.url, "news@jatre.example")}

    def work() -> None:
        matcher.step()
        while matcher.step():
            pass
        with ThreadPoolExecutor(1) as workers:
            while deliver(pipeline, mails, workers):
                pass

    asha.wants({"event": str(event)})
    change(owner, event, status="postponed")
    work()
    (question,) = inbox.mails
    shown = question.get_body(("plain",))
    assert shown is not None
    link = re.search(r"/alerts/her-word\?confirm=([0-9a-f-]+)", shown.get_content())
    assert link is not None

    assert asha.asks("alert_confirm_v1", link[1]) == {"confirmed": 1}
    change(owner, event, status="cancelled")
    for _ in range(2):
        work()
    assert [mail["Subject"].partition(":")[0] for mail in inbox.mails[1:]] == ["Cancelled"]
    assert inbox.recipients == ["asha@reader.example"] * 2
