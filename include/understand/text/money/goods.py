"""What is sold at an event and is no way into it: "saplings on sale: curry leaf ₹60, moringa ₹80".

The patterns are in lower case, for text in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from include.understand.text.patterns import bounded

MAX_SALE_CHARS = 160
"""Characters from the word that says so within which its goods have their prices."""
_ON_SALE = bounded(
    r"\b(?P<what>[a-z]{3,20})\s(?:(?:are|is|will be|be|also|available)\s){0,3}(?:on|for) sale\b"
    r"|\bwe(?:\s(?:also|will|too)){0,2} sell\b|\bon sale there\b"
)
_WAY_IN = bounded(
    r"\b(?:tickets?|tkts?|tix|pass(?:es)?|entry|seats?|slots?|spots?|registrations?|early\s?-?bird|fees?)\b"
)
_NO_GOODS = frozenset({
    "now", "goes", "going", "went", "gone", "come", "still", "already", "live", "open", "online", "are", "and", "put",
    "here", "bird",
})  # fmt: skip
"""Before "on sale", where what is sold was named before."""
_END = re.compile(r"\n|(?<!\brs)[.!?](?:\s|$)")


def on_sale(text: str) -> Iterator[tuple[int, int]]:
    """From where to before where a text names goods that are sold beside the entry, a sentence each."""
    for match in _ON_SALE.finditer(text):
        end = _END.search(text, match.end(), match.end() + MAX_SALE_CHARS)
        until = end.start() if end else min(len(text), match.end() + MAX_SALE_CHARS)
        if match["what"] not in _NO_GOODS and not _WAY_IN.search(text, match.start(), until):
            yield match.start(), until
