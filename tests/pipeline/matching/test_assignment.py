"""Which listings meet in one event: on a real database, through all stages."""

from __future__ import annotations

import contextlib
import random
import threading
from typing import Any

import pytest

from include.pipeline.ledger import drain
from include.pipeline.matching import component
from include.pipeline.stages import dedup, extract, geocode, nlp
from tests.pipeline.scene import IST, Scene, at


def test_two_sources_of_one_happening_meet(scene: Scene) -> None:
    scene.lists("venue", "9", title="ALT EFF Film Club | 17th April", at=at(17, 19, month=4), place="Atta Galatta")
    scene.lists(
        "guide",
        "77",
        title="ALT EFF Film Club x Atta Galatta",
        at=at(17, 19, month=4),
        venue={
            "address": "178, 5th Main Rd, Indira Nagar 1st Stage, Bengaluru 560038",
            "latitude": 12.980109,
            "longitude": 77.6393497,
        },
    )
    scene.run()
    assert scene.groups() == {frozenset({"venue/9", "guide/77"})}
    (why,) = scene.rows("select * from jatre.event_duplicates")
    assert why.similarity_score >= 0.85
    assert set(why.match_fields) == {"title", "time", "location", "with", "probability", "log_odds"}
    assert set(why.match_fields["log_odds"]) == {"prior", "title", "time", "location"}
    statuses = {one: scene.listing(*one).status for one in (("venue", "9"), ("guide", "77"))}
    assert sorted(statuses.values()) == ["approved", "duplicate"]
    assert len(scene.events()[0].links) == 0
    assert scene.events()[0].verification_status == "verified"


def test_a_shift_of_330_minutes_is_the_same_show_at_the_likelier_hour(scene: Scene) -> None:
    scene.lists(
        "scraper",
        "a",
        title="Whimsical Wednesday with Improv Lore",
        at="2026-03-05T01:30:00+05:30",
        place="Underline Center",
    )
    scene.lists("guide", "b", title="Whimsical Wednesday", at=at(4, 20), place="Underline Center, Indiranagar")
    scene.run()
    assert scene.groups() == {frozenset({"scraper/a", "guide/b"})}
    (event,) = scene.events()
    assert event.starts_at.astimezone(IST).isoformat() == at(4, 20)
    assert len(event.occurrences) == 1
    (row,) = scene.rows("select provenance from jatre.discovered_events where merged_into is null")
    assert row.provenance["occurrences"]["corrected"][0]["why"] == "about 330 minutes apart"


def test_a_weekly_class_listed_once_and_four_times_is_one_event(scene: Scene) -> None:
    days = [3, 10, 17, 24]
    scene.lists(
        "studio",
        "weekly",
        title="Beginner pottery on the wheel",
        at=[at(d, 18) for d in days],
        place="Flux School of Arts",
    )
    for day in days:
        scene.lists(
            "tickets",
            f"single-{day}",
            title="Pottery on the wheel (beginner)",
            at=at(day, 18),
            place="Flux School of Arts, Indiranagar",
        )
    scene.run()
    assert scene.groups() == {frozenset({"studio/weekly", *(f"tickets/single-{d}" for d in days)})}
    (event,) = scene.events()
    assert [o["startsAt"][8:10] for o in event.occurrences] == ["03", "10", "17", "24"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            {"title": "Indie Weekender festival", "at": at(7, 12), "until": at(7, 23), "place": "The Humming Tree"},
            {
                "title": "Indie Weekender festival: Parvaaz",
                "at": at(7, 20),
                "until": at(7, 21, 30),
                "place": "The Humming Tree",
            },
            id="a festival and its sub-show",
        ),
        pytest.param(
            {"title": "Garba Night", "at": at(7), "place": "Indiranagar Club"},
            {"title": "Garba Night", "at": at(7), "place": "Domlur Club"},
            id="one title at two venues",
        ),
        pytest.param(
            {"title": "Live screening: City vs Arsenal", "at": at(7), "place": "Toit"},
            {"title": "City vs Arsenal | Live Screening", "at": at(7), "place": "Rock Cafe, Ashok Nagar"},
            id="one match shown at two places",
        ),
        pytest.param(
            {"title": "Open mic", "at": at(7)},
            {"title": "Poetry open mic", "at": at(7), "place": "Atta Galatta"},
            id="a generic title without a venue",
        ),
        pytest.param(
            {"title": "Ramen Rush 09", "at": at(7), "place": "Toit"},
            {"title": "Ramen Rush 10", "at": at(7), "place": "Toit"},
            id="two editions",
        ),
    ],
)
def test_what_looks_alike_and_is_not(scene: Scene, one: dict[str, Any], other: dict[str, Any]) -> None:
    scene.lists("guide", "1", url="https://guide.example/1", **one)
    scene.lists("tickets", "2", url="https://tickets.example/2", **other)
    scene.run()
    assert scene.groups() == {frozenset({"guide/1"}), frozenset({"tickets/2"})}


def test_one_show_at_the_same_place_whose_hours_differ_is_one(scene: Scene) -> None:
    scene.lists("venue", "9", title="Spirit of the Land: a retrospective", at=at(7, 18), place="Atta Galatta")
    scene.lists("guide", "77", title="Spirit of the Land: a retrospective", at=at(7, 8), place="Atta Galatta")
    scene.run()
    assert scene.groups() == {frozenset({"venue/9", "guide/77"})}


def test_a_venues_own_site_need_not_say_where(scene: Scene) -> None:
    scene.lists(
        "venue", "9", title="Book discussion: The Lake", at=at(7, 18), url="https://www.riverbooks.example/lake"
    )
    scene.lists("guide", "77", title="Book discussion", at=at(7, 18), place="River Books, Frazer Town")
    scene.lists("known", "1", title="Poets of the Deccan", at=at(8, 18), url="https://attagalatta.example/poets")
    scene.run()
    assert frozenset({"venue/9", "guide/77"}) in scene.groups()
    assert scene.listing("known", "1").processed_data["venue"]["place_id"] == "atta-galatta"


def test_two_sessions_of_one_source_on_one_day_stay_apart_and_take_their_own_twin(scene: Scene) -> None:
    scene.lists("venue", "noon", title="Linocut printing workshop", at=at(7, 11), place="Underline Center")
    scene.lists("venue", "evening", title="Linocut printing workshop", at=at(7, 14), place="Underline Center")
    scene.lists("guide", "x", title="Linocut printing", at=at(7, 14), place="Underline Center")
    scene.run()
    assert scene.groups() == {frozenset({"venue/noon"}), frozenset({"venue/evening", "guide/x"})}


def test_sittings_of_one_page_come_to_one_event_with_a_date_each_whose_id_stays(scene: Scene) -> None:
    page = {"title": "Ramen at midnight", "place": "Underline Center"}
    address = "https://tickets.example/spot/ramen-at-midnight#{}"
    scene.lists("tickets", "noon", at=at(7, 12), until=at(7, 13), url=address.format("1200"), **page)
    scene.lists("guide", "x", at=at(7, 12), **page)
    scene.run()
    (first,) = scene.events()
    scene.lists("tickets", "evening", at=at(7, 21), until=at(7, 22), url=address.format("2100"), **page)
    scene.run()
    (event,) = scene.events()
    assert (event.id, len(first.occurrences), len(event.occurrences)) == (first.id, 1, 2)


LISTINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("venue", "noon", {"title": "Linocut printing workshop", "at": at(7, 11), "place": "Underline Center"}),
    ("venue", "evening", {"title": "Linocut printing workshop", "at": at(7, 14), "place": "Underline Center"}),
    ("guide", "x", {"title": "Linocut printing", "at": at(7, 14), "place": "Underline Center"}),
    ("guide", "y", {"title": "Linocut workshop - printing", "at": at(7, 11), "place": "Underline Centre"}),
    (
        "studio",
        "weekly",
        {
            "title": "Beginner pottery on the wheel",
            "at": [at(3, 18), at(10, 18), at(17, 18)],
            "place": "Flux School of Arts",
        },
    ),
    ("tickets", "p3", {"title": "Pottery on the wheel (beginner)", "at": at(3, 18), "place": "Flux School of Arts"}),
    ("tickets", "p17", {"title": "Pottery on the wheel (beginner)", "at": at(17, 18), "place": "Flux School of Arts"}),
    ("guide", "p10", {"title": "Beginner pottery", "at": at(10, 18), "place": "Flux School"}),
    ("tickets", "jazz", {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}),
    ("guide", "jazz", {"title": "Monsoon Jazz Quartet live at THT", "at": at(6, 20, 30), "place": "Humming Tree"}),
    ("feed", "jazz", {"title": "Jazz: the Monsoon Quartet", "at": at(6, 14, 30), "place": "The Humming Tree"}),
]


GROUPS = {
    frozenset({"venue/noon", "guide/y"}),
    frozenset({"venue/evening", "guide/x"}),
    frozenset({"studio/weekly", "tickets/p3", "tickets/p17", "guide/p10"}),
    frozenset({"tickets/jazz", "guide/jazz", "feed/jazz"}),
}


def test_two_sources_of_one_batch_each_find_what_the_other_has_listed_before(scene: Scene) -> None:
    """What a source itself lists on a day is left out where it asks for that day alone, and only there."""
    night, talk = {"title": "Velvet Static", "place": "Toit"}, {"title": "Bees of the city", "place": "Atta Galatta"}
    scene.lists("guide", "night", at=at(6, 20), **night)
    scene.lists("venue", "talk", at=at(6, 18), **talk)
    scene.run()
    scene.lists("guide", "talk", at=at(6, 18), **talk)
    scene.lists("venue", "night", at=at(6, 20), **night)
    scene.run()
    assert scene.groups() == {frozenset({"guide/night", "venue/night"}), frozenset({"guide/talk", "venue/talk"})}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_outcome_depends_neither_on_order_nor_on_how_runs_are_cut(scene: Scene, seed: int) -> None:
    chance = random.Random(seed)
    waiting = LISTINGS[:]
    chance.shuffle(waiting)
    while waiting:
        cut = chance.randint(1, 4)
        some, waiting = waiting[:cut], waiting[cut:]
        for slug, external_id, raw in some:
            scene.lists(slug, external_id, **raw)
        scene.run()
    assert scene.groups() == GROUPS
    assert [(e.title, e.starts_at.astimezone(IST).isoformat(), len(e.occurrences)) for e in scene.events()] == [
        ("Beginner pottery", at(3, 18), 3),
        ("Jazz: the Monsoon Quartet", at(6, 20, 30), 1),
        ("Linocut workshop - printing", at(7, 11), 1),
        ("Linocut printing", at(7, 14), 1),
    ]


@pytest.mark.parametrize("order", ["acxb", "bxca", "xabc"])
def test_what_an_event_was_kept_from_comes_to_whom_another_leaves(scene: Scene, order: str) -> None:
    """Entries of one source that are called differently exclude each other. When the late show takes one of the guide's
    entries along, the other one joins the early show, though nothing that has come is linked to it."""
    listed = {
        "a": ("venue", "early", {"title": "Strings and Stories: Raghu Dixit unplugged", "at": at(6, 19)}),
        "b": ("venue", "late", {"title": "Strings and Stories", "at": at(6, 20)}),
        "c": ("guide", "late", {"title": "Strings and Stories", "at": at(6, 19, 45)}),
        "x": ("guide", "early", {"title": "Raghu Dixit unplugged", "at": at(6, 16, 30)}),
    }
    for name in order:
        slug, external_id, raw = listed[name]
        scene.lists(slug, external_id, place="The Humming Tree", **raw)
        scene.run()
    assert scene.groups() == {frozenset({"venue/early", "guide/early"}), frozenset({"venue/late", "guide/late"})}


@pytest.mark.parametrize("size", [1, 3, 200])
def test_the_outcome_depends_neither_on_ids_nor_on_the_size_of_batches(scene: Scene, size: int) -> None:
    """Rows are taken in the order of their ids, which are random: each size is another order, too."""
    for slug, external_id, raw in LISTINGS:
        scene.lists(slug, external_id, **raw)
    for stage in (extract, nlp, geocode):
        stage.run(scene.engine)
    drain(scene.engine, "dedup", dedup.work, size=size)
    assert scene.groups() == GROUPS
    founders = scene.rows(
        "select s.slug || '/' || l.external_id as founder from jatre.discovered_events e"
        " join jatre.events_staging l on l.id = e.staging_id join jatre.event_sources s on s.id = l.source_id"
        " where e.merged_into is null"
    )
    assert {row.founder for row in founders} == {min(group) for group in GROUPS}


def test_a_listing_between_two_events_merges_them_and_ids_redirect(scene: Scene) -> None:
    scene.lists("tickets", "a", title="Strings and Stories", at=at(9, 18), place="Toit")
    scene.lists("guide", "b", title="Raghu Dixit unplugged", at=at(9, 18), place="Toit")
    scene.run()
    assert len(scene.groups()) == 2
    scene.lists("feed", "c", title="Strings and Stories: Raghu Dixit unplugged", at=at(9, 18), place="Toit")
    scene.run()
    assert scene.groups() == {frozenset({"tickets/a", "guide/b", "feed/c"})}
    (event,) = scene.events()
    merged = scene.rows("select id, merged_into from jatre.discovered_events where merged_into is not null")
    assert [row.merged_into for row in merged] == [event.id]


class Meeting:
    """Lets two matchings read their candidates at the same moment, if nothing keeps one of them waiting before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.barrier = threading.Barrier(2)
        read = component.read_candidates

        def together(*args: Any, **besides: Any) -> Any:
            found = read(*args, **besides)
            if besides:  # those of what the batch has met, not its own
                return found
            # when the other one waits for our locks, it comes after us
            with contextlib.suppress(threading.BrokenBarrierError):
                self.barrier.wait(timeout=1)
            return found

        monkeypatch.setattr(component, "read_candidates", together)


def _match_twice_at_once(scene: Scene) -> None:
    scene.lists("tickets", "jazz", title="Monsoon Jazz Quartet", at=at(6, 20), place="The Humming Tree")
    scene.lists("guide", "jazz", title="Monsoon Jazz Quartet live", at=at(6, 20), place="Humming Tree")
    for stage in (extract, nlp, geocode):
        stage.run(scene.engine)
    both = [threading.Thread(target=dedup.run, args=(scene.engine,), kwargs={"limit": 1}) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()


def test_two_matchings_at_once_make_one_event(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    Meeting(monkeypatch)
    _match_twice_at_once(scene)
    assert scene.groups() == {frozenset({"tickets/jazz", "guide/jazz"})}
    assert len(scene.rows("select from jatre.discovered_events")) == 1


def test_without_the_locks_the_same_race_makes_two_events(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above is able to fail: this is how."""
    Meeting(monkeypatch)
    monkeypatch.setattr(dedup, "take_locks", lambda connection, listings: None)
    _match_twice_at_once(scene)
    assert scene.groups() == {frozenset({"tickets/jazz"}), frozenset({"guide/jazz"})}


def test_one_source_lists_two_branches_of_a_chain_at_one_hour(scene: Scene) -> None:
    for key, name, address in (
        ("1", "Social One", "7, 33rd Main, JP Nagar 560078"),
        ("2", "Social Two", "46/1, Church Street 560001"),
    ):
        scene.lists(
            "quizzes", key, title="Grand Prix screening", at=at(8, 17), venue={"name": name, "address": address}
        )
    scene.run()
    assert scene.groups() == {frozenset({"quizzes/1"}), frozenset({"quizzes/2"})}


def test_a_stated_end_outweighs_a_minute_to_midnight(scene: Scene) -> None:
    scene.source("first", priority=1)
    scene.lists("first", "1", title="Strings by the lake quartet", at=at(6, 20), until=at(6, 23, 59), place="Toit")
    scene.lists("other", "1", title="Strings by the lake quartet", at=at(6, 20), until=at(6, 22, 30), place="Toit")
    scene.run()
    (event,) = scene.events()
    assert event.ends_at.astimezone(IST).isoformat() == at(6, 22, 30)


def test_one_clock_written_in_two_zones_is_one_date(scene: Scene) -> None:
    title, place = "Jazz in the courtyard: Anna Quartet", "Toit, 298, 100 Feet Road, Indiranagar"
    scene.lists("calendar", "1@x", title=title, at="2026-03-07T18:30:00+01:00", place=place)
    scene.lists("site", "jazz", title=title, at="2026-03-07T18:30:00+05:30", place=place)
    scene.run()

    (event,) = scene.events()
    assert event.starts_at.astimezone(IST).isoformat() == "2026-03-07T18:30:00+05:30"
    assert len(event.occurrences) == 1


def test_two_calendars_entries_of_one_uid_are_one_event_under_two_titles(scene: Scene) -> None:
    about: dict[str, Any] = {"at": at(7), "until": at(7, 21), "place": "Toit, 298, 100 Feet Road, Indiranagar"}
    scene.lists("ours", "1", title="Sketch club", uid="same@g.example", **about)
    scene.lists("theirs", "2", title="Urban drawing: bring paper", uid="same@g.example", **about)
    scene.lists("third", "3", title="Pottery for beginners", uid="same@g.example", **about | {"place": "Champaca"})
    scene.run()

    assert frozenset({"ours/1", "theirs/2"}) in scene.groups()
    assert len(scene.events()) == 2


def test_what_was_merged_into_a_merged_event_leads_to_the_last_one(scene: Scene) -> None:
    scene.source("venue", priority=1, official=True)
    scene.source("guide", priority=3)
    scene.lists("feed", "a", title="Strings and Stories", at=at(9, 18), place="Toit")
    scene.lists("guide", "b", title="Raghu Dixit unplugged", at=at(9, 18), place="Toit")
    scene.run()
    scene.decide("merge", ("feed", "a"), ("guide", "b"))
    scene.run()
    scene.lists("venue", "c", title="An evening with friends", at=at(9, 18), place="Toit")
    scene.run()
    scene.decide("merge", ("guide", "b"), ("venue", "c"))
    scene.run()
    (event,) = scene.events()
    merged = scene.rows("select merged_into from jatre.discovered_events where id <> :id", id=event.id)
    assert [row.merged_into for row in merged] == [event.id] * 2
