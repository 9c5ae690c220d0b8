"""Foreign text is made safe once, as values: what goes, and what writing and emoji need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import BrokenRecord
from include.pipeline.ledger import as_json
from include.untrusted.cleaning import MAX_DEPTH, MAX_MARKS, clean, clean_text


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("a\x00b\x07c\x9bd", "abcd"),
        ("\ud83d\ude00 \ud83d \ude00", "😀  "),
        ("\u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f\u061c", "gnp.exe x "),
        ("pay\u200bpal \ufeffa\u2060b\xadc", "paypal abc"),
        ("one\u2028two\x0bthree\u2800", "one two three "),
        ("x\U000e0049\U000e0047", "x"),
        ("😀\ufe0f\ufe0f\U000e0100\U000e0101", "😀\ufe0f"),
        ("a\u200db\u200cc", "abc"),
        ("icon \ue001\uf8ff\U000f0001", "icon "),
        ("Z" + "\u0301" * 500 + "o", "Z" + "\u0301" * MAX_MARKS + "o"),
        ("ก" + "\u0e47" * 500, "ก" + "\u0e47" * MAX_MARKS),
        ("\\u0000 \\x00", "\\u0000 \\x00"),
        ("https://ex\u200bample.com/a\u202eb\x00", "https://example.com/a%E2%80%AEb"),
    ],
)
def test_what_goes(dirty: str, cleaned: str) -> None:
    assert clean_text(dirty) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "ಕಾರ್ಯಕ್ರಮ್‌ಗಳು ರ‍್ಕ",
        "क्‍ष नमस्ते",
        "می‌خواهم",
        "👨‍👩‍👧‍👦 ❤️‍🔥 🏴‍☠️ 👩🏽‍🚀 🏳️‍🌈",
        "1️⃣ ©️ ☕︎",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "Tiếng Việt, café, cafe\u0301, שָׁלוֹם",
        "one\ttwo\r\nthree",
    ],
)
def test_what_stays(text: str) -> None:
    assert clean_text(text) == text


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=50))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)

    assert clean_text(once) == once
    once.encode()


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(json_like)
def test_every_string_of_a_record_is_cleaned(value: Any) -> None:
    once = clean(value)

    assert clean(once) == once
    json.dumps(once, allow_nan=False)  # no number that JSON does not know
    assert not any("\0" in text for text in _texts(once))


def _texts(value: Any) -> Iterator[str]:
    """The strings of a document, its keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_texts, value))
    elif isinstance(value, dict):
        yield from value
        yield from chain.from_iterable(map(_texts, value.values()))


def test_keys_are_cleaned_too() -> None:
    assert clean({"na\x00me": [{"\u202ekey": "\ud800"}]}) == {"name": [{"key": ""}]}


def test_an_escape_that_somebody_wrote_is_no_nul() -> None:
    planted = "~opening|\\u0000"

    assert json.loads(as_json([{"id": planted, "title": "a\x00b"}])) == [{"id": planted, "title": "ab"}]


def test_what_is_nested_too_deep_is_refused_with_the_bound() -> None:
    deep: Any = "x"
    for _ in range(MAX_DEPTH):
        deep = [deep]

    assert clean(deep) == deep
    with pytest.raises(BrokenRecord, match=f"deeper than {MAX_DEPTH}"):
        clean([deep])
