"""What of the feed becomes news, for whom, and how often: once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, LiteralString
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.types.json import Jsonb
from sqlalchemy import Engine, event, text

from include import metrics
from include.alerts.matching import outbox
from include.alerts.matching.findings import MAX_PART_CHARS, Finding, as_parameter, in_parts
from include.alerts.matching.matcher import FeedMatcher
from include.alerts.matching.outbox import OutboxWriter
from include.db import query
from tests.alerts.people import NEXT_WEEK, Person, add_coming
from tests.blocked import until_blocked
from tests.conftest import Database
from tests.db.world import INDIRANAGAR, change, sequence

ZONE = ZoneInfo("Asia/Kolkata")
LEFT_OF_NOBODY: LiteralString = (
    "select count(*) from jatre.alert_outbox where channel_id not in (select id from jatre.alert_channels)"
)
"""Rows of channels that are gone."""


class LateFuture(Future[Any]):
    """Does its work when somebody waits for it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work

    def result(self, timeout: float | None = None) -> Any:
        """What the work gives."""
        return self._work()


class LateWriter(Executor):
    """A thread that is as late as one may be: it begins when the step that follows has been found."""

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        """See `Executor`."""
        return LateFuture(partial(work, *given, **named))


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test changes comes all at once, and is told at once."""
    monkeypatch.setattr(outbox, "FAST_PER_SECOND", float("inf"))
    monkeypatch.setattr(outbox, "BEHIND_CHANGES", float("inf"))


@pytest.fixture
def writer() -> Executor:
    return LateWriter()


@pytest.fixture
def read(pipeline: Engine, writer: Executor) -> Callable[[], None]:
    """Let the matcher read all that has happened; what is there at first is known to it."""
    matcher = FeedMatcher(pipeline, ZONE, writer=writer)

    def until_nothing_is_left() -> None:
        matcher.step()
        while matcher.step():
            pass

    until_nothing_is_left()
    return until_nothing_is_left


def _told(person: Person) -> list[tuple[str, str]]:
    return [(one["kind"], one["document"]["title"]) for one in person.asks("alerts_told_v1", 0, 100)["told"]]


def _asks(service: psycopg.Connection, **asked: Any) -> Person:
    person = Person(service, "page")
    assert person.wants({"filter": asked, "kinds": ["new", "moved", "cancelled", "postponed", "price", "sold_out"]})
    return person


FILTERS: list[dict[str, Any]] = [
    {}, {"category": ["market", "music"]}, {"tags": ["jazz"]}, {"venue": ["the courtyard"]}, {"area": ["indiranagar"]},
    {"lat": INDIRANAGAR[0] + 0.005, "lng": INDIRANAGAR[1], "radius": 1.0}, {"bbox": [77.6, 12.9, 77.7, 13.0]},
    {"polygon": "POLYGON((77.62 12.95, 77.67 12.95, 77.64 13.0, 77.62 12.95))"}, {"cost": "paid"}, {"maxPrice": 100.0},
    {"when": "all"}, {"weekday": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, {"q": "baithak"},
    {"q": "carnatic -rock"}, {"q": "bhaithak"}, {"category": ["music"], "tags": ["jazz"], "area": ["indiranagar"]},
    {"startDate": NEXT_WEEK.isoformat()}, {"online": False}, {"organizer": ["friends of the rain tree"]},
]  # fmt: skip
OTHERS: list[dict[str, Any]] = [
    {"category": ["market"]}, {"tags": ["rock"]}, {"venue": ["elsewhere"]}, {"area": ["bengaluru-east"]},
    {"lat": INDIRANAGAR[0] + 0.05, "lng": INDIRANAGAR[1], "radius": 1.0}, {"bbox": [77.7, 12.9, 77.8, 13.0]},
    {"cost": "free"}, {"maxPrice": 99.0}, {"q": "baithak -tree"}, {"q": "opera"}, {"tags": ["jazz"], "q": "opera"},
    {"endDate": NEXT_WEEK.isoformat()}, {"online": True}, {"category": ["music"], "minPrice": 200.0},
]  # fmt: skip


def test_a_matcher_that_nobody_has_any_more_has_no_connection_either(pipeline: Engine) -> None:
    gc.disable()
    try:
        assert FeedMatcher(pipeline, ZONE).step() == 0
        assert pipeline.pool.checkedout() == 0  # type: ignore[attr-defined]
    finally:
        gc.enable()


def test_who_asks_for_what_an_event_is_hears_of_it_and_nobody_else(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None]
) -> None:
    told = [_asks(service, **asked) for asked in FILTERS]
    spared = [_asks(service, **asked) for asked in OTHERS]
    add_coming(
        owner, tags=["jazz", "outdoors"], venue_name="The Courtyard", cost_type="paid", description="Carnatic songs",
        organizer_name="Friends of the Rain Tree", title="Baithak under the rain tree",
    )  # fmt: skip
    read()
    read()
    assert [_told(person) for person in told] == [[("new", "Baithak under the rain tree")]] * len(FILTERS)
    assert [_told(person) for person in spared] == [[]] * len(OTHERS)


def test_what_was_there_before_is_no_news_until_it_begins_to_pass(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None]
) -> None:
    event = add_coming(owner, title="Old hat", tags=["swing"])
    read()
    swing, lindy, hats, known_hats = (
        _asks(service, tags=["swing"]),
        _asks(service, tags=["lindy"]),
        _asks(service, q="hat swingers"),
        _asks(service, q="old hat", tags=["lindy"]),
    )
    change(owner, event, description="Now with words")
    read()
    assert _told(swing) == _told(lindy) == _told(hats) == _told(known_hats) == []
    change(owner, event, tags=["swing", "lindy"], description="Now for swingers")
    read()
    assert _told(swing) == []
    assert _told(lindy) == _told(hats) == _told(known_hats) == [("new", "Old hat")]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("moved", {"start_time": NEXT_WEEK + timedelta(hours=2)}),
        ("cancelled", {"status": "cancelled"}),
        ("postponed", {"status": "postponed"}),
        ("price", {"price_range": Jsonb({"minimum": 200})}),
        ("sold_out", {"availability": "sold_out"}),
    ],
)
def test_what_becomes_of_an_event_is_told_to_who_follows_it_or_asked_for_its_like(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None], kind: str, fields: dict[str, Any]
) -> None:
    tag = uuid4().hex
    event = add_coming(owner, cost_type="paid", tags=[tag])
    read()
    follower, asker, other = Person(service, "page"), _asks(service, tags=[tag]), _asks(service, tags=["other"])
    follower.wants({"event": str(event)})
    deaf = Person(service, "page")
    deaf.wants({"event": str(event), "kinds": ["soon"]})
    change(owner, event, **fields)
    read()
    change(owner, event, description="More of the same")
    read()
    title = "Baithak under the rain tree"
    assert _told(follower) == _told(asker) == [(kind, title)]
    assert _told(other) == _told(deaf) == []


def test_an_event_or_alert_that_is_not_as_it_should_be_stops_no_other(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tag, faults = uuid4().hex, []
    events = [add_coming(owner, title=f"Number {number}", cost_type="paid") for number in range(3)]
    read()
    person, odd = _asks(service, tags=[tag]), _asks(service, tags=[tag])
    owner.execute(
        """update jatre.alerts as a set filter = '{"tags": 5}' from jatre.alert_channels as c"""
        " where c.id = a.channel_id and c.token_digest = %s",
        [odd.token],
    )
    owner.execute("update jatre.alert_events set document = '[]' where event_id = %s", [events[0]])
    with monkeypatch.context() as patch:
        patch.setattr(metrics, "count", faults.append)
        for event in events:
            change(owner, event, tags=[tag])
        owner.execute(
            "insert into jatre.feed_outbox (kind, entity, version, rooms, payload)"
            " values ('event:updated', %s, 900, '{events:all}', '[]'), ('event:new', 'none', 1, '{events:all}', '{}')",
            [str(events[1])],
        )
        read()
    assert _told(person) == [("new", "Number 1"), ("new", "Number 2")]
    assert sorted(faults) == ["alerts.faults.alert", *["alerts.faults.event"] * 3]
    change(owner, events[0], price_range=Jsonb({"minimum": 200}))
    read()
    assert _told(person)[2:] == [("price", "Number 0")]


def test_many_changes_at_once_are_read_from_the_table(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None]
) -> None:
    tag = uuid4().hex
    person = _asks(service, tags=[tag])
    event = add_coming(owner, title="One of many")
    owner.execute(
        "insert into jatre.discovered_events (title, start_time, category, moderation_status, published_at)"
        " select 'Filler', %s, 'market', 'approved', now() from generate_series(1, 1500)",
        [NEXT_WEEK],
    )
    while sequence(owner):
        pass
    read()
    owner.execute(
        "update jatre.discovered_events set description = 'Changed with all the others',"
        " tags = case when id = %s then array[%s] else tags end where id = %s or title = 'Filler'",
        [event, tag, event],
    )
    while sequence(owner):
        pass
    read()
    assert _told(person) == [("new", "One of many")]


def test_a_matcher_that_was_away_for_longer_than_the_feed_is_kept_misses_nothing(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None]
) -> None:
    tag = uuid4().hex
    person = _asks(service, tags=[tag])
    add_coming(owner, tags=[tag], title="Long ago")
    while sequence(owner):
        pass
    owner.execute("delete from jatre.feed_changes")
    add_coming(owner, title="Another one")
    read()
    assert _told(person) == [("new", "Long ago")]


def test_who_follows_what_is_merged_follows_what_it_becomes(
    service: psycopg.Connection, owner: psycopg.Connection, read: Callable[[], None]
) -> None:
    one, other = add_coming(owner, title="One"), add_coming(owner, title="The other")
    read()
    person = Person(service, "page")
    person.wants({"event": str(one)})
    change(owner, one, merged_into=other)
    read()
    change(owner, other, status="cancelled")
    read()
    assert _told(person) == [("cancelled", "The other")]


def test_who_follows_what_is_merged_hears_of_what_follows_at_once(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine
) -> None:
    """What a step finds depends on what the one before did to alerts, which is still being written."""
    matcher = FeedMatcher(pipeline, ZONE, changes=1, writer=LateWriter())
    one, other = add_coming(owner, title="One"), add_coming(owner, title="The other")
    person = Person(service, "page")
    for moment in ("before", "after"):
        while matcher.step():
            pass
        if moment == "before":
            person.wants({"event": str(one)})
            change(owner, one, merged_into=other)
            change(owner, other, status="cancelled")
    assert _told(person) == [("cancelled", "The other")]


def test_what_begins_soon_is_told_once_and_again_when_it_was_moved(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None]
) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=30)
    event, later = add_coming(owner, start_time=soon), add_coming(owner)
    off, whole_day, over, postponed = (
        add_coming(owner, start_time=start, **fields)
        for start, fields in ((soon, {}), (soon, {}), (soon - timedelta(hours=1), {}), (soon, {"status": "postponed"}))
    )
    for one, column in ((off, "cancelled"), (whole_day, "date_only")):
        statement = f"update jatre.event_occurrences set {column} = true where event_id = %s"
        owner.execute(statement, [one])  # type: ignore[arg-type]
    person = Person(service, "page")
    person.wants({"event": str(event), "kinds": ["soon"]})
    for one in (later, off, whole_day, over, postponed):
        person.asks("alert_add_v1", {"event": str(one), "kinds": ["soon"]})

    look = OutboxWriter(pipeline).find_soon
    look()
    look()
    assert [kind for kind, _ in _told(person)] == ["soon"]
    owner.execute(
        "update jatre.event_occurrences set starts_at = starts_at + interval '10 min' where event_id = %s", [event]
    )
    look()
    assert [kind for kind, _ in _told(person)] == ["soon", "soon"]


def test_a_matcher_that_dies_at_the_end_of_a_step_has_done_nothing_of_it(
    service: psycopg.Connection,
    owner: psycopg.Connection,
    pipeline: Engine,
    read: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        """As if the process ended here."""

    def die(*_: Any) -> None:
        raise Killed

    tag = uuid4().hex
    person = _asks(service, tags=[tag])
    add_coming(owner, tags=[tag], title="Told once")
    with monkeypatch.context() as patch:
        patch.setattr(FeedMatcher, "_write_matches", die)
        with pytest.raises(Killed):
            FeedMatcher(pipeline, ZONE).step()
    assert _told(person) == []
    read()
    FeedMatcher(pipeline, ZONE).step()
    assert _told(person) == [("new", "Told once")]


def test_what_a_matcher_has_found_and_not_told_is_told_by_the_next_one_to_whoever_still_wants_it(
    service: psycopg.Connection,
    owner: psycopg.Connection,
    pipeline: Engine,
    read: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        """As if the process ended here."""

    def die(*_: Any) -> None:
        raise Killed

    tag = uuid4().hex
    stays, removed, gone, erased = (_asks(service, tags=[tag]) for _ in range(4))
    for number in range(3):
        add_coming(owner, tags=[tag], title=f"Number {number}")
    with monkeypatch.context() as patch:
        patch.setattr(OutboxWriter, "step", die)
        with pytest.raises(Killed):
            FeedMatcher(pipeline, ZONE).step()
    assert _told(stays) == []
    removed.asks("alert_remove_v1", removed.asks("alerts_list_v1")["alerts"][0]["id"])
    gone.asks("alerts_unsubscribe_v1")
    erased.asks("alerts_erase_v1")

    read()
    read()
    assert _told(stays) == [("new", f"Number {number}") for number in range(3)]
    assert (_told(removed), _told(gone)) == ([], [])
    assert owner.execute(LEFT_OF_NOBODY).fetchone() == (0,)


@pytest.mark.parametrize(("alerts", "told"), [(5, [2, 1]), (1, [1, 1, 1])])
def test_what_has_many_alerts_is_told_in_parts_that_nobody_waits_for_long(
    pipeline: Engine, read: Callable[[], None], monkeypatch: pytest.MonkeyPatch, alerts: int, told: list[int]
) -> None:
    """One at least, however many alerts it has."""
    found = [Finding(uuid4(), "new", 0, alerts=[f"{uuid4()},{uuid4()}"]) for _ in range(3)]
    with pipeline.begin() as connection:
        after = connection.execute(text("select seq from jatre.alert_cursor")).scalar_one()
        step = {"erasures": 0, "after": after, "last": after, "findings": as_parameter(found), "states": "[]"}
        assert connection.execute(query("alert_step_write"), step).scalar_one() == 1
    monkeypatch.setitem(outbox.AT_ONCE, "alerts", alerts)
    matcher = FeedMatcher(pipeline, ZONE)
    assert [matcher.step() for _ in range(len(told) + 1)] == [*told, 0]


def test_while_reading_is_behind_what_was_found_waits_for_some_seconds_and_is_told_by_and_by_then(
    owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(outbox.FEW_AT_ONCE, "findings", 1)
    owner.execute(
        "insert into jatre.alert_findings (event_id, kind, version, alerts)"
        " select gen_random_uuid(), 'new', 0, array[gen_random_uuid()] from generate_series(1, 5)"
    )
    writer = OutboxWriter(pipeline)
    monkeypatch.setattr(outbox, "BEHIND_CHANGES", -1)
    assert (writer.step(yields=True), writer.rest_seconds) == (0, 0)
    monkeypatch.setattr(outbox, "LATE_SECONDS", 0)
    assert writer.step(yields=True) == 1
    assert writer.rest_seconds > 0
    with pipeline.begin() as other:
        other.execute(query("alert_outbox_wait"))
        assert (writer.step(yields=True), writer.rest_seconds) == (0, 0), "another process tells"
    monkeypatch.setattr(outbox, "BEHIND_CHANGES", 200)
    assert (writer.step(yields=True), writer.rest_seconds) == (4, 0)


def test_where_changes_are_read_fast_little_is_told_at_once_and_nothing_by_who_reads(
    owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer, told = OutboxWriter(pipeline, reads=True), OutboxWriter(pipeline), []
    monkeypatch.setattr(outbox, "FAST_PER_SECOND", 250)
    monkeypatch.setitem(outbox.FEW_AT_ONCE, "findings", 1)
    for moment, changes in ((0.0, 0), (1.0, 251), (1.1, 0), (2.0, 0)):
        owner.execute("update jatre.alert_cursor set seq = seq + %s", [changes])
        owner.execute(
            "insert into jatre.alert_findings (event_id, kind, version, alerts)"
            " select gen_random_uuid(), 'new', 0, array[gen_random_uuid()] from generate_series(1, 2)"
        )
        monkeypatch.setattr(outbox, "monotonic", lambda moment=moment: moment)
        told.append((reader.step(yields=True), writer.step(yields=True)))
    owner.execute("update jatre.alert_cursor set seq = seq - 251")
    assert told == [(2, 0), (0, 1), (0, 1), (4, 0)]


def test_who_takes_what_was_read_slowly_keeps_nobody_from_numbering(
    owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None]
) -> None:
    add_coming(owner)
    asked = {"after": 0, "changes": 500, "bytes": 1_000_000, "words": False, "since": "0"}
    with pipeline.begin() as reader:
        reader.execute(query("alert_changes_read"), asked)
        assert sequence(owner) > 0
    read()


def test_what_is_found_for_many_is_written_in_parts_that_the_database_takes() -> None:
    one, most = "x" * (MAX_PART_CHARS // 2), "x" * (MAX_PART_CHARS + 1)
    found = [Finding(uuid4(), "new", 0, alerts=[ids]) for ids in (one, one, one, most, "x")]
    found[1].searching, found[1].alerts = found[1].alerts, []
    assert list(in_parts(found)) == [found[:2], found[2:3], found[3:4], found[4:]]
    assert list(in_parts([])) == []


def test_a_step_that_could_not_be_written_is_done_again_before_what_follows(
    service: psycopg.Connection,
    owner: psycopg.Connection,
    pipeline: Engine,
    writer: Executor,
    read: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tag = uuid4().hex
    person = _asks(service, tags=[tag])
    events = [add_coming(owner, tags=[tag], title=f"Number {number}") for number in range(4)]
    change(owner, events[0], status="cancelled")
    write, fails = FeedMatcher._write_matches, [True, False, False, True]

    def write_or_fail(*given: Any) -> bool:
        if fails and fails.pop():
            raise RuntimeError
        return write(*given)

    matcher = FeedMatcher(pipeline, ZONE, 1, writer)
    monkeypatch.setattr(FeedMatcher, "_write_matches", staticmethod(write_or_fail))
    for _ in range(20):
        with suppress(RuntimeError):
            matcher.step()
    assert not fails
    assert _told(person) == [*(("new", f"Number {number}") for number in range(4)), ("cancelled", "Number 0")]


def test_what_is_being_written_is_what_was_before(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, writer: Executor, read: Callable[[], None]
) -> None:
    event = add_coming(owner, cost_type="paid")
    read()
    person = Person(service, "page")
    person.wants({"event": str(event)})
    for price in (200, 300):
        change(owner, event, price_range=Jsonb({"minimum": price}))
    matcher = FeedMatcher(pipeline, ZONE, 1, writer)
    while matcher.step():
        pass
    told = [one["detail"] for one in person.asks("alerts_told_v1", 0, 100)["told"]]
    assert [(one["before"]["pricing"]["minimum"], one["after"]["pricing"]["minimum"]) for one in told] == [
        (100, 200), (200, 300),
    ]  # fmt: skip


def test_what_is_being_written_is_what_was_before_a_hole_in_the_feed(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None]
) -> None:
    """Also of what is over, which is not among the events that are looked at again."""
    event = add_coming(owner, cost_type="paid")
    other = add_coming(owner)
    read()
    person = Person(service, "page")
    person.wants({"event": str(event)})
    matcher = FeedMatcher(pipeline, ZONE, 1, LateWriter())
    change(owner, event, price_range=Jsonb({"minimum": 200}))
    assert matcher.step()
    change(owner, other, availability="limited")
    change(owner, event, price_range=Jsonb({"minimum": 300}), over_at=datetime(2020, 1, 1, tzinfo=UTC))
    owner.execute("select from jatre.feed_sequence_v3(10)")
    owner.execute("delete from jatre.feed_changes where entity = %s", [str(other)])
    while matcher.step():
        pass
    told = [one["detail"] for one in person.asks("alerts_told_v1", 0, 100)["told"]]
    assert [(one["before"]["pricing"]["minimum"], one["after"]["pricing"]["minimum"]) for one in told] == [
        (100, 200), (200, 300),
    ]  # fmt: skip


def test_words_that_come_while_a_step_is_written_are_news_in_the_next(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, writer: Executor, read: Callable[[], None]
) -> None:
    event, word = add_coming(owner, title="Old hat"), f"w{uuid4().hex[:12]}"
    read()
    person = _asks(service, q=word)
    matcher = FeedMatcher(pipeline, ZONE, 1, writer)
    change(owner, event, availability="limited")
    matcher.step()
    change(owner, event, description=f"Now with {word}")
    while matcher.step():
        pass
    assert _told(person) == [("new", "Old hat")]


def test_of_two_processes_each_goes_on_where_the_other_has_ended(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None]
) -> None:
    tag = uuid4().hex
    person = _asks(service, tags=[tag])
    for number in range(6):
        add_coming(owner, tags=[tag], title=f"Number {number}")
    matchers = [FeedMatcher(pipeline, ZONE, 1, LateWriter()) for _ in range(2)]
    for _ in range(30):
        for matcher in matchers:
            matcher.step()
    assert _told(person) == [("new", f"Number {number}") for number in range(6)]


def test_what_was_read_before_an_erasure_is_not_written_after_it(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine
) -> None:
    tag = uuid4().hex
    person, matcher = _asks(service, tags=[tag]), FeedMatcher(pipeline, ZONE, writer=LateWriter())
    while matcher.step():
        pass
    event = add_coming(owner, tags=[tag], title="As it was")
    assert matcher.step()
    with pipeline.begin() as connection:
        connection.execute(query("alert_cursor_erased"))

    assert matcher.step() is None
    kept = "select event_id from jatre.alert_events union all select event_id from jatre.alert_findings"
    assert (event,) not in owner.execute(kept).fetchall()
    while matcher.step() != 0:
        pass
    assert _told(person) == [("new", "As it was")]


def test_who_is_erased_while_they_are_told_leaves_nothing(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, read: Callable[[], None]
) -> None:
    tag = uuid4().hex
    gone, stays = _asks(service, tags=[tag]), _asks(service, tags=[tag])
    add_coming(owner, tags=[tag], title="While they went")
    erasures = []

    with ThreadPoolExecutor(1) as pool:

        def erase(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            # what they are told is written by now, and not seen by others
            if "insert into jatre.alert_outbox" in statement and not erasures:
                erasures.append(pool.submit(gone.asks, "alerts_erase_v1"))
                until_blocked(owner)

        event.listen(pipeline, "after_cursor_execute", erase)
        try:
            FeedMatcher(pipeline, ZONE).step()
        finally:
            event.remove(pipeline, "after_cursor_execute", erase)
        assert [one.result(60) for one in erasures] == [{"erased": True}]
    assert _told(stays) == [("new", "While they went")]
    assert owner.execute(LEFT_OF_NOBODY).fetchone() == (0,)


def test_who_is_erased_while_what_they_follow_is_merged_keeps_nobody_waiting(
    shared: Database, service: psycopg.Connection, owner: psycopg.Connection
) -> None:
    event, into = add_coming(owner), add_coming(owner)
    person = Person(service, "page")
    person.wants({"event": str(event)})
    with ThreadPoolExecutor(1) as pool:
        with psycopg.connect(shared.owner_url) as matcher:
            matcher.execute("select from jatre.alert_cursor for update")
            erasure = pool.submit(person.asks, "alerts_erase_v1")
            until_blocked(owner)
            matcher.execute("update jatre.alerts set event_id = %s where event_id = %s", [into, event])
        assert erasure.result(60) == {"erased": True}


def test_one_process_reads_at_a_time(shared: Database, pipeline: Engine, read: Callable[[], None]) -> None:
    with psycopg.connect(shared.owner_url) as other:
        other.execute("select from jatre.alert_cursor for update")
        assert FeedMatcher(pipeline, ZONE).step() is None
    assert FeedMatcher(pipeline, ZONE).step() == 0


def test_changed_confirmed_and_removed_alerts_count_as_they_are(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    matcher = FeedMatcher(pipeline, ZONE)
    tag = uuid4().hex
    unasked, changed, removed = Person(service), _asks(service, tags=[tag]), _asks(service, tags=[tag])
    unasked.wants({"filter": {"tags": [tag]}})
    (alert,) = changed.asks("alerts_list_v1")["alerts"]

    def happens(title: str) -> None:
        add_coming(owner, tags=[tag], title=title)
        while matcher.step() or matcher.step():
            pass

    happens("First")
    changed.asks("alert_change_v1", alert["id"], {"filter": {"tags": ["nothing"]}})
    removed.asks("alert_remove_v1", removed.asks("alerts_list_v1")["alerts"][0]["id"])
    unasked.asks("alert_confirm_v1", None)
    happens("Second")
    monkeypatch.setattr("include.alerts.matching.matcher.CHECKED_AT_ONCE", 2)
    (known,) = owner.execute("select count(*) from jatre.alerts").fetchone() or (0,)
    assert sum(matcher.forget_removed() for _ in range(known // 2 + 2)) == 1, "each is looked for by and by"
    assert _told(unasked) == [("new", "Second")]
    assert _told(changed) == [("new", "First")]
    assert _told(removed) == [("new", "First")]
