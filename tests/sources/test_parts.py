"""One post that announces several happenings is a record for each; an edit of one leaves the ids of the others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from include.areas.area import load_area
from include.pipeline.reading.raw_listing import RawListing, understand
from include.sources import parts, registry
from include.sources.base import FetchResult, RawRecord
from include.sources.configuration.instance import SourceInstance
from include.sources.parts import PART_KEY, PART_MARK, post_ids, split
from include.understand.place.localities import is_in_area
from include.untrusted.budget import OverBudget

NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
POST = """FRI 6: Jazz trio 8pm, ₹400
SAT 7: Comedy night 9pm
SUN 8: Pub quiz 7pm, free
📍 Copper Tap, Indiranagar"""


POSTS = SourceInstance(slug="posts", name="Posts", kind="rss", config={"url": "https://a.example/"})


def fetched(*texts: str, post: str = "post-", kind: str = "rss", **more: Any) -> FetchResult:
    config = {"url": "https://a.example/"} if kind != "webhook" else {}
    source = registry.reader(SourceInstance(slug="posts", name="Posts", kind=kind, config=config))
    raw = {"title": "This week at the Copper Tap", "published": NOW.isoformat(), **more}
    posts = [RawRecord(f"{post}{number}", {**raw, "text": text}) for number, text in enumerate(texts, 1)]
    return split(FetchResult(posts, complete=True), source, NOW)


def records(text: str, **more: Any) -> list[RawRecord]:
    return fetched(text, **more).records


def listings(text: str, **more: Any) -> list[tuple[str, str, str | None, object]]:
    found = [understand(RawListing.of(POSTS, one.data, NOW)) for one in records(text, **more)]
    zone = load_area("indiranagar").zone
    return [
        (one.title, f"{one.occurrences[0].starts_at.astimezone(zone):%d %H:%M}", one.venue.name, one.price.minimum)
        for one in found
    ]


def test_each_has_its_name_day_hour_and_price_and_the_place_of_all() -> None:
    assert listings(POST) == [
        ("Jazz trio", "06 20:00", "Copper Tap", 400),
        ("Comedy night", "07 21:00", "Copper Tap", None),
        ("Pub quiz", "08 19:00", "Copper Tap", None),
    ]


@pytest.mark.parametrize(
    "text", [POST, "📍 Copper Tap, Indiranagar\n" + POST.rpartition("\n")[0]], ids=["last", "first"]
)
def test_what_stands_once_before_or_behind_all_belongs_to_each(text: str) -> None:
    assert [venue for _, _, venue, _ in listings(text, title="This week")] == ["Copper Tap"] * 3


def test_a_place_behind_at_is_no_name() -> None:
    found = records("Fri 6 March, 8pm at Toit: Jazz trio\nSat 7 March, 9pm: Comedy night at Windmills")
    assert [one.external_id for one in found] == ["post-1#part:jazz-trio", "post-1#part:comedy-night"]


def test_an_edit_of_one_leaves_the_ids_of_the_others() -> None:
    before = [one.external_id for one in records(POST)]
    assert before == ["post-1#part:jazz-trio", "post-1#part:comedy-night", "post-1#part:pub-quiz"]
    assert [one.external_id for one in records(POST.replace("8pm", "8.30pm"))] == before
    assert [one.external_id for one in records(POST.replace("SAT 7: Comedy night 9pm\n", ""))] == [before[0], before[2]]
    assert {one.partition(PART_MARK)[0] for one in before} == {"post-1"}


def test_one_happening_stays_one_record() -> None:
    for text in (
        "Fri 6 March, 8 pm\n📍 Copper Tap",
        "Sat 7 March\n5 pm: Owl Trio\n6 pm: Marigold\n8 pm: Big band",
        "Every Tue, 7 am, at the Loft",
        "2 shows - 5 PM & 8 PM, Sat 7 March",
        "6-8 March\nFri 6 March, 10 am: opening\nSat 7 March, 11 am: panel\nSun 8 March, 5 pm: closing concert",
        "6-8 March\nFri 6 March, 10 am: Kabir songs\nSat 7 March, 11 am: Puppet tales\nSun 8 March, 5 pm: Bhangra",
        "Sat 7 March, 5 pm: Owl Trio\nSat 7 March, 6 pm: Marigold\nSat 7 March, 8 pm: Big band",
        "Fri 6 March, 8 pm\nSat 7 March, 8 pm\nSun 8 March, 5 pm",
        "Doors open: 6 March 7pm\nShow starts: 6 March 8pm\nAfter party: 7 March 1am",
        "Opening: 6 March 7pm\nJazz trio: 7 March 8pm\nFinale: 8 March 8pm",
        "Adults: 6 March 7pm\nKids: 7 March 11am",
        "Beginners - Fri 6 March 7pm\nAdvanced - Sat 7 March 7pm",
        "Day one: Fri 6 March 7pm\nDay two: Sat 7 March 7pm",
        "On view till 20 March\nOpening reception: 6 March 6pm\nArtist walkthrough: 14 March 11am",
        "Opening reception: 6 March 6pm\n\nArtist walkthrough: 14 March 11am\n\nOn view till 20 March",
        "Sat 7 March, 11 am - batch 1\nSun 8 March, 4 pm - batch 2\nDeadline to register: Thu 5 March, 6 pm",
    ):
        assert [one.external_id for one in records(text)] == ["post-1"], text


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (
            "Bangalore - Sat 21 March, 4 PM\nMumbai - Sat 28 March, 4 PM",
            [("bengaluru", None, "Bangalore", None), ("mumbai", None, "Mumbai", False)],
        ),
        (
            "6 March 8pm at Toit\n7 March 8pm @ Windmills",
            [("toit", "Toit", None, None), ("windmills", "Windmills", None, None)],
        ),
        (
            "Sat 7 March, 6 pm: Little Stage, Whitefield\nSun 8 March, 4 pm: Marigold Hall, Indiranagar",
            [
                ("whitefield-little-stage", "Little Stage", "Whitefield", False),
                ("indiranagar-marigold-hall", "Marigold Hall", "Indiranagar", True),
            ],
        ),
    ],
)
def test_each_stop_of_a_tour_is_where_its_line_places_it(text: str, stops: list[tuple[object, ...]]) -> None:
    """And is on the page of its own area alone: the last of each is whether it names Indiranagar."""
    found = records(text, title="Slow Trains, the winter tour")
    read = [understand(RawListing.of(POSTS, one.data, NOW)) for one in found]
    area = load_area("indiranagar")
    assert {one.title for one in read} == {"Slow Trains, the winter tour"}
    assert [len(one.occurrences) for one in read] == [1] * len(stops)
    assert [
        (part.external_id.partition("#part:")[2], one.venue.name, one.venue.address, is_in_area(one, area))
        for part, one in zip(found, read, strict=True)
    ] == stops


ROW = "FRI 6 March: Jazz trio 8pm\n{}\nSUN 8 March: Pub quiz 7pm"


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ("SAT 31 February: Comedy night 9pm", "it names no day that can be read"),
        ("31/2: Comedy night 9pm", "it names no day that can be read"),
        ("Saturday the 45th: Comedy night", None),
        ("SAT 7 March: 9pm", "it names a day and no happening"),
    ],
)
def test_one_that_cannot_be_taken_is_set_aside_alone(odd: str, reason: str | None) -> None:
    found = fetched(ROW.format(odd))
    ids = [one.external_id for one in found.records]
    assert [ids[0], ids[-1]] == ["post-1#part:jazz-trio", "post-1#part:pub-quiz"]
    if reason:
        assert len(ids) == 2
        assert [(one.reason, one.excerpt.partition("\n")[0]) for one in found.unreadable] == [(reason, odd)]


def test_one_that_cannot_be_taken_any_more_stays_listed_while_its_name_is_known() -> None:
    found = fetched(ROW.format("SAT 31 February: Comedy night 9pm"))
    assert found.kept == {"post-1#part:comedy-night"}
    assert found.complete
    nameless = fetched(ROW.format("SAT 7 March: 9pm"))
    assert not nameless.kept
    assert not nameless.complete


@pytest.mark.parametrize(
    ("unlike", "days"),
    [
        ("SAT 7 March: Comedy night", ["07"]),
        ("SAT 7 March: Comedy night, 29 pm", ["07"]),
        ("Sat 7 & Mon 9 March: Comedy night 9pm", ["07", "09"]),
        ("Every Tuesday till 17 March: Comedy night 9pm", ["03", "10", "17"]),
    ],
)
def test_one_that_is_written_otherwise_is_a_part_too(unlike: str, days: list[str]) -> None:
    found = fetched(ROW.format(unlike))
    assert not found.unreadable
    assert len(found.records) == 3
    read = understand(RawListing.of(POSTS, found.records[1].data, NOW))
    zone = load_area("indiranagar").zone
    assert [f"{one.starts_at.astimezone(zone):%d}" for one in read.occurrences] == days


def test_dates_of_one_name_are_dates_of_one_happening() -> None:
    found = records(ROW.format("SAT 7 March: Comedy night 9pm") + "\nMON 9 March: Jazz trio 6pm")
    assert [one.external_id for one in found] == [f"post-1#part:{n}" for n in ("jazz-trio", "comedy-night", "pub-quiz")]
    read = understand(RawListing.of(POSTS, found[0].data, NOW))
    assert [f"{one.starts_at:%d %H}" for one in read.occurrences] == ["06 20", "09 18"]


def test_each_day_at_a_stop_is_a_date_of_it() -> None:
    text = "7 March - Bengaluru, Fandom\n8 March - Bengaluru, Fandom\n14 March - Mumbai, Antidote Hall"
    found = records(text, title="Slow Trains, the winter tour")
    read = understand(RawListing.of(POSTS, found[0].data, NOW))
    zone = load_area("indiranagar").zone
    assert [f"{one.starts_at.astimezone(zone):%d}" for one in read.occurrences] == ["07", "08"]


@pytest.mark.parametrize(
    "name", ["Book launch", "Place of birth", "Ticket to Ride", "Register of memories", "Entry level salsa"]
)
def test_a_name_that_begins_like_a_label_is_a_name(name: str) -> None:
    found = fetched(ROW.format(f"SAT 7 March: {name} 9pm"))
    assert found.complete
    assert [one.data[PART_KEY]["title"] for one in found.records] == ["Jazz trio", name, "Pub quiz"]


@pytest.mark.parametrize("title", ["What's on this weekend", "This week", "An evening with friends"])
def test_what_a_title_calls_them_takes_none_of_them(title: str) -> None:
    found = fetched('Sat 7: Comedy from 9pm\nSun 8: "Quiz" 7pm\nMon 9: Karaoke 8pm', title=title)
    assert [one.data[PART_KEY]["title"] for one in found.records] == ["Comedy", '"Quiz"', "Karaoke"]
    assert not found.unreadable


@pytest.mark.parametrize("label", ["Book now", "Entry free", "Tickets: 400", "Register here", "Book your seats"])
def test_a_label_is_no_name(label: str) -> None:
    found = records(ROW.format(f"SAT 7 March, 9pm | {label} | Comedy night"))
    assert [one.data[PART_KEY]["title"] for one in found] == ["Jazz trio", "Comedy night", "Pub quiz"]


@pytest.mark.parametrize(
    "line",
    [
        "SAT 7: POSTPONED: Comedy night 9pm",
        "SAT 7 March: [POSTPONED] Comedy night 9pm",
        "SAT 7: [POSTPONED] Comedy night 9pm",
        "SAT 7 (POSTPONED): Comedy night 9pm",
        "SAT 7: POSTPONED Comedy night 9pm",
        "SAT 7: Comedy night 9pm (POSTPONED)",
        "SAT 7: Comedy night POSTPONED 9pm",
        "POSTPONED: SAT 7: Comedy night 9pm",
        "POSTPONED: SAT 7 MARCH, 9pm, Comedy night",
        "POSTPONED SAT 7 MARCH, 9pm: Comedy night",
        "Postponed - 7 March: Comedy night 9pm",
    ],
)
def test_a_state_is_no_part_of_a_name(line: str) -> None:
    found = records(POST.replace("SAT 7: Comedy night 9pm", line))
    assert [one.external_id for one in found] == [f"post-1#part:{n}" for n in ("jazz-trio", "comedy-night", "pub-quiz")]
    read = [understand(RawListing.of(POSTS, one.data, NOW)) for one in found]
    assert [one.status for one in read] == ["scheduled", "postponed", "scheduled"]


def test_details_and_closed_days_between_are_no_happenings() -> None:
    for line in (
        "with the owls of Ulsoor",
        "Doors 7pm",
        "SAT 7 March: closed",
        "Come early, it fills up by 9pm",
        "Mon 9 March: Holi holiday, kitchen closed",
        "7.30-8pm happy hour",
        "1/2 price drinks till 9",
        "SAT 7 March: no quiz",
        "2-3 drink minimum",
        "4.5 stars - The Hindu",
        "12-1, 3rd Floor, 100 Feet Road",
        "10.5 km ride from the club",
        "Sun-drenched sounds",
        "Wed-winning trio",
        "Their new album comes out on 20 March",
        "Pick up your pots on 20 March",
        "streams on Prime from 15 March",
        "Releases in cinemas 13 March",
    ):
        found = fetched(ROW.format(line))
        assert ([one.external_id for one in found.records], found.unreadable) == (
            ["post-1#part:jazz-trio", "post-1#part:pub-quiz"], [],
        ), line  # fmt: skip


def test_more_than_one_text_may_announce_are_refused_and_what_stands_late_is_not_lost() -> None:
    text = "\n".join(f"{n % 28 + 1} March: Evening {chr(97 + n % 26) * (1 + n // 26)}sia 8pm" for n in range(101))
    (refused,) = fetched(text).unreadable
    assert refused.reason.startswith("101 announcements in one text, at most 100")
    late = f"FRI 6 March: Jazz trio 8pm\n{'and more of it ' * 500}\nSAT 7 March: Comedy night 9pm"
    assert len(records(late)) == 2


def test_a_record_with_a_start_of_its_own_is_not_split() -> None:
    assert len(records(POST, start="2026-03-06T20:00:00+05:30")) == 1


def test_what_cannot_be_read_is_left_as_it_is() -> None:
    assert [one.external_id for one in records(POST, title="")] == ["post-1"]


def test_a_source_cannot_write_a_part_itself() -> None:
    forged = records("Fri 6 March, 8 pm: jazz", **{PART_KEY: {"title": "x", "text": "y"}})
    assert [PART_KEY in one.data for one in forged] == [False]


def test_a_post_without_a_date_of_its_own_is_not_split() -> None:
    assert [one.external_id for one in records(POST, published=None)] == ["post-1"]


def test_a_post_that_cannot_be_looked_into_is_set_aside_and_its_neighbours_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(work: Any, *arguments: Any) -> Any:
        if "slow" in arguments[3]["text"]:
            raise OverBudget("it takes more than 5 s")
        return work(*arguments)

    monkeypatch.setattr(parts, "within_budget", slow)
    found = fetched("slow", POST, "Fri 6 March, 8 pm: jazz")
    assert {one.external_id.partition(PART_MARK)[0] for one in found.records} == {"post-2", "post-3"}
    assert [(one.reason, one.excerpt) for one in found.unreadable] == [("it takes more than 5 s", "post-1")]
    assert not found.complete
    assert not found.kept


def test_long_names_that_begin_alike_keep_ids_of_their_own() -> None:
    name = "An evening of the songs that nobody in this whole town sings any more"
    text = f"Fri 6 March: {name} by Asha 8pm\nSat 7 March: {name} by Lata 9pm"
    ids = [one.external_id for one in records(text)]
    assert len(set(ids)) == 2
    assert all(len(one.partition("#part:")[2]) == 60 for one in ids)


def test_a_post_with_more_parts_than_a_fetch_may_bring_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_RECORDS", 4)
    found = fetched(POST, POST, "Fri 6 March, 8 pm: jazz", POST)
    assert [one.external_id.partition(PART_MARK)[0] for one in found.records] == ["post-1"] * 3 + ["post-3"]
    assert [one.excerpt for one in found.unreadable] == ["post-2", "post-4"]
    assert not found.complete

    monkeypatch.setattr(parts, "MAX_FETCH_CHARS", 700)
    monkeypatch.setattr(parts, "MAX_RECORDS", 100)
    found = fetched("Fri 6 March, 8 pm: jazz", POST, "Sat 7 March, 8 pm: jazz")
    assert [one.external_id for one in found.records] == ["post-1", "post-3"]
    assert ["characters in all records" in one.reason for one in found.unreadable] == [True]


def test_the_parts_of_a_post_with_a_long_id_are_known_by_their_mark() -> None:
    post = "p" * 498
    found = records(POST, post=post)
    assert [one.external_id.partition("#part:")[2] for one in found] == ["jazz-trio", "comedy-night", "pub-quiz"]
    assert all(len(one.external_id) <= 500 for one in found)
    (kept,) = {one.external_id.partition(PART_MARK)[0] for one in found}
    (whole,) = records("Fri 6 March, 8 pm: jazz", post=post)
    assert whole.external_id == f"{post}1"
    assert [post_ids(one) for one in [*found, whole]] == [{kept, f"{post}1"}] * 4


def test_thanks_in_the_middle_are_no_signature() -> None:
    text = "Chess meetup 7 March 4 pm\nThank you!\nThird Wave Coffee, 80 Feet Road, Koramangala"
    (found,) = records(text, title="Chess")
    assert understand(RawListing.of(POSTS, found.data, NOW)).venue.name == "Third Wave Coffee"
    signed = text.replace("Thank you!\nThird Wave Coffee", "Regards,\nOwl Club House")
    (found,) = records(signed, title="Chess")
    assert understand(RawListing.of(POSTS, found.data, NOW)).venue.name is None
