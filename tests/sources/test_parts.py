"""One post that announces several happenings is a record for each; an edit of one leaves the ids of the others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from include.areas.area import load_area
from include.pipeline.reading.raw_listing import RawListing, understand
from include.sources import registry
from include.sources.base import FetchResult, RawRecord
from include.sources.configuration.instance import SourceInstance
from include.sources.parts import PART_KEY, split, whole_id

NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
POST = """FRI 6: Jazz trio 8pm, ₹400
SAT 7: Comedy night 9pm
SUN 8: Pub quiz 7pm, free
📍 Copper Tap, Indiranagar"""


def records(text: str, kind: str = "rss", **more: Any) -> list[RawRecord]:
    config = {"url": "https://a.example/"} if kind != "webhook" else {}
    source = registry.reader(SourceInstance(slug="posts", name="Posts", kind=kind, config=config))
    raw = {"title": "This week at the Copper Tap", "text": text, "published": NOW.isoformat(), **more}
    fetched = FetchResult([RawRecord("post-1", raw)], complete=False)
    return split(fetched, source, NOW).records


def listings(text: str) -> list[tuple[str, str, str | None, object]]:
    instance = SourceInstance(slug="posts", name="Posts", kind="rss", config={"url": "https://a.example/"})
    found = [understand(RawListing.of(instance, one.data, NOW)) for one in records(text)]
    zone = load_area("indiranagar").zone
    return [
        (one.title, f"{one.occurrences[0].starts_at.astimezone(zone):%d %H:%M}", one.venue.name, one.price.minimum)
        for one in found
    ]


def test_each_has_its_name_day_hour_and_price_and_the_place_of_all() -> None:
    assert listings(POST) == [
        ("Jazz trio", "06 20:00", "Copper Tap", 400),
        ("Comedy night", "07 21:00", "Copper Tap", None),
        ("Pub quiz", "08 19:00", "Copper Tap", None),
    ]


def test_an_edit_of_one_leaves_the_ids_of_the_others() -> None:
    before = [one.external_id for one in records(POST)]
    assert before == ["post-1#part:jazz-trio", "post-1#part:comedy-night", "post-1#part:pub-quiz"]
    assert [one.external_id for one in records(POST.replace("8pm", "8.30pm"))] == before
    assert [one.external_id for one in records(POST.replace("SAT 7: Comedy night 9pm\n", ""))] == [before[0], before[2]]
    assert {whole_id(one) for one in before} == {"post-1"}


def test_one_happening_stays_one_record() -> None:
    for text in (
        "Fri 6 March, 8 pm\n📍 Copper Tap",
        "Sat 7 March\n5 pm: Owl Trio\n6 pm: Marigold\n8 pm: Big band",
        "Every Tue, 7 am, at the Loft",
        "Bangalore - Sat 21 March, 4 PM\nMumbai - Sat 28 March, 4 PM",
        "2 shows - 5 PM & 8 PM, Sat 7 March",
        "6-8 March\nFri 6 March, 10 am: opening\nSat 7 March, 11 am: panel\nSun 8 March, 5 pm: closing concert",
        "Fri 6 March, 8 pm\nSat 7 March, 8 pm\nSun 8 March, 5 pm",
        "Sat 7 March, 11 am - batch 1\nSun 8 March, 4 pm - batch 2\nDeadline to register: Thu 5 March, 6 pm",
    ):
        assert [one.external_id for one in records(text)] == ["post-1"], text


def test_a_record_with_a_start_of_its_own_is_not_split() -> None:
    assert len(records(POST, start="2026-03-06T20:00:00+05:30")) == 1


def test_what_cannot_be_read_is_left_as_it_is() -> None:
    assert [one.external_id for one in records(POST, title="")] == ["post-1"]


def test_a_source_cannot_write_a_part_itself() -> None:
    forged = records("Fri 6 March, 8 pm: jazz", **{PART_KEY: {"title": "x", "text": "y"}})
    assert [PART_KEY in one.data for one in forged] == [False]
