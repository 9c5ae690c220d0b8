"""Announcements of every kind, and all that the ledger gets of each: the whole document and every column beside it.

The records lie in `golden/announcements.json` and what they come to beside them. After a change that is meant, write
that anew and read the difference: `python -m tests.pipeline.stages.test_golden_columns`.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from include.areas.area import load_area
from include.errors import JatreError
from include.listing import read
from include.pipeline.reading.columns import understood_columns
from include.pipeline.reading.raw_listing import RawListing
from include.pipeline.stages.nlp import categorised
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from tests.pipeline.scene import NOW

FOLDER = Path(__file__).parent / "golden"
RECORDS: dict[str, dict[str, Any]] = json.loads((FOLDER / "announcements.json").read_text(encoding="utf-8"))
AREA = load_area("indiranagar")
NOTES = ("tests.pipeline.notes:Notes", "replay")


def outcome(name: str) -> Any:
    """The columns of a record and its kind, or why it is set aside; what is no field of a listing begins with `_`."""
    raw = dict(RECORDS[name])
    about = {key: raw.pop(key) for key in list(raw) if key.startswith("_")}
    config = about.get("_config", {})
    instance = SourceInstance(
        slug="notes", name="Notes", kind="notes", config={"url": "https://notes.example", **config}
    )
    first_seen = NOW - timedelta(days=about.get("_seen_days_ago", 0))
    record = RawListing.of(
        instance, raw, NOW, first_seen_at=first_seen, has_event=about.get("_has_event", False), row_id=name
    )
    try:
        found = understood_columns(record)
    except JatreError as error:
        return f"{type(error).__name__}: {error}"
    extracted = found["extraction_metadata"].pop("extract")
    assert found["extraction_metadata"] == {}
    listing = read(found["processed_data"])
    known = set(listing.provenance)
    categorised([listing], AREA, None, [about.get("_usual_type")])
    extracted["kind"] = {
        "category": listing.category, "subcategory": listing.subcategory, "tags": listing.tags,
        "provenance": {name: vars(one) for name, one in listing.provenance.items() if name not in known},
    }  # fmt: skip
    return json.loads(json.dumps(found | extracted, default=str, ensure_ascii=False))


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_comes_to_the_same_in_every_column(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(registry.KINDS, "notes", NOTES)
    expected = json.loads((FOLDER / "announcements.expected.json").read_text(encoding="utf-8"))
    assert set(expected) == set(RECORDS)
    assert outcome(name) == expected[name]


if __name__ == "__main__":
    registry.KINDS["notes"] = NOTES  # type: ignore[index]
    text = json.dumps({name: outcome(name) for name in RECORDS}, indent=1, ensure_ascii=False)
    (FOLDER / "announcements.expected.json").write_text(text + "\n", encoding="utf-8")
