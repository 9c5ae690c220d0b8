"""What is taken out of a page by selectors, attribute by attribute, and which links are followed."""

from __future__ import annotations

from typing import Any

import pytest
from parsel import Selector

from include.scrapers.job import ListSelectors
from include.scrapers.reading.parts import address_in, numbered_address, parts_of

BASE = "https://site.example/list/"


def parts(body: str, **selectors: str) -> dict[str, str]:
    chosen: dict[str, Any] = {"container": "li", "title": "h3", "date": "time", **selectors}
    return parts_of(Selector(text=f"<li>{body}</li>").css("li")[0], ListSelectors(**chosen), BASE)


@pytest.mark.parametrize(
    ("body", "selectors", "expected"),
    [
        ("<h3>Quiz</h3><h3>Jazz</h3>", {}, {"title": "Quiz"}),
        ("<h3> Big\n <b>quiz</b><i>night</i> </h3>", {}, {"title": "Big quiz night"}),
        ("<h3>Quiz<script>x()</script><style>b{}</style></h3>", {}, {"title": "Quiz"}),
        ("<h3></h3>", {}, {}),
        ("<h3 data-of=a>Quiz</h3>", {"title": "h3::attr(data-of)"}, {"title": "a"}),
        ("<h3>Big <b>quiz</b></h3>", {"title": "h3::text"}, {"title": "Big"}),
        ("<p>a <b>b</b></p>", {"description": "p"}, {"description": "a b"}),
        ("<p content=499>₹499 onwards</p>", {"price": "p"}, {"price": "499"}),
        ("<p>₹499 onwards</p>", {"price": "p"}, {"price": "₹499 onwards"}),
    ],
)
def test_words(body: str, selectors: dict[str, str], expected: dict[str, str]) -> None:
    assert parts(body, **selectors) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("<time datetime=2026-03-07 content=x>7 March</time>", {"date": "2026-03-07", "date_text": "7 March"}),
        ("<time content=2026-03-07>7 March</time>", {"date": "2026-03-07", "date_text": "7 March"}),
        ("<time datetime=2026-03-07>2026-03-07</time>", {"date": "2026-03-07"}),
        ("<time datetime=2026-03-07></time>", {"date": "2026-03-07"}),
        ("<time datetime=' '>7 March</time>", {"date": "7 March"}),
        ("<time>7 March</time>", {"date": "7 March"}),
    ],
)
def test_a_time_is_kept_as_programs_and_as_people_write_it(time: str, expected: dict[str, str]) -> None:
    assert parts(time) == expected
    ends = {name.replace("date", "end"): value for name, value in expected.items()}
    assert parts(time.replace("<time", "<em").replace("</time", "</em"), end="em") == ends


def test_a_selector_that_names_exactly_what_to_take_takes_no_text_beside_it() -> None:
    assert parts("<time datetime=2026-03-07>7 March</time>", date="time::attr(datetime)") == {"date": "2026-03-07"}


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("<img data-src=/a.jpg src=/b.jpg>", "https://site.example/a.jpg"),
        ("<img src=b.jpg>", "https://site.example/list/b.jpg"),
        ("<img data-src=data:x src=/b.jpg>", "https://site.example/b.jpg"),
        ("<img content=//cdn.example/c.jpg>", "https://cdn.example/c.jpg"),
        ("<a class=img href=/d.jpg>a picture</a>", "https://site.example/d.jpg"),
        ("<img>a picture", None),
        ("<img src=data:x>", None),
    ],
)
def test_a_picture_is_an_address(image: str, expected: str | None) -> None:
    assert parts(image, image="img, .img").get("image") == expected


def test_a_link_is_an_address_and_never_a_text() -> None:
    assert parts("<a href=/e/1>more</a>", link="a") == {"link": "https://site.example/e/1"}
    assert parts("<a>more</a>", link="a") == {}


@pytest.mark.parametrize(
    ("body", "selectors", "expected"),
    [
        ("<h3>Quiz</h3><span class=badge>Cancelled</span>", {}, {"title": "Quiz", "badge": "Cancelled"}),
        ("<h3>Quiz</h3><b class=badge>Cancelled</b>", {"status": "b"}, {"title": "Quiz", "status": "Cancelled"}),
        ("<h3>Quiz</h3>", {"status": ".badge"}, {"title": "Quiz"}),
    ],
)
def test_a_label_is_looked_for_where_no_status_is(
    body: str, selectors: dict[str, str], expected: dict[str, str]
) -> None:
    assert parts(body, **selectors) == expected


LINKS = """<nav><a href=/p/1>1</a><a href=/p/2> 2 </a><a href=https://other.example/3>3</a><a>4</a>
<a href=/p/2b>2</a></nav>"""


@pytest.mark.parametrize(
    ("number", "sites", "expected"),
    [
        (1, [], "https://site.example/p/1"),
        (2, [], "https://site.example/p/2"),
        (3, [], None),
        (4, [], None),
        (5, [], None),
        (3, ["other.example"], "https://other.example/3"),
    ],
)
def test_a_page_is_found_by_its_number(number: int, sites: list[str], expected: str | None) -> None:
    assert numbered_address(Selector(text=LINKS), "nav a", number, BASE, sites) == expected


@pytest.mark.parametrize(
    ("css", "sites", "expected"),
    [
        ("a", [], "https://site.example/p/1"),
        ("a[href*=other]", [], None),
        ("a[href*=other]", ["other.example"], "https://other.example/3"),
        ("a:contains('3')::attr(href)", ["other.example"], "https://other.example/3"),
        ("b", [], None),
    ],
)
def test_the_first_link_is_followed_within_the_site(css: str, sites: list[str], expected: str | None) -> None:
    assert address_in(Selector(text=LINKS), css, BASE, sites) == expected
