"""One event: its sources, where its values come from, why its listings are one, its history, and events like it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from psycopg.types.json import Jsonb

from realtime.api.openapi.document import document
from tests.blocked import until_blocked
from tests.conftest import Database
from tests.realtime.api.details.conftest import Listed
from tests.realtime.api.test_openapi import strict
from tests.realtime.running import PATIENCE, Running
from tests.realtime.scene import Scene

PRIVATE = ("98450", "Meena", "s3cret", "private.example", "secret-id")
TREE, GUIDE = "https://tree.example/jazz", "https://guide.example/7"


@pytest.fixture
def jazz(scene: Scene, listed: Listed, database: Database) -> str:
    """Listed by its venue, by a guide, by one that no longer does, and by one that is not approved."""
    event = scene.open(
        "Jazz night", scene.at(1, 20), category="music",
        links=[{"source": "tree", "name": "Tree", "url": TREE}, {"source": "guide", "name": "Guide", "url": GUIDE}],
        provenance={
            "title": {"source": "tree", "origin": "structure", "confidence": 0.95, "published": "Call Meena"},
            "price": {"source": "guide", "origin": "text", "confidence": 0.7},
            "occurrences": {"sources": ["guide", "tree"]},
            "venue": {"origin": "person", "confidence": 1.0, "stated": {"name": "Meena's home"}},
            "contact": {"source": "tree", "origin": "text"},
        },
    )  # fmt: skip
    listed(event, "tree", TREE, official=True)
    guide = listed(event, "guide", GUIDE, status="duplicate")  # as of every listing of an event but its first
    listed(event, "blog", "https://blog.example/secret-id", gone_at=scene.at(-1, 9))
    listed(event, "rumour", "https://rumour.example/", status="rejected")
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_duplicates (primary_event_id, duplicate_event_id, similarity_score, match_fields)"
            " values (%s, %s, 0.93, %s)",
            [event, guide, Jsonb({
                "title": 1.0, "time": 0.9, "location": 0.85, "probability": 0.99,
                "log_odds": {"title": 3.1, "time": 2.0},
                "with": {"source": "tree", "external_id": "secret-id-98450"},
            })],
        )  # fmt: skip
    return event


async def _details(jatre: Running, event: str, part: str = "") -> dict[str, Any]:
    answer = await jatre.get(f"/api/events/{event}{part}")
    assert answer.status_code == 200
    assert not [secret for secret in PRIVATE if secret in answer.text]
    schema = document()["paths"][f"/api/events/{{id}}{part}"]["get"]["responses"]["200"]["content"]["application/json"]
    whole = {**schema["schema"], "components": strict(document()["components"])}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer.json())
    found: dict[str, Any] = answer.json()
    return found


async def test_an_event_has_all_its_sources(jatre: Running, jazz: str) -> None:
    sources = {one.pop("source"): one for one in (await _details(jatre, jazz))["sources"]}
    assert [*sources] == ["tree", "guide", "blog"], "the official one comes first, then who listed it first"
    assert (sources["tree"]["url"], sources["guide"]["url"], sources["blog"]["url"]) == (TREE, GUIDE, None)
    assert [sources[slug]["listed"] for slug in ("tree", "guide", "blog")] == [True, True, False]
    assert [sources[slug]["official"] for slug in ("tree", "guide")] == [True, False]


async def test_each_value_states_where_it_comes_from(jatre: Running, jazz: str) -> None:
    found = await _details(jatre, jazz)
    noted = found["provenance"]
    seen = {one["source"]: one["seenAt"] for one in found["sources"]}
    assert noted["title"] == {
        "source": "tree", "name": "Tree", "seenAt": seen["tree"], "origin": "structure", "confidence": 0.95
    }  # fmt: skip
    assert (noted["pricing"]["source"], noted["occurrences"]["source"]) == ("guide", "guide")
    assert noted["venue"] == {"origin": "person", "confidence": 1.0}
    assert set(noted) == {"title", "pricing", "occurrences", "venue"}


async def test_an_event_states_why_its_listings_are_one(jatre: Running, jazz: str) -> None:
    (match,) = (await _details(jatre, jazz))["matches"]
    assert (match["source"], match["with"], match["score"], match["byScore"]) == ("guide", "tree", 0.93, True)
    assert match["parts"] == {"title": 1.0, "time": 0.9, "location": 0.85}
    assert match["logOdds"] == {"title": 3.1, "time": 2.0}


async def test_an_event_without_listings_has_empty_details(jatre: Running, scene: Scene) -> None:
    found = await _details(jatre, scene.open("Jazz night", scene.at(1, 20)))
    assert (found["sources"], found["provenance"], found["matches"]) == ([], {}, [])


async def test_a_history_tells_what_happened_and_not_who_did_it(
    jatre: Running, jazz: str, scene: Scene, database: Database
) -> None:
    other = scene.open("Jazz evening", scene.at(1, 20))
    scene.merge(other, jazz)
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        pipeline.execute(
            "insert into jatre.event_decisions (kind, source_slug, external_id, patch, reason, decided_by, version)"
            " values ('edit', 'tree', 'secret-id-98450', %s, 'Meena asked for it', 'Meena', 1)",
            [Jsonb({"price": None, "title": "Jazz at Meena's"})],
        )
    history = (await _details(jatre, jazz, "/history"))["history"]
    told = {entry["what"]: entry for entry in history}
    assert set(told) >= {"listed", "unlisted", "published", "decided", "merged"}
    assert (told["decided"]["decision"], told["decided"]["fields"]) == ("edit", ["price", "title"])
    assert (told["merged"]["id"], told["unlisted"]["source"]) == (other, "blog")
    assert {entry["source"] for entry in history if entry["what"] == "listed"} == {"tree", "guide", "blog"}
    moments = [datetime.fromisoformat(entry["at"]) for entry in history]
    assert moments == sorted(moments, reverse=True)


async def test_similar_events_are_the_likest_to_come(jatre: Running, scene: Scene) -> None:
    jazz = scene.open("Jazz night at the Tree", scene.at(1, 20), category="music")
    near = scene.open("Jazz evening at the Tree", scene.at(2, 20), category="music")
    scene.open("Chess for beginners", scene.at(2, 9), category="workshop", at=(12.9512, 77.6201))
    same = scene.open("Jazz night at the tree", scene.at(8, 20), category="music")
    rock = scene.open("Rock night", scene.at(3, 20), category="music")
    scene.open("Jazz night at the Tree", scene.at(-3, 20), category="music")
    scene.take_down(scene.open("Jazz night at the Tree", scene.at(4, 20), category="music"))
    scene.open("Jazz night at the Tree", scene.at(5, 20), category="music", status="cancelled")
    events = (await _details(jatre, jazz, "/similar"))["events"]
    assert [one["id"] for one in events] == [same, near, rock]
    assert events[0]["because"]["category"] == 1
    likeness = [one["likeness"] for one in events]
    assert likeness == sorted(likeness, reverse=True)
    assert events[0]["next"]["startsAt"] == events[0]["startTime"]
    assert len((await jatre.get(f"/api/events/{jazz}/similar", limit="1")).json()["events"]) == 1
    # sessions of one title are one: the likest, and of those the first
    for days in (9, 6, 7):
        scene.open(f"Rock class: session {days}", scene.at(days, 20), category="music", at=None)
    scene.open("JAZZ EVENING, at the Tree!", scene.at(9, 20), category="music")
    # of a title of nothing else it is the title
    for title in ("Session 3", "Week 4"):
        scene.open(title, scene.at(6, 9), category="music", at=None)
    titles = [one["title"] for one in (await _details(jatre, jazz, "/similar"))["events"]]
    assert titles[:4] == ["Jazz night at the tree", "Jazz evening at the Tree", "Rock night", "Rock class: session 6"]
    assert set(titles[4:]) == {"Session 3", "Week 4"}


def _means(database: Database, vectors: dict[str, list[int]], model: str = "one") -> None:
    """Store a vector for each of these events, as the pipeline does."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        for event, vector in vectors.items():
            packed = bytes(number % 256 for number in vector)
            pipeline.execute(
                "insert into jatre.event_vectors (event_id, model, text_hash, vector) values (%s, %s, '', %s)"
                " on conflict (event_id) do update"
                " set vector = excluded.vector, model = excluded.model, made_at = now()",
                [event, model, packed],
            )


async def test_events_of_a_like_meaning_are_alike_whatever_words_they_use(
    jatre: Running, scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.event_vectors.REFRESH_SECONDS", 0)
    comedy = scene.open("Stand-up comedy", scene.at(1, 20), at=None, category="cultural_event")
    laughs = scene.open("An evening of laughs", scene.at(9, 11), at=None, category="meetup")
    kiln = scene.open("Standing by a kiln", scene.at(9, 11), at=None, category="workshop")
    over = scene.open("Jokes of old", scene.at(-9, 20), at=None)
    _means(database, {comedy: [127, 0], laughs: [120, 41], kiln: [-9, -126], over: [127, 0]})
    events = (await _details(jatre, comedy, "/similar"))["events"]
    assert [one["id"] for one in events] == [laughs, kiln], "the opposite is alike in nothing, and never less than that"
    assert [one["because"]["meaning"] for one in events] == [pytest.approx(0.95, abs=0.01), 0]
    # what is known is kept up to date: an event that is new, one that has changed, another model
    jokes = scene.open("Jokes", scene.at(9, 11), at=None, category="meetup")
    _means(database, {jokes: [127, 1], laughs: [0, 127]})
    found = (await _details(jatre, comedy, "/similar"))["events"]
    assert [(one["id"], one["because"]["meaning"]) for one in found[:2]] == [(jokes, 1), (kiln, 0)]
    _means(database, {comedy: [0, 127, 0], laughs: [0, 127, 0]}, model="another")
    found = (await _details(jatre, comedy, "/similar"))["events"]
    assert [(one["id"], one["because"]["meaning"]) for one in found] == [(laughs, 1)]
    # another model under the name of the one before, whose vectors are longer
    _means(database, {comedy: [0, 127, 0, 0], jokes: [0, 127, 0, 0]}, model="another")
    found = (await _details(jatre, comedy, "/similar"))["events"]
    assert [(one["id"], one["because"]["meaning"]) for one in found] == [(jokes, 1)]
    scene.take_down(jokes)
    assert (await _details(jatre, comedy, "/similar"))["events"] == []


async def test_who_comes_while_meanings_are_read_waits_for_nobody(
    jatre: Running, scene: Scene, database: Database
) -> None:
    jazz, rock = (scene.open(title, scene.at(1, 20), category="music") for title in ("Jazz night", "Rock night"))
    with (
        psycopg.connect(database.owner_url) as other,
        psycopg.connect(database.admin_url, autocommit=True) as watching,
    ):
        other.execute("lock table jatre.event_vectors")
        first = asyncio.create_task(_details(jatre, jazz, "/similar"))
        await asyncio.to_thread(until_blocked, watching)
        found = await asyncio.wait_for(_details(jatre, jazz, "/similar"), PATIENCE)
        assert [one["id"] for one in found["events"]] == [rock], "by their titles alone"
        assert not first.done()
    assert [one["id"] for one in (await first)["events"]] == [rock]


async def test_the_page_of_an_event_leads_to_some_that_are_like_it(
    jatre: Running, scene: Scene, database: Database
) -> None:
    jazz = scene.open("Jazz night <b>", scene.at(1, 20), category="music")
    assert "More like this" not in (await jatre.get(f"/e/{jazz}")).text
    like = [
        scene.open(f"Jazz <i>evening</i> {n}", scene.at(n, 20), category="music", venue_name="Tree")
        for n in range(2, 8)
    ]
    scene.open("Chess for beginners", scene.at(2, 9), category="workshop", at=(12.9512, 77.6201))
    page = (await jatre.get(f"/e/{jazz}")).text
    section = page.partition("More like this")[2]
    assert sum(f'href="/e/{one}"' in section for one in like) == 4
    assert "Chess" not in section
    assert "<i>" not in section


@pytest.mark.parametrize("part", ["", "/history", "/similar", ".ics"])
async def test_an_event_that_was_merged_leads_to_where_it_went(jatre: Running, scene: Scene, part: str) -> None:
    first, second, third = (scene.open(title, scene.at(1, 20)) for title in ("First", "Second", "Third"))
    scene.merge(first, second)
    scene.merge(second, third)
    answer = await jatre.get(f"/api/events/{first}{part}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/api/events/{third}{part}")
    assert answer.headers["cache-control"] == "no-cache", "a merge can be taken back"
    assert (await jatre.get(f"/api/events/{third}{part}")).status_code == 200
    scene.take_down(third)
    assert (await jatre.get(f"/api/events/{first}{part}")).status_code == 404


@pytest.mark.parametrize("part", ["", "/history", "/similar"])
async def test_nothing_is_told_of_what_is_not_public(jatre: Running, scene: Scene, part: str) -> None:
    hidden = scene.open("Jazz night", scene.at(1, 20), moderation_status="pending")
    for event in (hidden, str(uuid4()), "nonsense"):
        assert (await jatre.get(f"/api/events/{event}{part}")).status_code == 404


async def test_the_plan_s_shorter_name_is_the_same_list(jatre: Running, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20), category="music")
    await jatre.numbered()
    both = [(await jatre.get(path, category="music")).json() for path in ("/api/events", "/api/events/discovered")]
    assert both[0] == both[1]
    assert both[0]["total"] == 1


@pytest.mark.parametrize(
    "title", ["Jazz night by the lake", r"Jazz' night \\ & (by) | the: lake*!", "Jazz", "The", "!"]
)
async def test_what_is_called_alike_and_goes_on_is_like_an_event_elsewhere(
    jatre: Running, scene: Scene, title: str
) -> None:
    shown = scene.open(title, scene.at(1, 20), category="music", at=None)
    scene.open("Late jazz nights by the lake", [scene.at(-6, 20), scene.at(1, 21)], category="market", at=None)
    scene.open("Jazz night by the lake", scene.at(-6, 20), category="market", at=None)
    found = (await _details(jatre, shown, "/similar"))["events"]
    assert [event["title"] for event in found] == ["Late jazz nights by the lake"] * ("jazz" in title.lower())
