"""Which failure is worth another try is decided by the type of the error."""

from __future__ import annotations

from datetime import timedelta

import pytest

from include.errors import (
    CredentialsRefused,
    JatreError,
    PermissionRefused,
    RateLimited,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from tests.plugins.modules import plugin


def decide(error: BaseException):  # type: ignore[no-untyped-def]
    return plugin("retries").RetryByErrorType().evaluate(error, try_number=1, max_tries=3)


def test_a_busy_site_is_tried_again_with_the_tasks_growing_delay() -> None:
    decision = decide(TransientError("503"))

    assert decision.action is plugin("retries").RetryAction.RETRY
    assert decision.retry_delay is None


@pytest.mark.parametrize("refused", [CredentialsRefused, PermissionRefused])
def test_a_refused_token_is_not_tried_again(refused: type[JatreError]) -> None:
    assert decide(refused("make a new token")).action is plugin("retries").RetryAction.FAIL


def test_a_site_that_names_a_wait_gets_it() -> None:
    decision = decide(RateLimited("429", retry_after=77.0))

    assert decision.action is plugin("retries").RetryAction.RETRY
    assert decision.retry_delay == timedelta(seconds=77)


def test_a_site_that_names_no_wait_is_treated_as_busy() -> None:
    assert decide(RateLimited("429")).retry_delay is None
    assert decide(RateLimited("429")).action is plugin("retries").RetryAction.RETRY


def test_the_longest_wait_is_half_an_hour() -> None:
    assert decide(RateLimited("429", retry_after=1800)).retry_delay == timedelta(minutes=30)
    assert decide(RateLimited("429", retry_after=1801)).action is plugin("retries").RetryAction.FAIL


def test_a_wait_beyond_reason_is_left_to_the_next_scheduled_run() -> None:
    decision = decide(RateLimited("429", retry_after=6 * 3600))

    assert decision.action is plugin("retries").RetryAction.FAIL
    assert "6:00:00" in decision.reason


@pytest.mark.parametrize("error", [SourceRefused("403"), UnreadablePayload("a login page")])
def test_what_would_end_the_same_way_fails_at_once(error: Exception) -> None:
    assert decide(error).action is plugin("retries").RetryAction.FAIL


def test_what_we_did_not_foresee_follows_airflows_own_rule() -> None:
    assert decide(ConnectionResetError("server closed the connection")).action is plugin("retries").RetryAction.DEFAULT
