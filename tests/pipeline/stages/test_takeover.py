"""A stranger changes nothing that is not his: every field of an event, in every way a source has, byte for byte.

For each field of a listing there are two events of their own: one that an official source lists, one that an unofficial
source of good priority lists. Strangers list the same with another value in that field. A new field of a listing, or a
new column of the public event, fails here until somebody has decided who may set it.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include import db
from include.listing import Listing
from include.settings import settings
from include.sources import registry
from include.understand.record.survivorship import NOT_SHOWN, SURVIVORSHIP
from tests.conftest import Cluster, empty_database
from tests.pipeline.scene import NOW, STAGES, Scene, at

Raw = dict[str, Any]
TITLES = (
    "Amber Lantern Quartet", "Banyan Shadow Theatre", "Copper Kettle Tasting", "Driftwood Carving Circle",
    "Elephant Parade Sketchers", "Firefly Orchestra", "Granite Hill Ramblers", "Hibiscus Dye Workshop",
    "Indigo Needle Studio", "Jasmine Poets Gathering", "Kingfisher Rowing Trials", "Lotus Pond Philharmonic",
    "Marigold Garland Makers", "Nightjar Storytellers", "Orchid Growers Assembly", "Peacock Feather Ballet",
    "Quicksilver Tap Dancers", "Rosewood Chess Academy", "Saffron Street Drummers",
)  # fmt: skip
HOSTILE: dict[str, Any] = {
    "title": "{title} moved to the Grand Casino, Whitefield",
    "description": "Cancelled! Buy your seats again at evil.example: guaranteed returns.",
    "description_marks": [{"start": 0, "end": 10, "tag": "a", "url": "https://evil.example/seats"}],
    "occurrences": [],  # made from the truth's own, see `_other_dates`
    "recurrence": {"rrule": "FREQ=DAILY", "expanded_until": at(30, month=5)},
    "timezone": "UTC",
    "status": "cancelled",
    "venue": {"name": "Online", "online": True},
    "organizer": {"name": "Evil Tickets Ltd", "type": "government"},
    "price": {"cost_type": "paid", "minimum": 990000, "maximum": 990000, "currency": "USD"},
    "url": "https://evil.example/event",
    "ticket_url": "https://evil.example/tickets",
    "images": [{"url": "https://evil.example/picture.jpg", "alt": "evil"}],
    "capacity": 1,
    "registration_required": True,
    "availability": "sold_out",
    "category": "market",
    "subcategory": "evil",
    "tags": ["evil"],
}
REFUSED = "until 2100"
"""The way that already the bounds of a listing set aside."""
ABOUT = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
BOOKKEEPING = ("id", "version", "published_at", "updated_at")
"""What shows when and how often something was written; it differs between two databases."""
OWN_ENTRY = ("links", "verification_status")
"""What another source may add to an unofficial event: a link of its own, and its word (tests of their own below)."""


def _truth(number: int, month: int, site: str) -> Raw:
    title, day = TITLES[number], number + 4
    return {
        "title": title,
        "uid": f"own-{number}@calendar.example",
        "description": f"An evening of music with the {title} and friends, in two parts, with tea in between them.",
        "occurrences": [{"starts_at": at(day, 19, month=month), "ends_at": at(day, 21, month=month)}],
        "venue": {"name": "Toit", "address": "298, 100 Feet Road, Indiranagar, Bengaluru 560038"},
        "organizer": {"name": f"The {title}", "type": "community"},
        "price": {"cost_type": "paid", "minimum": 300, "maximum": 500, "currency": "INR"},
        "url": f"https://{site}.example/{number}",
        "ticket_url": f"https://{site}.example/{number}/tickets",
        "images": [{"url": f"https://{site}.example/{number}.jpg", "alt": title}],
        "keywords": ["concert"],
        "capacity": 120,
        "registration_required": False,
        "availability": "available",
        "category": "music",
        "subcategory": "live",
    }


FIELDS = tuple(sorted(set(Listing.model_fields) - NOT_SHOWN))
TRUTHS = {
    (slug, field): _truth(number, month, slug)
    for slug, month in (("venue", 3), ("better", 4))
    for number, field in enumerate(FIELDS)
}


def _shifted(raw: Raw, minutes: int) -> Raw:
    moved = [
        {key: (datetime.fromisoformat(value) + timedelta(minutes=minutes)).isoformat() for key, value in one.items()}
        for one in raw["occurrences"]
    ]
    return raw | {"occurrences": moved}


def _more_dates(raw: Raw) -> Raw:
    one = raw["occurrences"][0]
    dates = [_shifted({"occurrences": [one]}, 1440 * day)["occurrences"][0] for day in range(22)]
    return raw | {"occurrences": dates}


def _ends(raw: Raw, end: str) -> Raw:
    return raw | {"occurrences": [one | {"ends_at": end} for one in raw["occurrences"]]}


def _with(raw: Raw, field: str) -> Raw:
    """The listing with a hostile value in one field."""
    if field == "occurrences":
        return _more_dates(_shifted(raw, 30))
    value = HOSTILE[field]
    return raw | {field: value.format(title=raw["title"]) if isinstance(value, str) else value}


def _longer(raw: Raw) -> Raw:
    return raw | {
        "description": f"{raw['description']} " + "And there is much more to be said of it. " * 40,
        "organizer": {"name": f"{raw['organizer']['name']} and all of their friends from near and far"},
        "venue": raw["venue"] | {"address": f"{raw['venue'].get('address')}, behind the temple, opposite the lake"},
        "images": [*raw["images"], *({"url": f"https://evil.example/{n}.jpg"} for n in range(9))],
        "tags": [f"tag{n}" for n in range(12)],
    }


def _bare(raw: Raw, field: str) -> Raw:
    """Nothing but title, time and place, and the hostile field."""
    kept = {key: raw[key] for key in ("title", "occurrences", "venue")}
    return kept | {field: _with(raw, field)[field]}


WAYS: dict[str, Callable[[Raw, str], Raw]] = {
    "the same id": _with,
    "the same link": lambda raw, field: _with(raw, field) | {"url": raw["url"]},
    "the same title and time": _bare,
    "an echo": lambda raw, field: dict(raw),
    "a longer value": lambda raw, field: _longer(_with(raw, field)),
    "an hour earlier": lambda raw, field: _shifted(_with(raw, field), -60),
    "two hours later": lambda raw, field: _shifted(_with(raw, field), 120),
    "330 minutes away": lambda raw, field: _shifted(_with(raw, field), -330),
    "cancelled": lambda raw, field: _with(raw, field) | {"status": "cancelled"},
    "each date cancelled": lambda raw, field: (
        _with(raw, field) | {"occurrences": [one | {"cancelled": True} for one in raw["occurrences"]]}
    ),
    "postponed": lambda raw, field: _with(raw, field) | {"status": "postponed"},
    "more dates": lambda raw, field: _more_dates(_with(raw, field)),
    "until next year": lambda raw, field: _ends(_with(raw, field), "2027-02-01T00:00:00+05:30"),
    "until 2100": lambda raw, field: _ends(_with(raw, field), "2100-01-01T00:00:00+05:30"),
    "the day alone": lambda raw, field: _with(raw, field) | {"occurrences": [
        {"starts_at": one["starts_at"][:10] + "T00:00:00+05:30", "date_only": True} for one in raw["occurrences"]
    ]},
    "online": lambda raw, field: _with(raw, field) | {"venue": {"online": True}},
    "a virtual place with a point": lambda raw, field: _with(raw, field) | {
        "venue": raw["venue"] | {"online": True, "latitude": 12.9, "longitude": 77.6}
    },
    "words that hold back": lambda raw, field: _with(raw, field) | {"description": "online casino " * 50},
}  # fmt: skip


FIRST = ("the same id", "the same link", "an echo", "a longer value", "cancelled", "more dates", "online")
"""The ways that CI tries in the other order too: two for identity, and one for each thing that may stay."""


@dataclass
class TakeoverScene:
    """A scene with true sources and, if a test wants them, strangers that contradict them."""

    scene: Scene

    def tell_truth(self) -> None:
        self.scene.source("venue", priority=5, official=True)
        self.scene.source("better", priority=2)
        for (slug, field), raw in TRUTHS.items():
            self.scene.lists(slug, f"https://{slug}.example/{field}", **raw)

    def tell_lies(self, way: str, *, keep: str = "") -> None:
        """Strangers: of low priority beside both, and of the best priority, but unofficial, beside the venue."""
        self.scene.source("stranger", priority=9)
        self.scene.source("upstart", priority=1)
        for (slug, field), raw in TRUTHS.items():
            lie = WAYS[way](copy.deepcopy(raw), field)
            key = f"https://{slug}.example/{field}" if way == "the same id" else f"!{slug} {field} {keep}"
            self.scene.lists("stranger", key, **lie)
            if slug == "venue":
                self.scene.lists("upstart", key, **lie)

    def joined(self) -> int:
        """How many true events a stranger's listing was taken for."""
        return sum(
            any(one.startswith(("stranger/", "upstart/")) for one in group)
            and any(one.startswith(("venue/", "better/")) for one in group)
            for group in self.scene.groups()
        )

    def shown(self) -> dict[str, Raw]:
        """What the public sees of the true events, by their titles and months, places by their slugs."""
        rows = self.scene.rows(
            "select to_jsonb(v) - 'document' || jsonb_build_object('place_id', p.slug) from jatre.event_public_v1 v"
            " join jatre.discovered_events e on e.id = v.id left join jatre.places p on p.id = v.place_id"
            " join jatre.event_sources s on s.id = e.source_id where s.slug in ('venue', 'better')"
        )
        return {f"{row[0]['source_name']} {row[0]['title']}": row[0] for row in rows}


@contextmanager
def _takeover_scene(cluster: Cluster, seeded: str) -> Iterator[TakeoverScene]:
    with pytest.MonkeyPatch.context() as patch, empty_database(cluster, seeded) as database:
        patch.setenv("JATRE_AS_OF", NOW.isoformat())
        patch.setenv("JATRE_USE_MODELS", "false")
        settings.cache_clear()
        patch.setitem(registry.KINDS, "notes", ("tests.pipeline.notes:Notes", "replay"))
        engine = db.engine(database.pipeline_url)
        try:
            yield TakeoverScene(Scene(engine))
        finally:
            engine.dispose()
            settings.cache_clear()


@pytest.fixture(scope="module")
def baseline(cluster: Cluster, seeded: str) -> dict[str, Raw]:
    """What is shown while no other source lists it."""
    with _takeover_scene(cluster, seeded) as takeover:
        takeover.tell_truth()
        takeover.scene.run()
        shown = takeover.shown()
    assert len(shown) == len(TRUTHS)
    return shown


@pytest.fixture
def takeover(cluster: Cluster, seeded: str) -> Iterator[TakeoverScene]:
    with _takeover_scene(cluster, seeded) as made:
        yield made


def _compare(shown: dict[str, Raw], expected: dict[str, Raw], left_out: tuple[str, ...] = ()) -> None:
    assert shown.keys() == expected.keys(), "an event is hidden, split or has another title"
    for key, was in expected.items():
        skipped = (*left_out, *(OWN_ENTRY if key.startswith("better") else ()))
        now = {name: value for name, value in shown[key].items() if name not in skipped}
        assert now == {name: value for name, value in was.items() if name not in skipped}, key


def _compare_bytes(shown: dict[str, Raw], expected: dict[str, Raw]) -> None:
    """The official events as they are written, versions and times of writing with them."""
    for key in (key for key in expected if key.startswith("venue")):
        assert json.dumps(shown[key]) == json.dumps(expected[key])


@pytest.mark.parametrize("way", WAYS)
def test_what_a_stranger_lists_after_changes_nothing(
    takeover: TakeoverScene, baseline: dict[str, Raw], way: str
) -> None:
    takeover.tell_truth()
    takeover.scene.run()
    before = takeover.shown()
    _compare(before, baseline, BOOKKEEPING)
    takeover.tell_lies(way)
    takeover.scene.run()
    _compare(takeover.shown(), before, BOOKKEEPING[1:])
    _compare_bytes(takeover.shown(), before)
    assert takeover.joined() >= len(TRUTHS) / 4 or way == REFUSED, "the strangers are not even taken for the same"

    takeover.scene.do(
        "update jatre.events_staging l set gone_at = clock_timestamp(), stage = 'enrich' from jatre.event_sources s"
        " where s.id = l.source_id and s.slug in ('stranger', 'upstart') and l.event_id is not null"
    )
    takeover.scene.run()
    _compare(takeover.shown(), before, BOOKKEEPING[1:])
    _compare_bytes(takeover.shown(), before)


@pytest.mark.parametrize("way", [way if way in FIRST else pytest.param(way, marks=pytest.mark.long) for way in WAYS])
def test_what_a_stranger_listed_first_does_not_stay(
    takeover: TakeoverScene, baseline: dict[str, Raw], way: str
) -> None:
    takeover.tell_lies(way)
    takeover.scene.run()
    takeover.tell_truth()
    takeover.scene.run()
    _compare(takeover.shown(), baseline, BOOKKEEPING)


def test_a_surer_stranger_is_still_a_stranger(takeover: TakeoverScene, baseline: dict[str, Raw]) -> None:
    takeover.tell_truth()
    takeover.tell_lies("a longer value")
    for stage in STAGES[:3]:
        stage.run(takeover.scene.engine)
    sure = json.dumps({name: {"origin": "structure", "confidence": 1} for name in (*FIELDS, "location")})
    takeover.scene.do(
        "update jatre.events_staging l set processed_data = jsonb_set(processed_data, '{provenance}',"
        " cast(:sure as jsonb)) from jatre.event_sources s where s.id = l.source_id"
        " and s.slug in ('stranger', 'upstart')",
        sure=sure,
    )
    takeover.scene.run()
    _compare(takeover.shown(), baseline, BOOKKEEPING)


def test_many_strangers_are_no_majority(takeover: TakeoverScene, baseline: dict[str, Raw]) -> None:
    takeover.tell_truth()
    for keep in "abc":
        takeover.tell_lies("330 minutes away", keep=keep)
    takeover.scene.run()
    _compare(takeover.shown(), baseline, BOOKKEEPING)


def test_an_event_does_not_leave_with_the_stranger_who_listed_it_first(
    takeover: TakeoverScene, baseline: dict[str, Raw]
) -> None:
    takeover.tell_lies("an echo")
    takeover.scene.run()
    takeover.tell_truth()
    takeover.scene.run()
    before = takeover.shown()
    for slug, field in TRUTHS:
        other = {"title": f"Win big at the {field} fair", "at": at(20, 12, month=5), "place": "Bangalore Palace"}
        for source in ("stranger", "upstart"):
            takeover.scene.lists(source, f"!{slug} {field} ", **other)
    takeover.scene.run()
    _compare(takeover.shown(), before, BOOKKEEPING[1:])


def test_one_listing_with_all_the_dates_does_not_make_two_official_events_one(scene: Scene) -> None:
    scene.source("venue", priority=2, official=True)
    scene.source("stranger", priority=9)
    scene.lists("venue", "a", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("venue", "b", title="Monsoon Jazz Quartet: the farewell", at=at(13, 20), place="The Humming Tree")
    scene.run()
    before = {event.id: event.version for event in scene.events()}
    assert len(before) == 2
    scene.lists("stranger", "x", title="Monsoon Jazz Quartet", at=[at(6, 20), at(13, 20)], place="The Humming Tree")
    scene.run()
    assert {event.id: event.version for event in scene.events()} == before


def test_a_stranger_adds_what_the_official_source_leaves_open_and_nothing_that_holds_it_back(scene: Scene) -> None:
    scene.source("venue", priority=2, official=True)
    about = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
    scene.lists("venue", "1", **about)
    scene.lists(
        "guide",
        "1",
        **about,
        description="Online casino",
        price={"cost_type": "paid", "minimum": 90000, "maximum": 90000},
    )
    scene.run()
    (event,) = scene.events()
    assert (event.description, event.cost_type, event.links, event.images) == (None, None, [], [])
    scene.lists(
        "guide", "1", **about, description="Two sets and an encore.", price={"cost_type": "paid", "minimum": 499},
        url="https://guide.example/1", images=[{"url": "https://guide.example/1.jpg"}],
        organizer={"name": "The Guide"}, capacity=3,
    )  # fmt: skip
    scene.run()
    (event,) = scene.events()
    assert (event.description, event.price_min) == ("Two sets and an encore.", 499)
    assert (event.links, event.images, event.external_url, event.organizer_name, event.capacity) == (
        [], [], None, None, None,
    )  # fmt: skip


def _rejected_stranger(scene: Scene) -> None:
    scene.source("venue", priority=2, official=True)
    scene.source("stranger", priority=9)
    scene.lists("stranger", "1", title="Win big at the lakeside fair", at=at(8, 12), place="Toit")
    scene.run()
    scene.decide("reject", ("stranger", "1"), reason="spam")
    scene.decide("edit", ("stranger", "1"), patch={"ticket_url": "https://stranger.example/"})


def test_a_rejected_listing_takes_no_event_with_it_by_repeating_it(scene: Scene) -> None:
    _rejected_stranger(scene)
    scene.lists("venue", "1", **ABOUT)
    scene.run()
    (before,) = scene.events()
    scene.lists("stranger", "1", **ABOUT)
    scene.run()
    assert scene.groups() == {frozenset({"venue/1", "stranger/1"})}
    assert scene.events() == [before]


def test_what_a_person_decided_of_an_event_outlives_the_better_source_that_joins_it(scene: Scene) -> None:
    scene.source("venue", priority=2, official=True)
    scene.lists("guide", "1", **ABOUT)
    scene.run()
    scene.decide("edit", ("guide", "1"), patch={"title": "The Monsoon Quartet"})
    scene.lists("venue", "1", **ABOUT)
    scene.run()
    assert [e.title for e in scene.events()] == ["The Monsoon Quartet"]
    scene.decide("reject", ("guide", "1"))
    scene.run()
    assert scene.events() == []


def test_what_persons_merge_keeps_what_they_decided_of_either(scene: Scene) -> None:
    _rejected_stranger(scene)
    scene.lists("venue", "1", **ABOUT)
    scene.decide("merge", ("stranger", "1"), ("venue", "1"))
    scene.run()
    assert scene.events() == []


def test_links_travel_together_and_length_is_no_merit(scene: Scene) -> None:
    about = {"title": "Monsoon Jazz Quartet", "at": at(6, 20)}
    scene.lists(
        "alpha", "9", **about, venue={"name": "Toit", "address": "100 Feet Road"}, url="https://alpha.example/1"
    )
    scene.lists(
        "beta", "1", **about, venue={"name": "Toit", "address": "100 Feet Road" + ", Indiranagar" * 9},
        url="https://beta.example/" + "x" * 200, ticket_url="https://beta.example/tickets",
    )  # fmt: skip
    scene.run()
    (event,) = scene.events()
    assert (event.external_url, event.ticket_url) == ("https://alpha.example/1", None)


def test_who_was_seen_on_an_earlier_day_speaks_before_the_alphabet(scene: Scene) -> None:
    about = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "Toit"}
    scene.lists("zeta", "1", **about, url="https://zeta.example/1")
    scene.lists("alpha", "1", **about, url="https://alpha.example/1")
    scene.do(
        "update jatre.events_staging l set first_seen_at = first_seen_at - interval '2 days' from jatre.event_sources s"
        " where s.id = l.source_id and s.slug = 'zeta'"
    )
    scene.run()
    assert [event.external_url for event in scene.events()] == ["https://zeta.example/1"]


def test_an_official_word_is_not_inherited_by_those_who_stay(scene: Scene) -> None:
    scene.source("venue", priority=2, official=True)
    about = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
    scene.lists("venue", "1", **about, url="https://venue.example/1")
    scene.lists("guide", "1", **about, url="https://guide.example/1")
    scene.run()
    scene.do(
        "update jatre.events_staging l set gone_at = clock_timestamp(), stage = 'enrich' from jatre.event_sources s"
        " where s.id = l.source_id and s.slug = 'venue'"
    )
    scene.run()
    assert [(e.external_url, e.verification_status, e.status) for e in scene.events()] == [
        ("https://venue.example/1", "unverified", "scheduled")
    ]


TEXT = "Four players from the coast bring their songs of rain and return, in two sets with a short break for tea."
OTHER_TEXT = "We liked this band when it last came through takeover, so go early; the room is small and fills up fast."
OWN = {"description": OTHER_TEXT, "url": "https://guide.example/jazz"}


@pytest.mark.parametrize(
    ("second", "verified"),
    [
        pytest.param(OWN, True, id="its own words on its own site"),
        pytest.param({**OWN, "url": "https://www.tickets.example/other"}, False, id="the same site"),
        pytest.param({**OWN, "ticket_url": "https://m.tickets.example/x?utm=1"}, False, id="sells through the first"),
        pytest.param({**OWN, "description": TEXT}, False, id="its text"),
        pytest.param({**OWN, "description": f"Wow! {TEXT} Do not miss it."}, False, id="its text with more around it"),
        pytest.param({**OWN, "images": [{"url": "https://cdn.example/p.jpg"}]}, False, id="its picture"),
        pytest.param({"url": "https://guide.example/jazz"}, False, id="nothing of its own"),
        pytest.param({**OWN, "at": at(6, 22)}, False, id="another time"),
    ],
)
def test_only_independent_sources_verify(scene: Scene, second: Raw, verified: bool) -> None:
    first = {"description": TEXT, "url": "https://tickets.example/1", "images": [{"url": "https://cdn.example/p.jpg"}]}
    scene.lists("tickets", "1", **ABOUT, **first)
    scene.lists("guide", "77", **{**ABOUT, **second})
    scene.run()
    assert [e.verification_status for e in scene.events()] == ["verified" if verified else "unverified"]


def test_one_site_read_by_two_sources_does_not_verify_itself(scene: Scene) -> None:
    scene.lists("calendar", "1", **ABOUT, description=TEXT)
    scene.lists("pages", "2", **ABOUT, description=OTHER_TEXT)
    for slug in ("calendar", "pages"):
        scene.do(
            "update jatre.event_sources set config = jsonb_build_object('url', 'https://' || slug || '.club.co.in/')"
            " where slug = :slug",
            slug=slug,
        )
    scene.run()
    assert [e.verification_status for e in scene.events()] == ["unverified"]


def test_every_field_of_a_listing_has_a_rule_and_a_hostile_value() -> None:
    ruled = [field for rule in SURVIVORSHIP for field in rule.fields]
    assert sorted(ruled) == list(FIELDS), "state in survivorship.py who may set the field"
    assert set(HOSTILE) == set(FIELDS), "add a hostile value for the field"


PAGE = Path("docs/who-speaks-for-an-event.md")
OURS = "Everything else that is shown follows"


def test_the_documented_table_is_the_code(scene: Scene) -> None:
    columns = {row[0] for row in scene.rows(
        "select column_name from information_schema.columns where table_name = 'event_public_v1'"
    )}  # fmt: skip
    text = PAGE.read_text()
    rows = re.findall(r"^\| (`.+?) \| (`.+?`) \| (\w+) \|", text, re.MULTILINE)
    documented_rules = {frozenset(re.findall(r"`(\w+)`", fields)): who for _, fields, who in rows}
    for rule in SURVIVORSHIP:
        assert documented_rules.get(frozenset(rule.fields)) == rule.who, rule.fields
    ours = text[text.index(OURS) : text.index("## Dates")]
    documented = {name for shown, *_ in rows for name in re.findall(r"`(\w+)`", shown)}
    documented |= set(re.findall(r"`(\w+)`", ours))
    assert columns - documented == set(), "state in the table who may set the column"
    assert documented - columns == set()
