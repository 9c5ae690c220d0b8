"""From the outbox to a sender: bundles, days, tries, and that nothing follows an unsubscription."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.fernet import Fernet
from psycopg.types.json import Jsonb
from sqlalchemy import Engine, text

from include.alerts import sealing
from include.alerts.__main__ import sending
from include.alerts.channels.email import SILENCE_SECONDS
from include.alerts.delivery import MAX_TRIES, deliver
from include.alerts.message import AlertMessage, ChannelGone, SendFailed
from include.alerts.sealing import Address
from include.alerts.waking import Waking
from include.db import query
from include.settings import settings
from tests.alerts.people import Person, add_coming
from tests.blocked import until_blocked
from tests.db.world import change


class Recorder:
    """A sender that keeps what it was given, and does as it is told."""

    def __init__(self, does: Callable[[AlertMessage], None] = lambda _: None) -> None:
        self.sent: list[AlertMessage] = []
        self._does = does

    def send(self, message: AlertMessage) -> None:
        """See `Sender`."""
        self._does(message)
        self.sent.append(message)


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JATRE_ALERT_KEYS", Fernet.generate_key().decode())
    settings.cache_clear()


@pytest.fixture
def workers() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@pytest.fixture
def asha(service: psycopg.Connection, owner: psycopg.Connection) -> Person:
    """Has a webhook that has answered; she is the only one to whom something may be sent."""
    owner.execute("delete from jatre.alert_channels")
    person = Person(service, "webhook")
    person.sealed = sealing.seal(Address(json.dumps({"url": "https://asha.example"}), "a-word"))
    person.wants({"filter": {}, "name": "Everything"}, zone="UTC")
    owner.execute("delete from jatre.alert_messages")
    owner.execute("update jatre.alert_channels set confirmed_at = clock_timestamp()")
    owner.execute("update jatre.alerts set confirmed_at = clock_timestamp()")
    return person


def _tell(owner: psycopg.Connection, person: Person, event: UUID, kind: str = "new", version: int = 0) -> None:
    owner.execute(
        "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, due_at)"
        " select c.id, a.id, %s, %s, %s, clock_timestamp()"
        " from jatre.alert_channels as c join jatre.alerts as a on a.channel_id = c.id where c.digest = %s",
        [event, kind, version, person.digest],
    )


def _ended(owner: psycopg.Connection) -> list[Any]:
    return [
        row[0] for row in owner.execute("select ended from jatre.alert_messages order by created_at, id").fetchall()
    ]


def _wait_for(event: threading.Event) -> None:
    assert event.wait(120)


def _let_leases_end(owner: psycopg.Connection) -> None:
    owner.execute("update jatre.alert_messages set next_try_at = clock_timestamp()")


def test_what_is_due_is_sent_together_and_once(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    one, other = (add_coming(owner, title=title) for title in ("One", "Other"))
    _tell(owner, asha, one)
    _tell(owner, asha, other)
    recorder = Recorder()
    for _ in range(3):
        deliver(pipeline, {"webhook": recorder}, workers)
    (message,) = recorder.sent
    assert (message.kind, message.channel_kind, message.zone, message.tries) == ("news", "webhook", "UTC", 1)
    assert message.address == Address('{"url": "https://asha.example"}', "a-word")
    assert [(item.name, item.kind, item.document and item.document["title"]) for item in message.items] == [
        ("Everything", "new", "One"), ("Everything", "new", "Other"),
    ]  # fmt: skip
    assert _ended(owner) == ["sent"]


def test_what_is_told_has_the_rain_of_its_area_and_the_place_of_its_reader(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=50)
    garden, hall = (add_coming(owner, start_time=soon, is_outdoors=outdoors) for outdoors in (True, False))
    hours = [{"startsAt": f"{soon + timedelta(hours=late):%FT%TZ}", "rainLikely": late > 0} for late in (0, 1, 2)]
    owner.execute(
        "insert into jatre.area_weather (area_code, observed_at, condition, hours, hours_until, source)"
        " values ('indiranagar', now(), 'cloudy', %s, %s, 'test')",
        [Jsonb(hours), soon + timedelta(hours=3)],
    )
    _tell(owner, asha, garden, "soon", int(soon.timestamp()))
    _tell(owner, asha, hall)
    asha.asks("alert_add_v1", {"filter": {"lat": 12.97, "lng": 77.64, "radius": 1.0}, "name": "Near me"})
    recorder = Recorder()
    deliver(pipeline, {"webhook": recorder}, workers)
    (message,) = recorder.sent
    wet = [soon + timedelta(hours=1), soon + timedelta(hours=2)]
    told = {item.event: ([*item.wet_hours], item.from_point) for item in message.items}
    assert told == {garden: (wet, (77.64, 12.97)), hall: ([], None)}


def test_a_message_has_an_end_and_what_waits_for_others_keeps_nobody_waiting(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    ravi, event = Person(service, "push"), add_coming(owner)
    ravi.wants({"filter": {}, "name": "Everything"})
    owner.execute(
        "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, due_at)"
        " select c.id, a.id, %s, 'moved', version, clock_timestamp() - interval '1 hour' * (c.kind = 'push')::int"
        " from jatre.alert_channels as c join jatre.alerts as a on a.channel_id = c.id,"
        " generate_series(1, case c.kind when 'push' then 11000 else 130 end) as version",
        [event],
    )
    recorder = Recorder()
    for _ in range(3):
        deliver(pipeline, {"webhook": recorder}, workers)
    assert [[item.version for item in message.items] for message in recorder.sent] == [
        list(range(1, 101)), list(range(101, 131)),
    ]  # fmt: skip


def test_a_kind_of_channel_that_never_answers_keeps_no_other_waiting(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, asha: Person
) -> None:
    answers, arrived, ended = threading.Event(), threading.Event(), threading.Event()
    ravi, event = Person(service, "push"), add_coming(owner)
    ravi.sealed = sealing.seal(Address("{}", "his-word"))
    ravi.wants({"filter": {}, "name": "Everything"})
    for person in (asha, ravi):
        _tell(owner, person, event)
    silent, prompt = Recorder(lambda _: _wait_for(answers)), Recorder(lambda _: arrived.set())
    threads = sending(pipeline, {"webhook": silent, "push": prompt}, ended, Waking())
    try:
        for thread in threads:
            thread.start()
        assert arrived.wait(60)
        assert silent.sent == []
    finally:
        answers.set()
        ended.set()
        for thread in threads:
            thread.join()
    assert len(silent.sent) == 1


def test_what_is_no_news_any_more_is_not_sent(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    over = add_coming(owner, start_time=datetime.now(UTC) - timedelta(days=2))
    hidden = add_coming(owner, moderation_status="rejected")
    begun = add_coming(owner)
    for event in (over, hidden, uuid4()):
        _tell(owner, asha, event)
    _tell(owner, asha, begun, "soon", 1_700_000_000)
    recorder = Recorder()
    deliver(pipeline, {"webhook": recorder}, workers)
    assert recorder.sent == []
    assert _ended(owner) == ["dropped"]


def test_what_was_to_be_tried_again_is_not_once_its_alert_was_removed(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    _tell(owner, asha, add_coming(owner))
    tried: list[AlertMessage] = []

    def fail(message: AlertMessage) -> None:
        tried.append(message)
        raise SendFailed("the other side is busy")

    deliver(pipeline, {"webhook": Recorder(fail)}, workers)
    (alert,) = asha.asks("alerts_list_v1")["alerts"]
    asha.asks("alert_remove_v1", alert["id"])
    _let_leases_end(owner)
    deliver(pipeline, {"webhook": Recorder(fail)}, workers)
    assert len(tried) == 1
    assert _ended(owner) == ["dropped"]


def test_a_question_is_asked_before_anything_is_confirmed(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    ravi = Person(service)
    ravi.sealed = sealing.seal(Address("ravi@example.org", "his-word"))
    ravi.wants({"filter": {}, "name": "All"}, language="kn")
    recorder = Recorder()
    deliver(pipeline, {"email": recorder}, workers)
    (message,) = recorder.sent
    assert (message.kind, message.language, message.items) == ("confirm", "kn", [])
    assert str(message.alert) == ravi.asks("alerts_list_v1")["alerts"][0]["id"]


def test_a_program_is_told_nothing_before_it_has_answered_whoever_holds_the_token(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    program = Person(service, "webhook")
    program.sealed = sealing.seal(Address(json.dumps({"url": "https://program.example"}), "a-word"))

    def refuse(_: AlertMessage) -> None:
        raise SendFailed("it answered something else", permanent=True)

    def confirmed() -> list[bool]:
        return [one["confirmedAt"] is not None for one in program.asks("alerts_list_v1")["alerts"]]

    assert program.wants()["confirmed"] is False
    assert program.asks("alert_confirm_v1", None) == {"confirmed": 0}
    assert program.asks("alert_add_v1", {"filter": {}})["confirmed"] is False
    deliver(pipeline, {"webhook": Recorder(refuse)}, workers)
    assert confirmed() == [False] * 2

    program.wants()
    recorder = Recorder()
    deliver(pipeline, {"webhook": recorder}, workers)
    assert [message.kind for message in recorder.sent] == ["confirm"]
    assert confirmed() == [True] * 3
    assert program.wants()["confirmed"] is True
    assert program.asks("alert_add_v1", {"filter": {}})["confirmed"] is True


def test_a_program_that_does_not_answer_is_asked_three_times_a_day(service: psycopg.Connection) -> None:
    program = Person(service, "webhook")
    assert [set(program.wants()) for _ in range(4)] == [{"channel", "alert", "confirmed"}] * 3 + [{"refused"}]


def test_a_question_says_nothing_that_a_stranger_wrote(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    event = add_coming(owner, title="Baithak")
    for alert in ({"filter": {}}, {"event": str(event)}):
        ravi = Person(service)
        ravi.sealed = sealing.seal(Address("ravi@example.org", "his-word"))
        ravi.wants(alert | {"name": "You have won! https://evil.example"})
    recorder = Recorder()
    deliver(pipeline, {"email": recorder}, workers)
    assert {message.name for message in recorder.sent} == {"", "Baithak"}


def test_a_failure_is_tried_again_as_the_same_message(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    event = add_coming(owner)
    _tell(owner, asha, event)
    tried: list[AlertMessage] = []

    def fail(message: AlertMessage) -> None:
        tried.append(message)
        raise SendFailed("the other side is busy", retry_after=3_600 if message.tries < 3 else 1e12)

    def hours() -> set[int]:
        """Until the messages that have not ended are tried again."""
        found = owner.execute(
            "select round(extract(epoch from next_try_at - clock_timestamp()) / 3600)::integer"
            " from jatre.alert_messages where ended is null"
        )
        return {row[0] for row in found}

    senders = {"webhook": Recorder(fail)}
    deliver(pipeline, senders, workers)
    assert deliver(pipeline, senders, workers) == 0
    assert hours() == {1}
    _tell(owner, asha, event, "price", 7)
    for tries in range(MAX_TRIES + 2):
        _let_leases_end(owner)
        deliver(pipeline, senders, workers)
        assert tries != 3 or hours() == {24}, "a day at most, whatever the other side asks for"
    first = [message for message in tried if message.id == tried[0].id]
    assert [message.tries for message in first] == [*range(1, MAX_TRIES + 1)]
    assert {tuple(item.kind for item in message.items) for message in first} == {("new",)}
    assert _ended(owner) == ["failed", "failed"]


@pytest.mark.parametrize("error", [SendFailed("never", permanent=True), ChannelGone("410"), KeyError("a fault")])
def test_how_a_try_ends(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person, error: Exception
) -> None:
    _tell(owner, asha, add_coming(owner))

    def fail(_: AlertMessage) -> None:
        raise error

    deliver(pipeline, {"webhook": Recorder(fail)}, workers)
    assert _ended(owner) == [None if isinstance(error, KeyError) else "failed"]
    gone = asha.asks("alerts_list_v1")["channel"]["unsubscribedAt"] is not None
    assert gone == isinstance(error, ChannelGone)


def test_a_day_has_as_many_messages_as_somebody_wants(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    asha.asks("alerts_settings_v1", {"maxPerDay": 2})
    # a question is none of them
    owner.execute(
        "insert into jatre.alert_messages (channel_id, kind, alert_id, ended, ended_at)"
        " select channel_id, 'confirm', id, 'sent', now() from jatre.alerts"
    )
    recorder = Recorder()
    for _ in range(4):
        _tell(owner, asha, add_coming(owner))
        deliver(pipeline, {"webhook": recorder}, workers)
    assert len(recorder.sent) == 2
    owner.execute("update jatre.alert_messages set created_at = created_at - interval '1 day'")
    owner.execute("update jatre.alert_outbox set due_at = due_at - interval '1 day' where waits")
    deliver(pipeline, {"webhook": recorder}, workers)
    assert [len(message.items) for message in recorder.sent] == [1, 1, 2]


def test_what_could_not_be_sent_before_quiet_hours_comes_after_them(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    """Nothing was sent for a while; and what a receiver refuses before them is not tried in them either."""
    now = datetime.now(UTC)
    starts, ends = (f"{now + timedelta(hours=away):%H:%M}" for away in (-2, 2))
    _tell(owner, asha, add_coming(owner))
    asha.asks("alerts_settings_v1", {"quietFrom": starts, "quietUntil": ends})
    owner.execute("update jatre.alert_outbox set due_at = now() - interval '3 hours'")
    recorder = Recorder()
    deliver(pipeline, {"webhook": recorder}, workers)
    assert recorder.sent == []
    (due,) = owner.execute("select due_at from jatre.alert_outbox where waits").fetchone() or ()
    assert timedelta(hours=1, minutes=58) < due - now <= timedelta(hours=2)

    owner.execute("update jatre.alert_channels set quiet_from = (now() at time zone 'utc')::time + interval '1 minute'")
    owner.execute("update jatre.alert_outbox set due_at = now() where waits")

    def refuse(_: AlertMessage) -> None:
        raise SendFailed("busy", retry_after=300)

    deliver(pipeline, {"webhook": Recorder(refuse)}, workers)
    (retry,) = owner.execute("select next_try_at from jatre.alert_messages where ended is null").fetchone() or ()
    assert timedelta(hours=1, minutes=58) < retry - now <= timedelta(hours=2)


def test_who_dies_after_sending_sends_the_same_message_once_more(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    _tell(owner, asha, add_coming(owner))

    class Killed(BaseException):
        """As if the process ended here."""

    sent: list[UUID] = []

    def send_and_die(message: AlertMessage) -> None:
        sent.append(message.id)
        raise Killed

    with pytest.raises(Killed):
        deliver(pipeline, {"webhook": Recorder(send_and_die)}, workers)
    _let_leases_end(owner)
    recorder = Recorder()
    deliver(pipeline, {"webhook": recorder}, workers)
    assert [message.id for message in recorder.sent] == sent


def test_nothing_is_sent_once_an_unsubscription_was_answered(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    event = add_coming(owner)
    _tell(owner, asha, event)
    order: list[str] = []
    asked = threading.Event()

    def unsubscribe() -> None:
        asked.set()
        asha.asks("alerts_unsubscribe_v1")
        order.append("unsubscribed")

    def slowly(_: AlertMessage) -> None:
        thread.start()
        asked.wait()
        until_blocked(owner)
        order.append("sent")

    thread = threading.Thread(target=unsubscribe)
    recorder = Recorder(slowly)
    deliver(pipeline, {"webhook": recorder}, workers)
    thread.join()
    assert order == ["sent", "unsubscribed"]
    change(owner, event, status="cancelled")
    _tell(owner, asha, event, "cancelled", 2)
    _let_leases_end(owner)
    deliver(pipeline, {"webhook": recorder}, workers)
    assert order == ["sent", "unsubscribed"]


def test_a_channel_is_held_for_longer_than_the_slowest_mail_server_may_take(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    """Else what it has taken would not be noted, and sent again. What hangs for good is let go all the same."""
    _tell(owner, asha, add_coming(owner))

    def fail(_: AlertMessage) -> None:
        raise SendFailed("nobody is there")

    waits = 14  # to connect, the greeting, EHLO, STARTTLS, its handshake, EHLO, AUTH (3), MAIL, RCPT, DATA, mail, QUIT
    deliver(pipeline, {"webhook": Recorder(fail)}, workers)
    with pipeline.begin() as connection:
        (message,) = connection.execute(text("select id from jatre.alert_messages")).one()
        assert connection.execute(query("alert_message_hold"), {"message": message}).one().kind == "news"
        held = text("select extract(epoch from current_setting('idle_in_transaction_session_timeout')::interval)")
        assert waits * SILENCE_SECONDS < connection.execute(held).scalar_one() <= 300


def test_a_message_that_was_taken_is_not_sent_after_an_unsubscription(
    owner: psycopg.Connection, pipeline: Engine, workers: ThreadPoolExecutor, asha: Person
) -> None:
    for title in ("One", "Other"):
        _tell(owner, asha, add_coming(owner, title=title))
    recorder = Recorder()
    taken = {"webhook": recorder, "push": recorder}

    class Later(ThreadPoolExecutor):
        """Sends only after its holder has unsubscribed."""

        def map(self, *arguments: Any, **options: Any) -> Any:
            asha.asks("alerts_unsubscribe_v1")
            return super().map(*arguments, **options)

    with Later(1) as later:
        assert deliver(pipeline, taken, later) == 1
    assert recorder.sent == []
    assert _ended(owner) == ["dropped"]
