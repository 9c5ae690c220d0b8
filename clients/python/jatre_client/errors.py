"""What a feed raises. Everything that goes by is waited out instead."""

from __future__ import annotations


class FeedError(Exception):
    """The feed cannot go on."""


class Refused(FeedError):
    """The service does not give this reader what was asked; to ask again would not help.

    `status` is that of HTTP, where there is one; `field` is what was wrong.
    """

    def __init__(self, message: str, field: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.status = status


class ConnectionLost(Exception):
    """Within the client: the connection is over; come back after `wait` seconds, where the service named a time."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait
