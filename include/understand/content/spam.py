"""Whether a text looks like spam: words of its trade, or two signs that are harmless each by itself."""

from __future__ import annotations

import re
from collections import Counter

from include.understand.content.links import host_of
from include.understand.content.lists import listed
from include.understand.content.words import word_list

MIN_LETTERS = 120
"""Of a text whose capitals are counted: titles and short notices shout everywhere."""
CAPITALS = 0.7
MANY_HOSTS, MANY_EXCLAMATIONS, MANY_REPEATS, MIN_SIGNS = 6, 12, 4, 2
_REPEATED_LINE_CHARS = 20
"""A shorter line may well be repeated: a time, "Free entry"."""
_CALL_TO_MESSAGE = re.compile(
    r"\b(?:click (?:here|now)|dm (?:now|us to earn)|act now|limited slots? hurry)\b", re.IGNORECASE
)


def spam_words(text: str) -> str | None:
    """What a text says of the trade of spam; None where it says nothing of it."""
    return word_list(listed("english", "spam")).find(text)


def spam_signs(text: str, links: frozenset[str]) -> tuple[str, ...]:
    """The signs of spam in a text and its own links, each in words; empty where fewer than MIN_SIGNS apply.

    What links to an event from beside its text is none: good events have sources, a ticket seller and pictures.
    """
    lines = Counter(line.strip() for line in text.splitlines() if len(line.strip()) >= _REPEATED_LINE_CHARS)
    hosts = {host_of(link).removeprefix("www.") for link in links} - {""}
    signs = {
        f"links to {len(hosts)} sites": len(hosts) >= MANY_HOSTS,
        "mostly capitals": _shouts(text),
        f"{text.count('!')} exclamation marks": text.count("!") >= MANY_EXCLAMATIONS,
        "one line again and again": max(lines.values(), default=0) >= MANY_REPEATS,
        "urges to click": _CALL_TO_MESSAGE.search(text) is not None,
    }
    found = tuple(sign for sign, applies in signs.items() if applies)
    return found if len(found) >= MIN_SIGNS else ()


def _shouts(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    if capitals < CAPITALS * MIN_LETTERS:
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= MIN_LETTERS and sum(one.isalpha() for one in text if one.isupper()) >= CAPITALS * letters
