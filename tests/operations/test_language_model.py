"""A language model over real HTTP: who is asked about, what it may cost, and what becomes of the listings that wait."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from include.errors import RateLimited, SourceRefused
from include.operations import language_model
from include.operations.language_model import DailyAllowance, ask_language_model
from include.operations.retention import deletions
from include.settings import settings
from tests.pipeline.scene import Scene, at
from tests.sources.conftest import Site

TEXT = (
    "Part of the city's fair from 6 March to 30 March. Be slow with us where nobody hurries: 21 March, 7 pm, in rooms "
    "that Fig Tree lends us. Call Ramesh on [phone]. " + "Music of all sorts. " * 20
)
POINTED = {"when": ["21 March, 7 pm"], "venue": "Fig Tree", "price": None}


@pytest.fixture
def model(site: Site, scene: Scene, database: Any, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A model of our own, allowed by the setting that names it and by no other."""
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "language_model", "some-model")
    monkeypatch.setattr(settings(), "language_model_url", f"{site.base}/v1")
    monkeypatch.setattr(settings(), "fetch_allow", "")
    answers(site, json.dumps(POINTED))
    return site


def answers(site: Site, content: str, tokens: int = 100) -> None:
    body = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": tokens}}
    site.put("/v1/chat/completions", json.dumps(body), media_type="application/json")


def posted(scene: Scene, key: str = "1", text: str = TEXT) -> None:
    """A post that names a run of days before its own, and a place that our own reading does not find."""
    scene.lists("citywide", key, title="Slow evening", description=text)


def read(scene: Scene, key: str = "1") -> dict[str, Any]:
    row = scene.listing("citywide", key)
    document: dict[str, Any] = row.processed_data
    starts = [one["starts_at"][:10] for one in document["occurrences"]]
    venue = document.get("venue", {}).get("name")
    return {"starts": starts, "venue": venue, "days": [str(day) for day in row.local_dates]}


def test_nobody_is_asked_without_the_setting(scene: Scene, site: Site) -> None:
    posted(scene)
    scene.run()
    assert ask_language_model() == {"asked": 0, "left": "no language model is set"}
    assert scene.rows("select count(*) from jatre.model_answers")[0][0] == 0
    assert site.questions == []


def test_a_doubtful_post_is_read_where_the_model_points(scene: Scene, model: Site) -> None:
    posted(scene)
    scene.run()
    before = read(scene)
    assert model.questions == []  # a stage waits for nobody
    assert before["starts"] != ["2026-03-21"]
    assert ask_language_model() == {"asked": 1}
    scene.run()
    assert read(scene) == {"starts": ["2026-03-21"], "venue": "Fig Tree", "days": ["2026-03-21"]}
    assert ask_language_model() == {"asked": 0}


def test_what_is_asked_and_read_is_of_the_day_on_which_the_post_says_that_it_was_published(
    scene: Scene, model: Site
) -> None:
    scene.lists("citywide", "1", title="Slow evening", description=TEXT, published="2026-02-20T18:00:00+05:30")
    scene.run()
    ask_language_model()
    [(posted_at,)] = scene.rows("select posted_at from jatre.model_answers")
    assert posted_at.isoformat() == "2026-02-20T12:30:00+00:00"
    assert "published on Friday, 20 February 2026" in json.dumps(model.questions)


@pytest.mark.parametrize(("order", "start"), [("day_first", "2026-03-05"), ("month_first", "2026-05-03")])
def test_words_are_read_in_the_order_in_which_their_source_writes_day_and_month(
    scene: Scene, model: Site, order: str, start: str
) -> None:
    scene.source("citywide")
    scene.do(
        "update jatre.event_sources set config = jsonb_build_object('day_order', cast(:order as text))", order=order
    )
    posted(scene, text=TEXT.replace("21 March", "05/03"))
    answers(model, json.dumps({**POINTED, "when": ["05/03, 7 pm"]}))
    scene.run()
    ask_language_model()
    scene.run()
    assert read(scene)["starts"] == [start]


def test_what_is_read_without_doubt_is_no_model_s_to_read(scene: Scene, model: Site) -> None:
    scene.lists("citywide", "1", title="Jazz", at=at(14), venue={"name": "Kite Theatre"}, description=TEXT)
    scene.run()
    assert ask_language_model() == {"asked": 0}


def test_no_private_name_leaves(scene: Scene, model: Site) -> None:
    posted(scene)
    scene.run()
    ask_language_model()
    sent = json.dumps(model.questions)
    assert "21 March, 7 pm" in sent
    assert "Ramesh" not in sent


def test_the_same_words_are_asked_about_once_and_answer_all_who_wait(scene: Scene, model: Site) -> None:
    posted(scene, "1")
    posted(scene, "2")
    scene.run()
    assert ask_language_model() == {"asked": 1}
    scene.run()
    assert read(scene, "1")["starts"] == read(scene, "2")["starts"] == ["2026-03-21"]
    posted(scene, "3")
    scene.run()
    assert read(scene, "3")["starts"] == ["2026-03-21"]
    assert len(model.questions) == 1


@pytest.mark.parametrize(
    "content",
    [json.dumps({"when": ["1 January 2027, 5 pm"], "venue": "Elsewhere", "price": "free"}),
     json.dumps({"when": [], "venue": None, "price": None})],
    ids=["it makes up", "it sees nothing"],
)  # fmt: skip
def test_what_the_text_does_not_hold_changes_nothing(scene: Scene, model: Site, content: str) -> None:
    posted(scene)
    scene.run()
    before = read(scene)
    answers(model, content)
    assert ask_language_model() == {"asked": 1}
    scene.run()
    assert read(scene) == before
    assert ask_language_model() == {"asked": 0}  # that is an answer too


def test_an_answer_that_cannot_be_read_is_asked_for_three_times(
    scene: Scene, model: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted(scene)
    scene.run()
    before = read(scene)
    answers(model, "Sure! Here is what I found:")
    for _ in range(language_model.MAX_TRIES):
        ask_language_model()
        scene.rows("update jatre.model_answers set ask_at = clock_timestamp() where ask_at is not null returning 1")
    assert len(model.questions) == language_model.MAX_TRIES
    assert ask_language_model() == {"asked": 0}
    scene.run()
    assert read(scene) == before


def test_a_model_that_is_away_is_asked_later_and_stops_nothing(scene: Scene, model: Site) -> None:
    posted(scene)
    model.put("/v1/chat/completions", "away", status=503)
    scene.run()
    report = ask_language_model()
    assert report["asked"] == 0
    assert "left" in report
    assert scene.listing("citywide", "1").stage == "done"
    [(tries, waits)] = scene.rows("select tries, ask_at > clock_timestamp() from jatre.model_answers")
    assert (tries, waits) == (0, True)


def test_a_model_that_refuses_fails_the_run(scene: Scene, model: Site) -> None:
    posted(scene)
    model.put("/v1/chat/completions", "no", status=401)
    scene.run()
    with pytest.raises(SourceRefused):
        ask_language_model()


@pytest.mark.parametrize(("requests", "tokens", "asked"), [(2, 500_000, 2), (500, 250, 3), (500, 100, 1)])
def test_a_day_costs_no_more_than_is_set(
    scene: Scene, model: Site, monkeypatch: pytest.MonkeyPatch, requests: int, tokens: int, asked: int
) -> None:
    monkeypatch.setattr(settings(), "language_model_requests", requests)
    monkeypatch.setattr(settings(), "language_model_tokens", tokens)
    for number in range(4):
        posted(scene, str(number), f"{TEXT} Number {number}.")
    scene.run()
    report = ask_language_model()
    assert report["asked"] == asked
    assert "today" in report["left"]
    assert len(model.questions) == asked
    assert scene.rows("select requests, tokens from jatre.model_days") == [(asked, 100 * asked)]


def test_processes_share_the_day(scene: Scene, model: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "language_model_requests", 5)
    allowance = DailyAllowance(scene.engine)

    def take(_: int) -> bool:
        try:
            allowance.take()
        except RateLimited:
            return False
        return True

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(take, range(20))) == 5


def test_old_answers_are_forgotten_and_asked_for_again(scene: Scene, model: Site) -> None:
    posted(scene)
    scene.run()
    ask_language_model()
    scene.rows("update jatre.model_answers set answered_at = answered_at - interval '181 days' returning 1")
    assert deletions.retain_model() == {"model_answers_dropped": 1}


def test_what_no_model_is_asked_any_more_is_forgotten_too(scene: Scene, model: Site) -> None:
    posted(scene)
    scene.run()
    assert deletions.retain_model() == {"model_answers_dropped": 0}
    scene.do("update jatre.model_answers set ask_at = ask_at - interval '181 days'")
    assert deletions.retain_model() == {"model_answers_dropped": 1}
