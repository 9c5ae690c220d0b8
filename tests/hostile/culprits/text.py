"""Characters, addresses and shapes that a column, a file or a reader cannot take."""

from __future__ import annotations

import json

from tests.hostile.culprit import Culprit, feed, json_ld, node

GIGS = """<!doctype html><ul>
<li class="gig"><b>Fiddle evening</b> <i>11 April 2026, 8 pm</i> <a href="http://[event-url]/x">more</a>
<img src="http://[event-url]/x.jpg"></li>
<li class="gig"><b>Banjo evening</b> <i>12 April 2026, 8 pm</i> <a href="/banjo">more</a></li></ul>"""
SELECTORS = {"container": ".gig", "title": "b", "date": "i", "link": "a", "image": "img"}

CULPRITS = [
    json_ld("nul", description="so\x00so", keywords="a\x00b"),
    json_ld("spelled_nul", **{"@id": "urn:spelled\\u0000nul", "description": "\\u0000 \\\\u0000"}),
    json_ld("half_a_character", description="half \ud83d of it", organizer={"name": "\udc00"}),
    json_ld("no_host", url="http://[event-url]/x", image="http://[event-url]/x.jpg"),
    feed("feed_no_host", "<guid>no-host</guid><link>http://[event-url]/x</link>"),
    feed("feed_no_day", "<guid>no-day</guid><pubDate>0000-00-00 00:00:00</pubDate>"),
    feed("feed_halves", "<guid>halves</guid><category>&#55357;&#56832;</category>"),
    feed("feed_nul", "<guid>n\x00u&#0;l</guid>"),
    Culprit("no_host_listed", "selectors", GIGS.encode(), "", "text/html", 2, {"selectors": SELECTORS}),
    json_ld(
        "odd_country", kind="webhook", location={"name": "Toit", "address": {"addressCountry": {"name": ["India"]}}}
    ),
    Culprit("no_delivery", "webhook", b"\xff\xfe<", "expected a page or JSON"),
    Culprit(
        "deep", "schema_org", b'[{"@type": "Event", "name": ' + b"[" * 50_000 + b"]" * 50_000 + b"}]", "deeper than 60"
    ),
    Culprit(
        "digits",
        "schema_org",
        b'[{"@type": "Event", "@id": "urn:digits", "name": "Digits", "startDate": '
        + b"9" * 5_000
        + b"}, "
        + json.dumps(node("digits beside")).encode()
        + b"]",
        "names no date",
        read=1,
    ),
    Culprit("no_calendar", "icalendar", json.dumps({"login": "please"}).encode(), "expected a calendar"),
]
