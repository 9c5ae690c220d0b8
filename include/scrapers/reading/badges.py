"""A status that an entry of a list shows beside its parts, in a column or a label of its own."""

from __future__ import annotations

import re

from parsel import Selector

BADGE = re.compile(r"\W{0,5}(?:(?:is|has been|event|show) )?(?:cancell?ed|called off|postponed)\W{0,5}", re.IGNORECASE)
SHORT_TEXTS_XPATH = "(.//*[not(*)][string-length(normalize-space()) < 40])[position() <= 200]"
"""The elements of an entry that hold a short text and no other element."""
HIDDEN = re.compile(r"\b(?:hidden|hide|d-none|display:\s?none|template)\b", re.IGNORECASE)


def badge_of(node: Selector) -> str:
    """A status that an entry shows beside its parts: an element that holds nothing else, or a class of the entry."""
    shown = (
        element
        for element in node.xpath(SHORT_TEXTS_XPATH)
        if not HIDDEN.search(" ".join([*element.attrib, *element.attrib.values()]))
    )
    texts = (" ".join(element.xpath("string()").get("").split()) for element in shown)
    return next((text for text in texts if is_badge(text)), "") or next(filter(is_badge, _classes(node)), "")


def _classes(node: Selector) -> list[str]:
    """The last words of an entry's classes: `cancelled` of `event--cancelled`."""
    return [re.split(r"[-_]", name)[-1] for name in node.attrib.get("class", "").split()]


def is_badge(text: str) -> bool:
    """Whether a text is a status and nothing else: `CANCELLED`, `(postponed)`, `Event cancelled!`."""
    return BADGE.fullmatch(text.strip()) is not None
