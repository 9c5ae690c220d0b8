"""The pages' texts: one catalogue for each language, for server and scripts alike, and which one a reader gets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.requests import Request

from realtime.pages import language, view_model
from realtime.pages.formatting import hours_text
from tests.realtime.running import Running
from tests.realtime.scene import Scene

PAGES = Path(view_model.__file__).parent
TEMPLATES = (
    "alerts.html",
    "base.html",
    "parts.html",
    "index.html",
    "event.html",
    "away.html",
    "gone.html",
    "place.html",
)
HOURS = {"startsAt": "2026-03-04T14:30:00Z", "endsAt": "2026-03-04T16:30:00Z", "dateOnly": False}
NAMES = {"Jatre", "Kannada"}
KANNADA = re.compile("[\u0c80-\u0cff]")
SCRIPTS = [path for path in PAGES.glob("static/*.js") if "./texts.js" in path.read_text("utf-8")]


def asked(path: str = "/", cookie: str = "", accept: str = "") -> Request:
    headers = [(b"accept-language", accept.encode()), (b"cookie", cookie.encode())]
    query = path.partition("?")[2].encode()
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": query, "headers": headers})


def test_every_language_has_the_same_texts_with_the_same_places_for_values() -> None:
    first, *others = language.LANGUAGES.values()
    for texts in others:
        assert list(texts) == list(first)
        for key, text in texts.items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", first[key])), key
    for texts in language.LANGUAGES.values():
        for key, many in (("weekdays", 7), ("weekdays_short", 7), ("months", 12), ("months_short", 12)):
            assert len(texts[key].split()) == many


def test_kannada_is_kannada() -> None:
    names = {"Google Maps", "Google Calendar", "RSS"}
    texts = {re.sub(r"{\w+}|[^\w\s]|Jatre", "", text).strip() for text in language.LANGUAGES["kn"].values()}
    assert {text for text in texts if text and not KANNADA.search(text)} <= names
    assert not [key for key, text in language.LANGUAGES["en"].items() if KANNADA.search(text)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_is_left_in_a_template(name: str) -> None:
    written = (PAGES / "templates" / name).read_text("utf-8")
    written = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<path[^>]*>", " ", written, flags=re.DOTALL)
    named = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', written)
    shown = re.sub(r"<[^>]*>", " ", written)
    words = re.findall(r"[A-Za-z]{2,}", " ".join([shown, *named]))
    assert set(words) <= NAMES


def test_every_text_is_used_and_every_text_that_is_used_is_there() -> None:
    sources = [path.read_text("utf-8") for path in (*SCRIPTS, *PAGES.glob("*.py"), *PAGES.glob("places/*.py"))]
    sources += [(PAGES / "templates" / name).read_text("utf-8") for name in TEMPLATES]
    every = "\n".join(sources)
    known = language.LANGUAGES[language.DEFAULT]
    called = set(re.findall(r"""\b(?:text|t|words)\(["'](\w+)["']""", every))
    assert {key for key in called if not key.endswith("_")} <= set(known)
    quoted = set(re.findall(r"""["'`](\w+)["'`]""", every))
    built = re.compile(
        r"(kind|when|form|rough|following|events|more_dates|unplaced|weather|full|busy_events|part|tell_by|told)_\w+"
    )
    assert {key for key in known if key not in quoted and not built.fullmatch(key)} == set()


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (asked(), "en"),
        (asked(accept="kn-IN,kn;q=0.9,en;q=0.8"), "kn"),
        (asked(accept="ta, en;q=0.5, kn;q=0.7"), "kn"),
        (asked(accept="kn;q=0, en;q=0.1"), "en"),
        (asked(accept="de, *;q=high"), "en"),
        (asked(accept="kn;q=nan, en;q=0.1"), "en"),
        (asked(accept="kn;q=-1, kn-IN;q=inf"), "en"),
        (asked(accept="kn ; q=0.9, en;q=0.8"), "kn"),
        (asked(accept="kn", cookie="lang=en"), "en"),
        (asked(accept="en", cookie="lang=kn"), "kn"),
        (asked("/?lang=kn", cookie="lang=en"), "kn"),
        (asked("/?lang=xx", cookie="lang=../../x"), "en"),
    ],
)
def test_a_readers_choice_comes_before_the_browsers(request_: Request, code: str) -> None:
    assert language.use(request_) == code


@pytest.mark.parametrize(("code", "said"), [("en", "20:00 to 22:00"), ("kn", "20:00 ರಿಂದ 22:00 ವರೆಗೆ")])
def test_the_hours_of_a_date_are_a_sentence_of_the_language(code: str, said: str) -> None:
    language.use(asked(accept=code))
    assert hours_text(HOURS, ZoneInfo("Asia/Kolkata")) == said
    assert hours_text(HOURS | {"endsAt": None}, ZoneInfo("Asia/Kolkata")) == "20:00"


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    """What a test chose is not the next one's."""
    token = language._current.set(language.DEFAULT)
    yield
    language._current.reset(token)


async def test_the_page_offers_every_other_language_by_its_own_name(
    jatre: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(language.LANGUAGES, "ta", {**language.LANGUAGES["en"], "language": "தமிழ்"})
    page = (await jatre.client.get("/?category=music")).text
    assert re.findall(r'class="language" href="(.*?)" lang="(\w+)".*?>(.*?)</a>', page) == [
        ("/?category=music&amp;lang=kn", "kn", "ಕನ್ನಡ"),
        ("/?category=music&amp;lang=ta", "ta", "தமிழ்"),
    ]


async def test_a_page_is_written_in_its_readers_language_and_the_event_as_it_was_published(
    jatre: Running, scene: Scene
) -> None:
    event = scene.open("Jazz night", scene.at(1, 20), cost_type="free", category="music", venue_name="The Humming Tree")
    for path in ("/", f"/e/{event}"):
        kannada = await jatre.client.get(path, headers={"accept-language": "kn"})
        english = await jatre.client.get(path)
        assert '<html lang="kn">' in kannada.text
        assert '<html lang="en">' in english.text
        assert "accept-language" in kannada.headers["vary"].lower()
        for shown in ("ಉಚಿತ", "ಸಂಗೀತ", "ನಾಳೆ, ", "Jazz night", "The Humming Tree"):
            assert shown in kannada.text
        assert ">Free<" not in kannada.text

    chosen = await jatre.client.get("/?lang=kn")
    assert chosen.headers["set-cookie"].startswith("lang=kn; ")
    gone = await jatre.client.get("/e/none", headers={"accept-language": "kn"})
    assert "ಈ ಕಾರ್ಯಕ್ರಮ ಇಲ್ಲಿಲ್ಲ" in gone.text


async def test_an_address_that_there_is_not_is_a_page_for_people_and_a_problem_for_programs(jatre: Running) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for path, said in {
        "/whats-on": "This page is not here",
        "/admin/x": "This page is not here",
        "/sources/x": "This page is not here",
        "/e/x": "This event is not here",
        "/places/x": "This place is not here",
        "/e/x?lang=kn": "ಈ ಕಾರ್ಯಕ್ರಮ ಇಲ್ಲಿಲ್ಲ",
        "/whats-on?lang=kn": "ಈ ಪುಟ ಇಲ್ಲಿಲ್ಲ",
        "/sources/x?lang=kn": "ಈ ಪುಟ ಇಲ್ಲಿಲ್ಲ",
    }.items():
        answer = await jatre.client.get(path, headers=browser)
        assert (answer.status_code, f"<h1>{said}</h1>" in answer.text) == (404, True), path
    for path, accept in (("/whats-on", "*/*"), ("/whats-on", "text/html;q=0, */*"), ("/api/x", browser["accept"])):
        answer = await jatre.client.get(path, headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
    assert (await jatre.client.post("/", headers=browser)).headers["content-type"] == "application/problem+json"
