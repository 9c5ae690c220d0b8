"""The matcher in use: the latest training that was promoted, or the shipped one."""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from include.db import query
from include.understand.match.matcher import SHIPPED_MATCHER, Matcher, matcher_of

log = logging.getLogger(__name__)


def current_matcher(connection: Connection) -> Matcher:
    """What is in use; weights that cannot be read leave the shipped ones, with a line in the log."""
    row = connection.execute(query("match_model_current")).one_or_none()
    if row is None:
        return SHIPPED_MATCHER
    try:
        return matcher_of(row.weights, row.id)
    except (KeyError, TypeError, ValueError) as error:
        log.warning("training %s of the matcher cannot be read, the shipped one is used: %r", row.id, error)
        return SHIPPED_MATCHER
