"""The files of an area's folder: a fault is named with its file and field, and empty lists are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from include.areas.area import area_in
from include.errors import ConfigurationError
from include.listing import Category, Venue
from include.understand.category.categories import categorise
from include.understand.category.category_text import CategoryText
from include.understand.place.locate import locate
from include.understand.place.venues import mentioned
from tests.areas.conftest import FOLDER, changed


def _outline(ring: list[list[float]]) -> dict[str, Any]:
    return {"geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}}


@pytest.mark.parametrize(
    ("file", "change", "complaint"),
    [
        ("area.json", {"timezone": "Europe/Nowhere"}, "area.json: timezone: .*no time zone"),
        ("area.json", {"currency": "Euro"}, "area.json: currency: .*pattern"),
        ("area.json", {"centre": [10.0, 20.0]}, "area.json: the file: .*centre is outside city_box"),
        ("area.json", {"prices": {"lowest": 5, "unusual": 2, "highest": 9}}, "area.json: prices: .*lowest < unusual"),
        ("area.json", {"city_names": ["Pôrto Claro"]}, "area.json: city_names.0: .*small letters without accents"),
        ("area.json", {"postcode_forms": ["[0-9]+"]}, "area.json: postcode_forms.0: "),
        ("area.json", {"postcode_forms": ["  "]}, "area.json: postcode_forms.0: "),
        ("area.json", {"postcode_forms": ["####"] * 51}, "area.json: postcode_forms: .*at most 50 items"),
        ("area.json", {"postcodes": [""]}, "area.json: postcodes.0: "),
        ("area.json", {"postcodes": ["sw1a"]}, "area.json: postcodes.0: "),
        ("area.json", {"currency_signs": ["5"]}, "area.json: currency_signs.0: "),
        ("area.json", {"currency_signs": [f"coin{n}" for n in range(51)]}, "area.json: currency_signs: .*at most 50"),
        ("area.json", {"city_box": [38.85, -9.0, 38.6, -9.3]}, "area.json: the file: .*centre is outside city_box"),
        ("area.json", {"timezone": "Europe/" + "a" * 99}, "area.json: timezone: .*at most 64 characters"),
        ("area.json", {"name": "Baixa\0Velha"}, "area.json: name: .*characters that cannot be seen"),
        ("area.json", {"prices": {"lowest": 0, "unusual": 1, "highest": 1e15}}, "area.json: prices.highest: "),
        ("words.json", {"ignored": ["porto claro"]}, "words.json: ignored.0: .*single words"),
        ("words.json", {"common": ["tasc*"]}, "words.json: common.0: .*folded words"),
        ("words.json", {"night": "fado"}, "words.json: night: .*valid array"),
        ("words.json", {"night": [f"fado{n}" for n in range(5001)]}, "words.json: night: .*at most 5000 items"),
        ("localities.json", {"beyond": ["monte alto"]}, "localities.json: the file: .*'monte alto' is written for two"),
        (
            "localities.json",
            {"renamed": {"velha": "nova"}},
            "localities.json: the file: .*renamed: 'nova' is not in beyond",
        ),
        ("categories.json", {"music": {"words": {"": 4}, "prototypes": ["a"]}}, "categories.json: music.words"),
        ("categories.json", {"music": {"words": {"Fado": 4}, "prototypes": ["a"]}}, "music.words.Fado.*small letters"),
        (
            "categories.json",
            {"music": {"words": {"fado": 6}, "prototypes": ["a"]}},
            "music.words.fado: .*equal to 5",
        ),
        ("categories.json", {"music": {"words": {"fado": "4"}, "prototypes": ["a"]}}, "music.words.fado: .*integer"),
        ("outline.geojson", _outline([[-9.1, 38.7]]), "outline.geojson: geometry.coordinates.0.0: .*at least 4 items"),
        ("outline.geojson", _outline([[-9.1, 38.7], [-9.0, 38.7], [-9.0, 38.8], [-9.1, 38.8]]), "not its first one"),
        (
            "outline.geojson",
            _outline([[38.7, -9.1], [38.7, -9.0], [38.8, -9.0], [38.7, -9.1]]),
            "38.7, -9.1. is outside",
        ),
        ("search.json", {"kinds": {"music": ["fado nights"]}}, "search.json: kinds.music.0: .*single words"),
        ("search.json", {"kinds": {"song": ["fado"]}}, "search.json: kinds.song"),
        ("search.json", {"venues": {"no-such": ["a"]}}, "search.json: venues: 'no-such' is no slug of venues.json"),
        (
            "search.json",
            {"places": [{"name": "Alta", "latitude": -9.1, "longitude": 38.7, "radius": 1.0}]},
            "search.json: places: 0: the point of 'Alta' is outside city_box",
        ),
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
        area_in(changed(tmp_path, file, **change))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"slug": "teatro-miragem"}, "venues.json: the file: .*slug 'teatro-miragem' is written twice"),
        ({"slug": "a" * 101}, "venues.json: 0.slug: .*at most 100 characters"),
        ({"latitude": -9.1381, "longitude": 38.7121}, "venues.json: 0: the point of 'casa-da-lua' is outside city_box"),
        ({"latitude": "38.7121"}, "venues.json: 0.latitude: .*valid number"),
        ({"address": "Rua\0"}, "venues.json: 0.address: .*characters that cannot be seen"),
        ({"address": "a" * 201}, "venues.json: 0.address: .*at most 200 characters"),
    ],
)
def test_a_wrong_venue_is_refused_with_its_field(change: dict[str, Any], complaint: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json")
    first, *others = json.loads((folder / "venues.json").read_text(encoding="utf-8"))
    (folder / "venues.json").write_text(json.dumps([first | change, *others]), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=complaint):
        area_in(folder)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json")
    (folder / "words.json").write_bytes(b" " * 10_000_001)

    with pytest.raises(ConfigurationError, match=r"words\.json has more than 10000000 bytes"):
        area_in(folder)


def test_an_area_may_know_no_venue_and_no_word(tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json")
    (folder / "venues.json").write_text("[]", encoding="utf-8")
    bare = {"words": {}, "prototypes": ["an evening"]}
    (folder / "categories.json").write_text(json.dumps(dict.fromkeys(get_args(Category), bare)), encoding="utf-8")
    area = area_in(folder)

    point = locate(Venue(latitude=38.7121, longitude=-9.1381), area)
    kind = categorise([CategoryText("Fado Novo", (), "In the old town")], area, None)[0]

    assert (point.venue.latitude, point.venue.place_id) == (38.7121, None)
    assert mentioned("Fado at Casa da Lua", area) is None
    assert kind.words == ()


OPTIONAL = ("roads.json", "search.json", "sources.json", "synonyms.json")


@pytest.mark.parametrize("file", [path.name for path in sorted(FOLDER.iterdir()) if path.name not in OPTIONAL])
def test_a_missing_file_is_named(file: str, tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json")
    (folder / file).unlink()

    with pytest.raises(ConfigurationError, match=f"{file} cannot be read: No such file"):
        area_in(folder)


def test_a_folder_without_roads_has_none(tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json")
    (folder / "roads.json").unlink()
    assert area_in(folder).roads == ()


def test_the_line_of_a_road_lies_in_its_city(tmp_path: Path) -> None:
    folder = changed(tmp_path, "area.json")
    road = {"name": "Rua da Lua", "line": [[-9.1383, 38.7119]]}
    (folder / "roads.json").write_text(json.dumps([road]), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"roads\.json: 0: the line of 'Rua da Lua' is outside city_box"):
        area_in(folder)
