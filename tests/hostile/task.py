"""`python -m tests.hostile.task`: the pipeline as in a task of Airflow, whose time limit raises in its middle.

The limit is reached when SIGALRM comes. A site has EXCHANGE_SECONDS for one exchange here, so that a day with sites
that drip ends soon.
"""

from __future__ import annotations

import signal
import sys

from include.network import http
from include.pipeline.__main__ import main

EXCHANGE_SECONDS = 4.0


class TaskTimeLimit(BaseException):
    """As Airflow raises it."""


def _limit(*_: object) -> None:
    raise TaskTimeLimit


if __name__ == "__main__":
    http.EXCHANGE_SECONDS = EXCHANGE_SECONDS
    signal.signal(signal.SIGALRM, _limit)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
