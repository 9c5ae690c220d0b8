"""Which alerts are told what of one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from include.alerts.matching.findings import Finding
from include.alerts.matching.index import AlertGroup, AlertIndex
from include.alerts.matching.keys import Values
from include.alerts.matching.states import State, news


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event before and after a change; `before` is None of one that was not known."""

    event: UUID
    version: int
    before: State | None
    after: State
    words: Iterable[str]


def match(changed: EventChange, index: AlertIndex, now: datetime, zone: ZoneInfo) -> list[Finding]:
    """What is news of an event, and to whom. What passes a filter now and did not before is new to it."""
    before, after = changed.before, changed.after
    told = [] if before is None else [
        Finding(changed.event, kind, changed.version, detail) for kind, detail in news(before, after)
    ]  # fmt: skip
    if before is not None and not told and _same(before, after) and not index.searches:
        return []
    if followers := index.followers(changed.event):
        for one in told:
            one.alerts.append(",".join(map(str, followers)))

    new = {passed: Finding(changed.event, "new", 0, passed=passed) for passed in (False, True)}
    asked_for = [one for one in told if one.kind in index.kinds]
    has = index.values(after, changed.words)
    had = None if before is None else index.values(before, changed.words)
    for group in _groups(index, has, had, leaving=bool(asked_for)):
        wanted = [one for one in asked_for if one.kind in group.kinds]
        passes = group.is_found_by(has) and group.matches(after, now, zone)
        if not passes and not wanted:
            continue
        passed = had is not None and group.is_found_by(had) and group.matches(before or {}, now, zone)
        if passes and (not passed or group.searches):
            new[passed].alerts.append(group.ids())
        if passes or passed:
            for one in wanted:
                one.alerts.append(group.ids())
    return [one for one in (*told, *new.values()) if one.alerts]


def _groups(index: AlertIndex, has: Values, had: Values | None, *, leaving: bool) -> Iterable[AlertGroup]:
    """Those that an event may pass now; with `leaving` also those that it may have passed before."""
    groups = index.candidates(has)
    if had is None or not leaving:
        return groups
    known = {id(group) for group in groups}
    return groups + [group for group in index.candidates(had) if id(group) not in known]


def _same(before: State, after: State) -> bool:
    return {**before, "updatedAt": None} == {**after, "updatedAt": None}
