"""A made-up town of events, people who want to be told of some, and changes of these."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from cryptography.fernet import Fernet

from include.alerts import sealing
from include.alerts.sealing import Address
from include.filters.fields import CATEGORIES

TAGS, VENUES, WORDS, ORGANIZERS = 1_000, 2_000, 1_500, 1_000
CENTRE, SPREAD_DEGREES = (12.97, 77.64), 0.18
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DESCRIPTION = "An evening of music under the rain tree, with filter coffee afterwards. " * 20
KEY = Fernet.generate_key().decode()


@dataclass
class Town:
    """Draws all of it; the same for the same `seed`."""

    events: int
    seed: int = 7
    chance: random.Random = field(init=False)
    ids: list[UUID] = field(init=False)
    titles: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the events' names, which stay."""
        self.chance = random.Random(self.seed)
        self.ids = [self._id() for _ in range(self.events)]
        self.titles = [" ".join(f"w{self.chance.randrange(WORDS)}x" for _ in range(4)) for _ in self.ids]

    def wanted(self) -> tuple[dict[str, Any] | None, UUID | None]:
        """What somebody asks for: a filter, or an event that they follow. About 20 in 100,000 want a change."""
        draw, pick = self.chance.random(), self.chance
        category = {"category": [pick.choice(CATEGORIES)]}
        if draw < 0.4:
            return category | {
                "tags": [f"t{pick.randrange(TAGS)}"],
                "maxPrice": pick.choice((200.0, 500.0, 900.0)),
            }, None
        if draw < 0.55:
            return {"venue": [f"hall {pick.randrange(VENUES)}"], "weekday": sorted(pick.sample(DAYS, 2))}, None
        if draw < 0.7:
            latitude, longitude = self._point()
            return category | {"lat": latitude, "lng": longitude, "radius": pick.choice((0.5, 1.0, 1.5))}, None
        if draw < 0.8:
            return category | {"q": f"w{pick.randrange(WORDS)}x"}, None
        if draw < 0.9:
            return {"organizer": [f"friends {pick.randrange(ORGANIZERS)}"], "timeOfDay": ["18:00", "23:00"]}, None
        return None, pick.choice(self.ids)

    def document(self, number: int, version: int) -> dict[str, Any]:
        """An event as it is at a version: all but its name is drawn anew."""
        pick, (latitude, longitude) = self.chance, self._point()
        starts = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=pick.randrange(500_000))
        price = pick.randrange(1_000)
        return {
            "id": str(self.ids[number]), "version": version, "title": self.titles[number], "description": DESCRIPTION,
            "category": pick.choice(CATEGORIES), "tags": [f"t{pick.randrange(TAGS)}" for _ in range(3)],
            "startTime": starts.isoformat(), "timezone": "Asia/Kolkata", "dateOnly": False, "status": "scheduled",
            "movedAt": None, "updatedAt": starts.isoformat(), "verificationStatus": "unverified",
            "occurrences": [{"startsAt": starts.isoformat(), "endsAt": None, "dateOnly": False, "cancelled": False}],
            "venue": {
                "name": f"Hall {pick.randrange(VENUES)}", "address": None, "latitude": latitude,
                "longitude": longitude, "placeId": None,
            },
            "area": "town", "areas": ["town"], "organizer": {"name": f"Friends {pick.randrange(ORGANIZERS)}"},
            "pricing": {"type": "paid", "minimum": price, "maximum": price}, "links": [], "availability": None,
        }  # fmt: skip

    def changes(self, count: int) -> Iterator[tuple[str, int, str]]:
        """Id, version and document of one changed event after the other."""
        versions = [1] * self.events
        for _ in range(count):
            number = self.chance.randrange(self.events)
            versions[number] += 1
            yield str(self.ids[number]), versions[number], json.dumps(self.document(number, versions[number]))

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _point(self) -> tuple[float, float]:
        return tuple(round(middle + self.chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES), 6) for middle in CENTRE)  # type: ignore[return-value]


def fill(admin: psycopg.Connection, town: Town, alerts: int) -> None:
    """Write the events as they are at first, known to the matcher, and a webhook each for so many alerts."""
    admin.execute("set jit = off")  # as all roles of the system have it
    admin.execute("set session_replication_role = replica")
    admin.execute(
        "insert into jatre.discovered_events (id, title, start_time, category, search, is_public, over_at, version)"
        " select e.id, e.title, '2027-06-01', 'music', jatre.event_search(e.title, null, null), true, '2028-01-01', 1"
        " from unnest(%s::uuid[], %s::text[]) as e (id, title)",
        [town.ids, town.titles],
    )
    admin.execute(
        "insert into jatre.alert_events (event_id, version, over_at, document, search)"
        " select e.id, 1, '2028-01-01', d.document::jsonb, e.search"
        " from unnest(%s::uuid[], %s::text[]) as d (id, document) join jatre.discovered_events as e on e.id = d.id",
        [town.ids, [json.dumps(town.document(number, 1)) for number in range(town.events)]],
    )
    sealed = sealing.seal(Address("{}", "a-word"))
    digests = [hashlib.sha256(str(number).encode()).digest() for number in range(alerts)]
    wanted = [town.wanted() for _ in range(alerts)]
    admin.execute(
        "insert into jatre.alert_channels (id, kind, address, digest, token_digest, zone, confirmed_at, max_per_day)"
        " select gen_random_uuid(), 'webhook', %s, d, d, 'Asia/Kolkata', now(), 100 from unnest(%s::bytea[]) as d",
        [sealed, digests],
    )
    admin.execute(
        "insert into jatre.alerts (channel_id, name, filter, event_id, kinds, confirmed_at)"
        " select c.id, 'An alert', w.filter::jsonb, w.event,"
        "  case when w.event is null then '{new}' else '{price}' end::text[], now()"
        " from unnest(%s::bytea[], %s::text[], %s::uuid[]) as w (digest, filter, event)"
        " join jatre.alert_channels as c using (digest)",
        [digests, [None if one is None else json.dumps(one) for one, _ in wanted], [event for _, event in wanted]],
    )
    admin.execute(
        "update jatre.alerts as a set words = w.words, word_keys = w.keys"
        " from (select distinct filter ->> 'q' as q from jatre.alerts where filter ? 'q') as d,"
        "  jatre.alert_words(jsonb_build_object('q', d.q)) as w where a.filter ->> 'q' = d.q"
    )
    admin.execute("update jatre.alert_cursor set filled = true")
    admin.execute("set session_replication_role = origin")
    admin.execute("vacuum analyze")
