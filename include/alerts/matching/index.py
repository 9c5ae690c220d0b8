"""All alerts, found from an event in about constant time, however many there are.

Alerts that ask for the same are one group, whose filter is tried once. Groups are kept by keys (`keys`): an event looks
up the values that it has, once for each signature that occurs, and tries the filters of the groups that it finds.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from include import metrics
from include.alerts.matching import keys
from include.alerts.matching.states import KINDS, State
from include.alerts.matching.stored import at_moment, stored_filter
from include.filters.filter import Filter

_log = logging.getLogger(__name__)

GroupName = tuple[str, tuple[str, ...]]
"""A filter as it is stored, and the keys of its search."""


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """What an alert asks for: a filter as it is stored, with the keys of its search, or one event."""

    filter: Mapping[str, Any] | None
    words: tuple[str, ...] = ()
    event: UUID | None = None
    kinds: tuple[str, ...] = KINDS


@dataclass(slots=True, eq=False)
class SharedFilter:
    """What any number of groups ask beside their keys, and is tried once of an event for all of them.

    A search is left to the database, and none of it.
    """

    filter: Filter
    _passes: Callable[[State], bool] | None
    """Whether an event passes; None where there is no such day as it asks for."""

    _asks_when: bool
    """Whether it asks for a window in words, which are other days on each one."""

    groups: int = 0
    """How many have it."""

    _moment: datetime | None = None
    """When `_passes` was made, of a filter that depends on it."""

    _fails: bool = False
    """Whether it could not be asked of an event, and that was said."""

    def matches(self, event: State, now: datetime, zone: ZoneInfo) -> bool:
        """Whether an event passes at a moment, which is what "tonight" depends on.

        A filter that fails on an event tells nobody of it, and stops no other.
        """
        try:
            if self._asks_when and self._moment != now:
                asked = at_moment(self.filter, now, zone)
                self._passes, self._moment = None if asked is None else asked.predicate(), now
            return self._passes is not None and self._passes(event)
        except Exception:
            metrics.count("alerts.faults.filter")
            if not self._fails:
                _log.exception("the filter %s cannot be asked of the event %s", self.filter, event.get("id"))
            self._fails = True
            return False


@dataclass(slots=True, eq=False)
class AlertGroup:
    """The alerts with one filter, of which `rest` is what its keys do not say already."""

    name: GroupName
    rest: SharedFilter
    kept_under: keys.Values
    searches: bool
    """Whether its filter has a search."""

    alerts: set[UUID] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    """Kinds of news that any of them has wanted."""

    _ids: str | None = None

    def add(self, alert: UUID) -> None:
        """One more alert that asks for this."""
        self.alerts.add(alert)
        self._ids = None

    def discard(self, alert: UUID) -> None:
        """One that asks for this no more."""
        self.alerts.discard(alert)
        self._ids = None

    def ids(self) -> str:
        """The ids of its alerts, separated by commas."""
        if self._ids is None:
            self._ids = ",".join(map(str, self.alerts))
        return self._ids

    def is_found_by(self, has: keys.Values) -> bool:
        """Whether an event that has these values has those of one of its keys."""
        # asked for each group that an event finds: `all` would take three times as long
        for name, values in self.kept_under.items():  # noqa: SIM110
            if values.isdisjoint(has[name]):
                return False
        return True


class AlertIndex:
    """Alerts by what they ask for."""

    def __init__(self) -> None:
        self._groups: dict[GroupName, AlertGroup] = {}
        self._filters: dict[Filter, SharedFilter] = {}
        self._kept: dict[keys.Signature, dict[tuple[Any, ...], list[AlertGroup]]] = {}
        self._of: dict[UUID, AlertGroup | UUID] = {}
        self._followers: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self._levels: frozenset[int] = frozenset()
        self._searches = False
        self._words: set[str] = set()  # that any alert has asked for: events have hundreds of others
        self.kinds: set[str] = set()
        """Kinds of news that any alert with a filter has wanted."""

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._of)

    @property
    def searches(self) -> bool:
        """Whether any alert is found by words, so that those of events are needed."""
        return self._searches

    def put(self, alert: UUID, wanted: StoredAlert) -> None:
        """Add an alert, or keep it by what it asks for now. One that cannot be read is logged and left out."""
        if wanted.event is not None:
            self.drop(alert)
            self._of[alert] = wanted.event
            self._followers[wanted.event].add(alert)
            return
        try:
            group = self._group(wanted)
        except Exception:
            # whatever is wrong with it, the others are told
            metrics.count("alerts.faults.alert")
            _log.exception("the alert %s cannot be read", alert)
            self.drop(alert)
            return
        group.kinds.update(wanted.kinds)
        self.kinds.update(wanted.kinds)
        if self._of.get(alert) is not group:
            self.drop(alert)
            group.add(alert)
            self._of[alert] = group

    def drop(self, alert: UUID) -> None:
        """Forget an alert, if it is known."""
        found = self._of.pop(alert, None)
        if isinstance(found, AlertGroup):
            found.discard(alert)
            if not found.alerts:
                self._remove(found)
        elif found is not None:
            self._followers[found].discard(alert)
            if not self._followers[found]:
                del self._followers[found]

    def followers(self, event: UUID) -> Iterable[UUID]:
        """The alerts that follow one event."""
        return self._followers.get(event, ())

    def values(self, event: State, words: Iterable[str]) -> keys.Values:
        """By what groups are found from an event."""
        return keys.of_event(event, self._words.intersection(words), self._levels)

    def candidates(self, has: keys.Values) -> Mapping[AlertGroup, None]:
        """The groups whose filters an event with these values may pass, each once."""
        found: dict[AlertGroup, None] = {}
        for signature, kept in self._kept.items():
            for key in product(*(has[name] for name in signature)):
                for group in kept.get(key, ()):
                    found[group] = None
        return found

    def _group(self, wanted: StoredAlert) -> AlertGroup:
        name = (json.dumps(wanted.filter, sort_keys=True), wanted.words)
        known = self._groups.get(name)
        if known is not None:
            return known
        asked = stored_filter(wanted.filter or {})
        by = keys.of_filter(asked, wanted.words)
        signature, kept_under = keys.keys(by)
        rest = asked.without("q", *keys.EXACT.intersection(signature))
        shared = self._filters.get(rest) or SharedFilter(rest, rest.predicate(), "when" in rest)
        made = AlertGroup(name, shared, by, "q" in asked)
        self._filters[rest] = shared
        shared.groups += 1
        kept = self._kept.setdefault(signature, {})
        for key in kept_under:
            kept.setdefault(key, []).append(made)
        self._levels |= {int(name.removeprefix(keys.PLACE)) for name in signature if name.startswith(keys.PLACE)}
        self._searches |= made.searches
        self._words |= by.get("words", frozenset())
        self._groups[name] = made
        return made

    def _remove(self, group: AlertGroup) -> None:
        signature, kept_under = keys.keys(group.kept_under)
        kept = self._kept[signature]
        for key in kept_under:
            kept[key].remove(group)
            if not kept[key]:
                del kept[key]
        del self._groups[group.name]
        group.rest.groups -= 1
        if not group.rest.groups:
            del self._filters[group.rest.filter]
