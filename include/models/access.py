"""Who may moderate and administer, and what was done with that."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json


class AccessToken(Base):
    """Tokens of programs and persons, and the sessions that were begun with them. The token itself is kept nowhere."""

    __tablename__ = "access_tokens"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="its public name")
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True, comment="SHA-256 of the token")
    name: Mapped[str] = mapped_column(comment="whom it is for; decisions are signed with it")
    scope: Mapped[str] = mapped_column(comment="admin, moderator, source or place: one source or place alone")
    source_slug: Mapped[str | None] = mapped_column(comment="the source of the scope source")
    place_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("places.id", ondelete="CASCADE"), comment="the place of the scope place"
    )
    parent: Mapped[UUID | None] = mapped_column(
        ForeignKey("access_tokens.id", ondelete="CASCADE"), comment="of a session the token that it was begun with"
    )
    created_at: Mapped[datetime] = mapped_column(comment="when")
    created_by: Mapped[str] = mapped_column(comment="who made it")
    expires_at: Mapped[datetime] = mapped_column(comment="when it ends by itself")
    last_used_at: Mapped[datetime | None] = mapped_column(comment="when it was last used, to a minute")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="when it was taken back")
    revoked_by: Mapped[str | None] = mapped_column(comment="who took it back")


class AccessLog(Base):
    """What was done to tokens and sources, and by whom; decisions on events have a log of their own."""

    __tablename__ = "access_log"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True, comment="the order")
    at: Mapped[datetime] = mapped_column(comment="when")
    actor: Mapped[str] = mapped_column(comment="the name of the token, or who called a command")
    action: Mapped[str] = mapped_column(comment="token_created, token_revoked, session_begun, source_paused...")
    target: Mapped[str] = mapped_column(comment="the token or source")
    details: Mapped[Json] = mapped_column(comment="what else is to be known")
