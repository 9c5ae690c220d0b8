"""Reads the filter of a request; every error names the parameter and what to send instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from include.filters.field import Values
from include.filters.fields import BY_NAME, DEFAULT_RADIUS_KM, NAMES
from include.filters.filter import Filter
from include.filters.refusal import BadFilter

Texts = Callable[[str], Sequence[str]]
"""The texts that a request has sent for a parameter."""


def read(texts: Texts, zone: ZoneInfo, names: Iterable[str] = NAMES) -> Filter:
    """The filter of a request, of the fields in `names`; times without an offset are in `zone`. Raises BadFilter."""
    found = {name: read_field(name, texts(name), zone) for name in names if texts(name)}
    _check_place(found)
    if found.get("lat") is not None:
        found.setdefault("radius", DEFAULT_RADIUS_KM)
    _check_window(found)
    for least, most in (("minPrice", "maxPrice"), ("minDuration", "maxDuration")):
        if _both(found, least, most) and found[least] > found[most]:
            raise BadFilter(most, f"{most} must be no less than {least}.")
    return Filter.of(found)


def read_field(name: str, texts: Sequence[str], zone: ZoneInfo) -> Any:
    """The value of one field, None where nothing is said; raises BadFilter."""
    kind = BY_NAME[name].kind
    if len(texts) > 1 and not kind.repeats:
        raise BadFilter(name, "Send this parameter once.")
    try:
        return kind.read(texts, zone)
    except ValueError as error:
        raise BadFilter(name, str(error)) from None


def _check_place(found: dict[str, Any]) -> None:
    """A radius alone says nothing: clients with a default for it send it with every request."""
    if _both(found, "lat", "lng"):
        return
    if found.get("lat") is None and found.get("lng") is None:
        found.pop("radius", None)
        return
    raise BadFilter("lat" if found.get("lat") is None else "lng", "Send lat and lng together, in degrees.")


def _check_window(found: Values) -> None:
    starts, ends = found.get("startDate"), found.get("endDate")
    if starts and ends and ends <= starts:
        raise BadFilter("endDate", "endDate must be later than startDate.")
    if found.get("when") and (starts or ends):
        raise BadFilter("when", "Send either when or startDate and endDate, not both.")


def _both(found: Values, one: str, other: str) -> bool:
    return found.get(one) is not None and found.get(other) is not None
