"""What searches compare slips with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base


class SearchWord(Base):
    """Words of titles and venues' names, as searches compare them; now and then one twice."""

    __tablename__ = "search_words"
    word: Mapped[str] = mapped_column(primary_key=True, comment="the word's key (search_fold)")


class SearchTiers(Base):
    """One row: the borders between what is over, next and later to searches (`search_tiers_renew`)."""

    __tablename__ = "search_tiers"
    is_only: Mapped[bool] = mapped_column(primary_key=True, comment="true: there is one row")
    over_before: Mapped[datetime] = mapped_column(
        comment="what was over by then is not read by searches that begin later"
    )
    next_until: Mapped[datetime] = mapped_column(comment="the dates that begin before are the next ones")
    next_events: Mapped[int] = mapped_column(BigInteger, comment="events that have one of these")
    coming_events: Mapped[int] = mapped_column(BigInteger, comment="events that are not over")
