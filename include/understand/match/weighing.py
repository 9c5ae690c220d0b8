"""How much each part of a score counts, and from which score on two listings are one, or are for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass, field

from include.understand.match.matcher import SHIPPED_MATCHER, Matcher


@dataclass(frozen=True)
class Weighing:
    """Weights of the parts that both listings have, 0 or more; thresholds of the score, 0 to 1, review not above merge.

    The shipped weights put the title first; other ones were not measured to be better. The pipeline takes both
    thresholds from the settings `match_merge` and `match_review`.
    """

    title: float = 0.4
    time: float = 0.3
    location: float = 0.3
    merge: float = 0.85
    review: float = 0.75
    matcher: Matcher = field(default=SHIPPED_MATCHER, compare=False)
    """How probable a score is; it decides nothing."""

    def total(self, known: dict[str, float]) -> float:
        """The weighted mean of the parts that are known; 0 of none."""
        weights = {name: float(getattr(self, name)) for name in known}
        whole = sum(weights.values())
        return sum(weights[name] * value for name, value in known.items()) / whole if whole else 0.0


SHIPPED = Weighing()
