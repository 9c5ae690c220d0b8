"""Which alerts are told what of one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from include.alerts.matching.findings import Finding
from include.alerts.matching.index import AlertGroup, AlertIndex, SharedFilter
from include.alerts.matching.states import State, news
from include.filters.document import AskedEvent


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event before and after a change; `before` is None of one that was not known."""

    event: UUID
    version: int
    before: State | None
    after: State
    words: Iterable[str]
    """By which it is found now, and was found before."""

    reworded: bool = True
    """Whether these may have changed."""


def match(changed: EventChange, index: AlertIndex, now: datetime, zone: ZoneInfo) -> list[Finding]:
    """What is news of an event, and to whom. What passes a filter now and did not before is new to it."""
    before = None if changed.before is None else AskedEvent(changed.before)
    after = AskedEvent(changed.after)
    told = [] if before is None else [
        Finding(changed.event, kind, changed.version, detail) for kind, detail in news(before, after)
    ]  # fmt: skip
    if before is not None and not told and _same(before, after) and not changed.reworded:
        return []
    _add_followers(told, index.followers(changed.event))

    news_wanted = [one for one in told if one.kind in index.kinds]
    has = index.values(after, changed.words)
    had = None
    new = {passed: Finding(changed.event, "new", 0, passed=passed) for passed in (False, True)}
    known = index.candidates(has)
    passes, passed = _asking(after, now, zone), _asking(before or {}, now, zone)
    for group in known:
        wanted = [one for one in news_wanted if one.kind in group.kinds] if news_wanted else ()
        does = passes(group.rest)
        if does or wanted:
            did = False
            if before is not None:
                had = had or index.values(before, changed.words)
                did = group.is_found_by(had) and passed(group.rest)
            if does and (not did or group.searches):
                _add(group, (new[did],))
            if wanted and (does or did):
                _add(group, wanted)
    if before is None or not news_wanted:
        return _with_alerts(*told, *new.values())
    for group in index.candidates(had or index.values(before, changed.words)):
        # what passed before, and has none of its keys now
        wanted = [one for one in news_wanted if one.kind in group.kinds]
        if wanted and group not in known and passed(group.rest):
            _add(group, wanted)
    return _with_alerts(*told, *new.values())


def _asking(event: State, now: datetime, zone: ZoneInfo) -> Callable[[SharedFilter], bool]:
    """Whether an event passes a filter; each is tried once."""
    tried: dict[SharedFilter, bool] = {}

    def passes(asked: SharedFilter) -> bool:
        found = tried.get(asked)
        if found is None:
            found = tried[asked] = asked.matches(event, now, zone)
        return found

    return passes


def _add_followers(told: Iterable[Finding], followers: Iterable[UUID]) -> None:
    if ids := ",".join(map(str, followers)):
        for one in told:
            one.alerts.append(ids)


def _with_alerts(*findings: Finding) -> list[Finding]:
    return [one for one in findings if one.alerts or one.searching]


def _add(group: AlertGroup, findings: Iterable[Finding]) -> None:
    for one in findings:
        (one.searching if group.searches else one.alerts).append(group.ids())


def _same(before: State, after: State) -> bool:
    return {**before, "updatedAt": None} == {**after, "updatedAt": None}
