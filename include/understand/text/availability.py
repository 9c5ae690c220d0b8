"""Whether a title or a text states that there are no tickets or seats left, and what several of one event come to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from include.listing import Availability
from include.understand.text.patterns import bounded

_FULL = r"(?:sold[ -]?out|house[ -]?full|fully[ -]booked)"
MARK = bounded(
    rf"^\s*[\[(*]{{1,3}}\s*{_FULL}\s*!{{0,3}}\s*[\])*]{{1,3}}\s*[:–-]?\s*(?P<rest>\S.*)$"
    r"|^\s*(?-i:SOLD ?OUT|HOUSE ?FULL)\s*(?:[:–-]\s|!{1,3})\s*(?P<headed>(?=.*(?-i:[a-z]))\S.*)$"
    rf"|^(?P<before>.*\S)\s*[\[(*]{{1,3}}\s*{_FULL}\s*[\])*!]{{1,9}}\s*$"
    r"|^(?P<ended>(?=.*(?-i:[a-z])).*\S)\s+[:–—-]\s(?:sold[ -]?out|(?-i:HOUSE ?FULL))\s*!{0,3}\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""In front of a title or behind it, by signs. In front by a colon only in capitals, for a title may begin so; behind a
dash, "Housefull" only in capitals, for films have that name."""
_ALONE = bounded(
    r"^\W{0,9}(?:(?:this|the)\s(?:event|show|session|workshop|class)\sis\s(?:now\s)?|(?:all\s)?(?:tickets|seats|spots)\s"
    rf"(?:are\s)?(?:now\s)?|we\s?(?:are|['’]re)\s(?:now\s)?)(?:all\s)?{_FULL}[^\w?]{{0,9}}$"
    rf"|^[^\w?]{{1,9}}{_FULL}[^\w?]{{1,9}}$|^[^\w?]{{0,9}}(?-i:SOLD[ -]?OUT|HOUSE ?FULL|FULLY BOOKED)[^\w?]{{0,9}}$",
    re.IGNORECASE,
)
"""A line that states nothing else: by a sentence, or loudly. "Sold out" alone may be a cell of a table, or a film."""
_MORE = (
    r"\b(?:early[ -]?birds?|(?:second|2nd|third|3rd|extra|another|new|other|[ap]\.?m\.?) (?:shows?|dates?)"
    r"|more (?:dates|seats|shows|tickets|spots))\b"
)
_BESIDE_MORE = bounded(_MORE, re.IGNORECASE)
_IN_PART = bounded(
    rf"{_MORE}|\b(?:batch(?:es)?|phases?|editions?|slots?|tiers?|vip|platinum|gold|silver|balcony|available|day [1-9]"
    r"|(?:few|last) \w{1,9} left)\b"
    rf"|\b(?:not|if|when|once|until|before|last|past|previous(?:ly)?|earlier)\b.{{0,40}}\b{_FULL}",
    re.IGNORECASE | re.DOTALL,
)
"""By what only a part of it may be meant, or another time."""
MAX_LINE_CHARS = 60


def title_and_availability(title: str) -> tuple[str, Availability | None]:
    """`[SOLD OUT] Open mic` and `Open mic (housefull)` taken apart."""
    match = MARK.match(title)
    if match is None or _BESIDE_MORE.search(title):
        return title, None
    return (match["rest"] or match["headed"] or match["before"] or match["ended"]).strip(), "sold_out"


def stated_in(text: str) -> Availability | None:
    """`sold_out` where a line of a text says so and nothing else, and nothing beside it speaks of a part alone."""
    lines = [line for line in text.splitlines() if 0 < len(line) <= MAX_LINE_CHARS]
    return "sold_out" if any(map(_ALONE.match, lines)) and not _IN_PART.search(text) else None


def best(stated: Sequence[Availability | None]) -> Availability | None:
    """Of several of one event: tickets are had where one has them; it is sold out where none is silent."""
    if "available" in stated:
        return "available"
    if "limited" in stated:
        return "limited"
    return "sold_out" if stated and None not in stated else None
