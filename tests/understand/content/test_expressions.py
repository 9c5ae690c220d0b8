"""The forms of an address by which Safe Browsing lists it."""

from __future__ import annotations

import hashlib

import pytest

from include.understand.content.expressions import MAX_URL_CHARS, expressions, hashes_of
from include.understand.content.links import as_looked_up

CANONICAL = {
    "HTTPS://Toit.Example:443": "toit.example/",
    "http://me:secret@toit.example/a?b": "toit.example/a?b",
    "http://toit.example/a#part": "toit.example/a",
    "http://toit.example?q": "toit.example/?q",
    "http://toit.example/a/./b/../c": "toit.example/a/c",
    "http://toit.example/a/../../b/": "toit.example/b/",
    "http://toit.example//a///b?c//d": "toit.example/a/b?c//d",
    "http://toit.example/%2541%25%32%35": "toit.example/A%25",
    "http://toit.example/a b\tc\n": "toit.example/a%20bc",
    "http://toit.example/ಹಬ್ಬ": "toit.example/%E0%B2%B9%E0%B2%AC%E0%B3%8D%E0%B2%AC",
    "http://..toit..example./": "toit.example/",
    "http://toit%2Eexample/": "toit.example/",
    "http://2130706433/": "127.0.0.1/",
    "http://0x7f.1/": "127.0.0.1/",
    "http://010.8.0.1/": "8.8.0.1/",
    "http://[2001:DB8::1]/a": "[2001:db8::1]/a",
}


@pytest.mark.parametrize(("url", "canonical"), CANONICAL.items(), ids=CANONICAL)
def test_an_address_is_one_however_it_is_written(url: str, canonical: str) -> None:
    assert expressions(url)[0] == canonical


def test_whoever_lists_a_site_or_a_folder_lists_what_lies_in_it() -> None:
    assert expressions("https://a.b.example/x/y.html?q=1") == [
        "a.b.example/x/y.html?q=1", "a.b.example/x/y.html", "a.b.example/", "a.b.example/x/",
        "b.example/x/y.html?q=1", "b.example/x/y.html", "b.example/", "b.example/x/",
    ]  # fmt: skip


def test_a_long_address_has_few_forms() -> None:
    long = "https://" + "a." * 100 + "example/" + "b/" * 500 + "?" + "q" * 5_000
    assert len(expressions(long)) == 30
    assert max(map(len, expressions(long))) < MAX_URL_CHARS
    assert "a.example/b/b/b/" in expressions(long)


def test_a_number_has_no_parts() -> None:
    assert expressions("http://10.0.0.1/a/") == ["10.0.0.1/a/", "10.0.0.1/"]


@pytest.mark.parametrize("nothing", ["", "toit", "http://", "http://[", "mailto:a@b.example", "%", "http:///a"])
def test_what_is_no_address_has_none(nothing: str) -> None:
    assert expressions(nothing) == []


def test_hashes_are_of_the_forms() -> None:
    assert hashes_of("http://b.example") == [hashlib.sha256(b"b.example/").digest()]


def test_the_whole_site_comes_first() -> None:
    assert hashes_of("http://a.b.example/x/y?z=1")[0] == hashlib.sha256(b"b.example/").digest()


def test_a_host_that_nobody_can_look_up_is_left_as_it_is() -> None:
    known, long = "bücher.example", "a" + "\u0301\u0316" * 200 + ".example"

    assert (as_looked_up(known), as_looked_up(long)) == ("xn--bcher-kva.example", long)
