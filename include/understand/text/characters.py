"""Where in a text a value stands that was read from it, for a person who checks it."""

from __future__ import annotations

import re
from decimal import Decimal

from include.understand.text.patterns import any_of

Characters = tuple[int, int]
"""From where to before where."""
MAX_NAME_CHARS = 300


def of_name(name: str | None, text: str) -> Characters | None:
    """The first place of a name, whole words in any case; None where it was put together from elsewhere."""
    if not name or len(name) > MAX_NAME_CHARS:
        return None
    found = any_of((name.replace("*", ""),)).search(text)
    return found.span() if found else None


def of_amount(amount: Decimal | None, text: str) -> Characters | None:
    """The first place of an amount, with or without separators: 1499, 1,499."""
    if amount is None or amount != amount.to_integral_value():
        return None
    digits = r",?".join(str(int(amount)))
    found = re.search(rf"(?<![\d.,]){digits}(?![\d]|[.,]\d)", text)
    return found.span() if found else None
