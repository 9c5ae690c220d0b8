"""A description's plain text and what of its markup is kept beside it."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.areas.area import load_area
from include.listing import MAX_MARKS, Listing, read
from include.sources.base import Reading
from include.sources.calendar.event import read_listing as read_calendar_event
from include.sources.fields.description import description_of
from include.sources.fields.entry import read_entry
from include.sources.fields.plain_text import MAX_TEXT_CHARS, plain_text
from include.sources.structured.event_node import read_listing
from include.understand.text.marked.markup import markup_of

REL = 'rel="nofollow noopener ugc"'


def html_of(*values: object) -> str | None:
    return markup_of(*description_of(*values))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>A <b>bold</b> <i>night</i></p>", "A <b>bold</b> <i>night</i>"),
        ("<em>One</em><br><strong>two</strong>", "<em>One</em>\n<strong>two</strong>"),
        ("<b>Jazz &amp; <i>blues</i></b> &lt;3", "<b>Jazz &amp; <i>blues</i></b> &lt;3"),
        ("&lt;p&gt;So &lt;b&gt;R&amp;amp;B&lt;/b&gt;&lt;/p&gt;", "So <b>R&amp;B</b>"),
        ("<h2><b> Wide </b></h2><ul><li><em>first</em></li></ul>", "<b>Wide</b>\n\n• <em>first</em>"),
        ("<b>a <i>b</b> c</i>", "<b>a <i>b</i></b> <i>c</i>"),
        ("<B>caps</B>, <strong>open", "<b>caps</b>, <strong>open</strong>"),
        ("<a href='https://a.example/x?_ga=q&amp;y=1'>Go</a>", f'<a href="https://a.example/x?y=1" {REL}>Go</a>'),
        ("ಸಂಜೆ <b>ಸಂಗೀತ</b> 🎶", "ಸಂಜೆ <b>ಸಂಗೀತ</b> 🎶"),
        ("<b>zero\u200bwidth</b>&zwj; x", "<b>zerowidth</b> x"),
    ],
)  # fmt: skip
def test_the_markup_of_the_plan_is_kept(written: str, kept: str) -> None:
    assert html_of(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "Nothing marked", "2 < 3 and <3", "<p>Only a paragraph</p>", "<b></b>empty<b> </b>",
        "<u>other</u> <span>tags</span>",
        "<a>no address</a>", "<a href='/relative'>x</a>", "<a href='javascript:alert(1)'>x</a>",
        "<a href='JAVASCRIPT:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='mailto:a@b.example'>x</a>", "<a href='tel:+919845000000'>x</a>", "<a href='https://wa.me/919845000000'>x</a>",
        "<a href='https://api.whatsapp.com/send?text=hi&phone=%2B91 98450-00000'>x</a>",
        "<a href='https://t.me/+919845000000'>x</a>",
        "<a href='https://a.example/?to=uma%40b.example'>x</a>", "<a href='https://uma:pw@b.example/'>x</a>",
        "<a href='https://a.example/?on=https%3A%2F%2Fb.example%2F%3Fto%3Duma%2540c.example'>x</a>",
        f"<a href='https://a.example/{'x' * 1_000}'>x</a>", "<script><b>steal()</b></script>kept",
        "<b>x</b>" * (MAX_MARKS + 1),
    ],
)  # fmt: skip
def test_all_else_is_plain(written: str) -> None:
    found = description_of(written)
    assert found.marks == []
    assert found.text == plain_text(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Call 98450 <b>00000</b> <b>now</b>", "Call [phone] <b>now</b>"),
        ("<b>Call 98450 00000 now</b>", "<b>Call [phone] now</b>"),
        ("<i>uma@b.example</i>", "<i>[e-mail]</i>"),
        ("<b>Pay</b> uma@okaxis, <b>uma@</b>b.example <i>x</i>", "<b>Pay</b> [payment], [e-mail] <i>x</i>"),
        ("<b>x</b> <a href='https://a.example/uma'>98450 00000</a>", "<b>x</b> [phone]"),
        ("<b>x</b> <a href='https://a.example/uma'>Uma, 98450 00000</a>", "<b>x</b> Uma, [phone]"),
    ],
)
def test_contacts_are_masked_in_the_marked_form_too(written: str, kept: str) -> None:
    assert html_of(written) == kept


def test_a_second_form_marks_the_text_of_the_first_and_no_other() -> None:
    plain = "Jazz tonight\nat nine"
    assert (
        html_of(plain, "<html><body><p><b>Jazz</b> tonight</p>at nine</body></html>") == "<b>Jazz</b> tonight\nat nine"
    )
    assert html_of(plain, "<b>Rock</b> tonight at nine") is None
    assert html_of(None, "<b>Rock</b> tonight") == "<b>Rock</b> tonight"
    assert html_of(None, "", 7) is None


def test_what_is_cut_off_is_marked_no_more() -> None:
    found = description_of(f"<b>{'word ' * 5_000}</b><i>end</i>")
    assert found.text is not None
    assert len(found.text) <= MAX_TEXT_CHARS
    assert [(one.start, one.end, one.tag) for one in found.marks] == [(0, len(found.text), "b")]
    read(Listing(title="x", description=found.text, description_marks=found.marks).document())


PIECES = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<a href='https://a.example/'>", "</a>", "<p>", "</p>", "<br>", "<li>",
     "&amp;", "&lt;b&gt;",
     "&amp;lt;", " ", "\n", "jazz", "<", ">", "98450 ", "00000", "uma@b.example", "“", "\u200b",
     "😀", "<script>", "ಸ", "</"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_plain_form_is_what_it_was_and_the_marked_one_has_its_text(written: str) -> None:
    text, marks = description_of(written)
    assert text == plain_text(written)
    shown = markup_of(text, marks)
    if shown is not None:
        assert unescape(re.sub(r"</?(?:b|i|a)\b[^<>]*>", "", shown)) == text


ZONE = ZoneInfo("Asia/Kolkata")
AREA = load_area("indiranagar")
READING = Reading(now=datetime(2026, 3, 2, 9, tzinfo=ZONE), area=AREA)
MARKED = "<p>Bring a <b>chair</b></p>"


def test_every_reader_of_descriptions_keeps_them() -> None:
    entry = read_entry({"title": "Jam"}, ZONE, description=MARKED, status=None)
    node = read_listing({"name": "Jam", "startDate": "2026-03-06T19:00", "description": MARKED}, READING, {})
    lines = "UID:1", "DTSTART:20260306T133000Z", "SUMMARY:Jam", "DESCRIPTION:Bring a chair", f"X-ALT-DESC:{MARKED}"
    ics = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    calendar = read_calendar_event({"ics": ics, "uid": "1"}, READING, {})
    for listing in (entry, node, calendar):
        assert markup_of(listing.description, listing.description_marks) == "Bring a <b>chair</b>"
