"""Hours that a page states of the place where an event is."""

from __future__ import annotations

from typing import Any

import pytest

from include.places.unreadable import UnreadableHours
from include.sources.structured.place_hours import hours_of

PUB = {"@type": "BarOrPub", "name": "Toit"}
ONLINE = {"@type": "VirtualLocation", "url": "https://stream.example/"}
EVENINGS = {"dayOfWeek": ["https://schema.org/Friday", "Saturday"], "opens": "17:00", "closes": "01:00"}
HOLI = {"opens": "10:00", "closes": "12:00", "validFrom": "2026-03-04", "validThrough": "2026-03-04", "name": "Holi"}


@pytest.mark.parametrize(
    "location", [PUB | {"openingHours": "Mo-Su 12:00-23:00"}, [ONLINE, PUB | {"openingHours": "Mo-Su 12:00-23:00"}]]
)
def test_a_text_is_kept_as_it_is_written_beside_what_it_means(location: Any) -> None:
    found = hours_of(location)
    assert found is not None
    assert (found.stated, found.week, found.special) == ("Mo-Su 12:00-23:00", "Mo-Su 12:00-23:00", [])


def test_fields_give_a_week_and_special_days() -> None:
    found = hours_of(PUB | {"openingHoursSpecification": [EVENINGS, HOLI]})
    assert found is not None
    assert (found.stated, found.week) == (None, "Fr,Sa 17:00-01:00")
    assert [(f"{one.first}", one.hours, one.label) for one in found.special] == [
        ("2026-03-04", "Mo-Su 10:00-12:00", "Holi")
    ]


@pytest.mark.parametrize(
    "location",
    [
        None,
        "Toit, Indiranagar",
        PUB,
        PUB | {"openingHours": []},
        ONLINE,
        [PUB | {"openingHours": "24/7"}, {"name": "Park"}],
    ],
)
def test_who_states_none_or_is_several_places_has_none(location: Any) -> None:
    assert hours_of(location) is None


@pytest.mark.parametrize(
    "hours",
    [
        {"openingHours": "whenever we like"},
        {"openingHours": 'Mo-Fr 10:00-18:00 "by appointment"'},
        {"openingHours": "9-5, " * 400},
        {"openingHoursSpecification": [EVENINGS] * 101},
        {"openingHoursSpecification": {"opens": {"a": 1}, "closes": [[]]}},
        {"openingHoursSpecification": HOLI | {"validThrough": "9999-01-01"}},
    ],
)
def test_what_is_odd_is_refused_with_its_reason(hours: dict[str, Any]) -> None:
    with pytest.raises(UnreadableHours):
        hours_of(PUB | hours)
