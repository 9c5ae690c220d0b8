"""Shows of one day that a text counts: "double bill: Urooj 7 pm, Kanan 9 pm", "two plays, 'X' 4 pm and 'Y' 7 pm"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from include.understand.text.hours.ends import is_end
from include.understand.text.patterns import bounded
from include.understand.text.times.mention import TimeMention

_NUMBERS = {"two": 2, "2": 2, "double": 2, "both": 2, "three": 3, "3": 3, "triple": 3, "four": 4, "4": 4}
_COUNTED = bounded(
    rf"\b(?P<count>{'|'.join(_NUMBERS)})[\s-](?:\w{{2,12}}\s)?"
    r"(?:plays|shows|films|movies|screenings|performances|sittings|seatings|slots|sessions|batches|bill|header)\b",
    re.IGNORECASE,
)
NEAR_CHARS = 200
"""Characters from the hour of one show to that of another."""


def with_counted(shows: tuple[TimeMention, ...], times: Sequence[TimeMention], text: str) -> tuple[TimeMention, ...]:
    """The shows with the others of the day, where the text says how many there are and has as many hours."""
    counted = _COUNTED.search(text) if shows else None
    if counted is None:
        return shows
    near = [one for one in times if abs(one.position - shows[0].position) <= NEAR_CHARS]
    all_shows = tuple(one for one in near if not one.doors and (one.end or not is_end(one, text)))
    starts = [one.start for one in all_shows]
    is_all = len(starts) == _NUMBERS[counted["count"].lower()] > len(shows) and starts == sorted(set(starts))
    return all_shows if is_all else shows
