"""From the ledger to what the public sees, on a real database."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from include.listing import MAX_DESCRIPTION_CHARS
from tests.pipeline.scene import IST, Scene, at


def test_a_listing_becomes_a_public_event(scene: Scene) -> None:
    scene.lists(
        "humming", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree",
        description="A live music concert in two sets. Tickets ₹499 onwards.", url="https://humming.example/jazz",
        images=[{"url": "https://humming.example/jazz.jpg"}],
    )  # fmt: skip
    reports = scene.run()
    assert [(r.taken, r.done, r.set_aside) for r in reports] == [(1, 1, 0)] * 6
    (event,) = scene.events()
    assert event.title == "Monsoon Jazz Quartet"
    assert event.starts_at.astimezone(IST).hour == 20
    assert (event.category, event.area_code, event.venue_name) == ("music", "indiranagar", "The Humming Tree")
    assert (event.price_min, event.currency) == (499, "INR")
    assert (round(event.latitude, 4), round(event.longitude, 4)) == (12.9711, 77.6411)
    assert event.place_id is not None
    assert len(event.occurrences) == 1
    assert event.images[0]["url"] == "https://humming.example/jazz.jpg"
    listing = scene.listing("humming", "1")
    assert (listing.stage, listing.status) == ("done", "approved")


def test_text_fills_what_structure_leaves_open(scene: Scene) -> None:
    scene.lists(
        "feed", "post", title="Poetry night with the Domlur writers", published=at(1, 10),
        description="Join us this Saturday, doors 7pm, show at 7.30 pm onwards at Atta Galatta. Entry: Rs. 250/-",
    )  # fmt: skip
    scene.run()
    (event,) = scene.events()
    assert event.starts_at.astimezone(IST).isoformat() == at(7, 19, 30)
    assert event.venue_name == "Atta Galatta"
    assert event.price_min == 250


def test_no_private_persons_name_and_number_are_published(scene: Scene) -> None:
    scene.lists(
        "humming", "1", title="Poetry night with the Domlur writers", at=at(6, 20), place="The Humming Tree",
        description="Readings by Leela Menon. Entry 250. Call Anjali on [phone], or pay to [payment].",
    )  # fmt: skip
    scene.run()
    (event,) = scene.events()
    text = "Readings by Leela Menon. Entry 250. Call [name] on [phone], or pay to [payment]."
    assert event.description == text
    assert scene.listing("humming", "1").processed_data["description"] == text


@pytest.mark.parametrize("published", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01"])
def test_a_date_of_publication_outside_the_calendar_costs_nothing(scene: Scene, published: str) -> None:
    scene.lists("feed", "post", title="Poetry night this Saturday, 7.30 pm", published=published, place="Toit")
    scene.run()
    (event,) = scene.events()
    assert event.starts_at.astimezone(IST).isoformat() == at(7, 19, 30)


@pytest.mark.parametrize(
    ("price", "text", "shown"),
    [
        ({"cost_type": "paid"}, "Passes ₹700 at the gate", ("paid", 700, 700)),
        ({"cost_type": "paid"}, "Bring a friend", ("paid", None, None)),
        ({"cost_type": "free", "minimum": 0, "maximum": 0, "currency": "INR"}, "Tickets: Rs 900", ("paid", 900, 900)),
        ({"cost_type": "free", "minimum": 0, "maximum": 0, "currency": "INR"}, "Bring a friend", ("free", 0, 0)),
        ({"cost_type": "free", "minimum": 0, "maximum": 0, "currency": "INR"}, "Books from ₹99", ("free", 0, 0)),
        ({"cost_type": "paid", "minimum": 300, "maximum": 300, "currency": "INR"}, "Lunch: Rs 550", ("paid", 300, 300)),
        ({}, "Ladies enter for free", ("variable", None, None)),
        ({}, "Unlimited cocktails for ₹999 till nine", (None, None, None)),
    ],
)
def test_the_text_names_the_amount_that_structure_leaves_out(
    scene: Scene, price: dict[str, Any], text: str, shown: tuple[str | None, int | None, int | None]
) -> None:
    scene.lists("guide", "1", title="An evening of strings", at=at(6), place="Toit", description=text, price=price)
    scene.run()
    (event,) = scene.events()
    assert (event.cost_type, event.price_min, event.price_max) == shown


def test_an_amount_beats_the_bare_word_of_a_better_source(scene: Scene) -> None:
    scene.source("best", priority=1)
    for slug, price in (("best", {"cost_type": "paid"}), ("other", {"cost_type": "paid", "minimum": 300})):
        scene.lists(slug, "1", title="Strings by the lake quartet", at=at(6), place="Toit", price=price)
    scene.run()
    (event,) = scene.events()
    assert (event.cost_type, event.price_min) == ("paid", 300)


def test_a_better_sources_word_that_it_costs_outweighs_a_zero(scene: Scene) -> None:
    scene.source("best", priority=1)
    for slug, price in (("best", {"cost_type": "paid"}), ("other", {"cost_type": "free", "minimum": 0, "maximum": 0})):
        scene.lists(slug, "1", title="Strings by the lake quartet", at=at(6), place="Toit", price=price)
    scene.run()
    (event,) = scene.events()
    assert (event.cost_type, event.price_min) == ("paid", None)


def test_nothing_waits_nothing_happens(scene: Scene) -> None:
    assert [(r.taken, r.done, r.set_aside) for r in scene.run()] == [(0, 0, 0)] * 6


def test_nothing_waits_and_nothing_heavy_is_imported(scene: Scene) -> None:
    program = (
        "import sys; from include import db; from include.pipeline import runs; from importlib import import_module\n"
        "engine = db.engine(sys.argv[1])\n"
        "for name in runs.STAGES: import_module('include.pipeline.stages.' + name).run(engine)\n"
        "print(*({'onnxruntime', 'tokenizers', 'numpy', 'torch', 'spacy', 'sentence_transformers'} & set(sys.modules)))"
    )
    url = scene.engine.url.render_as_string(hide_password=False)
    ran = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_a_bad_record_does_not_fail_its_batch(scene: Scene) -> None:
    scene.lists("club", "good", title="Board games evening", at=at(5), place="Toit")
    scene.lists("club", "broken", broken="no title")
    scene.lists("club", "crash", crash="by zero")
    scene.lists("club", "undated", title="We love our new menu")
    scene.lists("club", "late", title="Last week's quiz", at="2026-02-20T19:00:00+05:30", place="Toit")
    extracted = scene.run()[0]
    assert (extracted.taken, extracted.done, extracted.set_aside) == (5, 1, 4)
    reasons = {one: scene.listing("club", one).set_aside_reason for one in ("broken", "crash", "undated", "late")}
    assert reasons == {
        "broken": "broken: no title", "crash": "failed: ZeroDivisionError", "undated": "it names no date",
        "late": "already over",
    }  # fmt: skip
    assert scene.listing("club", "crash").error["message"] == "by zero"
    assert [event.title for event in scene.events()] == ["Board games evening"]


@pytest.mark.parametrize("piece", ["a", "7pm ", "1, ", "hundred ", "+9 ", "a.", "<b>", "\u202eا ", "ಕನ್ನಡ 😀 "])
def test_a_text_as_long_as_any_may_be_is_read(scene: Scene, piece: str) -> None:
    scene.lists("good", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="Toit")
    long = piece * (MAX_DESCRIPTION_CHARS // len(piece))
    scene.lists("flood", "2", title="A long evening", at=at(6, 20), place="The Humming Tree", description=long)
    scene.run()
    assert {event.title for event in scene.events()} >= {"Monsoon Jazz Quartet", "A long evening"}


def test_a_night_show_listed_in_the_morning_is_at_the_hour_that_its_text_names(scene: Scene) -> None:
    scene.lists(
        "slip", "1", title="B-town Thursday", at=at(5, 8), place="Toit", description="Thursday, 8 PMVenue: Toit"
    )
    scene.lists("slip", "2", title="Sunrise run", at=at(5, 6), place="BM Kaval Park", description="We meet at 6.")
    scene.lists(
        "default", "3", title="Translators in conversation", at=at(5, 0), until=at(5, 2), place="Atta Galatta",
        description="5 March, 6:30 PM",
    )  # fmt: skip
    scene.run()
    hours = {event.title: event.starts_at.astimezone(IST).strftime("%H:%M") for event in scene.events()}
    assert hours == {"B-town Thursday": "20:00", "Sunrise run": "06:00", "Translators in conversation": "18:30"}


def test_what_the_database_refuses_is_set_aside_alone(scene: Scene) -> None:
    scene.lists("club", "a", title="Board games evening", at=at(5), place="Toit")
    scene.lists("club", "b", title="Cartoon drawing evening", at=at(12), place="Toit")
    scene.run()
    # an event that no publication can accept: the check constraint on the category refuses it
    scene.do(
        "update jatre.discovered_events set draft = jsonb_set(draft, '{category}', '\"gossip\"') where title"
        " like 'Board%'"
    )
    scene.do("update jatre.events_staging set stage = 'publish'")
    published = scene.run()[5]
    assert (published.taken, published.done, published.set_aside) == (2, 1, 1)
    assert "discovered_events_category_check" in scene.listing("club", "a").set_aside_reason


def test_a_second_run_writes_nothing(scene: Scene) -> None:
    scene.lists("humming", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "x", title="Jazz: Monsoon Quartet live", at=at(6, 20), place="Humming Tree")
    scene.run()
    before = _versions(scene)
    scene.do("update jatre.events_staging set stage = 'publish'")
    scene.run()
    after = _versions(scene)
    assert {table: rows for table, rows in after.items() if table != "events_staging"} == {
        table: rows for table, rows in before.items() if table != "events_staging"
    }
    listings = _versions(scene)["events_staging"]
    scene.run()
    assert _versions(scene)["events_staging"] == listings


def test_rebuilding_everything_changes_no_event(scene: Scene) -> None:
    scene.lists("humming", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "x", title="Jazz: Monsoon Quartet live", at=[at(6, 20), at(13, 20)], place="Humming Tree")
    scene.run()
    before = {k: v for k, v in _versions(scene).items() if k != "events_staging"}
    for stage in ("extract", "nlp", "geocode", "dedup", "enrich", "publish"):
        scene.do("update jatre.events_staging set stage = :stage", stage=stage)
        scene.run()
        assert {k: v for k, v in _versions(scene).items() if k != "events_staging"} == before


def test_a_changed_listing_changes_its_event_in_place(scene: Scene) -> None:
    scene.lists("humming", "1", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.run()
    (before,) = scene.events()
    scene.lists("humming", "1", title="Monsoon Jazz Quintet", at=at(6, 21), place="The Humming Tree")
    scene.run()
    (after,) = scene.events()
    assert after.id == before.id
    assert after.title == "Monsoon Jazz Quintet"
    assert after.version > before.version
    assert [o["startsAt"] for o in after.occurrences] == ["2026-03-06T15:30:00Z"]


def test_recurring_listings_are_read_again_before_their_dates_run_out(scene: Scene) -> None:
    rule = {"rrule": "FREQ=WEEKLY", "expanded_until": at(20, month=4)}
    scene.lists(
        "yoga", "weekly", title="Sunrise yoga circle", at=[at(7, 6), at(14, 6)], place="Total Yoga", recurrence=rule
    )
    scene.run()
    assert scene.listing("yoga", "weekly").expanded_until is None, (
        "a rule that still ends soon after expansion has ended"
    )
    scene.do("update jatre.events_staging set expanded_until = :soon", soon=at(20, month=4))
    assert scene.run()[0].taken == 1


def _versions(scene: Scene) -> dict[str, list[Any]]:
    tables = ("discovered_events", "event_occurrences", "event_images", "event_duplicates", "events_staging")
    found = {name: scene.rows(f"select xmin::text, ctid::text from jatre.{name} order by ctid") for name in tables}
    found["seen"] = scene.rows("select id, version from jatre.event_public_v1 order by id")
    return found


@pytest.mark.parametrize(
    ("title", "text", "hour"),
    [
        ("Bollywood DJ night", "Come and dance", 20),
        ("Bollywood DJ night", "Doors at 8 AM, for once", 8),
        ("Breakfast DJ set", "Come and dance", 8),
        ("Half marathon with DJ", "Come and run", 8),
        ("Free eye screening", "Come and see", 8),
        ("A talk by the lake", "Starts 8 PM", 20),
        ("A talk by the lake", "Come and listen", 8),
    ],
)
def test_a_start_in_the_wrong_half_of_the_day(scene: Scene, title: str, text: str, hour: int) -> None:
    scene.lists("guide", "1", title=title, at=at(6, 8), until=at(6, 23, 59), place="Toit", description=text)
    scene.run()
    (event,) = scene.events()
    assert event.starts_at.astimezone(IST).isoformat() == at(6, hour)
    assert event.ends_at.astimezone(IST).isoformat() == at(6, 23, 59)


def test_an_event_is_published_once_however_often_it_changes(scene: Scene) -> None:
    scene.lists("feed", "1", title="Strings and Stories", at=at(9, 18), place="Toit")
    scene.run()
    (before,) = scene.events()
    scene.lists("feed", "1", title="Strings and Stories, again", at=at(9, 19), place="Toit")
    scene.run()
    (after,) = scene.events()
    assert (after.title, after.published_at) == ("Strings and Stories, again", before.published_at)
    assert after.version > before.version


def test_a_recurring_listing_that_is_gone_is_not_read_again(scene: Scene) -> None:
    rule = {"rrule": "FREQ=WEEKLY", "expanded_until": at(20, month=4)}
    scene.lists("yoga", "weekly", title="Sunrise yoga circle", at=at(7, 6), place="Total Yoga", recurrence=rule)
    scene.run()
    scene.do("update jatre.events_staging set expanded_until = :soon, gone_at = now()", soon=at(20, month=4))
    assert scene.run()[0].taken == 0
