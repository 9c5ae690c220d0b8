"""The formats in which any list of events can be had, by the end of its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from realtime.api.files import calendar, geojson, rss, table
from realtime.api.files.contents import Contents
from realtime.limits.renderings import Rendering


class Format(NamedTuple):
    """A format: its media type, and what renders it."""

    media_type: str
    about: str
    render: Callable[[Contents], Rendering]


FORMATS: dict[str, Format] = {
    "ics": Format("text/calendar; charset=utf-8", "a calendar to subscribe to (iCalendar)", calendar.render),
    "rss": Format("application/rss+xml; charset=utf-8", "a feed, the newest first (RSS 2.0)", rss.render),
    "geojson": Format("application/geo+json", "features for maps (GeoJSON)", geojson.render),
    "csv": Format("text/csv; charset=utf-8", "a table (CSV)", table.render),
}
"""By the suffix of the address, without the dot."""
