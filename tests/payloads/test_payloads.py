"""What kind of document a body is, and JSON as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.errors import BrokenRecord, UnreadablePayload
from include.network.urls import canonical_url
from include.payloads.decoding import decode, looks_like
from include.payloads.lenient_json import MAX_DOCUMENT_DEPTH, read_json
from include.sources.base import RawRecord
from include.sources.identity import MAX_EXTERNAL_ID_CHARS, clip, normalised


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


RUSSIAN, JAPANESE, CHINESE, KANNADA = "Вечер джаза", "音楽の夕べ", "音乐之夜", "ಜಾತ್ರೆ ಸಂಜೆ"


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("é".encode(), None, "é"),
        ("é".encode(), "latin-1", "é"),
        ("é".encode("latin-1"), None, "é"),
        ("ಕ".encode("utf-16"), None, "ಕ"),
        ("“x”".encode("cp1252"), "no-such-codec", "“x”"),
        ("\ufeffx".encode(), None, "x"),
        (f'<?xml version="1.0" encoding="windows-1251"?><a>{RUSSIAN}</a>'.encode("cp1251"), None, RUSSIAN),
        (f'<html><meta charset="shift_jis"><p>{JAPANESE}'.encode("shift_jis"), None, JAPANESE),
        (f'<meta http-equiv="content-type" content="text/html; charset=gb2312">{CHINESE}'.encode("gbk"), None, CHINESE),
        (f'<?xml version="1.0" encoding="iso-2022-jp"?>{JAPANESE}'.encode("iso2022_jp"), "utf-8", JAPANESE),
        (f'<?xml version="1.0" encoding="utf-16"?>{RUSSIAN}'.encode("utf-16-le"), None, RUSSIAN),
        (f'<?xml version="1.0" encoding="latin-1"?>{KANNADA}'.encode(), None, KANNADA),
        (f'<?xml version="1.0" encoding="latin-1"?>{KANNADA}'.encode() + b"\xff", None, f"{KANNADA}\ufffd"),
        (f"{KANNADA} na\u00efve".encode().replace("\u00ef".encode(), b"\xef"), "latin-1", f"{KANNADA} na\ufffdve"),
        (f"{KANNADA}".encode()[:-1], None, KANNADA[:-1]),
    ],
)
def test_encodings(body: bytes, declared: str | None, text: str) -> None:
    assert text in decode(body, declared)


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


@pytest.mark.parametrize("depth", [MAX_DOCUMENT_DEPTH + 1, 900, 200_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a": ', "}")])
def test_what_is_nested_too_deep_leaves_its_neighbours(opens: str, closes: str, depth: int) -> None:
    deep = f"{opens * depth}1{closes * depth}"

    document = read_json(f'[{{"name": "first", "ring": "]]"}}, {deep}, {{"name": "last"}}, {deep}]')

    assert [document[0], document[2]] == [{"name": "first", "ring": "]]"}, {"name": "last"}]
    with pytest.raises(BrokenRecord, match="nested deeper than 60"):
        RawRecord("id", {"it": document[1]})


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


@pytest.mark.slow
@settings(max_examples=25)
@given(st.text(min_size=1, max_size=2000))
def test_ids_are_short_and_stable(text: str) -> None:
    assert len(clip(text)) <= MAX_EXTERNAL_ID_CHARS
    assert clip(clip(text)) == clip(text)


def test_long_ids_stay_different() -> None:
    assert clip("x" * 2000 + "a") != clip("x" * 2000 + "b")


def test_titles_are_compared_by_their_letters() -> None:
    assert normalised("  Jazz—Night! (ಜಾಝ್) №2 ") == normalised("jazz night ಜಾಝ್ NO2")
