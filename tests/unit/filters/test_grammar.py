"""The grammar of filters without a database: what is taken, what is refused, what is made of the table."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from include.filters import fields, reading, statements
from include.filters.filter import Filter
from include.filters.refusal import BadFilter, unknown

ZONE = ZoneInfo("Asia/Kolkata")
TRIANGLE = "POLYGON((77.62 12.95, 77.67 12.95, 77.64 13.0, 77.62 12.95))"


def read(**params: str | list[str]) -> Filter:
    texts = {name: [value] if isinstance(value, str) else value for name, value in params.items()}
    return reading.read(lambda name: texts.get(name, []), ZONE)


def test_the_functions_in_sql_are_those_of_the_table() -> None:
    for path, text in statements.files().items():
        assert path.read_text(encoding="utf-8") == text, "run `make schema`"


@pytest.mark.parametrize(
    ("function", "numbers"),
    [
        ("events_list_dates", {"$11"}),
        ("events_search_first", {"$9", "$11"}),
        ("events_search_named", {"$1", "$9", "$10", "$12"}),
    ],
)
def test_what_functions_written_by_hand_name_by_number_has_that_number(function: str, numbers: set[str]) -> None:
    values = (statements.FOLDER / "events_list_values.sql").read_text(encoding="utf-8")
    columns = dict(re.findall(r"out (\w+) [^\n]*-- \$(\d+)$", values, re.MULTILINE))
    assert [columns[name] for name in ("of_words", "of_named", "of_loose")] == ["10", "11", "12"]
    text = (statements.FOLDER / f"{function}.sql").read_text(encoding="utf-8")
    assert numbers <= (named := set(re.findall(r"\$\d+", text)))
    assert max(int(one[1:]) for one in named) <= 12, "further fields move the numbers behind these"


@pytest.mark.parametrize("field", fields.FIELDS, ids=lambda field: field.name)
def test_every_field_is_explained_by_examples_that_it_takes(field: Any) -> None:
    assert field.about.endswith(".")
    for example in field.examples:
        assert field.kind.read([example], ZONE) is not None
    decides = field.made or field.passes or field.date_passes or field.name in {"when", "lat", "lng"}
    assert bool(decides) != bool(field.not_live)


@pytest.mark.parametrize(
    ("params", "taken"),
    [
        ({"tags": "Jazz, kids,jazz"}, {"tags": ["jazz", "kids"]}),
        ({"venue": ["The Humming Tree", "Bar, Grill"]}, {"venue": ["bar, grill", "the humming tree"]}),
        ({"timeOfDay": "22:00-02:00"}, {"timeOfDay": ["22:00", "02:00"]}),
        ({"timeOfDay": "18:00-24:00"}, {"timeOfDay": ["18:00", "24:00"]}),
        ({"bbox": "77.62,12.95,77.67,13"}, {"bbox": [77.62, 12.95, 77.67, 13.0]}),
        ({"bbox": ["77.62", "12.95", "77.67", "13"]}, {"bbox": [77.62, 12.95, 77.67, 13.0]}),
        ({"bbox": "-5E-05,51.4,0.1,51.5"}, {"bbox": [-0.00005, 51.4, 0.1, 51.5]}),
        ({"polygon": TRIANGLE.lower()}, {"polygon": TRIANGLE}),
        (
            {"polygon": "POLYGON((-0.00005 51.4, 0.1 51.4, 0 51.5, -5e-05 51.4))"},
            {"polygon": "POLYGON((-5e-05 51.4, 0.1 51.4, 0.0 51.5, -5e-05 51.4))"},
        ),
        ({"includeCancelled": "true"}, {}),
        ({"includeCancelled": "false"}, {"includeCancelled": False}),
        ({"minPrice": "5", "maxPrice": "5"}, {"minPrice": 5.0, "maxPrice": 5.0}),
        ({"lat": "12", "lng": "77"}, {"lat": 12.0, "lng": 77.0, "radius": 2.0}),
        ({"area": "indiranagar,bengaluru"}, {"area": ["bengaluru", "indiranagar"]}),
    ],
)
def test_what_is_taken(params: dict[str, Any], taken: dict[str, Any]) -> None:
    found = read(**params)
    assert found.as_json() == taken
    assert found == read(**{name: _sent(value) for name, value in taken.items()})


def _sent(value: Any) -> str | list[str]:
    """What `subscribed` repeats, sent once more."""
    if isinstance(value, list) and ":" in str(value[0]):
        return "-".join(value)
    return [str(one) for one in value] if isinstance(value, list) else str(value).replace("False", "false")


@pytest.mark.parametrize(
    ("field", "params"),
    [
        ("weekday", {"weekday": "someday"}),
        ("timeOfDay", {"timeOfDay": "18-20"}),
        ("timeOfDay", {"timeOfDay": "18:00-18:00"}),
        ("timeOfDay", {"timeOfDay": "18:00-24:30"}),
        ("bbox", {"bbox": "77.67,12.95,77.62,13"}),
        ("bbox", {"bbox": "77.62,12.95,77.67"}),
        ("bbox", {"bbox": "77.62,12.95,77.67,nan"}),
        ("bbox", {"bbox": "-181,0,1,1"}),
        ("polygon", {"polygon": "POLYGON((0 0, 1 1, 0 0))"}),
        ("polygon", {"polygon": "POLYGON((0 0, 1 0, 1 1, 0 1))"}),
        ("polygon", {"polygon": "POLYGON((0 0, 0 0, 0 0, 0 0))"}),
        ("polygon", {"polygon": f"POLYGON(({', '.join(f'{x} 1' for x in range(101))}, 0 1))"}),
        ("polygon", {"polygon": "POINT(0 0)"}),
        ("polygon", {"polygon": "POLYGON((0 0, 181 0, 1 1, 0 0))"}),
        ("minPrice", {"minPrice": "-1"}),
        ("maxPrice", {"minPrice": "2", "maxPrice": "1"}),
        ("maxDuration", {"minDuration": "2", "maxDuration": "1"}),
        ("online", {"online": "yes"}),
        ("verified", {"verified": ["true", "true"]}),
        ("source", {"source": "Town Hall"}),
        ("venue", {"venue": "x" * 256}),
        ("venue", {"venue": "a\0b"}),
        ("tags", {"tags": [f"t{number}" for number in range(51)]}),
        ("area", {"area": "Not a code"}),
        ("status", {"status": "gone"}),
    ],
)
def test_what_is_refused_by_name(field: str, params: dict[str, Any]) -> None:
    with pytest.raises(BadFilter) as refused:
        read(**params)
    assert refused.value.field == field
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("sent", "meant"),
    [("categry", "category"), ("start_date", "startDate"), ("tag", "tags"), ("min_price", "minPrice"),
     ("venues", "venue"), ("timeofday", "timeOfDay"), ("Q", "q")],
)  # fmt: skip
def test_the_nearest_parameter_is_suggested(sent: str, meant: str) -> None:
    assert f"Did you mean {meant}?" in str(unknown(sent, fields.NAMES))


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    refused = unknown("x" * 500, fields.NAMES)
    assert "Did you mean" not in str(refused)
    assert len(refused.field) == 80


def test_filters_that_ask_the_same_are_equal() -> None:
    assert read(category="music,market", cost="free") == read(cost="free", category=["market", "music"])
    assert hash(read(category="music")) != hash(read(category="market"))
    assert not read()
