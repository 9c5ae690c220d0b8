"""docs/adding-an-area.md explains every file and field of an area, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from include.areas.files import AreaFile, CategoryEntry, LocalitiesFile, SearchFile, UsualPrices, VenueEntry, WordsFile

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "adding-an-area.md").read_text(encoding="utf-8")
FOLDERS = (ROOT / "include/areas/indiranagar", ROOT / "tests/areas/samples/baixa_velha")
SECTIONS = dict(re.findall(r"^## `([\w.]+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
MODELS: dict[str, type[BaseModel]] = {
    "area.json": AreaFile, "localities.json": LocalitiesFile, "words.json": WordsFile, "venues.json": VenueEntry,
    "search.json": SearchFile,
}  # fmt: skip


@pytest.mark.parametrize("file", MODELS)
def test_the_fields_of_a_file_are_those_of_its_table(file: str) -> None:
    rows = re.findall(r"^\| (`.*?) \|", SECTIONS[file], re.MULTILINE)

    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(MODELS[file].model_fields)


@pytest.mark.parametrize(("file", "model"), [("area.json", UsualPrices), ("categories.json", CategoryEntry)])
def test_what_lies_within_a_field_is_explained(file: str, model: type[BaseModel]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in SECTIONS[file]] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_of_an_area_has_its_section(folder: Path) -> None:
    files = {path.name for path in folder.iterdir() if path.suffix in (".json", ".geojson")}

    assert files == set(SECTIONS)
