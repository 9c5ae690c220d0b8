"""What was read of a place is sent as long as any part of it counts, whatever has been read since."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from realtime.feed.cursor import Cursor
from realtime.places.contract import StoredPlaceState
from realtime.places.states import KeptPlaceState, KeptPlaceStates

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
PLACE = str(UUID(int=7))
CURSOR = Cursor("e", 5)
UNKNOWN = ("nobody", None)


def kept(opening: tuple[str, int | None], fullness: tuple[str, int | None], place: str = PLACE) -> KeptPlaceState:
    """Each part: who said it ("nobody": it is not known), and in how many minutes it ends (None: never)."""
    (said, until), (told, counts) = opening, fullness
    state = {
        "source": None if said == "nobody" else said, "capacitySource": None if told == "nobody" else told,
        "validUntil": _at(until), "capacityUntil": _at(counts),
    }  # fmt: skip
    return KeptPlaceState(place, StoredPlaceState(3, json.dumps(state), NOW))


def _at(minutes: int | None) -> str | None:
    return None if minutes is None else (NOW + timedelta(minutes=minutes)).isoformat()


@pytest.mark.parametrize(
    ("opening", "fullness", "counts"),
    [
        (("hours", 60), ("user", 30), True),
        (("hours", 60), ("user", -1), True),  # how full it is ends before it closes
        (("hours", -1), ("prediction", 10), True),
        (("hours", -1), ("user", -1), False),
        (("hours", 0), ("user", 0), False),
        (("hours", 60), UNKNOWN, True),
        (("hours", -1), UNKNOWN, False),
        (UNKNOWN, ("user", 1), True),
        (UNKNOWN, ("user", -1), False),
        (("site", None), UNKNOWN, True),
        (("site", None), ("user", -1), True),
        (UNKNOWN, UNKNOWN, False),
    ],
)
def test_it_is_sent_while_any_part_of_it_counts(
    opening: tuple[str, int | None], fullness: tuple[str, int | None], counts: bool
) -> None:
    found = kept(opening, fullness).change(CURSOR, NOW)
    assert (found is not None) is counts
    if found:
        assert (found.cursor, found.kind, found.entity, found.version) == (CURSOR, "place:status", PLACE, 3)
        assert (found.rooms, found.changed_at) == (frozenset({f"place:{PLACE}"}), NOW)
        assert json.loads(found.payload)["source"] == (None if opening == UNKNOWN else opening[0])


def test_of_the_places_of_an_area_those_that_count_are_sent() -> None:
    other = str(UUID(int=8))
    some = (kept(("hours", -1), UNKNOWN), kept(("hours", 5), UNKNOWN, other), KeptPlaceState("nothing known", None))
    found = KeptPlaceStates(some)
    assert [one.entity for one in found.changes(CURSOR, NOW)] == [other]
    assert found.size == sum(one.size for one in some) > 0
    assert some[-1].size == 0
    assert some[-1].change(CURSOR, NOW) is None
