"""A second area is a folder: its zone, money, places and words are read from there, and none of the first one's."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest

from include.areas.area import area_in, folder_of, load_area
from include.areas.folders import SHIPPED
from include.errors import ConfigurationError
from include.listing import Price
from include.sources.configuration.instance import SourceInstance
from include.sources.fields.prices import read_offers
from include.understand.text.money.prices import likely_price, read_price
from tests.areas.conftest import FOLDER, changed
from tests.pipeline.scene import Scene


@pytest.fixture
def events(city: Scene) -> dict[str, Any]:
    """What the public sees, by title."""
    found = {event.title.partition(" | ")[0]: event for event in city.events()}
    assert len(found) == len(city.events())
    return found


def test_events_of_a_second_area_come_out_in_its_own_terms(city: Scene, events: dict[str, Any]) -> None:
    shown = {title: (event.venue_name, event.category) for title, event in events.items()}

    assert shown == {
        "Guitarra ao Luar": ("Casa da Lua", "music"),
        "Noite Quente": ("Casa da Lua", "cultural_event"),
        "Arraial da Fonte": ("Teatro Miragem", "cultural_event"),
        "Fado Novo": ("Casa da Lua", "music"),
        "Bollywood Novo": ("Casa da Lua", "cultural_event"),
        "Bangalore": ("Teatro Miragem", "cultural_event"),
        "Karnataka": ("Teatro Miragem", "cultural_event"),
        "Azulejos for all": ("Teatro Miragem", "workshop"),
        "Garba da Fonte": ("Teatro Miragem", "cultural_event"),
    }
    assert {event.area_code for event in events.values()} == {"baixa-velha"}
    assert {event.timezone for event in events.values()} == {"Europe/Lisbon"}

    # times follow the zone over the change to summer time, on 29 March
    assert _starts(events["Guitarra ao Luar"]) == ["2026-03-26T21:00:00Z", "2026-04-02T20:00:00Z"]

    # two sources meet though one adds the city and the other the area
    assert _sources(city, "Noite Quente") == ["city_guide", "notices"]
    assert _starts(events["Noite Quente"]) == ["2026-04-03T20:00:00Z"]

    # money is the area's, with its decimal mark; rupees are no money here
    assert _price(events["Noite Quente"]) == (Decimal("12.5"), "EUR")
    assert _price(events["Azulejos for all"]) == (Decimal("105.5"), "EUR")

    # its festivals are on every day, its songs are sung at night, its ticket sellers hold nothing
    assert len(events["Arraial da Fonte"].occurrences) == 15
    assert _starts(events["Fado Novo"]) == ["2026-04-10T19:00:00Z"]
    assert events["Fado Novo"].organizer_name is None

    # ... and the first area's festivals, nights, sellers and city words are names like others
    assert len(events["Garba da Fonte"].occurrences) == 3
    assert _starts(events["Bollywood Novo"]) == ["2026-04-11T07:00:00Z"]
    assert events["Bollywood Novo"].organizer_name == "District"
    assert events["Bangalore"].organizer_name == "Indiranagar Players"
    assert _starts(events["Bangalore"]) == _starts(events["Karnataka"])

    # what names another part of its city, or another city, is not shown
    hidden = city.rows("select title from jatre.discovered_events where moderation_reasons = '{\"outside the area\"}'")
    assert sorted(row.title for row in hidden) == ["Baile in Vila Funda", "Conversa do Rio"]


def test_the_service_gets_the_area_from_the_database(city: Scene, database: Any) -> None:
    with psycopg.connect(database.service_url) as connection:
        row = connection.execute("select jatre.area_get_v1('baixa-velha')::jsonb").fetchone()

    assert row is not None
    read = row[0]
    assert (read["name"], read["timezone"], read["currency"]) == ("Baixa Velha", "Europe/Lisbon", "EUR")


def test_a_source_without_an_area_is_of_the_installations(own_area: None) -> None:
    assert SourceInstance(slug="one", name="One", kind="rss").area == "baixa-velha"


def test_the_areas_that_are_shipped_stay_known(own_area: None) -> None:
    assert load_area("indiranagar").code == "indiranagar"
    with pytest.raises(ConfigurationError, match="JATRE_AREA=nowhere is not known; known areas: baixa-velha, indiran"):
        load_area("nowhere")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Entry: 1.050,00 euros", "1050"), ("Entry 8,50 €", "8.5"), ("€ 3", "3"), ("Tickets: 12,5€", "12.5"),
        ("€10 - 15", "10"), ("tickets from 1.200 €", "1200"), ("Cover: 9.50 €", "9.5"),
    ],
)  # fmt: skip
def test_money_with_a_decimal_comma(text: str, amount: str) -> None:
    found = read_price(text, area_in(FOLDER).money)

    assert (found.minimum, found.currency) == (Decimal(amount), "EUR")


@pytest.mark.parametrize("price", ["12,50", "12.50", 12.5, "€ 12,50"])
def test_a_structured_price_with_a_decimal_comma(price: object) -> None:
    assert read_offers({"price": price}, None, area_in(FOLDER).money).minimum == Decimal("12.5")


def test_signs_of_money_are_the_areas_first(tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json", currency="AUD", currency_signs=["$", "dollar", "dollars"])

    assert read_price("Entry: $25", area_in(folder).money).currency == "AUD"
    assert read_price("Entry: 25 dollars", area_in(folder).money).currency == "AUD"
    assert read_price("Entry: $25", load_area("indiranagar").money).currency == "USD"
    assert read_price("Rs 500 at the door", area_in(folder).money) == Price()


@pytest.mark.parametrize(
    "text", ["Materials 105,50 euros, Rs 700", "Entry 105,50 € | Rs 700", "105,50 €, kr. 700 a brush"]
)
def test_money_of_elsewhere_is_no_price_beside_one(text: str) -> None:
    read = (read_price(text, area_in(FOLDER).money), likely_price(text, area_in(FOLDER).money))
    assert {found.maximum for found in read} == {Decimal("105.5")}


@pytest.mark.slow
def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json", timezone="Europe/Nowhere")
    done = subprocess.run(
        [sys.executable, "-m", "include.areas.seed"],
        env=os.environ | {"JATRE_AREAS_FOLDER": str(folder.parent), "JATRE_AREA": "baixa-velha"},
        cwd=SHIPPED.parents[1], capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "area.json: timezone:" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_area_that_is_shipped_can_be_read() -> None:
    codes = [path.parent.name for path in sorted(SHIPPED.glob("*/area.json"))]

    assert codes
    assert [area_in(SHIPPED / code).code.replace("-", "_") for code in codes] == codes
    assert folder_of("indiranagar") == SHIPPED / "indiranagar"


def _starts(event: Any) -> list[str]:
    return [one["startsAt"] for one in event.occurrences]


def _price(event: Any) -> tuple[Decimal, str]:
    return event.price_min, event.currency


def _sources(city: Scene, title: str) -> list[str]:
    rows = city.rows(
        "select s.slug from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id"
        " join jatre.discovered_events e on e.id = l.event_id where e.title like :title order by 1",
        title=f"{title}%",
    )
    return [row.slug for row in rows]
