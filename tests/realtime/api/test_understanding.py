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
    assert meant == {"understood": [], "words": "free jazz tomorrow", "synonyms": []}


async def test_what_is_called_otherwise_is_said_and_found(jatre: Running, scene: Scene) -> None:
    scene.call_otherwise("gig", "live music")
    scene.open("Live Music", scene.at(1, 20))
    meant = (await jatre.get("/api/understand", q="gig tomorrow")).json()
    assert (meant["words"], meant["synonyms"]) == ("gig", [{"words": "gig", "meant": ["live music"]}])
    answer = (await jatre.get("/api/events/discovered", q="gig", sort="relevance", area="indiranagar")).json()
    assert [(event["title"], event["matched"]) for event in answer["events"]] == [("Live Music", {"synonym": ["gig"]})]


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


CARELESS = [
    "the", "🎉🎉", "'; drop table events; --", "100%", "_", "%%%", "-jazz", "\"", "\"\"", "jazz -free", "ಉಚಿತ ಸಂಗೀತ ನಾಳೆ",
    "a b " * 100, "jazz " * 40, "<script>x</script>", "\\", "&|!():*", "\u202ejazz", "jazz\u0000night", "😀" * 200,
    "near", "near near near", "under under 500", "-", "--- -", "free free free", "ಕ", "ا", "日本", "jazz OR 1=1",
    "Sunday Jazz Brunch at The Humming Tree: An Afternoon of Standards, Swing",
]  # fmt: skip


async def test_whatever_is_typed_or_pasted_is_answered_by_the_page(jatre: Running, scene: Scene) -> None:
    for text in CARELESS:
        answer = await jatre.get("/", q=text)
        assert answer.status_code == 200, text
        assert "<script>x" not in answer.text, text


async def test_what_the_page_is_not_read_as_is_in_its_address(jatre: Running, scene: Scene) -> None:
    scene.open("Jazz", scene.at(1, 20), cost_type="paid")
    assert "Jazz</a>" not in (await jatre.get("/", q="free")).text
    assert "Jazz</a>" not in (await jatre.get("/", q="free", asWords="cost")).text
    assert "(asWords)" in (await jatre.get("/", q="free", asWords="mood")).text


async def test_days_that_no_window_names_are_a_window_of_their_own(jatre: Running, scene: Scene) -> None:
    day = scene.at(40, 20)
    scene.open("Jazz", day)
    scene.open("Jam", scene.at(41, 20))
    page = (await jatre.get("/", q=f"{day:%d %B}")).text
    assert "Jazz</a>" in page
    assert "Jam</a>" not in page
