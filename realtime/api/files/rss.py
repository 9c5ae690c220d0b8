"""Events as RSS 2.0, the newest published first; their places as GeoRSS."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring
from zoneinfo import ZoneInfo

from realtime.api.files.contents import Contents, cost_of, picture_of, place_of, title_with_status
from realtime.api.files.dates import event_date, moment, words
from realtime.api.files.texts import line, paragraphs
from realtime.limits.renderings import Rendering

_ATOM, _GEO, _MEDIA = "http://www.w3.org/2005/Atom", "http://www.georss.org/georss", "http://search.yahoo.com/mrss/"
_MINUTES_TO_LIVE = 15

for _prefix, _namespace in (("atom", _ATOM), ("georss", _GEO), ("media", _MEDIA)):
    register_namespace(_prefix, _namespace)


def render(contents: Contents) -> Rendering:
    """The feed. An event keeps its `guid`; `pubDate` is when it was first published here."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _add(channel, "title", line(contents.title))
    _add(channel, "link", contents.page)
    about = ["What is on, as it is announced."]
    if contents.has_more:
        about.append(contents.left_out(f"{len(contents.events):,}"))
    _add(channel, "description", " ".join(about))
    _add(channel, "language", "en")
    _add(channel, "generator", "Jatre")
    _add(channel, "ttl", str(_MINUTES_TO_LIVE))
    SubElement(channel, f"{{{_ATOM}}}link", href=contents.address, rel="self", type="application/rss+xml")
    newest = sorted(contents.events, key=lambda event: (event["publishedAt"], event["id"]), reverse=True)
    if newest:
        _add(channel, "lastBuildDate", _date(max(event["updatedAt"] for event in newest)))
    for event in newest:
        _add_item(channel, event, contents)
    return Rendering(tostring(root, encoding="utf-8", xml_declaration=True), contents.total, contents.has_more)


def _add_item(channel: Element, event: dict[str, Any], contents: Contents) -> None:
    item = SubElement(channel, "item")
    _add(item, "title", title_with_status(event, event["next"]))
    _add(item, "link", contents.page_of(event))
    SubElement(item, "guid", isPermaLink="false").text = f"urn:uuid:{event['id']}"
    _add(item, "pubDate", _date(event["publishedAt"]))
    _add(item, "description", _description(event, contents))
    for word in filter(None, (event["category"], *event["tags"])):
        _add(item, "category", line(word).replace("_", " "))
    if event["venue"]["latitude"] is not None:
        _add(item, f"{{{_GEO}}}point", f"{event['venue']['latitude']:.6f} {event['venue']['longitude']:.6f}")
    if picture := picture_of(event):
        SubElement(item, f"{{{_MEDIA}}}content", url=picture, medium="image")


def _description(event: dict[str, Any], contents: Contents) -> str:
    """When, where, for how much, and its text, as HTML: readers take it for that."""
    when = words(event_date(event["next"], ZoneInfo(event["timezone"])))
    more = f" (+ {event['moreDates']} more)" if event["moreDates"] else ""
    facts = "<br>".join(escape(fact) for fact in (when + more, place_of(event), cost_of(event)) if fact)
    text = escape(paragraphs(event["description"], contents.text_chars)).replace("\n", "<br>")
    return f"<p>{facts}</p>" + (f"<p>{text}</p>" if text else "")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _date(text: str) -> str:
    return format_datetime(moment(text))
