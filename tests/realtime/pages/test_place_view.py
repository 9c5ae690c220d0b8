"""The page of a place in words: whether it is open and until when, and its week; in the zone of its area."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from realtime.pages import language
from realtime.pages.places.estimates import reason_words
from realtime.pages.places.view_model import by_time, fullness_words, open_words, week

ZONE = ZoneInfo("Asia/Kolkata")
MONDAY = datetime.fromisoformat("2026-11-30T20:00:00+05:30")


def status(is_open: bool | None, changes: str | None = None, until: str | None = None) -> dict[str, Any]:
    return {"isOpen": is_open, "changesAt": changes, "validUntil": until, "source": "hours"}


@pytest.mark.parametrize(
    ("known", "mark", "words"),
    [
        (None, "unknown", "It is not known whether it is open now"),
        (status(True), "open", "Open now"),
        (status(False), "closed", "Closed now"),
        (status(True, "2026-11-30T17:30:00Z"), "open", "Open until 23:00"),
        (status(True, "2026-11-30T20:30:00Z"), "open", "Open until 02:00"),  # tonight's, though it is tomorrow's date
        (status(False, "2026-12-01T05:30:00Z"), "closed", "Closed, opens Tue 1 Dec 11:00"),
        (status(None, "2026-11-30T17:30:00Z"), "unknown", "Hours vary: ask first"),
        # what has ended is unknown, never the last that was known
        (status(True, until="2026-11-30T14:30:00Z"), "unknown", "It is not known whether it is open now"),
    ],
)
def test_whether_it_is_open_in_words(known: dict[str, Any] | None, mark: str, words: str) -> None:
    assert open_words(known, MONDAY, ZONE) == {"mark": mark, "words": words}


@pytest.mark.parametrize(
    ("wait", "reason", "until", "words"),
    [
        (None, "Friday evening", "2026-11-30T15:30:00Z", "Probably busy (an estimate: Friday evening)"),
        (10, "Monday night; public holiday; rain; events nearby: 2", "2026-11-30T15:30:00Z",
         "Probably busy · 10 min wait (an estimate: Monday night; public holiday; rain; 2 events nearby)"),
        (None, "Friday evening; events nearby: 1", "2026-11-30T15:30:00Z",
         "Probably busy (an estimate: Friday evening; an event nearby)"),
        # one that a later version writes is shown as it is
        (None, "full moon", "2026-11-30T15:30:00Z", "Probably busy (an estimate: full moon)"),
        (None, "Friday evening", "2026-11-30T14:30:00Z", ""),
    ],
)  # fmt: skip
def test_an_estimate_is_called_one_with_its_reason(wait: int | None, reason: str, until: str, words: str) -> None:
    known = {
        "capacity": "busy", "waitTime": wait, "capacitySource": "prediction", "capacityReason": reason,
        "capacityUntil": until,
    }  # fmt: skip
    assert fullness_words(known, MONDAY, ZONE) == words


def test_an_estimate_is_read_in_kannada(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "current", lambda: "kn")
    assert reason_words("Friday evening; events nearby: 2") == "ಶುಕ್ರವಾರ ಸಂಜೆ; ಹತ್ತಿರದಲ್ಲಿ 2 ಕಾರ್ಯಕ್ರಮಗಳು"


def test_a_week_has_its_hours_in_wall_time_with_today_marked_and_what_is_special() -> None:
    def span(starts: str, ends: str, certain: bool = True) -> dict[str, Any]:
        return {"from": starts, "to": ends, "certain": certain, "comment": ""}

    days = [
        {"date": "2026-11-30", "special": None, "holiday": None,
         "spans": [
             span("2026-11-30T04:30:00Z", "2026-11-30T07:30:00Z"), span("2026-11-30T12:30:00Z", "2026-11-30T20:30:00Z"),
         ]},
        {"date": "2026-12-01", "special": "Repairs", "holiday": None, "spans": []},
        {"date": "2026-12-02", "special": None, "holiday": "Some holiday",
         "spans": [span("2026-12-01T18:30:00Z", "2026-12-02T18:30:00Z", certain=False)]},
    ]  # fmt: skip
    shown = week(days, MONDAY, ZONE)
    assert [(one["name"], one["is_today"], one["hours"], one["why"]) for one in shown] == [
        ("Monday", True, ["10:00–13:00", "18:00–02:00"], ""),
        ("Tuesday", False, ["closed"], "Repairs"),
        ("Wednesday", False, ["all day, ask first"], "Some holiday"),
    ]


def test_what_is_on_is_told_from_what_is_to_come() -> None:
    events = [
        {"id": name, "next": {"startsAt": starts, "dateOnly": date_only}}
        for name, starts, date_only in (
            ("began", "2026-11-30T14:00:00Z", False),
            ("later", "2026-11-30T15:00:00Z", False),
            ("some time today", "2026-11-29T18:30:00Z", True),
        )
    ]
    on, coming = by_time(events, MONDAY)
    assert ([one["id"] for one in on], [one["id"] for one in coming]) == (["began"], ["later", "some time today"])
