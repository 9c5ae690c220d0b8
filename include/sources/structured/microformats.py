"""Microformats of a page, `h-event` and the older `vevent`, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import mf2py  # type: ignore[import-untyped]
from lxml import etree, html  # type: ignore[import-untyped]

from include.sources.fields.durations import read_duration

CLASS_XPATH = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
EVENT_XPATH = " or ".join(CLASS_XPATH.format(name) for name in ("h-event", "vevent"))
OUTERMOST_XPATH = f"//*[{EVENT_XPATH}][not(ancestor::*[{EVENT_XPATH}])]"
STATUS_XPATH = f".//*[{CLASS_XPATH.format('status')}]"
"""Of `vevent`, whose statuses the library does not read."""
MARKS = ("h-event", "vevent")
"""Classes without one of which a page holds no microformats that are read here."""
ADDRESS_PARTS = {
    "street-address": "streetAddress", "locality": "addressLocality", "region": "addressRegion",
    "postal-code": "postalCode", "country-name": "addressCountry",
}  # fmt: skip
MAX_VALUES = 1_000
"""Values of one property that are looked at."""


def microformat_events(
    page: html.HtmlElement, url: str, lose: Callable[[Exception, str], None]
) -> Iterator[dict[str, Any]]:
    """The events of a page, each read on its own; `lose` is called for one that the library fails on.

    `url` is the address from which the links of the page are seen.
    """
    for root in page.xpath(OUTERMOST_XPATH):
        text = ""
        try:
            text = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
            status = next((one.text_content() for one in root.xpath(STATUS_XPATH)), None)
            # never without a document: the library would fetch the address itself
            items = mf2py.parse(doc=text, url=url, html_parser="lxml")["items"]
            found = [node_of(item, status) for item in _events_in(items)]
        except Exception as error:  # whatever foreign markup can raise in the library
            lose(error, text)
        else:
            yield from found


def node_of(item: Mapping[str, Any], status: str | None = None) -> dict[str, Any]:
    """One event of the library as a schema.org event."""
    about = item.get("properties", {})
    start, end = _text(about, "start"), _text(about, "end")
    node = {
        "@type": "Event",
        "@id": _text(about, "uid"),
        "name": _text(about, "name"),
        "startDate": start,
        "endDate": None if read_duration(end) else end,
        "duration": _text(about, "duration") or (end if read_duration(end) else None),
        "description": _markup(about, "content") or _markup(about, "description") or _text(about, "summary"),
        "location": _place(about, item.get("children", [])),
        "url": _text(about, "url"),
        "image": _texts(about, "photo") or _texts(about, "featured"),
        "keywords": _texts(about, "category"),
        "organizer": _text(about, "organizer"),
        "offers": {"price": price} if (price := _text(about, "price")) else None,
        "eventStatus": _text(about, "status") or status,
    }
    return {key: value for key, value in node.items() if value}


def _events_in(items: list[Any]) -> Iterator[Mapping[str, Any]]:
    """The events among items; those inside another event are its parts, and stand for themselves too."""
    for item in items:
        if "h-event" in item.get("type", []):
            yield item
        yield from _events_in(item.get("children", []))


def _place(about: Mapping[str, Any], children: list[Any]) -> Any:
    """The first place: a text, or a card with name, address and point."""
    first = next(iter(about.get("location", [])), None)
    point: Mapping[str, Any] = next((one for one in children if "h-geo" in one.get("type", [])), {})
    own = about | point.get("properties", {})
    if not isinstance(first, Mapping):
        place = {"@type": "Place", "name": first, **_point(own)}
        return {key: value for key, value in place.items() if value} if first or len(place) > 2 else None
    card = first.get("properties", {})
    nested: Mapping[str, Any] = next((one["properties"] for one in card.get("adr", []) if isinstance(one, Mapping)), {})
    parts = card | nested
    address = {name: value for key, name in ADDRESS_PARTS.items() if (value := _text(parts, key))}
    place = {
        "@type": "Place",
        "name": _text(card, "name") or (None if address else first.get("value")),
        "address": {"@type": "PostalAddress", **address} if address else _text(card, "adr"),
        **_point(own | card | _geo(card)),
    }
    return {key: value for key, value in place.items() if value}


def _geo(card: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((one["properties"] for one in card.get("geo", []) if isinstance(one, Mapping)), {})


def _point(about: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key in ("latitude", "longitude") if (value := _text(about, key))}


def _texts(about: Mapping[str, Any], name: str) -> list[str]:
    return [text for one in about.get(name, [])[:MAX_VALUES] if (text := _plain(one))]


def _text(about: Mapping[str, Any], name: str) -> str | None:
    return next(iter(_texts(about, name)), None)


def _markup(about: Mapping[str, Any], name: str) -> str | None:
    """The first value with its markup, where it has some."""
    first = next(iter(about.get(name, [])), None)
    return (first.get("html") or _plain(first)) if isinstance(first, Mapping) else _plain(first)


def _plain(value: Any) -> str | None:
    """A value as text: its own, or that of a card."""
    if isinstance(value, Mapping):
        named = value.get("properties", {}).get("name", [])
        return _plain(named[0]) if named else _plain(value.get("value"))
    return value.strip() or None if isinstance(value, str) else None
