"""Categorise: one of the seven categories, and tags. The model is loaded only when a listing waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from include.areas.area import Area, load_area
from include.db import query
from include.listing import Listing, read
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.report import StageReport
from include.settings import settings


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Categorise every listing that waits; what the source calls it itself is weighed with its words."""
    return drain(engine, "nlp", _work, limit)


def _work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    # heavy, so imported where there is work
    from include.understand.category.embeddings import embedder  # noqa: PLC0415

    found = batch.read(rows, lambda row: (row, read(row.processed_data)))
    model = embedder() if settings().use_models else None
    for code in {row.area_code for row, _ in found}:
        categorised([listing for row, listing in found if row.area_code == code], load_area(code), model)
    written = [{"id": row.id, "processed_data": listing.document()} for row, listing in found]
    connection.execute(query("listings_understood"), {"rows": as_json(written), "next": "geocode", "dated": False})
    batch.done.extend(row.id for row, _ in found)


def categorised(listings: Sequence[Listing], area: Area, model: Any) -> None:
    """Give each listing its category and tags; `model` is the embedder, None for words alone."""
    from include.understand.category.categories import categorise  # noqa: PLC0415

    kinds = categorise([_text(listing) for listing in listings], area, model)
    for listing, kind in zip(listings, kinds, strict=True):
        _apply(listing, kind)


def _text(listing: Listing) -> Any:
    from include.understand.category.categories import CategoryText  # noqa: PLC0415

    noted = listing.provenance.get("category")
    claim = (listing.category, noted.confidence) if listing.category and noted and noted.origin == "structure" else None
    return CategoryText(listing.title, tuple(listing.keywords), listing.description or "", claim)


def _apply(listing: Listing, kind: Any) -> None:
    from include.understand.category.categories import tags_of  # noqa: PLC0415

    text = _text(listing)
    claimed = text.claim is not None and text.claim[0] == kind.category
    listing.category = kind.category
    listing.note("category", "structure" if claimed else "model" if kind.by_model else "rule", kind.confidence)
    listing.tags = tags_of(text, kind)
    listing.note("tags", "rule", kind.confidence)
