"""What a field of a filter is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from include.filters.document import Date, Event
from include.filters.kinds import ValueKind

Values = Mapping[str, Any]
"""The values of a filter by the names of their fields."""


@dataclass(frozen=True)
class Condition:
    """What has to hold in SQL of a date `o` or of its event `e`; `{name}` is the value of a field.

    `about`: by `index` the dates are in their order, `date` differs between the dates of an event, `place` is of the
    event but stands beside each date, `event` is on the event. `asked` is when it counts, of `p_filter`; without it,
    whenever the field is given. `of_event` is the same as asked of the event, where that has an index of it.
    """

    sql: str
    about: str = "event"
    asked: str | None = None
    of_event: str | None = None


@dataclass(frozen=True)
class Facet:
    """What events are counted by, in SQL of a date `o` and its event `e`: a text, or an array of texts.

    `about` a `date` it may be another of each date of an event; else it is the same of all.
    """

    sql: str
    about: Literal["event", "date"] = "event"
    is_array: bool = False


@dataclass(frozen=True)
class Field:
    """One parameter of a filter.

    `passes` decides for an event's document, `date_passes` for one of its dates, by all values of the filter; all that
    is asked of dates has to hold of one and the same. What a subscription cannot decide states why in `not_live`.
    """

    name: str
    kind: ValueKind
    about: str
    examples: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    passes: Callable[[Event, Values], bool] | None = None
    date_passes: Callable[[Date, Values], bool] | None = None
    not_live: str = ""
    key: str = ""
    """Its name in the filter that the database takes, where that is another one."""
    bounds: Mapping[str, tuple[str, str]] | None = None
    """What its conditions name, with type and expression in SQL; without it the field's own value."""

    facet: Facet | None = None
    """Its values, where events are counted by them."""

    made: Callable[[Values], Callable[[Event], bool]] | None = None
    """Makes of the values what decides for an event's document, where `passes` would do so again for each event."""

    def decides(self, of: Values) -> Callable[[Event], bool] | None:
        """What decides for events by all values of a filter; None where their dates do."""
        if self.made:
            return self.made(of)
        passes = self.passes
        return None if passes is None else lambda event: passes(event, of)

    @property
    def stored(self) -> str:
        """Its name in the filter that the database takes."""
        return self.key or self.name
