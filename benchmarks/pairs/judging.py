"""What the pipeline makes of a pair: the functions that the stages call, from the events to the score of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from benchmarks.pairs.labelled_pair import LabelledPair
from include.areas.area import Area, load_area
from include.errors import BrokenRecord, NotAnEvent
from include.pipeline.matching.listings import match_record
from include.pipeline.reading.raw_listing import RawListing, understand
from include.pipeline.stages.dedup import weighing
from include.pipeline.stages.geocode import geocoded
from include.pipeline.stages.nlp import categorised
from include.sources.base import RawRecord
from include.sources.configuration.instance import SourceInstance
from include.sources.fields.moments import read_time
from include.understand.category.embeddings import Embedder
from include.understand.match.match_record import MatchRecord
from include.understand.match.similarity import Score, compare

READ_BEFORE = timedelta(days=2)
"""How long before the earlier of the two starts both are read."""
UNDATED_READ = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Judged:
    """A pair with its score; None and the reason where one of the two was set aside."""

    pair: LabelledPair
    score: Score | None
    reason: str | None = None

    @property
    def same(self) -> bool:
        """Whether the two meet in one event."""
        return self.score is not None and self.score.same

    @property
    def probability(self) -> float:
        """How probable it is that they are one, 0 to 1; 0 of what was set aside."""
        return self.score.probability if self.score else 0.0


class Judge:
    """Reads both of a pair as at the same day, as two sites of equal standing."""

    def __init__(self, area: Area, model: Embedder | None) -> None:
        self._area = area
        self._model = model

    def __call__(self, pair: LabelledPair) -> Judged:
        """Understand, categorise, geocode and compare."""
        now = _read_on((pair.a[1], pair.b[1]), self._area)
        try:
            a, b = (self._record(name, *side, now) for name, side in (("a", pair.a), ("b", pair.b)))
        except (NotAnEvent, BrokenRecord) as error:
            return Judged(pair, None, f"set aside: {error}")
        return Judged(pair, compare(a, b, weighing()))

    def _record(self, name: str, source: str, event: dict[str, Any], now: datetime) -> MatchRecord:
        raw = RawRecord(name, event).data
        listing = understand(RawListing.of(_instance(source, self._area.code), raw, now))
        categorised([listing], self._area, self._model, [None])
        geocoded(listing, self._area)
        return match_record(listing.document(), load_area(self._area.code), (5, _slug(source), name), _slug(source))


def _slug(source: str) -> str:
    """A site's name as a source's may be written."""
    folded = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in source.lower())[:50]
    return folded if folded[0].isalpha() and len(folded) > 1 else f"site_{folded}"


@lru_cache(maxsize=500)
def _instance(source: str, area: str) -> SourceInstance:
    return SourceInstance(
        slug=_slug(source), name=f"{_slug(source)} (benchmark)", kind="schema_org", area=area,
        config={"url": "https://benchmark.example/events"},
    )  # fmt: skip


def _read_on(events: Sequence[dict[str, Any]], area: Area) -> datetime:
    starts = [event.get("startDate") for event in events]
    found = [read_time(start, area.zone) for start in starts if isinstance(start, str)]
    at = min((one.at for one in found if one), default=UNDATED_READ)
    day = max((at - READ_BEFORE).astimezone(area.zone).date(), UNDATED_READ.date().replace(year=1970))
    return datetime.combine(day, time(9), area.zone)
