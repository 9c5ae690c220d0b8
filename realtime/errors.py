"""The errors that the service answers with."""

from __future__ import annotations

from include.errors import JatreError, TransientError


class BadParameter(JatreError):
    """A parameter of the request is wrong; `field` names it and the message is what to send instead."""

    status = 400
    kind: str | None = None
    """The kind of the problem (`realtime/answers/problems.py`), where the status does not say it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.headers: dict[str, str] = {}


class Unauthorized(BadParameter):
    """An invalid token or session."""

    status = 401

    def __init__(self, message: str, field: str = "Authorization") -> None:
        super().__init__(field, message)
        self.headers["www-authenticate"] = 'Bearer realm="jatre"'


class Forbidden(BadParameter):
    """The sender may not make this request."""

    status = 403


class PrivateRoom(BadParameter):
    """The reader may not read this room."""

    status = 403
    kind = "private-room"


class NotFound(BadParameter):
    """Nothing has this address."""

    status = 404


class TooMany(BadParameter):
    """The address of the reader holds as many live connections as it may; `retry_after` is in seconds."""

    status = 429
    kind = "too-many-connections"
    retry_after = 60

    def __init__(self) -> None:
        super().__init__("address", "Your address holds too many live connections; close some, or try again later.")
        self.headers["retry-after"] = str(self.retry_after)


class Full(BadParameter):
    """The service holds as many live connections as it may; `retry_after` is in seconds."""

    status = 503
    kind = "full"
    retry_after = 30

    def __init__(self) -> None:
        super().__init__("service", "There is no room for one more live connection here; try again later.")
        self.headers["retry-after"] = str(self.retry_after)


class TooOften(BadParameter):
    """The reader's address asks more often than it may; `retry_after` is in seconds."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__("address", f"That is too much at once; try again in {retry_after} s.")
        self.retry_after = retry_after
        self.headers["retry-after"] = str(retry_after)


class Unavailable(TransientError):
    """Temporarily unavailable; `retry_after` is in seconds."""

    kind = "busy"
    retry_after = 2

    @property
    def detail(self) -> str:
        """What a client is told."""
        return f"{self} Try again shortly."


class DatabaseAway(Unavailable):
    """The database cannot be reached or is restarting."""

    kind = "database-away"

    @property
    def detail(self) -> str:
        """What a client is told: nothing of how it is reached."""
        return "The database is away for the moment; try again shortly."


class BacklogLost(JatreError):
    """The changes after a position are deleted, so resuming there would leave a gap."""


class Busy(Unavailable):
    """More is requested at once than can be done in time, while the database is reachable."""

    retry_after = 5
