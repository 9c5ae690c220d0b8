"""A search in words becomes parameters of a list, and lists rank what is left."""

from __future__ import annotations

from tests.realtime.running import Running
from tests.realtime.scene import Scene


async def test_words_become_filters_that_a_list_takes(jatre: Running, scene: Scene) -> None:
    scene.open("Jazz", scene.at(1, 20), category="music", cost_type="free")
    scene.open("Jazz quiz", scene.at(1, 20), category="meetup", cost_type="paid")

    meant = (await jatre.get("/api/understand", q="free jazz tomorrow")).json()

    assert [(one["filter"], one["words"]) for one in meant["understood"]] == [("cost", "free"), ("when", "tomorrow")]
    assert meant["words"] == "jazz"
    asked = {name: value for one in meant["understood"] for name, value in one["parameters"].items()}
    listed = await jatre.get("/api/events/discovered", q=meant["words"], sort="relevance", **asked)
    assert [event["title"] for event in listed.json()["events"]] == ["Jazz"]


async def test_a_filter_that_is_taken_away_leaves_its_words(jatre: Running) -> None:
    meant = (await jatre.get("/api/understand", q="free jazz tomorrow", asWords="cost,when")).json()
    assert meant == {"understood": [], "words": "free jazz tomorrow"}


async def test_what_is_no_search_is_refused_by_name(jatre: Running) -> None:
    for parameters in ({}, {"q": " "}, {"q": "x" * 201}, {"q": "jazz", "asWords": "mood"}, {"q": "jazz", "x": "1"}):
        assert (await jatre.get("/api/understand", **parameters)).status_code == 400
    for parameters in ({"sort": "relevance"}, {"sort": "mood", "q": "jazz"}):
        assert (await jatre.get("/api/events/discovered", **parameters)).status_code == 400


async def test_the_best_match_comes_first(jatre: Running, scene: Scene) -> None:
    scene.open("A quiz about jazz and much else", scene.at(1, 20))
    scene.open("Jazz quiz", scene.at(2, 20))
    answer = (await jatre.get("/api/events/discovered", q="jazz quiz", sort="relevance", limit=1)).json()
    assert [event["title"] for event in answer["events"]] == ["Jazz quiz"]
    assert (answer["hasMore"], answer["nextPage"]) == (True, None)
