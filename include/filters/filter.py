"""A filter: conditions on events, all of which have to hold."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from include.filters import document
from include.filters.document import Date, Event
from include.filters.field import Values
from include.filters.fields import BY_NAME
from include.filters.kinds import Value, plain

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Filter:
    """Values by the names of their fields, in the order of these; equal for those who ask for the same."""

    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Filter:
        """The filter of these values; what is None is not asked."""
        return cls(tuple((name, values[name]) for name in BY_NAME if values.get(name) is not None))

    def __bool__(self) -> bool:
        return bool(self.values)

    def __contains__(self, name: str) -> bool:
        return any(name == one for one, _ in self.values)

    def get(self, name: str) -> Value:
        """The value of a field, or None."""
        return dict(self.values).get(name)

    def without(self, *names: str) -> Filter:
        """The same without some fields."""
        return Filter(tuple((name, value) for name, value in self.values if name not in names))

    def within(self, starts: datetime, ends: datetime | None) -> Filter:
        """The same, within a window instead of a named one."""
        return Filter.of({**dict(self.without("when").values), "startDate": starts, "endDate": ends})

    def as_json(self) -> dict[str, Any]:
        """Its values by their names in requests."""
        return {name: plain(value) for name, value in self.values}

    def as_stored(self) -> dict[str, Any]:
        """The filter as `events_list_v3` and its kin take it. A named window is left to who knows the time."""
        return {BY_NAME[name].stored: plain(value) for name, value in self.values if name != "when"}

    def matches(self, event: Event) -> bool:
        """Whether an event, by its document, passes; one that cannot be read passes, so that nothing is lost."""
        try:
            return self.predicate()(event)
        except (KeyError, TypeError, ValueError):
            _log.exception("a filter cannot read the event %s", event.get("id"))
            return True

    def predicate(self) -> Callable[[Event], bool]:
        """The same, made once for who asks of many events.

        Raises KeyError, TypeError or ValueError for an event that cannot be read.
        """
        of = dict(self.values)
        fields = [BY_NAME[name] for name in of]
        of_events = [one for field in fields if (one := field.decides(of))]
        of_dates = [field.date_passes for field in fields if field.date_passes]

        if of_dates:
            of_events.append(_has_a_date(of_dates, of))
        if len(of_events) == 1:
            return of_events[0]

        def matches(event: Event) -> bool:
            for passes in of_events:  # noqa: SIM110 - asked very often: `all` would take three times as long
                if not passes(event):
                    return False
            return True

        return matches


def _has_a_date(conditions: Sequence[Callable[[Date, Values], bool]], of: Values) -> Callable[[Event], bool]:
    """Whether all of these hold of one date of an event."""

    def holds(date: Date) -> bool:
        for passes in conditions:  # noqa: SIM110
            if not passes(date, of):
                return False
        return True

    def has_one(event: Event) -> bool:
        for date in document.dates(event):  # noqa: SIM110
            if holds(date):
                return True
        return False

    return has_one
