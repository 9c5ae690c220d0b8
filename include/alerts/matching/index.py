"""All alerts, found from an event in about constant time, however many there are.

Alerts that ask for the same are one group, whose filter is tried once. Groups are kept by keys (`keys`): an event looks
up the values that it has, once for each signature that occurs, and tries the filters of the groups that it finds.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """What an alert asks for: a filter as it is stored, with the keys of its search, or one event."""

    filter: Mapping[str, Any] | None
    words: tuple[str, ...] = ()
    event: UUID | None = None
    kinds: tuple[str, ...] = KINDS


@dataclass(slots=True)
class AlertGroup:
    """The alerts with one filter, of which `filter` is what its keys do not say already.

    A search in it is left to the database: `matches` is about the rest.
    """

    filter: Filter
    signature: keys.Signature
    kept_under: frozenset[tuple[Any, ...]]
    searches: bool
    """Whether its filter has a search."""

    passes: Callable[[State], bool] | None
    """Whether an event passes; None where that depends on the moment."""

    alerts: set[UUID] = field(default_factory=set)
    fails: bool = False
    """Whether it could not be asked of an event, and that was said."""

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
        return any(key in self.kept_under for key in product(*(has[name] for name in self.signature)))

    def matches(self, event: State, now: datetime, zone: ZoneInfo) -> bool:
        """Whether an event that it is found by passes at a moment, which is what "tonight" depends on.

        A filter that fails on an event tells nobody of it, and stops no other.
        """
        try:
            if self.passes is not None:
                return self.passes(event)
            asked = at_moment(self.filter, now, zone)
            return asked is not None and asked.predicate()(event)
        except Exception:
            metrics.count("alerts.faults.filter")
            if not self.fails:
                _log.exception("the filter %s cannot be asked of the event %s", self.filter, event.get("id"))
            self.fails = True
            return False


class AlertIndex:
    """Alerts by what they ask for."""

    def __init__(self) -> None:
        self._groups: dict[tuple[Filter, tuple[str, ...]], AlertGroup] = {}
        self._kept: dict[keys.Signature, dict[tuple[Any, ...], list[AlertGroup]]] = {}
        self._of: dict[UUID, AlertGroup | UUID] = {}
        self._followers: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self._levels: frozenset[int] = frozenset()
        self._searches = False
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
        self.drop(alert)
        if wanted.event is not None:
            self._of[alert] = wanted.event
            self._followers[wanted.event].add(alert)
            return
        try:
            group = self._group(stored_filter(wanted.filter or {}), wanted.words)
        except Exception:
            # whatever is wrong with it, the others are told
            metrics.count("alerts.faults.alert")
            _log.exception("the alert %s cannot be read", alert)
            return
        group.add(alert)
        group.kinds.update(wanted.kinds)
        self.kinds.update(wanted.kinds)
        self._of[alert] = group

    def drop(self, alert: UUID) -> None:
        """Forget an alert, if it is known."""
        found = self._of.pop(alert, None)
        if isinstance(found, AlertGroup):
            found.discard(alert)
        elif found is not None:
            self._followers[found].discard(alert)

    def followers(self, event: UUID) -> Iterable[UUID]:
        """The alerts that follow one event."""
        return self._followers.get(event, ())

    def values(self, event: State, words: Iterable[str]) -> keys.Values:
        """By what groups are found from an event."""
        return keys.of_event(event, words, self._levels)

    def candidates(self, has: keys.Values) -> list[AlertGroup]:
        """The groups whose filters an event with these values may pass, each once."""
        found = {
            id(group): group
            for signature, kept in self._kept.items()
            for key in product(*(has[name] for name in signature))
            for group in kept.get(key, ())
            if group.alerts
        }
        return list(found.values())

    def _group(self, asked: Filter, words: tuple[str, ...]) -> AlertGroup:
        known = self._groups.get((asked, words))
        if known is not None:
            return known
        signature, kept_under = keys.keys(keys.of_filter(asked, words))
        rest = asked.without(*keys.EXACT.intersection(signature))
        passes = None if "when" in asked else rest.predicate()
        made = AlertGroup(rest, signature, frozenset(kept_under), "q" in asked, passes)
        kept = self._kept.setdefault(signature, {})
        for key in kept_under:
            kept.setdefault(key, []).append(made)
        self._levels |= {int(name.removeprefix(keys.PLACE)) for name in signature if name.startswith(keys.PLACE)}
        self._searches |= made.searches
        self._groups[asked, words] = made
        return made
