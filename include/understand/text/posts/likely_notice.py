"""How probably a brief post that names a day announces something to go to, by weights learned from labelled texts.

Rules (`reasons.py`) know the notices of known kinds; "so from today lunch is 549, Mon to Fri only" is of none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from include.areas.local import LocalWords
from include.understand.text.folding import in_english
from include.understand.text.posts.announce import invites, states_when
from include.understand.text.posts.kinds_of_events import names_a_kind
from include.understand.text.signal_weights import MAX_BRIEF_CHARS, SignalWeights

SHIPPED = Path(__file__).parent / "data" / "announcements.json"
IMPROBABLE = 0.1
"""Below which probability a text is taken for no announcement: of 890 labelled ones none was, in sets left out."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[₹@!?:]")
_CLOCK = re.compile(r"\d\s?[ap]\.?m\b|\d[:.]\d\d", re.IGNORECASE)
_LENGTHS = ((100, "short"), (200, "middling"), (400, "long"))
_FIRST_WORDS, _MAX_WORDS = 4, 200


def is_improbable(text: str, local: LocalWords) -> bool:
    """Whether a brief text probably announces nothing, though it names a day."""
    if len(text) > MAX_BRIEF_CHARS:
        return False
    return _shipped().probability(signals_of_post(text, local)) < IMPROBABLE


def signals_of_post(text: str, local: LocalWords) -> frozenset[str]:
    """The words of a text, its first ones, those beside each other, how long it is, and what rules know of it."""
    english = in_english(text)
    words = ["#" if one.isdigit() else one.lower() for one in _TOKEN.findall(english)[:_MAX_WORDS]]
    length = next((name for most, name in _LENGTHS if len(english) < most), "very long")
    known = {
        "invites": invites(english, local), "says when": states_when(english, local),
        "kind": names_a_kind(english, local), "clock": _CLOCK.search(english),
    }  # fmt: skip
    return frozenset((
        *(f"word {word}" for word in words), *(f"first {word}" for word in words[:_FIRST_WORDS]),
        *(f"words {one} {other}" for one, other in pairwise(words)), length,
        *(name for name, holds in known.items() if holds),
    ))  # fmt: skip


@lru_cache(maxsize=1)
def _shipped() -> SignalWeights:
    return SignalWeights.read(SHIPPED)
