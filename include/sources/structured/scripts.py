"""The JSON-LD of a page: its scripts, and JSON as it is put into them."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from parsel import Selector

from include.errors import BrokenRecord, UnreadablePayload
from include.payloads.lenient_json import MAX_DOCUMENT_DEPTH, read_json
from include.untrusted.cleaning import clean

SCRIPT = re.compile(r"<script\b[^<>]*ld\+json[^<>]*>", re.IGNORECASE)
SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
PARSED_DEPTH = 2_000
LOWER_TYPE_XPATH = 'translate(@type, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")'
WRAPPINGS = (("<!--", "-->"), ("<![CDATA[", "]]>"))
MAX_WRAPPINGS = 4
"""Comments and CDATA sections around one script."""
MAX_DOCUMENTS = 500
"""JSON documents one behind the other in a script."""
SEPARATORS = "\n\r\t ,;"
"""What stands between them."""


def scripts(text: str) -> list[str]:
    """The contents of a page's JSON-LD scripts. The parser drops what comes after elements that are nested too deep."""
    page = Selector(text=text, type="html")
    if page.xpath(f"boolean(//*[count(ancestor::*) >= {PARSED_DEPTH}])").get() == "0":
        return page.xpath(f'//script[contains({LOWER_TYPE_XPATH}, "ld+json")]/text()').getall()
    found, opening = [], SCRIPT.search(text)
    while opening and (end := SCRIPT_END.search(text, opening.end())):
        found.append(text[opening.end() : end.start()])
        opening = SCRIPT.search(text, end.end())
    return found


def read_script(script: str) -> tuple[Any, str]:
    """The JSON of a script, also inside a comment or CDATA, escaped as markup or as a string, or several documents.

    Returns it with the text behind the last document that could not be read. Raises: UnreadablePayload.
    """
    bare = unwrapped(script)
    try:
        found, rest = _read(bare)
    except UnreadablePayload:
        if "&" not in bare:
            raise
        found, rest = _read(html.unescape(bare))
    return _read(found) if isinstance(found, str) and found.lstrip()[:1] in ("{", "[") else (found, rest)


def unwrapped(script: str) -> str:
    """A script without the comment or CDATA section around it, and without a last semicolon."""
    text = script.strip()
    for _ in range(MAX_WRAPPINGS):
        inner = _without_one(text)
        if inner == text:
            break
        text = inner
    return text.rstrip("; \n\r\t")


def _without_one(text: str) -> str:
    """Without one wrapping, whose marks may themselves stand in a comment of JavaScript (`// <![CDATA[`)."""
    begin = text.removeprefix("//").removeprefix("/*").lstrip()
    for opening, closing in WRAPPINGS:
        if begin.startswith(opening):
            rest = begin.removeprefix(opening).lstrip().removeprefix("//").removeprefix("*/").strip()
            if rest[:1].isalnum():  # a comment of its own before the JSON
                return text
            inner = rest.removesuffix("*/").rstrip()
            if inner.endswith(closing):
                rest = inner.removesuffix(closing).rstrip().removesuffix("//").removesuffix("/*").rstrip()
            return rest
    return text


def _read(text: str) -> tuple[Any, str]:
    try:
        return read_json(text), ""
    except UnreadablePayload:
        found, rest = _one_by_one(text)
        if len(found) < 2:
            raise
        return found, rest


def _one_by_one(text: str) -> tuple[list[Any], str]:
    """Documents one behind the other, and what stands behind the last of them that could be read."""
    decoder, found, at = json.JSONDecoder(strict=False), list[Any](), 0
    while len(found) < MAX_DOCUMENTS:
        while at < len(text) and text[at] in SEPARATORS:
            at += 1
        try:
            document, end = decoder.raw_decode(text, at)
            found.append(clean(document, MAX_DOCUMENT_DEPTH))
        except (ValueError, RecursionError, BrokenRecord):
            break
        at = end
    return found, text[at:].strip(SEPARATORS)
