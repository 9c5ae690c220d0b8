"""POSTs to addresses that strangers gave: to public ones only, without redirects, within ten seconds.

What an operator allows sources to be fetched from is nothing that strangers may have us write to.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from include.alerts.message import SendFailed
from include.errors import JatreError, RateLimited, TransientError
from include.network.addresses import Allowance
from include.network.http import HttpClient
from include.network.statuses import retry_after
from include.settings import settings

SECONDS = 10.0
MAX_ANSWER_BYTES = 65_536
_ALL_STATUSES = range(300, 600)
_REFUSED_FOR_GOOD = frozenset({400, 405, 406, 411, 413, 414, 415, 422, 431, 451})
"""What the same body meets again."""


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What came back; `retry_after` in seconds, None when the other side asks for none."""

    status: int
    body: bytes
    retry_after: float | None

    def check(self) -> None:
        """Raises: SendFailed, unless it was taken."""
        if not 200 <= self.status < 300:
            raise SendFailed(
                f"it was answered {self.status}",
                self.retry_after,
                permanent=self.status < 400 or self.status in _REFUSED_FOR_GOOD,
            )


def post(url: str, body: bytes, headers: Mapping[str, str]) -> PostAnswer:
    """Send it once. Raises: SendFailed."""
    try:
        # tries are counted where messages are kept, and what limits them is each person's own limit
        with HttpClient(1_000_000, retries=0, allow=Allowance.read(settings().alert_allow)) as client:
            client.budget.size, client.ends = MAX_ANSWER_BYTES, time.monotonic() + SECONDS
            answer = client.post(url, body, headers=headers, accept=_ALL_STATUSES)
    except RateLimited as error:
        raise SendFailed("it was not sent", error.retry_after) from error
    except TransientError:
        raise SendFailed("nobody answered in time") from None
    except JatreError as error:
        # such as an address that is not public; the message of the error holds the address, which nobody is to read
        raise SendFailed(f"it cannot be sent there: {type(error).__name__}", permanent=True) from None
    return PostAnswer(answer.status, answer.body, retry_after(answer.headers.get("retry-after")))
