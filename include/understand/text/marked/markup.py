"""The only markup that is published, `b i em strong a[href]`: written from marks, cleaned again where it is shown.

Line breaks stay line breaks, as in the plain form.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import nh3

from include.listing import Mark

TAGS = frozenset({"a", "b", "em", "i", "strong"})
LINK_SCHEMES = frozenset({"http", "https"})
MAX_TAGS = 1_000
"""That are read as a tree, which takes the square of their number when they are not closed."""
LINK_RELATION = "nofollow noopener ugc"
"""A stranger wrote the link: search engines need not follow it, and its page gets no hold of ours."""


def clean_markup(markup: str) -> str:
    """`markup` with nothing but the tags above, each closed, and links to pages of the web.

    What has more than MAX_TAGS is no markup of ours, and is shown as it is written.
    """
    if markup.count("<") > MAX_TAGS:
        return escape(markup)
    return nh3.clean(
        markup, tags=set(TAGS), attributes={"a": {"href"}}, url_schemes=set(LINK_SCHEMES), url_relative="deny",
        link_rel=LINK_RELATION, clean_content_tags={"script", "style"},
    )  # fmt: skip


def markup_of(text: str | None, marks: Iterable[Mark]) -> str | None:
    """A plain text with its marks as tags; None where it has none."""
    written: list[str] = []
    open_marks: list[Mark] = []
    at = 0
    plain = text or ""
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        at = _close(plain, at, mark.start, open_marks, written)
        written += [escape(plain[at : mark.start]), _tag(mark)]
        at = mark.start
        # a mark that outlasts the one around it ends with it
        open_marks.append(mark.model_copy(update={"end": min(mark.end, *(one.end for one in open_marks), len(plain))}))
    if not written:
        return None
    at = _close(plain, at, len(plain), open_marks, written)
    return clean_markup("".join([*written, escape(plain[at:])]))


def _close(text: str, at: int, until: int, open_marks: list[Mark], written: list[str]) -> int:
    """Close the marks that end up to `until`, with the text before each end; where the text has been written to."""
    while open_marks and open_marks[-1].end <= until:
        mark = open_marks.pop()
        written += [escape(text[at : mark.end]), f"</{mark.tag}>"]
        at = mark.end
    return at


def _tag(mark: Mark) -> str:
    return f'<a href="{escape(mark.url)}">' if mark.url else f"<{mark.tag}>"
