"""What a place is like, as the live feed sends it to who comes: read once for all until the feed tells of news."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from realtime.api.kept_states import kept_state
from realtime.feed.change import PLACE_STATUS, FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.rooms import PLACE_ROOM, PLACES_ROOM
from realtime.places import contract
from realtime.service import Service

MAX_STATES = 200
"""Places of an area whose states are sent at once: some 120 kB."""
_ENDS = ("validUntil", "capacityUntil")
"""What is stated of each part of a state: until when it counts."""


@dataclass(frozen=True, slots=True)
class KeptPlaceState:
    """What was known of a place when it was read; None where nothing was."""

    place: str
    state: contract.StoredPlaceState | None

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes."""
        return sys.getsizeof(self.state.payload) if self.state else 0

    def change(self, cursor: Cursor, now: datetime) -> FeedChange | None:
        """The state as a change of the feed, for a client at a position; None where no part of it counts at `now`."""
        if self.state is None:
            return None
        version, payload, changed_at = self.state
        if not _counts(json.loads(payload), now):
            return None
        return FeedChange(
            cursor, PLACE_STATUS, self.place, version, frozenset({PLACE_ROOM + self.place}), payload, changed_at
        )


def _counts(state: dict[str, str | None], now: datetime) -> bool:
    """Whether any part of a state has not ended. A part that is known and has no end goes on."""
    known = (state["source"], state["capacitySource"])
    ends = [state[name] for name, source in zip(_ENDS, known, strict=True) if source]
    return any(end is None or datetime.fromisoformat(end) > now for end in ends)


@dataclass(frozen=True, slots=True)
class KeptPlaceStates:
    """What was known of the places of an area when it was read."""

    states: tuple[KeptPlaceState, ...]

    @property
    def size(self) -> int:
        """About the bytes of memory that they take."""
        return sum(state.size for state in self.states)

    def changes(self, cursor: Cursor, now: datetime) -> list[FeedChange]:
        """Those that count at `now` as changes of the feed, for a client at a position."""
        found = (state.change(cursor, now) for state in self.states)
        return [change for change in found if change]


async def place_states_of(service: Service, area: str) -> tuple[KeptPlaceStates, datetime]:
    """What is known of the places of an area that changed last, and the clock of the database; raises likewise."""

    async def read() -> KeptPlaceStates:
        async with service.database.connection() as connection:
            found = await contract.place_states(connection, area, MAX_STATES)
        return KeptPlaceStates(tuple(KeptPlaceState(place, state) for place, state in found.items()))

    return await kept_state(service, PLACES_ROOM + area, read)


async def place_state_of(service: Service, place: str) -> tuple[KeptPlaceState, datetime]:
    """What is known of a place, by its id, and the clock of the database; raises as `ServiceDatabase.connection`."""

    async def read() -> KeptPlaceState:
        async with service.database.connection() as connection:
            return KeptPlaceState(place, await contract.place_state(connection, UUID(place)))

    return await kept_state(service, PLACE_ROOM + place, read)
