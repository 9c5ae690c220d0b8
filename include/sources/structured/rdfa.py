"""RDFa Lite of schema.org as microdata: both state the same with other attributes, so that one reader serves both."""

from __future__ import annotations

import re
from typing import Any

SCHEMA = re.compile(r"^https?://schema\.org/?$", re.IGNORECASE)
PREFIX = "schema:"
VOCABULARY = "https://schema.org/"


def with_rdfa_as_microdata(page: Any) -> None:
    """Give the elements of `page` (an lxml tree) the attributes of microdata that their RDFa stands for.

    Only the vocabulary of schema.org is looked at, as `vocab` or by the usual prefix; an item of microdata stays one.
    """
    for scope in page.xpath("//*[@typeof][not(@itemscope)]"):
        kind = _type_of(scope)
        if kind:
            scope.set("itemscope", "")
            scope.set("itemtype", kind)
            if name := scope.get("resource") or scope.get("about"):
                scope.set("itemid", name)
    for one in page.xpath("//*[@property][not(@itemprop)][ancestor::*[@typeof and @itemscope]]"):
        one.set("itemprop", " ".join(word.removeprefix(PREFIX) for word in one.get("property").split()))
        if one.get("content") is not None and one.get("itemscope") is None:
            one.tag = "meta"  # what stands in `content` goes before the text, the link and the time of an element


def _type_of(scope: Any) -> str | None:
    """The type of an item as an address; None for one of another vocabulary."""
    first = next(iter(scope.get("typeof").split()), "")
    if first.startswith(PREFIX):
        return VOCABULARY + first.removeprefix(PREFIX)
    if first.startswith(("http://schema.org/", VOCABULARY)):
        return str(first)
    vocabulary = next(iter(scope.xpath("ancestor-or-self::*[@vocab][1]/@vocab")), "")
    return VOCABULARY + first if first and SCHEMA.match(vocabulary.strip()) else None
