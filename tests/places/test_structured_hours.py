"""Hours that come in fields: schema.org's and Google's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from include.places.hours import SpecialDay
from include.places.structured import StatedHours, google_hours, schema_org_hours
from include.places.unreadable import UnreadableHours


def test_schema_org_texts_add_up() -> None:
    found = schema_org_hours({"openingHours": ["Mo-Fr 11:00-14:30", "Mo-Th 17:00-21:30", "Sa 5pm-10pm"]})
    assert found == StatedHours("Mo-Fr 11:00-14:30, Mo-Th 17:00-21:30, Sa 17:00-22:00")


def test_schema_org_specifications_have_days_holidays_and_special_days() -> None:
    node = {
        "openingHours": "Mo-Su 00:00-24:00",
        "openingHoursSpecification": [
            {"dayOfWeek": ["https://schema.org/Monday", "Tuesday"], "opens": "09:00", "closes": "17:00:00"},
            {"dayOfWeek": "http://schema.org/Friday", "opens": "18:00", "closes": "02:00"},
            {"dayOfWeek": "PublicHolidays", "opens": "00:00", "closes": "00:00"},
            {"dayOfWeek": "Saturday", "opens": "00:00", "closes": "23:59"},
            {"validFrom": "2026-12-24", "validThrough": "2026-12-26", "name": "Christmas"},
            {"validFrom": "2026-12-31", "validThrough": "2026-12-31", "opens": "18:00", "closes": "02:00"},
        ],
    }
    assert schema_org_hours(node) == StatedHours(
        "PH closed; Mo,Tu 09:00-17:00, Fr 18:00-02:00, Sa",
        (
            SpecialDay(date(2026, 12, 24), date(2026, 12, 26), "Mo-Su closed", "Christmas"),
            SpecialDay(date(2026, 12, 31), date(2026, 12, 31), "Mo-Su 18:00-02:00"),
        ),
    )


def test_google_periods_go_past_midnight_and_the_end_of_the_week() -> None:
    periods = [
        {"open": {"day": 6, "hour": 18, "minute": 0}, "close": {"day": 0, "hour": 1, "minute": 30}},
        {"open": {"day": 1, "hour": 9}, "close": {"day": 1, "hour": 17}},
    ]
    assert google_hours(periods) == "Sa 18:00-25:30, Mo 09:00-17:00"
    assert google_hours([{"open": {"day": 0, "hour": 0, "minute": 0}}]) == "24/7"
    assert google_hours([]) == "24/7 closed"


@pytest.mark.parametrize(
    "node",
    [
        {"openingHoursSpecification": {"dayOfWeek": "Someday", "opens": "09:00", "closes": "17:00"}},
        {"openingHoursSpecification": {"dayOfWeek": "Monday", "opens": "nine", "closes": "17:00"}},
        {"openingHoursSpecification": {"validFrom": "soon", "validThrough": "later"}},
        {"openingHoursSpecification": [{}] * 101},
        {"openingHours": "whenever we like"},
    ],
)
def test_fields_that_are_none_are_set_aside(node: dict[str, Any]) -> None:
    with pytest.raises(UnreadableHours):
        schema_org_hours(node)


@pytest.mark.parametrize("period", [{}, {"open": {"day": 9}}, {"open": {"day": True}, "close": {"day": 1}}, 7])
def test_periods_that_are_none_are_set_aside(period: Any) -> None:
    with pytest.raises(UnreadableHours):
        google_hours([period])
