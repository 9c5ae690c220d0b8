"""What the console's pages show, made of what the database answers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

REASONS = {
    "reject": (
        "no event", "not in the area", "a hoax", "an advertisement", "a private gathering", "indecent", "over long ago",
    ),
    "flag": ("the date is in doubt", "the place is in doubt", "looks like spam", "ask the organizer"),
    "merge": ("the same happening",),
    "split": ("two happenings", "another date", "another place"),
}  # fmt: skip
"""What moderators say most often, by the decision; a digit chooses one."""
DAYS_OFF = (1, 3, 7)
"""For how many days something is put off; a digit chooses."""
MAX_SHOWN_CHARS = 600
_FULL_BAR = 6.0
"""Log-odds of a bar from the middle to an edge."""
_SAID = ("user", "business")
_TIMES = ("starts", "ends")
FIELDS = (
    "title", "starts", "ends", "dates", "venue", "address", "category", "cost", "price", "organizer", "link", "tickets",
    "event status", "description",
)  # fmt: skip
"""In the order in which a person reads them."""


def when(text: str | None, zone: str = "UTC") -> str:
    """A moment of the database in words, in a zone: Sat 5 Dec, 20:00."""
    if not text:
        return ""
    moment = datetime.fromisoformat(text).astimezone(ZoneInfo(zone))
    return f"{moment:%a} {moment.day} {moment:%b %Y}, {moment:%H:%M}"


def shown(name: str, fields: dict[str, Any]) -> str:
    """A field's value as text; empty where there is none."""
    value = fields.get(name)
    if value is None or value == "":
        return ""
    if name in _TIMES:
        return when(value, fields.get("zone") or "UTC")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[:MAX_SHOWN_CHARS]}…"


def rows(one: dict[str, Any], other: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The fields of an event, of two side by side with whether they differ; what neither has is left out."""
    found = []
    for name in FIELDS:
        left = shown(name, one["fields"])
        right = shown(name, other["fields"]) if other else ""
        if left or right:
            found.append({"name": name, "left": left, "right": right, "differs": bool(other) and left != right})
    return found


def outcome(status: dict[str, Any] | None, zone: str) -> str:
    """What comes of the reports of a place, as it is shown now, and why."""
    if status and status["source"] in _SAID and status["isOpen"] is False:
        return f"Shown: closed, until {when(status['validUntil'], zone)}."
    if not status or status["capacitySource"] not in _SAID:
        return "Nothing of it is shown: they differ, are alone, or it was too long ago."
    wait = f"{status['waitTime']} min wait" if status["waitTime"] is not None else None
    shown_as = ", ".join(filter(None, (status["capacity"], wait)))
    until = when(status["capacityUntil"], zone)
    return f"Shown: {shown_as}; {status['capacityReason']}, {status['confidence']:.0%} sure, until {until}."


def said(report: dict[str, Any]) -> str:
    """What one report says."""
    return f"{report['minutes']} min wait" if report["said"] == "wait" else str(report["said"])


_DECIDED = {"remove": "taken out", "restore": "counted again"}


def counting(report: dict[str, Any]) -> str:
    """Whether a report counts now, and why not."""
    if report["removedBy"]:
        return "taken out"
    return "counts" if report["counts"] else "too long ago"


def decided(decision: dict[str, Any], zone: str) -> str:
    """Who took a report out or counted it again, when, and why."""
    reason = f": {decision['reason']}" if decision["reason"] else ""
    at = f", {when(decision['at'], zone)}" if decision["at"] else ""
    return f"{_DECIDED[decision['kind']]} by {decision['by']}{at}{reason}"


def waterfall(pair: dict[str, Any]) -> dict[str, Any]:
    """The parts of a pair's probability, each with a bar (`x`, `width` of 100), and what would change the outcome."""
    steps = [{**step, **_bar(step["odds"])} for step in pair["steps"]]
    total = steps[-1]["sum"] if steps else None
    return {"steps": steps, "score": pair["score"], "total": total, "verdict": _verdict(steps)}


def _bar(odds: float) -> dict[str, float]:
    width = min(abs(odds) / _FULL_BAR, 1) * 50
    return {"x": round(50 if odds >= 0 else 50 - width, 1), "width": round(max(width, 0.5), 1)}


def _verdict(steps: list[dict[str, Any]]) -> str:
    if not steps:
        return "No parts were kept of this score."
    total, likely = steps[-1]["sum"], steps[-1]["probability"]
    return f"{total:+.1f} in all: {likely:.0%} that they are one event. It would take {-total:+.1f} for even odds."
