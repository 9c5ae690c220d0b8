"""Which alerts are told what of one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from include.alerts.matching.findings import Findings
from include.alerts.matching.index import AlertGroup, AlertIndex
from include.alerts.matching.states import State, news


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event before and after a change; `before` is None of one that was not known."""

    event: UUID
    version: int
    before: State | None
    after: State
    words: Iterable[str]


def match(changed: EventChange, index: AlertIndex, now: datetime, zone: ZoneInfo) -> Findings:
    """What is news of an event, and to whom. What passes a filter now and did not before is new to it."""
    found = Findings()
    before, after = changed.before, changed.after
    told = [] if before is None else [
        found.add_news(changed.event, kind, changed.version, detail) for kind, detail in news(before, after)
    ]  # fmt: skip
    if before is not None and not told and _same(before, after) and not index.searches:
        return found
    followers = list(index.followers(changed.event))
    for number in told:
        found.tell(number, followers, passed=True)

    new = None
    for group in _groups(changed, index, any(found.kind(number) in index.kinds for number in told)):
        wanted = [number for number in told if found.kind(number) in group.kinds]
        passes = group.matches(after, now, zone)
        if not passes and not wanted:
            continue
        passed = before is not None and group.matches(before, now, zone)
        if passes and (not passed or group.searches):
            new = new or found.add_news(changed.event, "new", 0)
            found.tell(new, group.alerts, passed=passed)
        if passes or passed:
            for number in wanted:
                found.tell(number, group.alerts, passed=True)
    return found


def _groups(changed: EventChange, index: AlertIndex, leaving: bool) -> Iterable[AlertGroup]:
    """Those that an event may pass now; with `leaving` also those that it may have passed before."""
    groups = index.candidates(changed.after, changed.words)
    if changed.before is None or not leaving:
        return groups
    known = {id(group) for group in groups}
    return groups + [group for group in index.candidates(changed.before, changed.words) if id(group) not in known]


def _same(before: State, after: State) -> bool:
    return {**before, "updatedAt": None} == {**after, "updatedAt": None}
