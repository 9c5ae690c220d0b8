"""What a language model has answered about a batch's doubtful listings; what it has not is left to be asked.

The stage asks nobody and waits for nobody: it reads answers that are there. `include/operations/language_model.py`
asks.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from include.areas.area import area_in, folder_of
from include.db import query
from include.errors import JatreError
from include.listing import Listing
from include.pipeline.ledger import LedgerRow, as_json
from include.pipeline.reading.columns import local_dates
from include.settings import settings
from include.sources.base import Reading
from include.sources.fields.moments import published_at
from include.understand.quotes.grounding import is_doubtful, read_again
from include.understand.quotes.question import MAX_QUESTION_CHARS, PROMPT_VERSION, quotes_in
from include.untrusted.budget import within_budget

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModelQuestion:
    """A masked text and when it was published."""

    text: str
    posted: datetime

    @classmethod
    def of(cls, row: LedgerRow, listing: Listing, raw: Mapping[str, Any]) -> ModelQuestion:
        """The question about a listing whose names and contacts are masked; `raw` is its record."""
        posted = published_at(raw, row.now, unknown=row.first_seen_at)
        return cls(f"{listing.title}\n{listing.description or ''}"[:MAX_QUESTION_CHARS], posted)

    @property
    def hash(self) -> bytes:
        """What the answer is kept by: of the text and the day."""
        return hashlib.sha256(f"{self.posted:%Y-%m-%d}\n{self.text}".encode()).digest()


def point(connection: Connection, found: Sequence[tuple[LedgerRow, Listing]]) -> list[dict[str, Any]]:
    """The columns of listings with what the model of the settings has pointed at; without one, as they are."""
    asked = [one for one in found if settings().language_model and is_doubtful(one[1])]
    raws = _raw_records(connection, [row.id for row, _ in asked]) if asked else {}
    doubtful = {row.id: ModelQuestion.of(row, listing, raws.get(row.id, {})) for row, listing in asked}
    model = {"model": settings().language_model, "version": PROMPT_VERSION}
    known: dict[bytes, str | None] = {}
    if doubtful:
        hashes = as_json([{"hash": one} for one in sorted({each.hash.hex() for each in doubtful.values()})])
        rows = connection.execute(query("model_answers_read"), {**model, "questions": hashes})
        known = {row.question_hash: row.answer for row in rows}
    wanted = [
        {"hash": one.hash.hex(), "question": one.text, "posted_at": one.posted.isoformat(), "listing_id": str(row_id)}
        for row_id, one in doubtful.items()
        if one.hash not in known
    ]
    if wanted:
        connection.execute(query("model_wait"), {**model, "questions": as_json(wanted)})
    return [_columns(row, listing, doubtful.get(row.id), known) for row, listing in found]


def _raw_records(connection: Connection, ids: Sequence[Any]) -> dict[Any, dict[str, Any]]:
    """The records by the ids of their listings: this stage has no other use for them, so its rows come without."""
    return {row.id: row.raw_data for row in connection.execute(query("listings_raw"), {"ids": list(ids)})}


def _columns(
    row: LedgerRow, listing: Listing, question: ModelQuestion | None, known: dict[bytes, str | None]
) -> dict[str, Any]:
    answer = known.get(question.hash) if question else None
    if question and answer:
        try:
            area = folder_of(row.area_code)
            listing = within_budget(pointed, listing, answer, area, row.config, row.now, question.posted)
            days = local_dates(listing, area_in(area))
            return {"id": row.id, "processed_data": listing.document(), "local_dates": days}
        except JatreError as error:  # what the model wrote is no fault of the record
            log.warning("the answer about listing %s is left: %s", row.id, error)
    return {"id": row.id, "processed_data": listing.document()}


def pointed(
    listing: Listing, answer: str, area: Path, config: Mapping[str, Any], now: datetime, posted: datetime
) -> Listing:
    """The listing with what is in doubt read from the words that `answer` points at, as its source writes dates.

    Raises: UnreadablePayload.
    """
    reading = Reading.of(config, area_in(area), now)
    quotes = quotes_in(answer)
    read_again(listing, quotes, reading.area, posted, reading.horizon, month_first=reading.month_first)
    return listing
