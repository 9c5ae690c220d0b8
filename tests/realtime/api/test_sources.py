"""What a publisher sees of a source: counts, reasons without what they quote, and what could be stated better."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import psycopg
import pytest

from include.listing import Listing, read
from include.understand.record.completeness import completeness, stated_fields
from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

SECRET_PARTS = ("private.example", "s3cret", "98450", "meena@", "Dentist")
STRUCTURE = {"origin": "structure", "confidence": 0.95}
TEXT = {"origin": "text", "confidence": 0.7}
FULL: dict[str, Any] = {
    "occurrences": [{"starts_at": "2030-03-14T19:00:00+05:30", "ends_at": "2030-03-14T21:00:00+05:30"}],
    "venue": {"name": "Town Hall"},
    "price": {"cost_type": "free"},
    "description": "Jazz",
    "images": [{"url": "https://hall.example/jazz.jpg"}],
    "organizer": {"name": "Town Hall"},
    "url": "https://hall.example/jazz",
    "provenance": dict.fromkeys(
        ("occurrences", "venue", "price", "description", "images", "organizer", "url", "title"), STRUCTURE
    ),
}
BARE: dict[str, Any] = {
    "occurrences": [{"starts_at": "2030-03-15T00:00:00+05:30", "ends_at": None, "date_only": True}],
    "provenance": {"occurrences": {"origin": "text", "confidence": 0.8}, "title": STRUCTURE},
}
Put = Callable[..., None]


def listing_of(processed: dict[str, Any]) -> Listing:
    return read({"title": "Jazz", "timezone": "Asia/Kolkata", **processed})


@pytest.fixture
def put(database: Database, scene: Scene) -> Put:
    """A listing of the source `town_hall`, which was read once."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type, config, official) values"
            " ('town_hall', 'Town Hall', 'icalendar', 'ical', %s, true)",
            ['{"url": "https://private.example/s3cret.ics"}'],
        )
        visit(database, "success", records_found=3, records_new=1, records_changed=1, records_unchanged=1)

    def listing(
        number: int,
        processed: dict[str, Any] | None,
        reason: str | None = None,
        event: str | None = None,
        left_out: Sequence[str] = (),
    ) -> None:
        stated = {"stated": stated_fields(listing_of(processed)), "left_out": left_out} if processed else None
        with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
            pipeline.execute(
                "insert into jatre.events_staging (source_id, external_id, content_hash, processed_data,"
                " extraction_metadata, status, set_aside_reason, event_id, stage, local_dates)"
                " select id, %s, '\\x00', %s, %s, %s, %s, %s, 'done', %s"
                " from jatre.event_sources where slug = 'town_hall'",
                [
                    str(number), json.dumps(processed) if processed else None,
                    json.dumps({"extract": stated}) if processed else None,
                    "set_aside" if reason else "approved", reason, event, ["2030-03-14"],
                ],
            )  # fmt: skip

    return listing


def visit(database: Database, status: str, **about: Any) -> None:
    columns = {"started_at": "2026-03-01T10:00:00Z", "status": status, "complete": status == "success", **about}
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            f"insert into jatre.fetch_history (source_id, {', '.join(columns)})"
            f" select id, {', '.join(['%s'] * len(columns))} from jatre.event_sources where slug = 'town_hall'",
            list(columns.values()),
        )


@pytest.fixture
async def service(database: Database, put: Put) -> AsyncIterator[Running]:
    async with running(database.service_url) as made:
        yield made


async def report(service: Running) -> dict[str, Any]:
    answer = await service.client.get("/api/sources/town_hall")
    assert answer.status_code == 200
    return dict(answer.json())


async def test_what_is_shown_waiting_and_left_out(service: Running, put: Put, scene: Scene) -> None:
    shown = scene.open("Jazz", scene.at(1, 20))
    pending = scene.open("Odd", scene.at(1, 20), moderation_status="pending", moderation_reasons=["low quality"])
    put(1, FULL, event=shown)
    put(2, BARE, event=pending)
    put(3, None, reason="it names no date")
    put(4, FULL, event=shown, left_out=["images: 60 images, at most 50", "images[3].url: Zelda", "venue: Zelda"])

    found = await report(service)

    assert {name: found[name] for name in ("listings", "shown", "waiting", "setAside", "read")} == {
        "listings": 4, "shown": 2, "waiting": 1, "setAside": 1, "read": 3,
    }  # fmt: skip
    assert found["reasons"] == [
        {"reason": "it names no date", "listings": 1},
        {"reason": "it waits for a moderator: low quality", "listings": 1},
        {"reason": "left out of a listing: images could not be read", "listings": 1},
        {"reason": "left out of a listing: images: longer, larger or more than is taken", "listings": 1},
        {"reason": "left out of a listing: venue could not be read", "listings": 1},
    ]
    assert found["stated"] == dict.fromkeys(found["stated"], 2)
    assert (found["list"]["found"], found["list"]["new"], found["visit"]["status"]) == (3, 1, "success")


AT_SEVEN = "2030-03-14T19:00:00+05:30"
READ_FROM_TEXT: dict[str, Any] = {
    "occurrences": [{"starts_at": AT_SEVEN, "ends_at": "2030-03-14T21:00:00+05:30"}],
    "venue": {"name": "Toit"},
    "price": {"cost_type": "free"},
    "provenance": {
        "occurrences": TEXT,
        "price": TEXT,
        "venue": {"origin": "gazetteer", "confidence": 0.9},
    },
}
SECOND_DATE: dict[str, Any] = {
    "occurrences": [{"starts_at": "2030-03-13T00:00:00+05:30", "date_only": True}, {"starts_at": AT_SEVEN}],
    "organizer": {"name": "Toit"},
    "provenance": dict.fromkeys(("occurrences", "organizer"), STRUCTURE),
}
NAMES_IN_PREVIEWS = {"occurrences": "start", "images": "picture", "url": "page"}


async def test_the_report_and_a_preview_count_alike_what_is_stated(service: Running, put: Put) -> None:
    bodies = (READ_FROM_TEXT, SECOND_DATE)
    for number, one in enumerate(bodies):
        put(number, one)

    stated = (await report(service))["stated"]
    preview = completeness([listing_of(one) for one in bodies], "schema_org")

    counted = {one.name: one.stated for one in preview}
    assert stated == {part: counted[NAMES_IN_PREVIEWS.get(part, part)] for part in stated}
    assert {part for part, number in stated.items() if number} == {"occurrences", "hour", "organizer"}
    assert {one.name for one in preview if one.in_text} == {"start", "hour", "end", "price"}


async def test_the_page_has_it_in_words(service: Running, put: Put) -> None:
    for number in range(3):
        put(number, BARE)
    put(9, None, reason="it names no date")

    page = await service.client.get("/sources/town_hall")

    assert page.status_code == 200
    for words in (
        "Town Hall",
        "3 listings, 1 new, 1 changed",
        "a picture",
        "the hour",
        "it names no date",
    ):
        assert words in page.text
    assert "Sunday 01 March 2026, 15:30" in page.text, "in the area's time"
    assert "<script" not in page.text


async def test_nothing_private_is_in_it(service: Running, put: Put, database: Database) -> None:
    put(1, None, reason="'Dentist' only blocks time: somebody is busy")
    put(2, None, reason="https://private.example/s3cret.ics?token=s3cret leads to 98450123456 of meena@private.example")
    details = {
        "error": "SourceRefused", "message": "https://private.example/s3cret.ics answered 403",
        "unreadable": [{"reason": 'expected a page, got "Dentist 98450123456"', "excerpt": "Dentist s3cret"}],
    }  # fmt: skip
    visit(database, "partial", error_details=json.dumps(details), started_at="2026-03-02T10:00:00Z")
    visit(database, "failed", error_details=json.dumps(details), started_at="2026-03-03T10:00:00Z")

    found = json.dumps(await report(service))
    page = (await service.client.get("/sources/town_hall")).text

    assert [part for part in SECRET_PARTS if part in found + page] == []
    assert "only blocks time: somebody is busy" in page
    assert "It refused to be read" in page


@pytest.mark.parametrize("status", ["failed", "success"])
async def test_a_backfill_is_no_visit(service: Running, database: Database, status: str) -> None:
    days = {"backfill_start": "2026-02-01T00:00:00Z", "backfill_end": "2026-02-02T00:00:00Z"}
    visit(database, status, started_at="2026-03-05T10:00:00Z", error_details='{"error": "ConfigurationError"}', **days)

    found = await report(service)

    assert (found["visit"]["at"], found["list"]["at"]) == ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z")


async def test_there_is_no_other(service: Running) -> None:
    for slug in ["nobody", "Town%20Hall", "x" * 300, "town_hall%00"]:
        assert (await service.client.get(f"/api/sources/{slug}")).status_code in (400, 404), slug
        assert (await service.client.get(f"/sources/{slug}")).status_code in (400, 404), slug


async def test_a_paused_source_has_no_page(service: Running, database: Database) -> None:
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute("update jatre.event_sources set is_active = false where slug = 'town_hall'")

    assert (await service.client.get("/sources/town_hall")).status_code == 404


async def test_it_is_read_once_a_minute(service: Running, put: Put) -> None:
    put(1, FULL)
    first = await report(service)
    put(2, FULL)

    assert await report(service) == first


async def test_an_event_links_to_its_sources(service: Running, scene: Scene) -> None:
    links = json.dumps(
        [{"source": "town_hall", "name": "Town Hall", "url": f"https://hall.example/{one}"} for one in range(2)]
    )
    event = scene.open("Jazz", scene.at(1, 20), links=links)

    page = await service.client.get(f"/e/{event}")

    assert page.text.count('href="/sources/town_hall"') == 1
