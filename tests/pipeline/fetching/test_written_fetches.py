"""What a fetch writes into the ledger and the history, every statement of it, without a database."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from include.errors import BrokenRecord, ConfigurationError, TransientError
from include.payloads.payload import RawPayload
from include.pipeline.fetching import absence, history, inbox, recording, renaming
from include.pipeline.fetching.history import FetchReport, close_fetch
from include.pipeline.fetching.recording import CHANGED_SINCE, OLDER, write_halving
from include.pipeline.stages import fetch
from include.pipeline.stages.fetch import write_fetched
from include.sources.base import Delivery, FetchResult, PlaceStatus, RawRecord, Unreadable, Window
from include.sources.configuration.instance import SourceInstance
from include.sources.identity import content_hash
from tests.pipeline.noted import NotedConnection, row
from tests.pipeline.notes import Notes

SOURCE = UUID(int=1)
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
WINDOW = Window(NOW, NOW + timedelta(days=30))
SPAN = {"source_id": SOURCE, "window_start": WINDOW.start, "window_end": WINDOW.end}
BODY = "file:///archive/body.html.gz"


def record(name: str, **data: Any) -> RawRecord:
    return RawRecord(name, {"title": name, **data})


def known(name: str, **data: Any) -> Any:
    """A listing of the ledger whose content is that of `record(name, **data)`."""
    return row(external_id=name, content_hash=content_hash({"title": name, **data}, frozenset()))


class Fetched:
    """Everything that `write_fetched` did: the statements by name, and the report."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *records: RawRecord, uris: list[str] | None = None, prose: bool = False,
        erased: bool = False, answers: dict[str, Any] | None = None, **about: Any,
    ) -> None:  # fmt: skip
        usual = {"complete": True, "window": WINDOW}
        instance = SourceInstance(slug="notes", name="Notes", kind="rss", config={"url": "https://notes.example"})
        source: Any = Notes(instance, None)  # type: ignore[arg-type]
        monkeypatch.setattr(Notes, "prose", prose)
        monkeypatch.setattr(fetch, "leave_erased_out", lambda *_: erased)
        monkeypatch.setattr(fetch, "remove_later", lambda _, uris: self.removed.extend(uris))
        balance = row(upcoming=10, due=0, lately=0)
        found = {"listings_balance": [balance], "business_now": NOW, "fetch_counted": False, **(answers or {})}
        modules = (fetch, recording, absence, renaming, inbox)
        connection: Any = NotedConnection(monkeypatch, *modules, **found)
        self.removed: list[str] = []
        self.report = FetchReport("notes", "1")
        stored: Any = row(id=SOURCE, instance=instance)
        self.result = FetchResult(list(records), **{**usual, **about})
        self.uris = [BODY] if uris is None else uris
        write_fetched(connection, stored, source, self.result, self.uris, "run", self.report)
        self.names = [name for name, _ in connection.written]
        self.given = dict(connection.written)

    def counts(self) -> dict[str, Any]:
        """What the report states that is not as it was at the start."""
        first = vars(FetchReport("notes", "1"))
        return {name: value for name, value in vars(self.report).items() if value != first[name]}


def test_new_and_changed_listings_are_written_and_an_unchanged_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = [known("same"), known("other", place="before")]
    answers = {"listings_known": ledger, "listings_returned": 1, "listings_absent": 2, "inbox_take": 1}
    found = Fetched(
        monkeypatch, record("new"), record("same"), record("other", place="after"), answers=answers,
        payloads=[RawPayload("https://notes.example", "text/html", b"")], warnings=["a token ends"], taken=[4],
        kept=frozenset({"kept"}), state={"etag": "x"},
    )  # fmt: skip
    seen = ["kept", "new", "other", "same"]
    written = [
        {"external_id": one.external_id, "content_hash": content_hash(one.data, frozenset()).hex(),
         "raw_data": one.data, "archive_uri": BODY}
        for one in (record("new"), record("other", place="after"))
    ]  # fmt: skip
    assert found.given["listings_write"] == {"source_id": SOURCE, "records": written, "as_of": None}
    assert found.given["listings_known"] == {"source_id": SOURCE, "external_ids": ["new", "other", "same"]}
    assert found.given["listings_versions"]["external_ids"] == ["other"]
    assert found.given["listings_returned"] == {"source_id": SOURCE, "external_ids": seen}
    assert found.given["listings_absent"] == {**SPAN, "seen": seen, "unchanged": False}
    assert found.given["source_fetched"] == {"source_id": SOURCE, "state": {"etag": "x"}}
    assert found.counts() == {
        "found": 3, "new": 1, "changed": 1, "unchanged": 2, "absent": 2, "returned": 1, "complete": True, "archived": 1,
        "warnings": ["a token ends"],
    }  # fmt: skip
    assert found.result.unreadable == []


@pytest.mark.parametrize(
    ("uris", "uri"), [([], None), ([BODY], BODY), ([BODY, "b.html.gz"], None), (["a.fetch.json.gz", BODY], BODY)]
)
def test_a_listing_names_its_body_where_there_is_one_alone(
    monkeypatch: pytest.MonkeyPatch, uris: list[str], uri: str | None
) -> None:
    found = Fetched(monkeypatch, record("new"), uris=uris)
    assert [one["archive_uri"] for one in found.given["listings_write"]["records"]] == [uri]


@pytest.mark.parametrize(
    ("about", "steps"),
    [
        ({}, ["listings_absent", "listings_balance", "source_fetched"]),
        ({"complete": False}, ["source_fetched"]),
        ({"window": None}, ["source_fetched"]),
        ({"backfill": True, "complete": False}, []),
        ({"answers": {"fetch_counted": True}}, ["source_fetched"]),
    ],
)
def test_absences_are_counted_of_complete_fetches_once_a_run(
    monkeypatch: pytest.MonkeyPatch, about: dict[str, Any], steps: list[str]
) -> None:
    names = Fetched(monkeypatch, record("new"), **about).names
    behind = names[names.index("listings_returned") + 1 :]
    assert [one for one in behind if one != "fetch_counted"] == steps


def test_a_source_that_lists_nothing_takes_nothing_away(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Fetched(monkeypatch)
    assert "listings_absent" not in found.names
    assert found.report.warnings == ["the source lists nothing: nothing is taken to be gone"]
    quiet = Fetched(monkeypatch, unchanged=True)
    assert quiet.given["listings_absent"] == {**SPAN, "seen": [], "unchanged": True}
    assert quiet.report.warnings == []


@pytest.mark.parametrize(
    ("upcoming", "due", "lately", "gone", "alert"),
    [
        (10, 0, 9, 0, None),
        (10, 2, 0, 7, None),
        (3, 2, 0, 7, None),
        (3, 3, 0, 0, "3 of 3"),
        (2, 1, 1, 0, "2 of 2"),
        (15, 3, 0, 7, None),
        (14, 3, 0, 0, "3 of 14"),
        (14, 2, 1, 0, "3 of 14"),
        (14, 2, 0, 7, None),
    ],
)
def test_more_than_a_fifth_at_once_or_all_are_not_taken_to_be_gone(
    monkeypatch: pytest.MonkeyPatch, upcoming: int, due: int, lately: int, gone: int, alert: str | None
) -> None:
    balance = [row(upcoming=upcoming, due=due, lately=lately)]
    found = Fetched(
        monkeypatch, record("a"), answers={"listings_balance": balance, "listings_mark_gone": 7, "listings_absent": 5}
    )
    whole = f"{alert} upcoming listings would be gone within 24 hours: none is marked" if alert else None
    assert (found.report.absent, found.report.gone, found.report.alert) == (5, gone, whole)


@pytest.mark.parametrize(
    ("version", "as_of", "fetched_at", "reason"),
    [
        ({"modified": "2026-03-01T10:00:00Z"}, None, NOW, OLDER),
        ({"modified": "2026-02-01T10:00:00Z"}, None, NOW, None),
        (None, None, NOW, None),
        (None, NOW, NOW, None),
        (None, NOW, NOW + timedelta(seconds=1), CHANGED_SINCE),
    ],
)
def test_an_older_word_undoes_nothing(
    monkeypatch: pytest.MonkeyPatch, version: Any, as_of: datetime | None, fetched_at: datetime, reason: str | None
) -> None:
    kept = row(external_id="a", version=version, fetched_at=fetched_at)
    mine = record("a", modified="2026-02-20T10:00:00Z")
    answers = {"listings_known": [known("a")], "listings_versions": [kept], "listings_again": 1}
    found = Fetched(monkeypatch, mine, answers=answers, as_of=as_of)
    assert found.result.unreadable == ([Unreadable(reason, "a")] if reason else [])
    assert ("listings_write" in found.names) is (reason is None)
    assert (found.report.changed, found.report.unchanged, found.report.unreadable) == (
        (0, 1, 1) if reason else (1, 0, 0)
    )
    assert found.report.again == (1 if as_of else 0)
    if as_of:
        assert found.given["listings_again"] == {"source_id": SOURCE, "external_ids": ["a"], "as_of": as_of}
        assert not {"source_fetched", "listings_returned", "listings_absent"} & set(found.names)


def test_parts_of_a_post_replace_those_that_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Fetched(monkeypatch, record("p"), prose=True, answers={"listings_superseded": 2})
    assert found.given["listings_superseded"] == {
        "source_id": SOURCE, "whole": ["p"], "seen": ["p"], "as_of": None
    }  # fmt: skip
    assert found.report.gone == 2
    assert "listings_superseded" not in Fetched(monkeypatch, record("p")).names


def test_places_and_how_many_go_are_written_beside_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    place = PlaceStatus("toit", "Toit", 12.97, 77.64, True, None, NOW)
    found = Fetched(monkeypatch, record("a"), places=[place])
    assert found.given["place_status_write"]["places"] == [
        {"place_id": "toit", "name": "Toit", "latitude": 12.97, "longitude": 77.64, "is_open": True,
         "special_status": None, "valid_until": "2026-03-02 06:00:00+00:00", "former_id": None}
    ]  # fmt: skip
    assert "popularity_write" not in found.names
    monkeypatch.setattr(Notes, "attending", lambda _, raw: len(raw["title"]))
    rows = Fetched(monkeypatch, record("abc")).given["popularity_write"]
    assert rows == {"source_id": SOURCE, "rows": [{"external_id": "abc", "attending": 3}]}


def test_what_was_erased_meanwhile_is_not_archived(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Fetched(monkeypatch, record("a"), erased=True)
    assert (found.uris, found.removed, found.report.warnings) == ([], [BODY], [fetch.REPORTED])


def test_a_piece_that_is_refused_is_halved_until_the_record_at_fault_stands_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pieces: list[list[str]] = []

    def refusing(about: Any) -> list[Any]:
        names = [one for one in ("a", "b", "c", "d", "e") if f'"{one}"' in about["records"]]
        pieces.append(names)
        if "d" in names:
            raise ValueError("odd")
        return []

    connection: Any = NotedConnection(monkeypatch, recording, listings_write=refusing)
    monkeypatch.setattr(recording, "MAX_STATEMENT_RECORDS", 4)
    rows = [{"external_id": name} for name in "abcde"]
    assert write_halving(connection, SOURCE, rows) == [Unreadable("failed: ValueError", "d")]
    assert pieces == [["e"], ["a", "b", "c", "d"], ["a", "b"], ["c", "d"], ["c"], ["d"]]

    busy: Any = NotedConnection(monkeypatch, recording, listings_write=TransientError("busy"))
    with pytest.raises(TransientError):
        write_halving(busy, SOURCE, rows)


@pytest.mark.parametrize(
    ("alert", "warnings", "unreadable", "status", "details"),
    [
        (None, [], 0, "success", None),
        ("held", [], 0, "partial", {"alert": "held"}),
        (None, ["odd"], 0, "partial", {"warnings": ["odd"]}),
        (None, [], 1, "success", {"unreadable": [{"reason": "r0", "excerpt": "e"}]}),
        (None, [], 21, "success", {"unreadable": [{"reason": f"r{n}", "excerpt": "e"} for n in range(20)]}),
    ],
)
def test_the_history_states_what_came_and_what_was_odd(
    monkeypatch: pytest.MonkeyPatch, alert: str | None, warnings: list[str], unreadable: int, status: str, details: Any
) -> None:
    connection: Any = NotedConnection(monkeypatch, history)
    report = FetchReport("notes", "1", alert=alert, warnings=warnings, new=3)
    odd = [Unreadable(f"r{n}", "e") for n in range(unreadable)]
    result = FetchResult([record("a", start="x")], complete=True, window=WINDOW, unreadable=odd, unchanged=True)
    close_fetch(connection, UUID(int=2), result, [BODY], report, reread_of=NOW)
    ((name, given),) = connection.written
    assert (name, report.status, given["details"]) == ("fetch_close", status, details)
    wanted = ("new", "status", "archive_uris", "reread_of", "window_start", "not_modified")
    assert {key: given[key] for key in wanted} == {
        "new": 3, "status": status, "archive_uris": [BODY], "reread_of": NOW, "window_start": WINDOW.start,
        "not_modified": True,
    }  # fmt: skip
    assert (given["window_end"], given["fetch_id"]) == (WINDOW.end, UUID(int=2))


@pytest.mark.parametrize(("marked", "waits"), [(2, False), (1, True), (3, True)])
def test_deliveries_that_another_run_has_taken_are_left_to_it(
    monkeypatch: pytest.MonkeyPatch, marked: int, waits: bool
) -> None:
    connection: Any = NotedConnection(monkeypatch, inbox, inbox_take=marked)
    if waits:
        with pytest.raises(TransientError, match="another run has taken these deliveries"):
            inbox.mark_taken(connection, [3, 4])
    else:
        inbox.mark_taken(connection, [3, 4])
    inbox.mark_taken(connection, [])
    assert connection.written == [("inbox_take", {"ids": [3, 4]})]


def test_deliveries_are_read_in_the_range_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    came = row(id=1, delivery_id="d", body=memoryview(b"{}"), signed_at=NOW, received_at=NOW)
    connection: Any = NotedConnection(monkeypatch, inbox, inbox_between=[came], inbox_waiting=[came])
    monkeypatch.setattr(inbox, "MAX_FETCH_DELIVERIES", 1)
    found = [Delivery(1, "d", b"{}", NOW)]
    assert inbox.deliveries_between(connection, SOURCE, WINDOW) == inbox.waiting_deliveries(connection, SOURCE) == found
    assert connection.written == [
        ("inbox_between", {"source_id": SOURCE, "since": WINDOW.start, "until": WINDOW.end, "size": 2}),
        ("inbox_waiting", {"source_id": SOURCE, "size": 1}),
    ]
    connection.answers = {}
    assert inbox.deliveries_between(connection, SOURCE, WINDOW) == []
    connection.answers = {"inbox_between": [came, came]}
    with pytest.raises(ConfigurationError, match="1 deliveries came until 2026-03-02 06:00, and more: ask for fewer"):
        inbox.deliveries_between(connection, SOURCE, WINDOW)


@pytest.mark.parametrize(
    ("error", "erased", "details"),
    [
        (TransientError("busy"), False, {"error": "TransientError", "message": "busy"}),
        (TransientError("busy"), True, {"error": "TransientError", "message": "busy"}),
        (ConfigurationError("no url"), True, {"error": "ConfigurationError", "message": "no url"}),
        (BrokenRecord("odd"), False, {"error": "BrokenRecord", "message": "odd"}),
        (BrokenRecord("odd"), True, {"error": "BrokenRecord", "message": history.WITHHELD}),
        (ValueError("odd"), False, {"error": "ValueError", "message": "odd", "unexpected": True}),
        (ValueError("x" * 2_001), False, {"error": "ValueError", "message": "x" * 2_000, "unexpected": True}),
    ],
)
@pytest.mark.parametrize("paused", [None, "it is paused now"])
def test_a_failure_is_in_the_history_with_its_reason_unless_something_was_erased(
    monkeypatch: pytest.MonkeyPatch, error: Exception, erased: bool, details: Any, paused: str | None
) -> None:
    connection: Any = NotedConnection(monkeypatch, history)
    engine: Any = row(begin=lambda: nullcontext(connection))
    monkeypatch.setattr(history, "has_erasures", lambda *_: erased)
    monkeypatch.setattr(history, "pause_failing", lambda *_: paused)
    failure = type(error)(*error.args)  # each run has one of its own, for notes stay with it

    def failing() -> None:
        with history.failure_recorded(engine, SOURCE, UUID(int=2)) as uris:
            uris.append(BODY)
            raise failure

    with pytest.raises(type(error)):
        failing()
    assert connection.written == [("fetch_fail", {"fetch_id": UUID(int=2), "details": details, "archive_uris": [BODY]})]
    assert getattr(failure, "__notes__", []) == ([paused] if paused else [])
