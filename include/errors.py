"""Everything that can go wrong, by what to do about it.

The retry policy of the DAGs decides by these types: `TransientError` is worth another try, everything else is not.
"""

from __future__ import annotations


class JatreError(Exception):
    """Something in Jatre failed; the message names what to do about it."""


class ConfigurationError(JatreError):
    """A setting is missing or wrong; the message names it."""


class TransientError(JatreError):
    """The other side is busy or unreachable; the same call may succeed later."""


class RateLimited(TransientError):
    """The source asked us to slow down.

    `retry_after` is the number of seconds it asked for, or None when it named none.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class HostUnavailable(RateLimited):
    """The host has failed repeatedly and is left alone for `retry_after` seconds; nothing was sent there."""


class SourceRefused(JatreError):
    """The source refused for good (credentials, not found, gone); a person has to look at it.

    `status` is that of the answer, or None where none was asked for. 404 and 410 alone state that something is gone.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class CredentialsRefused(SourceRefused):
    """The source does not take our token or key; the message names what a person has to get, and where it belongs."""


class PermissionRefused(CredentialsRefused):
    """The source takes our token, which may not read this list; it may read others."""


class AddressRefused(SourceRefused):
    """The host is at an address that is not public, and no operator has allowed it; nothing was sent there."""


class UnreadablePayload(JatreError):
    """What came back is not what the connector reads: a login page for a calendar, JSON cut short."""


class BrokenRecord(JatreError):
    """One record cannot be understood; it is set aside and its batch goes on."""


class NotAnEvent(JatreError):
    """The record announces nothing that happens at a time; it is set aside with this reason."""


class ProgramFault(JatreError):
    """The program fails on every record in the same way: no record is to blame, and none is set aside."""
