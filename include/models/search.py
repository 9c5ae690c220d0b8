"""What searches compare slips with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base


class SearchWord(Base):
    """Words of titles and venues' names, as searches compare them; now and then one twice."""

    __tablename__ = "search_words"
    word: Mapped[str] = mapped_column(primary_key=True, comment="the word's key (search_fold)")


class SearchTier(Base):
    """How far ahead events are that searches read together (`search_tiers_renew`), by `event_search_tier`."""

    __tablename__ = "search_tiers"
    tier: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="0 over, 1 later, 2 soon, 3 next")
    ends: Mapped[datetime] = mapped_column(
        comment="of what is over: when it was by then; of others: their first dates begin before"
    )
    events: Mapped[int] = mapped_column(BigInteger, comment="how many there are of those to come")
