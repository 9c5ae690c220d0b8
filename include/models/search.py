"""What searches compare slips with."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base


class SearchWord(Base):
    """Words of titles and venues' names, as searches compare them; now and then one twice."""

    __tablename__ = "search_words"
    word: Mapped[str] = mapped_column(primary_key=True, comment="the word's key (search_fold)")
