"""Marks behind edits of their text, and as markup."""

from __future__ import annotations

import pytest

from include.errors import BrokenRecord
from include.listing import Listing, Mark, read
from include.understand.text.marked.marks import Edit, cut_marks, edited, moved, moved_marks
from include.understand.text.marked.markup import MAX_TAGS, clean_markup, markup_of

TEXT = "one two three four"
TWO = Edit(4, 7, "[name]")


def mark(start: int, end: int, tag: str = "b", url: str | None = None) -> Mark:
    return Mark.model_validate({"start": start, "end": end, "tag": tag, "url": url})


@pytest.mark.parametrize(
    ("start", "end", "marked"),
    [
        (0, 3, "one"), (0, 4, "one "), (4, 7, "[name]"), (0, 7, "one [name]"), (8, 13, "three"),
        (0, 18, "one [name] three four"), (0, 5, "one "), (5, 13, " three"), (7, 13, " three"),
    ],
)  # fmt: skip
def test_a_mark_stands_on_the_same_words_behind_an_edit(start: int, end: int, marked: str) -> None:
    (found,) = moved_marks([mark(start, end)], [TWO])
    assert edited(TEXT, [TWO])[found.start : found.end] == marked


def test_a_mark_inside_an_edit_goes_and_so_does_a_link_on_one() -> None:
    link = mark(0, 7, "a", "https://a.example/uma")
    assert moved_marks([mark(5, 6), link], [TWO]) == []
    assert moved_marks([mark(5, 6), link], []) == [mark(5, 6), link]
    apart = mark(8, 13, "a", "https://a.example/")
    assert moved_marks([apart], [TWO]) == [apart.model_copy(update={"start": 11, "end": 16})]


def test_characters_that_were_edited_stand_nowhere() -> None:
    edits = [Edit(0, 3, "1"), TWO]
    assert [moved(one, edits) for one in ((0, 3), (3, 4), (6, 9), (8, 13))] == [None, (1, 2), None, (9, 14)]


def test_cut_marks_end_with_the_text() -> None:
    assert cut_marks([mark(0, 3), mark(4, 13), mark(14, 18)], 8) == [mark(0, 3), mark(4, 8)]


def test_marks_become_tags_and_text_never_does() -> None:
    text = '<b>& "x" y'
    marks = [mark(0, 3, "i"), mark(5, 10), mark(6, 7, "em")]
    assert markup_of(text, marks) == '<i>&lt;b&gt;</i>&amp; <b>"<em>x</em>" y</b>'
    assert markup_of(text, []) is None
    assert markup_of(None, [mark(0, 3)]) is not None


def test_a_mark_that_outlasts_the_one_around_it_ends_with_it() -> None:
    assert markup_of("abcd", [mark(0, 2), mark(1, 4, "i"), mark(3, 9, "em")]) == "<b>a<i>b</i></b>c<em>d</em>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<svg/onload=alert(1)>", "<style>*{}</style>",
        "<b onclick=alert(1) style=x class=y>", "<a href=javascript:alert(1)>", "<a href='  jav\tascript:alert(1)'>",
        "<iframe src=//evil.example>", "<a href='//evil.example/'>",
        "<math><mtext><b><style><img src=x onerror=alert(1)>",
    ],
)  # fmt: skip
def test_what_is_shown_is_cleaned_again(hostile: str) -> None:
    shown = clean_markup(f"{hostile}<b>kept</b>")
    assert not any(word in shown for word in ("img", "script", "svg", "style", "onclick", "iframe", "evil", "class"))


def test_markup_of_more_tags_than_are_read_is_shown_as_it_is_written() -> None:
    assert clean_markup("<b>x</i>" * MAX_TAGS) == "&lt;b&gt;x&lt;/i&gt;" * MAX_TAGS


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"start": 3, "end": 3, "tag": "b"}, "ends at 3"),
        ({"start": 0, "end": 1, "tag": "a"}, "a link has an address"),
        ({"start": 0, "end": 1, "tag": "b", "url": "https://a.example/"}, "a link has an address"),
        ({"start": 0, "end": 1, "tag": "a", "url": "javascript:x"}, "is no address"),
        ({"start": 0, "end": 1, "tag": "a", "url": f"https://a.example/{'x' * 1_000}"}, "1,018 characters"),
        ({"start": 0, "end": 1, "tag": "u"}, "description_marks"), ({"start": -1, "end": 1, "tag": "b"}, "at least 0"),
        ({"start": 0, "end": 2, "tag": "b"}, "one ends at 2, the description at 1"),
    ],
)  # fmt: skip
def test_a_mark_that_cannot_be_is_refused_with_its_reason(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(BrokenRecord, match=reason):
        read({"title": "x", "description": "y", "description_marks": [wrong]})


def test_a_listing_without_marks_is_stored_as_ever() -> None:
    assert Listing(title="x", description="y").document() == {"title": "x", "description": "y"}
