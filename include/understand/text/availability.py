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
    rf"|^(?P<before>.*\S)\s*(?:[\[(*]{{1,3}}|\s[:–—-]\s)\s*{_FULL}\s*[\])*!]{{0,9}}\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""In front of a title or behind it, by signs; only in capitals by a colon, for a title may begin so."""
_ALONE = bounded(
    r"^\W{0,9}(?:(?:this|the)\s(?:event|show|session|workshop|class)\sis\s(?:now\s)?|(?:all\s)?(?:tickets|seats|spots)\s"
    rf"(?:are\s)?(?:now\s)?|we\s?(?:are|['’]re)\s(?:now\s)?)?{_FULL}\W{{0,9}}$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that states nothing else."""
_IN_PART = bounded(
    r"\b(?:batch(?:es)?|phase|early[ -]?birds?|slots?|tiers?|(?:second|extra) shows?|more (?:dates|seats|tickets|spots)"
    r"|(?:few|last) \w{1,9} left)\b"
    r"|\b(?:not|if|when|once|until|before|last|previous)\b[^\n]{0,40}\bsold[ -]?out",
    re.IGNORECASE,
)
"""By what only a part of it may be meant, or another time."""
MAX_LINE_CHARS = 60


def title_and_availability(title: str) -> tuple[str, Availability | None]:
    """`[SOLD OUT] Open mic` and `Open mic (housefull)` taken apart."""
    match = MARK.match(title)
    if match is None:
        return title, None
    return (match["rest"] or match["headed"] or match["before"]).strip(), "sold_out"


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
