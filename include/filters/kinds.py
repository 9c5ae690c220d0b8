"""The kinds of values that the fields of a filter have: how each is read, stated in OpenAPI, and bound in SQL.

A value is hashable, so that filters can be compared. `read` takes the texts of a parameter as they were sent and raises
ValueError with what to send instead.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from include.filters import moments, shapes
from include.filters.windows import CHOICES, MAX_PHRASE_CHARS, is_window

Value = Any
Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAX_VALUES = 50
"""Values of one field that may be repeated."""


class ValueKind(Protocol):
    """What a field's values are."""

    @property
    def repeats(self) -> bool:
        """Whether the parameter may be sent more than once."""

    @property
    def commas(self) -> bool:
        """Whether a comma parts one value from the next."""

    @property
    def schema(self) -> Schema:
        """The value in a request, as JSON Schema."""

    @property
    def sql(self) -> tuple[str, str]:
        """The type of the value in the database, and how it is read of a filter's `{text}` or `{json}`."""

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """The value, or None where nothing is said."""


@dataclass(frozen=True)
class WordsKind:
    """One or more words, of which any has to fit; `choices` are all that there are. Sorted, without duplicates."""

    choices: tuple[str, ...] = ()
    pattern: str = r"[^\0]{1,100}"
    shape: str = "at most 100 characters"
    commas: bool = True
    folded: bool = False
    """Whether upper and lower case are the same."""

    repeats = True
    sql = ("text[]", "json_texts({json})")

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        return {"type": "array", "items": {"enum": [*self.choices]} if self.choices else TEXT}

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        parts = [part for text in texts for part in (text.split(",") if self.commas else [text])]
        found = sorted({part.strip().lower() if self.folded else part.strip() for part in parts} - {""})
        if len(found) > MAX_VALUES:
            raise ValueError(f"Send at most {MAX_VALUES} of them.")
        for word in found:
            if self.choices and word not in self.choices:
                raise ValueError(f"There is no '{word[:80]}'; use {', '.join(self.choices)}.")
            if not re.fullmatch(self.pattern, word):
                raise ValueError(f"'{word[:80]}' is none; send {self.shape}.")
        return tuple(found) or None


@dataclass(frozen=True)
class ChoiceKind:
    """One of some words."""

    choices: tuple[str, ...]

    repeats = commas = False
    sql = ("text", "{text}")

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        return {"enum": [*self.choices]}

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        if texts[0] not in self.choices:
            raise ValueError(f"Send one of {', '.join(self.choices)}.")
        return texts[0]


@dataclass(frozen=True)
class NumberKind:
    """A number within bounds."""

    minimum: float
    maximum: float

    repeats = commas = False
    sql = ("numeric", "{text}::numeric")

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        try:
            value = float(texts[0])
        except ValueError:
            value = math.nan
        if not self.minimum <= value <= self.maximum:
            raise ValueError(f"Send a number from {self.minimum:.15g} to {self.maximum:.15g}.")
        return value


@dataclass(frozen=True)
class FlagKind:
    """Yes or no."""

    default: bool | None = None

    repeats = commas = False
    sql = ("boolean", "{text}::boolean")

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        # no `default`: generated clients would send it with every request
        return {"type": "boolean"}

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        if texts[0] not in ("true", "false"):
            raise ValueError("Send true or false.")
        value = texts[0] == "true"
        return None if value == self.default else value


@dataclass(frozen=True)
class MomentKind:
    """A moment, or a date, which is its first moment or, with `days` 1, the end of it."""

    days: int = 0

    repeats = commas = False
    schema = TEXT
    sql = ("timestamptz", "{text}::timestamptz")

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        try:
            return moments.moment(texts[0], zone, self.days)
        except (ValueError, OverflowError):
            raise ValueError(
                "Send a date or a time in ISO 8601, such as 2026-03-14 or 2026-03-14T18:30:00+01:00."
            ) from None


@dataclass(frozen=True)
class WindowKind:
    """A window by its name, or in words. It needs the clock to become two moments."""

    repeats = commas = False
    sql = ("text", "{text}")

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        return {**TEXT, "maxLength": MAX_PHRASE_CHARS}

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        if not is_window(texts[0]):
            raise ValueError(f"Send one of {', '.join(CHOICES)}, or days in words, such as 'next weekend'.")
        return texts[0]


@dataclass(frozen=True)
class HoursKind:
    """Hours of the day, from and to."""

    repeats = commas = False
    schema = TEXT
    sql = ("time[]", "json_texts({json})::time[]")

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        try:
            return moments.hours(texts[0])
        except ValueError:
            raise ValueError("Send two hours of the day, such as 18:00-23:30; 22:00-02:00 passes midnight.") from None


@dataclass(frozen=True)
class BoxKind:
    """A box on the map."""

    repeats = commas = True
    sql = (
        "geometry",
        "st_makeenvelope("
        "({json} ->> 0)::float, ({json} ->> 1)::float, ({json} ->> 2)::float, ({json} ->> 3)::float, 4326)",
    )

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        return {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        try:
            return shapes.box(",".join(texts).split(","))
        except ValueError:
            raise ValueError(
                "Send west, south, east and north in degrees, separated by commas, such as 77.62,12.95,77.67,13.0."
            ) from None


@dataclass(frozen=True)
class PolygonKind:
    """A polygon on the map without holes."""

    repeats = commas = False
    schema = TEXT
    sql = ("geometry", "st_geomfromtext({text}, 4326)")

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        try:
            return shapes.wkt(shapes.ring(texts[0]))
        except ValueError:
            raise ValueError(
                "Send a polygon in WKT, longitude before latitude, of one ring that ends where it begins, "
                f"with at most {shapes.MAX_POLYGON_POINTS} points: "
                "POLYGON((77.62 12.95, 77.67 12.95, 77.64 13, 77.62 12.95))."
            ) from None


@dataclass(frozen=True)
class SearchKind:
    """Words to search for."""

    max_chars: int
    max_words: int

    repeats = commas = False
    sql = ("text", "{text}")

    @property
    def schema(self) -> Schema:
        """See `ValueKind`."""
        return TEXT

    def read(self, texts: Sequence[str], zone: ZoneInfo) -> Value:
        """See `ValueKind`."""
        q = texts[0].strip()
        if len(q) > self.max_chars or "\0" in q:
            raise ValueError(f"Send at most {self.max_chars} characters of text.")
        if len(q.split()) > self.max_words:
            raise ValueError(f"Send at most {self.max_words} words.")
        return q or None


def plain(value: Value) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return [*value] if isinstance(value, tuple) else value
