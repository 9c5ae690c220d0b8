"""What has to hold of an event's document, where one line does not say it: `fields` has the same in SQL."""

from __future__ import annotations

from collections.abc import Callable

from include.filters import document
from include.filters.document import Date, Event
from include.filters.field import Values
from include.filters.shapes import around, in_box, in_ring, ring


def costs(event: Event, of: Values) -> bool:
    """Whether it is free, or states that it is not."""
    kind = event["pricing"]["type"]
    return kind is not None and (of["cost"] == "free") == (kind == "free")


def costs_at_most(event: Event, of: Values) -> bool:
    """Whether it is free, or its least known price is no more."""
    least = document.lowest_price(event)
    return least is not None and least <= of["maxPrice"]


def costs_at_least(event: Event, of: Values) -> bool:
    """Whether its highest known price is no less."""
    most = document.highest_price(event)
    return most is not None and most >= of["minPrice"]


def within_radius(of: Values) -> Callable[[Event], bool]:
    """Whether an event's point lies within the radius."""
    is_inside = around((of["lng"], of["lat"]), of["radius"] * 1000)

    def is_near(event: Event) -> bool:
        point = document.point(event)
        return point is not None and is_inside(point)

    return is_near


def lasts(date: Date) -> float | None:
    """Minutes, None where nobody gave the end."""
    return None if date.ends is None else (date.ends - date.begins).total_seconds() / 60


def is_at(event: Event, of: Values) -> bool:
    """Whether its venue is one of those, by name or place."""
    name, place = event["venue"]["name"], event["venue"].get("placeId")
    return (name is not None and name.lower() in of["venue"]) or place in of["venue"]


def is_in_box(event: Event, of: Values) -> bool:
    """Whether its point lies in the box."""
    point = document.point(event)
    return point is not None and in_box(point, of["bbox"])


def is_in_polygon(event: Event, of: Values) -> bool:
    """Whether its point lies in the polygon."""
    point = document.point(event)
    return point is not None and in_ring(point, ring(of["polygon"]))
