"""A second area is a folder: its zone, money, places and words are read from there, and none of the first one's."""

from __future__ import annotations

import json
import os
import shutil
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
from include.sources.text.prices import read_offers
from include.understand.text.prices import read_price
from tests.areas.conftest import SAMPLES
from tests.pipeline.scene import Scene

FOLDER = SAMPLES / "baixa_velha"


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
    assert sorted(row.title for row in hidden) == ["Baile in Vila Funda | Vila Funda", "Conversa do Rio"]


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
    folder = _changed(tmp_path, "area.json", currency="AUD", currency_signs=["$", "dollar", "dollars"])

    assert read_price("Entry: $25", area_in(folder).money).currency == "AUD"
    assert read_price("Entry: 25 dollars", area_in(folder).money).currency == "AUD"
    assert read_price("Entry: $25", load_area("indiranagar").money).currency == "USD"
    assert read_price("Rs 500 at the door", area_in(folder).money) == Price()


@pytest.mark.parametrize(
    ("file", "change", "complaint"),
    [
        ("area.json", {"timezone": "Europe/Nowhere"}, "area.json: timezone: .*no time zone"),
        ("area.json", {"currency": "Euro"}, "area.json: currency: .*pattern"),
        ("area.json", {"centre": [10.0, 20.0]}, "area.json: the file: .*centre is outside city_box"),
        ("area.json", {"prices": {"lowest": 5, "unusual": 2, "highest": 9}}, "area.json: prices: .*lowest < unusual"),
        ("area.json", {"city_names": ["Pôrto Claro"]}, "area.json: city_names.0: .*small letters without accents"),
        ("area.json", {"postcode_forms": ["[0-9]+"]}, "area.json: postcode_forms.0: "),
        ("area.json", {"colour": "blue"}, "area.json: colour: Extra inputs"),
        ("area.json", {"code": "other"}, "area.json: code: 'other' is not the folder's name"),
        ("words.json", {"night": None}, "words.json: night: "),
        ("localities.json", {"here": []}, "localities.json: here: "),
        ("outline.geojson", {"geometry": {"type": "Point"}}, "outline.geojson: geometry.type: "),
        ("categories.json", {"music": {"words": {}, "prototypes": []}}, "categories.json: music.prototypes: "),
    ],
)
def test_a_wrong_file_is_refused_with_its_field(
    file: str, change: dict[str, Any], complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        area_in(_changed(tmp_path, file, **change))


@pytest.mark.parametrize("file", [path.name for path in sorted(FOLDER.iterdir()) if path.name != "sources.json"])
def test_a_missing_file_is_named(file: str, tmp_path: Path) -> None:
    folder = _changed(tmp_path, "area.json")
    (folder / file).unlink()

    with pytest.raises(ConfigurationError, match=f"{file} cannot be read: No such file"):
        area_in(folder)


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    folder = _changed(tmp_path, "area.json", timezone="Europe/Nowhere")
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


def _changed(parent: Path, file: str, **change: Any) -> Path:
    """A copy of the made-up area with some fields of one file changed; None takes a field away."""
    folder = Path(shutil.copytree(FOLDER, parent / FOLDER.name))
    document = json.loads((folder / file).read_text(encoding="utf-8")) | change
    kept = {name: value for name, value in document.items() if value is not None}
    (folder / file).write_text(json.dumps(kept), encoding="utf-8")
    return folder


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
