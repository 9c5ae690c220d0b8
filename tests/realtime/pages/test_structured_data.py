"""An event's page for search engines and for those who are sent its address: read as they read it."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import extruct
import pytest

from tests.realtime.files.foreign import FORBIDDEN, HOSTILE, texts
from tests.realtime.running import Running
from tests.realtime.scene import Scene

THUMBNAIL = "/images/0123456789abcdef0123456789abcdef-640x427.webp"
REQUIRED = {"name", "startDate", "location"}
RECOMMENDED = {"description", "endDate", "eventStatus", "image", "offers", "organizer"}
"""What Google's guide to events asks for, but for performers, whom no source names apart."""


class Head(HTMLParser):
    """What a page's head says: `meta` by name or property, `link` by rel."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("property") or found.get("name") or found.get("rel")
        if tag in ("meta", "link") and name:
            self.said[name] = found.get("content") or found.get("href") or ""


async def _event(jatre: Running, event_id: str) -> dict[str, Any]:
    page = await jatre.get(f"/e/{event_id}")
    assert page.status_code == 200
    (found,) = extruct.extract(page.text, syntaxes=["json-ld"])["json-ld"]
    assert isinstance(found, dict)
    return found


@pytest.fixture
def jazz(scene: Scene) -> str:
    event_id = scene.open(
        "Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music", cost_type="paid", tags=["jazz"],
        venue_name="The Humming Tree", venue_address="949, 12th Main, Indiranagar", description="Standards",
        images=["https://example.org/jazz.jpg"], organizer_name="Friends of Jazz", organizer_type="business",
        contact_info={"url": "https://friends.example"}, external_url="https://example.org/jazz", capacity=80,
        price_range={"minimum": 299.5, "maximum": 499, "currency": "INR"}, ticket_url="https://tickets.example/7",
    )  # fmt: skip
    scene.run("update event_images set thumbnail_url = %s, alt_text = 'A band'", THUMBNAIL)
    return event_id


async def test_it_has_all_that_searches_ask_for(jatre: Running, scene: Scene, jazz: str) -> None:
    found = await _event(jatre, jazz)
    assert set(found) >= REQUIRED | RECOMMENDED
    assert (found["@context"], found["@type"], found["name"]) == ("https://schema.org", "Event", "Jazz night")
    assert found["url"] == found["@id"] == f"{jatre.url}/e/{jazz}"
    assert datetime.fromisoformat(found["startDate"]) == scene.at(1, 20)
    assert found["startDate"].endswith("+05:30")
    assert datetime.fromisoformat(found["endDate"]) == scene.at(1, 22)
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert found["location"] == {
        "@type": "Place", "name": "The Humming Tree",
        "address": {
            "@type": "PostalAddress", "streetAddress": "949, 12th Main, Indiranagar", "addressLocality": "Indiranagar",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 12.9784, "longitude": 77.6408},
    }  # fmt: skip
    assert found["image"] == ["https://example.org/jazz.jpg", f"{jatre.url}{THUMBNAIL}"]
    assert found["offers"] == {
        "@type": "Offer", "url": "https://tickets.example/7", "price": 299.5, "priceCurrency": "INR",
    }  # fmt: skip
    assert found["organizer"] == {
        "@type": "Organization", "name": "Friends of Jazz", "url": "https://friends.example",
    }  # fmt: skip
    (second,) = found["subEvent"]
    assert set(second) >= REQUIRED
    assert datetime.fromisoformat(second["startDate"]) == scene.at(8, 20)


async def test_a_day_is_a_day_and_what_is_not_known_is_left_out(jatre: Running, scene: Scene) -> None:
    fair = scene.open("Fair", scene.at(5, 0), 48, date_only=True, at=None, cost_type="free", status="cancelled")
    found = await _event(jatre, fair)
    assert set(found) >= REQUIRED
    assert (found["startDate"], found["endDate"]) == (f"{scene.at(5, 0):%Y-%m-%d}", f"{scene.at(6, 0):%Y-%m-%d}")
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert (found["offers"]["price"], found["offers"]["priceCurrency"]) == (0, "INR")
    assert not {"image", "organizer", "description", "subEvent"} & set(found)
    assert found["location"]["address"]["addressLocality"] == "Indiranagar"


async def test_what_is_online_has_no_place(jatre: Running, scene: Scene) -> None:
    talk = scene.open("Talk", scene.at(1, 18), at=None, venue_name="Online", external_url="https://talks.example/1")
    found = await _event(jatre, talk)
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"] == {"@type": "VirtualLocation", "url": "https://talks.example/1"}


async def test_who_is_sent_the_address_sees_its_picture(jatre: Running, jazz: str) -> None:
    said = Head((await jatre.get(f"/e/{jazz}")).text).said
    assert said["canonical"] == said["og:url"] == f"{jatre.url}/e/{jazz}"
    assert (said["og:title"], said["twitter:title"]) == ("Jazz night", "Jazz night")
    assert said["og:image"] == said["twitter:image"] == f"{jatre.url}{THUMBNAIL}"
    assert (said["og:image:width"], said["og:image:height"], said["og:image:alt"]) == ("640", "427", "A band")
    assert said["twitter:card"] == "summary_large_image"
    assert "The Humming Tree" in said["og:description"]


async def test_who_is_sent_the_address_of_the_list_sees_what_it_is(jatre: Running) -> None:
    said = Head((await jatre.get("/?when=weekend")).text).said
    assert said["og:url"] == f"{jatre.url}/"
    assert said["og:description"] == said["description"]
    assert "Indiranagar" in said["og:title"]


async def test_foreign_text_ends_no_script_and_no_attribute(jatre: Running, scene: Scene) -> None:
    hostile = scene.open(
        HOSTILE, scene.at(1, 20), description=HOSTILE, venue_name=HOSTILE, venue_address=HOSTILE, tags=[HOSTILE],
        organizer_name=HOSTILE, ticket_url="javascript:alert(1)", links=[{"source": "x", "url": "javascript:alert(1)"}],
    )  # fmt: skip
    page = (await jatre.get(f"/e/{hostile}")).text
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script")
    found = await _event(jatre, hostile)
    assert "</script><script>" in found["name"]
    assert not any(map(FORBIDDEN.search, texts(found)))
    assert "javascript:" not in str(found)
    assert "sameAs" not in found


@pytest.mark.parametrize(
    ("left", "word"),
    [("available", "InStock"), ("limited", "LimitedAvailability"), ("sold_out", "SoldOut"), (None, None)],
)
async def test_its_offer_states_what_is_left_of_the_tickets(
    jatre: Running, scene: Scene, jazz: str, left: str | None, word: str | None
) -> None:
    scene.run("update discovered_events set availability = %s", left)
    offer = (await _event(jatre, jazz))["offers"]
    assert offer.get("availability") == (f"https://schema.org/{word}" if word else None)


async def test_what_is_sold_out_says_so_in_files_and_is_found_by_it(jatre: Running, scene: Scene, jazz: str) -> None:
    other = scene.open("Folk night", [scene.at(1, 20)])
    scene.run("update discovered_events set availability = 'sold_out' where id = %s", jazz)
    found = (await jatre.get("/api/events/discovered", availability="sold_out,limited")).json()["events"]
    assert [(one["id"], one["availability"]) for one in found] == [(jazz, "sold_out")]
    assert (await jatre.get(f"/api/events/{other}")).json()["availability"] is None
    assert "sold out" in (await jatre.get(f"/api/events/{jazz}.ics")).text
    assert "Sold out" in (await jatre.get(f"/e/{jazz}")).text
