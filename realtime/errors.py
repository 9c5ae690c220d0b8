"""What the service may answer instead of what was asked for."""

from __future__ import annotations

from include.errors import JatreError, TransientError


class BadParameter(JatreError):
    """A parameter of the request is wrong; `field` names it and the message says what to send instead."""

    status = 400

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class PrivateRoom(BadParameter):
    """The room is not for this reader."""

    status = 403


class NotFound(BadParameter):
    """Nothing has this address."""

    status = 404


class DatabaseAway(TransientError):
    """The database cannot be reached or is restarting; `retry_after` is in seconds."""

    retry_after = 2


class BacklogLost(JatreError):
    """The changes after a position are no longer kept, so a resume from there would leave a gap."""
