"""The process of alerts, as who runs it sees it: whether it is at work, and how far behind it is."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from include import metrics
from include.alerts.__main__ import follow, main, repeat, report_backlog, tell
from include.alerts.election import LeaderElection
from include.alerts.heartbeat import FOLLOW, MAX_SECONDS, TELL, beat, is_beating, send_part
from include.alerts.listening import FeedListener
from include.alerts.matching.matcher import FeedMatcher
from include.alerts.matching.outbox import OutboxWriter
from include.alerts.waking import Waking
from include.settings import settings
from tests.conftest import Database


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where files of this kind go."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_it_is_at_work_while_each_of_its_parts_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.alerts.__main__.senders", lambda: dict.fromkeys(("webhook", "email")))
    parts = [FOLLOW, TELL, send_part(["webhook"]), send_part(["email"])]
    for part in parts:
        assert main(["--check"]) == 1
        beat(part)
    assert main(["--check"]) == 0
    assert not is_beating(parts, time.time() + MAX_SECONDS + 1)


def test_where_nothing_can_be_sent_the_part_that_would_is_at_work_too(folder: Path) -> None:
    beat(FOLLOW)
    beat(TELL)
    assert main(["--check"]) == 1
    beat(send_part([]))
    assert main(["--check"]) == 0


def test_a_part_whose_step_fails_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.alerts.__main__.BROKEN_SECONDS", 0.0)
    ended, tries = Event(), []

    def step() -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise AttributeError
        ended.set()
        return False

    repeat(step, lambda _: None, ended)
    assert len(tries) == 3


class OutboxThatEnds(OutboxWriter):
    """Tells one thing, after which the process ends."""

    rest_seconds = 0.0

    def __init__(self, ended: Event) -> None:
        self.ended = ended

    def find_soon(self) -> None:
        """See OutboxWriter."""

    def step(self, *, yields: bool = False) -> int:
        """See OutboxWriter."""
        self.ended.set()
        return int(yields)


def test_figures_that_cannot_be_counted_keep_nothing_from_being_told(
    pipeline: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("include.alerts.__main__.BROKEN_SECONDS", 0.0)
    ended, tries = Event(), []

    def fails(_: Engine) -> None:
        tries.append(1)
        if len(tries) > 9:
            ended.set()
        raise SQLAlchemyError

    monkeypatch.setattr("include.alerts.__main__.report_backlog", fails)
    tell(pipeline, OutboxThatEnds(ended), ended, Waking())
    assert len(tries) == 1


class MatcherWithoutPause(FeedMatcher):
    """Reads changes at each of a few steps, after which the process ends."""

    def __init__(self, ended: Event) -> None:
        self.ended, self.done = ended, list[str]()

    def step(self) -> int:
        """See FeedMatcher."""
        self.done.append("step")
        if len(self.done) > 3:
            self.ended.set()
        return 500

    def forget_removed(self) -> int:
        """See FeedMatcher."""
        self.done.append("forget")
        return 0


def test_alerts_that_are_gone_are_forgotten_also_where_changes_never_pause(shared: Database) -> None:
    ended = Event()
    matcher, url = MatcherWithoutPause(ended), shared.pipeline_url
    follow(matcher, LeaderElection(url), FeedListener(url), ended, Waking())
    assert matcher.done == ["step", "forget", "step", "step"]


def test_who_sleeps_is_woken_once_also_by_what_came_before_it_slept() -> None:
    waking = Waking()
    sleepers = [waking.sleeper(), waking.sleeper()]
    waking.wake()
    begun = time.monotonic()
    for sleep in sleepers:
        sleep(60)
    assert time.monotonic() - begun < 50
    for sleep in sleepers:
        sleep(0.3)
    assert time.monotonic() - begun >= 0.6, "the second sleep is none of the first wake's"


def test_another_installation_or_user_on_the_same_machine_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat(FOLLOW)
    assert is_beating([FOLLOW])
    with monkeypatch.context() as other:
        other.setattr("os.getuid", lambda: 4711)
        assert not is_beating([FOLLOW])
    monkeypatch.setenv("JATRE_PIPELINE_URL", "postgresql://jatre_pipeline:secret@127.0.0.1:5999/other")
    settings.cache_clear()
    assert not is_beating([FOLLOW])


def test_it_reports_what_is_not_read_not_told_and_not_sent(
    owner: psycopg.Connection, pipeline: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: dict[str, float] = {}
    monkeypatch.setattr(metrics, "gauge", sent.__setitem__)
    report_backlog(pipeline)
    before = dict(sent)
    owner.execute("update jatre.alert_cursor set seq = seq - 3")
    owner.execute(
        "with asha as (insert into jatre.alert_channels (kind, address, digest, token_digest, zone, confirmed_at)"
        " values ('webhook', 'sealed', sha256('asha'), sha256('word'), 'UTC', now()) returning id)"
        " insert into jatre.alert_messages (channel_id, kind, ended, ended_at)"
        " select id, 'news', case n when 1 then 'failed' end, case n when 1 then now() end"
        " from asha, generate_series(1, 3) as n"
    )
    owner.execute(
        "insert into jatre.alert_findings (event_id, kind, version, alerts)"
        " values (gen_random_uuid(), 'new', 0, array[gen_random_uuid()])"
    )
    report_backlog(pipeline)
    assert {name: sent[name] - before[name] for name in sent} == {
        "alerts.unread": 3,
        "alerts.untold": 1,
        "alerts.unsent": 2,
    }
