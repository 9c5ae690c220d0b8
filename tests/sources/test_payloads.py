"""What kind of document a body is, and JSON as people write it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import UnreadablePayload
from include.sources.identity import LONGEST, canonical_url, clip, normalised
from include.sources.payloads import decode, looks_like, read_json, storable


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BEGIN:VCALENDAR\nVERSION:2.0", "ical"),
        ("\ufeffbegin:vcalendar", "ical"),
        ("<rss version='2.0'>", "xml"),
        ('<?xml version="1.0"?>\n<!-- made by hand -->\n<feed xmlns="http://www.w3.org/2005/Atom">', "xml"),
        ("<?xml version='1.0'?><rdf:RDF>", "xml"),
        ("<rss><channel><item><description>&lt;html&gt;<![CDATA[<body >]]>", "xml"),
        ("<!doctype html>", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "html"),
        ("  <div>", "html"),
        ('{"a": 1}', "json"),
        ("\n[", "json"),
        ("", "other"),
        ("sorry", "other"),
    ],
)
def test_kinds_of_documents(text: str, kind: str) -> None:
    assert looks_like(text) == kind


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("é".encode(), None, "é"),
        ("é".encode(), "latin-1", "é"),
        ("é".encode("latin-1"), None, "é"),
        ("ಕ".encode("utf-16"), None, "ಕ"),
        ("“x”".encode("cp1252"), "no-such-codec", "“x”"),
        ("\ufeffx".encode(), None, "x"),
    ],
)
def test_encodings(body: bytes, declared: str | None, text: str) -> None:
    assert decode(body, declared) == text


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "x"}',
        '// note\n{"a": "x"}',
        '<!-- note -->\n{"a": "x"}',
        '{"a": "x",}',
        '{"a": /* note */ "x"}',
        '{"a": "\\u0000x"}',
    ],
)
def test_json_as_people_write_it(text: str) -> None:
    assert read_json(text) == {"a": "x"}


def test_json_that_is_none() -> None:
    with pytest.raises(UnreadablePayload, match="not JSON"):
        read_json('{ "key": "va')


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(json_like)
def test_what_is_storable_stays_as_it_is(value: Any) -> None:
    once = storable(value)

    assert storable(once) == once
    assert "\x00" not in str(once)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.com/A?utm_source=x&b=2&fbclid=3", "https://example.com/A?b=2"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a#part", "https://example.com/a#part"),
        ("tba", None),
        ("mailto:a@example.com", None),
        ("//example.com/a", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_canonical_addresses(url: str | None, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


@given(st.text(min_size=1, max_size=2000))
def test_ids_are_short_and_stable(text: str) -> None:
    assert len(clip(text)) <= LONGEST
    assert clip(clip(text)) == clip(text)


def test_long_ids_stay_different() -> None:
    assert clip("x" * 2000 + "a") != clip("x" * 2000 + "b")


def test_titles_are_compared_by_their_letters() -> None:
    assert normalised("  Jazz—Night! (ಜಾಝ್) №2 ") == normalised("jazz night ಜಾಝ್ NO2")
