"""A description as its source writes it: plain text, and what of its markup is kept (`b i em strong a[href]`).

The plain text is the same with and without markup, and all that is read, compared and searched is it alone. The markup
is kept as marks on the plain text; where the two cannot be brought together, the text stands without.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from include.listing import MAX_LINK_CHARS, MAX_MARKS, Mark
from include.network.urls import canonical_url
from include.sources.fields.contacts import opens_no_chat
from include.sources.fields.plain_text import (
    ENTITY,
    MAX_MARKUP_CHARS,
    MAX_TEXT_CHARS,
    contact_edits,
    unmasked,
    with_breaks,
)
from include.understand.text.marked.marks import cut_marks, edited, moved_marks
from include.understand.text.marked.markup import clean_markup
from include.untrusted.cleaning import clean_text

MAX_READINGS = 5
"""Of one address."""
KEPT_TAG = re.compile(r"(?:<|&lt;|&#60;|&#x3c;)(?:a|b|em|i|strong)\b", re.IGNORECASE)


class Description(NamedTuple):
    """A plain text, None when nothing is left, and its marks."""

    text: str | None
    marks: list[Mark]


class _Tag(NamedTuple):
    """A tag around characters of the text that the markup gives."""

    start: int
    end: int
    tag: str
    url: str | None


class _Alignment(NamedTuple):
    """Characters of a written text that are in its plain form: where they stand in the one and in the other."""

    written: list[int]
    plain: list[int]


def description_of(*values: object) -> Description:
    """The first of several forms of a description that has a text, with the marks of the first form that has any.

    A form whose text is another one gives no marks.
    """
    plain, text = next(((found, one) for one in values if (found := _plain(one))), ("", None))
    for value in values if text is not None else ():
        if isinstance(value, str) and KEPT_TAG.search(value) and (marks := _marks(value, plain)):
            return _masked(plain, marks)
    return _masked(plain, [])


def _plain(value: object) -> str:
    return unmasked(value) if isinstance(value, str) else ""


def _masked(text: str, marks: Sequence[Mark]) -> Description:
    """The text without contacts, and its marks where they stand then."""
    found = list(marks)
    for edits in contact_edits(text):
        text, found = edited(text, edits), moved_marks(found, edits)
    text = text[:MAX_TEXT_CHARS].rstrip()
    return Description(text or None, cut_marks(found, len(text)))


def _marks(value: str, plain: str) -> list[Mark]:
    """The marks of a markup on its plain text; none where it has another text, or more marks than are kept."""
    text, tags = _read(value[:MAX_MARKUP_CHARS])
    alignment = _aligned(text, plain)
    found = [*_placed(tags, alignment)] if alignment else []
    return found if len(found) <= MAX_MARKS else []


def _read(value: str) -> tuple[str, list[_Tag]]:
    """The text of a markup, and the tags in it; what was escaped once more than it needs is read as markup too."""
    for _ in range(2):
        cleaned = clean_markup(with_breaks(value))
        reader = _Reader()
        reader.feed(cleaned)
        reader.close()
        value = reader.text
        if reader.tags:
            break
    return value, reader.tags


class _Reader(HTMLParser):
    """Reads what nh3 has written: every tag is closed, and all others are gone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[_Tag] = []
        self._open: list[tuple[int, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        self._open.append((len(self.text), tag, dict(attrs).get("href")))

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if self._open and self._open[-1][1] == tag:
            start, _, url = self._open.pop()
            self.tags.append(_Tag(start, len(self.text), tag, url))

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        self.text += html.unescape(data) if ENTITY.search(data) else data


def _aligned(text: str, plain: str) -> _Alignment | None:
    """Where each character of a text stands in its plain form; None where the two are different texts."""
    found = _Alignment([], [])
    at = 0
    for place, character in enumerate(text):
        while at < len(plain) and plain[at].isspace():
            at += 1
        if at < len(plain) and character == plain[at]:
            found.written.append(place)
            found.plain.append(at)
            at += 1
        elif not (at == len(plain) or character.isspace() or not clean_text(character)):
            return None
    return found if at == len(plain) else None


def _placed(tags: Sequence[_Tag], alignment: _Alignment) -> Iterator[Mark]:
    """The tags as marks, without those that surround nothing or lead nowhere."""
    for one in tags:
        first, behind = (bisect_left(alignment.written, place) for place in (one.start, one.end))
        url = _link(one.url) if one.tag == "a" else None
        if first < behind and (one.tag != "a" or url):
            start, end = alignment.plain[first], alignment.plain[behind - 1] + 1
            yield Mark.model_validate({"start": start, "end": end, "tag": one.tag, "url": url})


def _link(address: str | None) -> str | None:
    """The address of a link, when it is one of the web, without a person's contact in it."""
    url = canonical_url(address)
    if url is None or len(url) > MAX_LINK_CHARS:
        return None
    return url if all(map(opens_no_chat, _readings(url))) else None


def _readings(url: str) -> Iterator[str]:
    """An address as it is written, and what it means: one that leads on has another within it, escaped once more."""
    for _ in range(MAX_READINGS):
        yield url
        if (read := unquote(url)) == url:
            return
        url = read
