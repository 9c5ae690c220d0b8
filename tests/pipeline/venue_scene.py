"""Listings that name a venue and say where it is, or not, and what they are given."""

from __future__ import annotations

from typing import Any

from tests.pipeline.scene import Scene, at

HERE = "12, 7th Cross, Indiranagar, Bengaluru"
POINT = {"latitude": 12.9741, "longitude": 77.6402}
FAR = "80 Feet Road, Koramangala, Bengaluru"
SOURCES = ("makers", "citywide", "stranger", "one", "two", "three", "chain", "cedarlab", "third")
TITLES = ("Lantern Making", "Drum Circle", "Letterpress Evening", "Zine Fair", "Sound Bath", "Kolam Workshop")


def states(scene: Scene, source: str, name: str, number: int = 0, *, official: bool = False, **venue: Any) -> None:
    """A listing that names the venue, and where it is where `venue` has that.

    Each is another happening, in the month of its source.
    """
    scene.source(source, official=official)
    key = f"{source}-{name}-{number}"
    title = f"{TITLES[number]} of {source}"
    text = f"{title}: {source} describes number {number} in words that nobody else has, at some length."
    day = at(6 + number, month=3 + SOURCES.index(source))
    scene.lists(source, key, title=title, at=day, description=text, venue={"name": name, **venue})


def venue(scene: Scene, source: str, name: str, number: int = 0) -> dict[str, Any]:
    document = scene.listing(source, f"{source}-{name}-{number}").processed_data
    empty = dict.fromkeys(("name", "address", "latitude", "longitude", "place_id"))
    return empty | document["venue"] | {"origin": document["provenance"].get("location", {}).get("origin")}


def areas(scene: Scene, source: str, name: str, number: int = 0) -> list[str]:
    rows = scene.rows(
        "select jatre.event_areas(e.location, e.named_area, e.source_id) from jatre.events_staging l"
        " join jatre.event_sources s on s.id = l.source_id join jatre.discovered_events e on e.id = l.event_id"
        " where s.slug = :slug and l.external_id = :key",
        slug=source, key=f"{source}-{name}-{number}",
    )  # fmt: skip
    found: list[str] = rows[0][0]
    return found


def settled(scene: Scene) -> None:
    """Run all stages once: what is taught sends listings back, but none further than to where it is taught."""
    scene.run()
    assert (
        scene.rows("select count(*) from jatre.events_staging where stage <> 'done' and status <> 'set_aside'")[0][0]
        == 0
    )
