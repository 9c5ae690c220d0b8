"""Amounts without a sign that a phrase asks for: "few left at 699", "1,499 up", "pay what you can, at least 150".

The patterns are in lower case, for text in lower case. Each has the number in an odd group, its thousands in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from include.understand.text.money.tiers import HUNDREDS, ROUND
from include.understand.text.patterns import bounded

_BEFORE = r"(?<![\d,.:/-])"
_ENDS = (
    r"(?=(?:\s?/-)?\s*(?:$|[.,;!|/()+•·–—]"
    r"|(?:each|per|pp|a (?:head|person|pop)|only|all|and|or|&|for|with|incl\w{0,6}|now)\b))"
)
UPWARDS = bounded(r"^\s?(?:/-)?\s?(?:&\s|and\s|\+\s?)?up(?:wards)?\b(?!\s(?:to|for|on|at|the|in)\b)")
"""Behind an amount; a year goes onwards, and never upwards."""
_UP = bounded(rf"{_BEFORE}({HUNDREDS})(\s?k\b)?(?:\s?/-)?\s(?:&\s|and\s)?up(?:wards)?\b(?!\s(?:to|for|on|at|the|in)\b)")
_OFFERED = bounded(
    r"\b(?:left|(?:seat|spot|slot|ticket|pass|place|stub)(?:e?s)?|phase \d|going|available|yours"
    r"|now)\s(?:are\s|is\s|going\s|start\s)?"
    rf"(?:now\s|only\s)?(?:at|for|from|@)\s(?:just\s|only\s)?({HUNDREDS})(\s?k\b)?{_ENDS}",
    re.MULTILINE,
)
"""Few left at 699, phase 2 at 800, seats at 300, 500 and 750."""
_IT_COSTS = bounded(
    rf"(?:\b(?:price per (?:person|head|couple|team)|it[’']?s (?:only |just )?(?={HUNDREDS}\s(?:for|per|an?|each|to)\b)"
    rf"|you pay)|(?:^|[.|•·]\s)flat)\s?[:–-]?\s?({HUNDREDS})(\s?k\b)?{_ENDS}",
    re.MULTILINE,
)
_UNLIMITED = bounded(
    r"\bunlimited (?:f&b|(?:food|drinks?|buffet|brunch|lunch|dinner)(?: (?:and|&|\+) (?:food|drinks?|booze|bevvies))?)"
    rf"\s?[:@–-]?\s?({HUNDREDS})(\s?k\b)?{_ENDS}",
    re.MULTILINE,
)
_OTHERS = bounded(
    r"\b(?:others|everyone else|everybody else|the rest|rest|guests|gents|guys|girls|ladies)\s?[:–-]?\s?"
    r"()()(\d{1,2}(?:\.\d)?)(\s?k\b)(?!\s(?:runs?|walks?|rides?|races?))"
)
"""Ladies free, others 1k."""
_OR_IF = bounded(rf"{_BEFORE}({HUNDREDS})()(?:\s?/-)?(?=\s?[,/(]\s?{HUNDREDS}(?:\s?/-)?\s(?:if|when) you\b)")
"""Workshop 1800, 1500 if you have your own loom: the amount for others, behind which the second is read."""
_ALONE = bounded(rf"(?:[.!]\s|[|•·]\s)(?!(?:1\d|2[0-3])[05]0\b)({ROUND})()(?:\s?/-)?(?=\s?(?:$|[|•·]))", re.MULTILINE)
"""A sentence or a part that is a price and nothing else: "Jagriti Theatre. 450". An hour may be written 1900."""
_FLOOR = bounded(
    r"\b(?:min(?:imum)?|max(?:imum)?|at least|no less than|not less than|suggested|recommended|start(?:s"
    r"|ing) (?:at|from)"
    rf"|upwards of)\b\.?[\s:(–-]{{0,3}}(?:(?:donation|contribution|amount|of|is)\s){{0,2}}({HUNDREDS}"
    rf"|[1-9]0)()(?![\d,.:]\d|[\s-]?[a-z]{{3,}}s\b)"
)
"""What one gives at least, where the rest is left to those who come."""
_FORMS = (
    (("up",), _UP),
    ((" at ", " for ", " from ", " @ "), _OFFERED),
    (("price per", "it", "you pay", "flat"), _IT_COSTS),
    (("unlimited",), _UNLIMITED),
    (("k",), _OTHERS),
    (("if you", "when you"), _OR_IF),
    ((), _ALONE),
)


def asked(text: str, *, brief: bool, donation: bool) -> Iterator[re.Match[str]]:
    """Where a phrase asks for an amount.

    A number alone is a price in a `brief` text only, and "at least 150" where a `donation` is asked.
    """
    forms = [form for words, form in _FORMS if not words or any(word in text for word in words)]
    if not brief:
        forms.remove(_ALONE)
    if donation:
        forms.append(_FLOOR)
    return chain.from_iterable(form.finditer(text) for form in forms)
