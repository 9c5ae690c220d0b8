"""What exceeds a bound of a listing is refused, in words that name the field and the bound."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest

from include.errors import BrokenRecord
from include.listing import MAX_OCCURRENCES, MAX_URL_CHARS, Listing, read

LONG_URL = "https://pictures.example/" + "a" * 7_975
REFUSED: dict[str, Any] = {
    "images[0].url: 8,000 characters, at most 4,000": {"images": [{"url": LONG_URL}]},
    "url: 'tba' is no address": {"url": "tba"},
    "ticket_url: 'javascript:alert(1)' is no address": {"ticket_url": "javascript:alert(1)"},
    "title: 256 characters, at most 255": {"title": "a" * 256},
    "description: 20,001 characters, at most 20,000": {"description": "a" * 20_001},
    "description: a NUL": {"description": "so\x00so"},
    "venue.name: Input should be a valid string": {"venue": {"name": "half \ud83d"}},
    "venue.name: 301 characters, at most 300": {"venue": {"name": "a" * 301}},
    "keywords: 101 entries, at most 100": {"keywords": ["word"] * 101},
    "keywords[1]: 201 characters, at most 200": {"keywords": ["word", "a" * 201]},
    "occurrences[0].starts_at: the year 9999": {"occurrences": [{"starts_at": "9999-12-31T10:00:00Z"}]},
    "occurrences[0].starts_at: +23.98 hours from UTC, at most 14": {
        "occurrences": [{"starts_at": "2026-03-05T10:00:00+23:59"}]
    },
    "occurrences[0]: it ends 27,054 days after it starts, at most 732": {
        "occurrences": [{"starts_at": "2026-03-05T10:00:00Z", "ends_at": "2100-03-31T10:00:00Z"}]
    },
    "occurrences: 20,000 entries, at most 500": {"occurrences": [{"starts_at": "2026-03-05T10:00:00Z"}] * 20_000},
    "price.minimum: Decimal('1E+40'), at most 1,000,000,000": {"price": {"minimum": Decimal("1e40")}},
    "price.minimum: Input should be a finite number": {"price": {"minimum": Decimal("NaN")}},
    "venue.latitude: Input should be a finite number": {"venue": {"latitude": float("nan")}},
    "venue.longitude: 181, at most 180": {"venue": {"longitude": 181}},
    "capacity: one int, at most 10,000,000": {"capacity": 10**5_000},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_exceeds_a_bound_is_refused_with_field_and_bound(reason: str) -> None:
    with pytest.raises(BrokenRecord) as refused:
        read({"title": "Monsoon Jazz Quartet"} | REFUSED[reason])

    assert reason in str(refused.value)
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_what_is_at_its_bound_is_taken() -> None:
    listing = read(
        {
            "title": "ಜಾ" * 127,
            "images": [{"url": "https://pictures.example/".ljust(MAX_URL_CHARS, "a")}],
            "occurrences": [{"starts_at": "2026-03-05T10:00:00+14:00"}] * MAX_OCCURRENCES,
        }
    )

    assert read(listing.document()) == listing


def test_a_value_that_is_set_later_is_refused_when_it_is_stored() -> None:
    listing = Listing(title="Monsoon Jazz Quartet")
    listing.url = LONG_URL

    with pytest.raises(BrokenRecord, match="url: 8,000 characters, at most 4,000"):
        listing.document()


def test_many_refusals_are_reported_in_short() -> None:
    with pytest.raises(BrokenRecord, match="and 7 more") as refused:
        read({"title": "x", "keywords": ["a" * 1_000] * 10})

    assert len(str(refused.value)) < 300
