"""All tables at once: what Alembic compares with the database. Queries that are composed take the tables they need."""

from __future__ import annotations

from sqlalchemy import MetaData

from include.models import access, events, listings, people, places, search, sources, venues
from include.models.base import Base

MODULES = (access, events, listings, people, places, search, sources, venues)
METADATA: MetaData = Base.metadata
