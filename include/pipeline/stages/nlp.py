"""Categorise: one of the seven categories, and tags; mask the names of private persons, and read what is in doubt from
the words to which a language model has pointed, where one is set.

Models are loaded only when a listing waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from include.areas.area import Area, load_area
from include.db import query
from include.listing import Category, Listing, read
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.model_answers import point
from include.pipeline.report import StageReport
from include.settings import settings
from include.understand.category.category_text import SURE_CLAIM, CategoryText, Kind
from include.understand.personal.masking import mask_names

COMMON_LEAST, COMMON_MOST, COMMON_SHARE = 20, 60, 0.95
"""Listings of a source that are looked at, and the share of one type from which that type distinguishes nothing."""


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Categorise every listing that waits; what the source calls it itself is weighed with its words."""
    return drain(engine, "nlp", work, limit)


def work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    """Categorise a batch, in the caller's transaction."""
    # heavy, so imported where there is work
    from include.understand.category.embeddings import embedder  # noqa: PLC0415
    from include.understand.personal.entities import person_model  # noqa: PLC0415

    found = batch.read(rows, lambda row: (row, read(row.processed_data)))
    model = embedder() if settings().use_models else None
    common = _common_types(connection, {row.source_id for row, _ in found})
    for code in {row.area_code for row, _ in found}:
        ours = [(listing, common.get(row.source_id)) for row, listing in found if row.area_code == code]
        area = load_area(code)
        for listing, _ in ours:
            mask_names(listing, area, person_model(area))
        categorised([listing for listing, _ in ours], area, model, [type_ for _, type_ in ours])
    written = point(connection, found)
    connection.execute(query("listings_understood"), {"rows": as_json(written), "by": "nlp", "next": "geocode"})
    batch.done.extend(row.id for row, _ in found)


def categorised(listings: Sequence[Listing], area: Area, model: Any, common: Sequence[Category | None]) -> None:
    """Give each listing its category and tags.

    `model`: the embedder, None for words alone. `common`: what the source of each listing calls nearly everything, or
    None.
    """
    from include.understand.category.categories import categorise  # noqa: PLC0415

    texts = [_text(listing, one) for listing, one in zip(listings, common, strict=True)]
    for listing, text, kind in zip(listings, texts, categorise(texts, area, model), strict=True):
        _apply(listing, text, kind, area)


def _common_types(connection: Connection, sources: set[Any]) -> dict[Any, Category]:
    """What each of these sources calls nearly everything, if it does."""
    looked_at = {"least": COMMON_LEAST, "most": COMMON_MOST, "share": COMMON_SHARE}
    rows = connection.execute(query("types_given"), {"sources": sorted(sources), **looked_at})
    return {row.source_id: row.category for row in rows}


def _text(listing: Listing, common: Category | None) -> CategoryText:
    """What categorising reads. A vague type that the source gives to everything says nothing."""
    noted = listing.provenance.get("source_category")
    claim = (listing.source_category, noted.confidence) if listing.source_category and noted else None
    if claim and claim[0] == common and claim[1] < SURE_CLAIM:
        claim = None
    return CategoryText(listing.title, tuple(listing.keywords), listing.description or "", claim)


def _apply(listing: Listing, text: CategoryText, kind: Kind, area: Area) -> None:
    from include.understand.category.categories import tags_of  # noqa: PLC0415
    from include.understand.category.vocabulary import subcategory  # noqa: PLC0415

    claimed = text.claim is not None and text.claim[0] == kind.category
    listing.category = kind.category
    listing.note("category", "structure" if claimed else "model" if kind.by_model else "rule", kind.confidence)
    listing.subcategory = subcategory(text, kind.category, area) if kind.category else None
    if listing.subcategory:
        listing.note("subcategory", "rule", kind.confidence)
    listing.tags = tags_of(text, kind)
    listing.note("tags", "rule", kind.confidence)
