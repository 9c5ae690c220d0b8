"""Whether a failed task is worth another try: decided by the type of the error, not by the task.

| error                         | decision                                                        |
|-------------------------------|-----------------------------------------------------------------|
| `RateLimited`, wait known     | again after that wait; at once given up when it is too long      |
| `TransientError`              | again, with the task's growing delay                             |
| any other `JatreError`        | failed at once: another try would end the same way               |
| anything else (a lost server) | Airflow's own rule: again, as long as the task has tries left     |
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import Context, ExceptionRetryPolicy, RetryAction, RetryDecision, RetryRule

from include.errors import JatreError, RateLimited, TransientError

MAX_WAIT = timedelta(minutes=30)


class RetryByErrorType(ExceptionRetryPolicy):
    """The project's rules; who asks for a longer wait than `MAX_WAIT` is left to the next scheduled run."""

    def __init__(self) -> None:
        super().__init__(
            rules=[
                RetryRule(TransientError, RetryAction.RETRY, reason="the other side may be back later"),
                RetryRule(JatreError, RetryAction.FAIL, reason="another try would end the same way"),
            ]
        )

    def evaluate(
        self, exception: BaseException, try_number: int, max_tries: int, context: Context | None = None
    ) -> RetryDecision:
        """Decide about one failure; runs in the task's process."""
        if isinstance(exception, RateLimited) and exception.retry_after is not None:
            return _after(timedelta(seconds=exception.retry_after))
        return super().evaluate(exception, try_number, max_tries, context)


def _after(wait: timedelta) -> RetryDecision:
    if wait > MAX_WAIT:
        return RetryDecision.fail(f"asked to wait {wait}: left to the next scheduled run")
    return RetryDecision.retry(wait, f"asked to wait {wait}")
