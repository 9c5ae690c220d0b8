"""What people read of each kind of news, in each language: the words, when and where, for how long a push is kept.

One line for each in `golden/messages.txt`. After a change that is meant, write it anew and read the difference:
`python -m tests.alerts.channels.test_golden_messages`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from include.alerts.channels.mail import mail_of
from include.alerts.channels.push import payload_of, topic_of, ttl_of
from include.alerts.channels.wording import Wording, languages
from include.alerts.message import AlertMessage, News
from include.settings import settings
from tests.alerts.channels.conftest import NOW, OTHER_EVENT, item, message

FILE = Path(__file__).parent / "golden/messages.txt"


def _date(starts: str, ends: str | None = None, **about: bool) -> dict[str, Any]:
    return {"startsAt": starts, "endsAt": ends, "dateOnly": False, "cancelled": False, **about}


DATES: dict[str, list[dict[str, Any]]] = {
    "none": [],
    "on now": [_date("2026-03-02T05:00:00Z", "2026-03-02T07:00:00Z")],
    "on now without an end": [_date("2026-03-02T03:30:01Z")],
    "over without an end": [_date("2026-03-02T03:30:00Z")],
    "over": [_date("2026-03-02T05:00:00Z", "2026-03-02T06:30:00Z")],
    "begins": [_date("2026-03-02T06:30:00Z")],
    "a day": [_date("2026-03-01T18:30:00Z", dateOnly=True)],
    "a day of its zone": [_date("2026-03-06T18:30:00Z", "2026-03-07T18:30:00Z", dateOnly=True)],
    "one cancelled": [_date("2026-03-04T14:00:00Z", cancelled=True), _date("2026-03-05T14:00:00Z")],
    "all cancelled": [_date(f"2026-03-0{day}T14:00:00Z", cancelled=True) for day in (4, 5)],
    "not in order": [_date(f"2026-03-{day}T14:00:00Z") for day in ("20", "19", "01")],
    "far ahead": [_date("2026-12-24T14:00:00Z")],
    "28 days and a minute ahead": [_date("2026-03-30T06:31:00Z")],
}  # fmt: skip
FRIDAY = {"startTime": "2026-03-06T14:00:00Z", "venue": "Lamp Rooms"}
DETAILS: list[tuple[str, dict[str, Any]]] = [
    ("new", {}), ("cancelled", {"before": {"status": "scheduled"}, "after": {"status": "cancelled"}}),
    ("postponed", {}), ("sold_out", {}), ("soon", {"startsAt": "2026-03-07T14:00:00Z"}), ("price", {}), ("moved", {}),
    ("price", {"after": {"pricing": {"minimum": 0, "currency": "INR"}}}),
    ("price", {"after": {"pricing": {"minimum": 1250.5, "currency": None}}}),
    ("price", {"after": {"pricing": {"minimum": 1234567, "currency": "INR"}}}),
    ("price", {"after": {"pricing": {"minimum": None, "currency": "INR"}}}),
    ("price", {"after": {"pricing": "dear"}, "before": None}),
    ("moved", {"before": FRIDAY, "after": {**FRIDAY, "startTime": "2026-03-07T14:00:00Z"}}),
    ("moved", {"before": FRIDAY, "after": {"startTime": "2026-03-07T14:00:00Z", "venue": "Fig Rooms"}}),
    ("moved", {"before": {**FRIDAY, "venue": " Lamp\n Rooms "}, "after": {**FRIDAY, "venue": "Fig Rooms"}}),
    ("moved", {"before": {**FRIDAY, "venue": None}, "after": {**FRIDAY, "venue": "Fig Rooms"}}),
    ("moved", {"before": {**FRIDAY, "startTime": "2026-03-05T18:30:00Z", "dateOnly": True}, "after": FRIDAY}),
    ("moved", {"before": {**FRIDAY, "startTime": "soon"}, "after": FRIDAY}),
    ("moved", {"before": {**FRIDAY, "startTime": None}, "after": {**FRIDAY, "venue": None}}),
    ("moved", {"before": FRIDAY, "after": FRIDAY}),
]  # fmt: skip
BUNDLES: dict[str, tuple[News, ...]] = {
    "two of one event": (item(), item("cancelled")),
    "two events": (item(), item("soon", OTHER_EVENT, title="Quiz", venue={"name": None})),
    "one is no more": (item(shown=False), item("new", OTHER_EVENT, title="Quiz\n of  all")),
    "the later one begins first": (
        item("price", occurrences=DATES["far ahead"]), item("new", OTHER_EVENT, occurrences=DATES["one cancelled"]),
    ),
    "long": tuple(item("new", UUID(int=n), title=f"{n} {'a' * 200}") for n in range(3)),
    "none is left": (item(shown=False),),
}  # fmt: skip


def lines() -> Iterator[str]:
    """Dates, then what has changed, then several things at once."""
    for name, dates in DATES.items():
        yield _told(f"dates: {name}", (item(occurrences=dates),))
    for kind, detail in DETAILS:
        yield _told(f"{kind} {json.dumps(detail)}", (item(kind, detail=detail),))
    for name, items in BUNDLES.items():
        yield _told(name, items)
    for about in ({}, {"name": "Baithak"}):
        yield f"asked {about}: {_subjects(message('email', 'a@b.example', **about))}"


def _told(name: str, items: tuple[News, ...]) -> str:
    """What a person sees, and what machines do with it."""
    one = message("push", "a@b.example", *items)
    payload = payload_of(one, NOW)
    if payload is None:
        return f"{name}: nothing; {mail_of(one, 'news@jatre.example', NOW)}"
    sentences = "; ".join(
        f"{said.what} | {_short(said.title)} | {' · '.join(said.facts)} | {said.link[-4:]} | {said.because}"
        for said in Wording.of(one).sentences(one.items, NOW)
    )
    notification = payload["notification"]
    shown = f"push {_short(notification['body'])!r} to {notification['navigate']} in {notification['lang']}"
    return f"{name}: {sentences} || {_subjects(one)} || {shown}, {topic_of(one)[-4:]} kept {ttl_of(one, NOW)}"


def _subjects(one: AlertMessage) -> str:
    """In each language, and in one that nobody has translated; of a mail, and of a push where that is another."""
    found = []
    for language in (*languages(), "xx"):
        said = message(one.channel_kind, "a@b.example", *one.items, language=language, name=one.name)
        mail, payload = mail_of(said, "news@jatre.example", NOW), payload_of(said, NOW)
        subject = str(mail["Subject"]) if mail else ""
        title = payload["notification"]["title"] if payload else subject
        found.append(subject if title == subject else f"{_short(subject)}, pushed of {len(title)}")
    return " / ".join(found)


def _short(text: str) -> str:
    return text if len(text) < 80 else f"{text[:20]}... of {len(text)}"


def test_every_message_says_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JATRE_PAGE_URL", "https://jatre.example")
        settings.cache_clear()
        FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
