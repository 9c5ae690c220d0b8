"""Backfills: a range of dates is read, of every kind that can, and nothing else follows from it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from include.errors import ConfigurationError, RateLimited
from include.pipeline import __main__ as pipeline
from include.pipeline.fetching.dates import asked_dates, span_of
from include.sources import registry
from tests.sources.every_kind import PUSHED, EveryKind
from tests.sources.platforms.support import query
from tests.sources.test_poisoned_fields import KINDS, as_json, record

MARCH = (date(2026, 3, 5), date(2026, 3, 8))
DATES = {"from": "first", "to": "last"}
CONFIGS: dict[str, dict[str, Any]] = {
    "eventbrite": {},
    "facebook": {},
    "json_api": {"dates": DATES},
    "icalendar": {},
    "webhook": {},
}
"""Of the kinds whose interface takes dates, or whose records can be chosen by them."""
OTHERS = sorted(set(registry.KINDS) - set(CONFIGS))
CHOOSE = ("eventbrite", "facebook", "icalendar")
"""Which leave out what lies outside of the range, whatever the site sends."""
IN, BEFORE, AFTER = "2026-03-07T19:00:00+05:30", "2026-03-04T23:00:00+05:30", "2026-03-09T00:00:00+05:30"
TIMES = [IN, BEFORE, AFTER]


def events() -> list[dict[str, str]]:
    return [record(number, start=start, end=start) for number, start in enumerate(TIMES)]


def remembered(source: EveryKind) -> Any:
    return source.rows("select state, last_fetched_at from jatre.event_sources")


@pytest.mark.parametrize("kind", CONFIGS)
def test_a_range_is_read_and_moves_nothing_else(source: EveryKind, kind: str) -> None:
    source.publish(kind, events())
    source.store(kind, CONFIGS[kind])
    if kind in PUSHED:
        source.push(kind, json.dumps([]).encode(), "empty", datetime(2026, 3, 1, tzinfo=UTC))
        source.push(kind, source_body(kind), "within", datetime(2026, 3, 7, tzinfo=UTC))
    before = remembered(source)

    report = source.read(kind, dates=MARCH)

    assert (report.status, report.new, report.complete) == ("success", 1 if kind in CHOOSE else 3, False)
    assert remembered(source) == before
    ((complete, *days),) = source.rows(
        "select complete, window_start, window_end, backfill_start, backfill_end from jatre.fetch_history"
    )
    span = span_of(MARCH, "indiranagar")
    assert (complete, days) == (False, [span.start, span.end] * 2)
    again = source.read(kind, dates=MARCH)
    assert (again.new, again.changed) == (0, 0)


def source_body(kind: str) -> bytes:
    return KINDS[kind].body(events()).encode()


@pytest.mark.parametrize("kind", OTHERS)
def test_a_kind_that_takes_no_dates_refuses_and_is_none_the_worse(source: EveryKind, kind: str) -> None:
    source.store(kind)

    with pytest.raises(ConfigurationError, match="takes no dates"):
        source.read(kind, dates=MARCH)

    status, details = source.last()
    assert (status, details["error"]) == ("failed", "ConfigurationError")
    assert source.site.requests == []
    assert source.rows("select state, failed_runs from jatre.source_health_v1") == [("healthy", 0)]


def test_an_api_that_takes_dates_unknown_to_us_names_the_setting(source: EveryKind) -> None:
    source.store("json_api")

    with pytest.raises(ConfigurationError, match=r"config\.dates"):
        source.read("json_api", dates=MARCH)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("date", {"first": "2026-03-05", "last": "2026-03-08"}),
        ("datetime", {"first": "2026-03-05T00:00:00+05:30", "last": "2026-03-09T00:00:00+05:30"}),
        ("unix", {"first": "1772649000", "last": "1772994600"}),
    ],
)
@pytest.mark.parametrize("kind", ["json_api", "icalendar"])
def test_an_interface_is_asked_in_its_own_words(
    source: EveryKind, kind: str, written: str, asked: dict[str, str]
) -> None:
    source.publish(kind, events())
    source.store(kind, {"dates": DATES | {"format": written}})

    source.read(kind, dates=MARCH)

    assert query(source.site) == asked


def test_platforms_are_asked_for_what_is_past_too(source: EveryKind) -> None:
    source.publish("facebook", events())
    source.store("facebook")
    source.read("facebook", dates=MARCH)
    facebook = query(source.site)
    source.publish("eventbrite", events())
    source.store("eventbrite")
    source.read("eventbrite", dates=MARCH)
    eventbrite = query(source.site)

    assert (facebook["since"], facebook["until"], "time_filter" in facebook) == ("1772649000", "1772994600", False)
    assert eventbrite["start_date.range_start"] < "2026-03-05"
    assert eventbrite["start_date.range_end"] > "2026-03-09"


@pytest.mark.parametrize("kind", ["eventbrite", "facebook", "json_api", "icalendar"])
def test_what_a_range_does_not_list_is_not_missed(source: EveryKind, kind: str) -> None:
    ahead = [record(number, start=f"2031-03-0{number + 1}T19:00:00+05:30") for number in range(5)]
    ahead = [one | {"end": one["start"]} for one in ahead]
    source.publish(kind, ahead)
    source.store(kind, CONFIGS[kind])
    assert source.read(kind, understand=True).new == 5
    before = source.rows("select external_id, absent_runs, gone_at from jatre.events_staging order by 1")
    source.publish(kind, ahead[:1])

    for _ in range(3):
        report = source.read(kind, dates=(date(2031, 3, 1), date(2031, 3, 3)))
        assert (report.absent, report.gone, report.warnings) == (0, 0, [])

    assert source.rows("select external_id, absent_runs, gone_at from jatre.events_staging order by 1") == before


def test_an_empty_range_is_no_fault_of_the_source(source: EveryKind) -> None:
    source.publish("icalendar", events())
    source.store("icalendar")
    for _ in range(4):
        source.read("icalendar")
    state = source.rows("select state, reasons, found from jatre.source_health_v1")

    report = source.read("icalendar", dates=(date(2025, 1, 1), date(2025, 1, 2)))

    assert (report.status, report.found, report.warnings) == ("success", 0, [])
    assert source.rows("select state, reasons, found from jatre.source_health_v1") == state


def test_a_usual_fetch_goes_on_where_the_last_one_ended(source: EveryKind) -> None:
    source.serve("icalendar", body=source_body("icalendar"), tagged=True)
    source.store("icalendar")
    source.read("icalendar")
    known = remembered(source)[0][0]

    source.read("icalendar", dates=MARCH)
    source.read("icalendar")

    assert "etag" in known
    assert [headers.get("if-none-match") for _, headers in source.site.requests] == [None, None, known["etag"]]


def test_a_backfill_keeps_the_limit_of_its_source(source: EveryKind) -> None:
    source.publish("icalendar", events())
    source.store("icalendar", rate_limit=1)
    source.read("icalendar")

    with pytest.raises(RateLimited, match="our own limit"):
        source.read("icalendar", dates=MARCH)


def test_a_series_that_may_have_a_date_in_the_range_is_read(source: EveryKind) -> None:
    weekly = "BEGIN:VEVENT\r\nUID:w\r\nSUMMARY:Quiz\r\nDTSTART:20250107T190000\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n"
    over = weekly.replace("UID:w", "UID:o").replace("RRULE:FREQ=WEEKLY\r\n", "")
    long = over.replace("UID:o", "UID:l").replace("END:V", "DTEND:20270101T190000\r\nEND:V")
    source.serve("icalendar", body=f"BEGIN:VCALENDAR\r\n{weekly}{over}{long}END:VCALENDAR\r\n".encode())
    source.store("icalendar")

    source.read("icalendar", dates=MARCH)

    assert source.rows("select external_id from jatre.events_staging order by 1") == [("l",), ("w",)]


def test_a_delivery_that_waits_is_left_to_the_usual_fetch_and_an_older_one_undoes_nothing(source: EveryKind) -> None:
    old, new = record(1, title="Sitar evening"), record(1, title="Sitar and tabla")
    source.push("webhook", body_of([old]), "old", datetime(2026, 3, 6, tzinfo=UTC))
    source.push("webhook", body_of([new]), "new", datetime(2026, 3, 20, tzinfo=UTC))
    source.read("webhook")
    source.push("webhook", body_of([record(2)]), "later", datetime(2026, 3, 7, tzinfo=UTC))

    report = source.read("webhook", dates=MARCH)

    assert (report.found, report.new, report.changed) == (2, 1, 0)
    titles = source.rows("select raw_data ->> 'name' from jatre.events_staging order by external_id")
    assert titles == [("Sitar and tabla",), ("Sitar evening 2",)]
    assert source.rows("select delivery_id from jatre.webhook_inbox where taken_at is null") == [("later",)]


def body_of(every: list[dict[str, str]]) -> bytes:
    return as_json(every).encode()


class TestDates:
    def test_one_day_may_stand_alone_and_none_is_none(self) -> None:
        assert asked_dates("2026-03-07", None) == asked_dates(None, "2026-03-07") == (date(2026, 3, 7),) * 2
        assert asked_dates(None, "") is None

    @pytest.mark.parametrize(
        ("first", "last", "reason"),
        [
            ("2026-03-08", "2026-03-07", "after"),
            ("7 March", None, "2026-03-07"),
            ("2026-02-30", None, "2026-03-07"),
            ("2025-01-01", "2026-03-07", "more than 366 days"),
            ("9999-12-31", None, "2026-03-07"),
        ],
    )
    def test_what_is_no_range_names_why(self, first: str, last: str | None, reason: str) -> None:
        with pytest.raises(ConfigurationError, match=reason):
            asked_dates(first, last)

    def test_the_command_line_takes_them(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked: list[Any] = []
        monkeypatch.setattr(pipeline, "run", lambda slugs, _, *days: asked.append((slugs, *days)) or 0)

        assert pipeline.main(["--source", "club", "--from", "2026-03-05", "--to", "2026-03-08"]) == 0
        assert pipeline.main(["--source", "club", "--reread", "2026-03-05"]) == 0
        assert asked == [(["club"], MARCH, None), (["club"], None, MARCH[0])]
        with pytest.raises(SystemExit):
            pipeline.main(["--reread", "last"])
        assert "name the sources" in capsys.readouterr().err
        with pytest.raises(SystemExit):
            pipeline.main(["--source", "club", "--from", "soon"])
        assert "write dates as 2026-03-07" in capsys.readouterr().err
