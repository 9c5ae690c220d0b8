"""Why hours cannot be read."""

from __future__ import annotations

from include.errors import JatreError


class UnreadableHours(JatreError):
    """Hours that are set aside; the message is the reason."""
