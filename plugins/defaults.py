"""What every task has in common: its owner, when another try is worth it, how long it may run, who is notified."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from airflow import sdk

from include.payloads.archive import resolved_by
from plugins.notifier import FailureNotifier
from plugins.retries import RetryByErrorType
from plugins.storage import connected_storage

task = partial(sdk.task, multiple_outputs=False)
"""Airflow's decorator. By itself it would keep each entry of a report once more, with a request for each."""

resolved_by(connected_storage)  # every DAG file comes by here


def task_defaults(*, retries: int, retry_delay: timedelta, limit: timedelta) -> dict[str, Any]:
    """`default_args` of a DAG; `limit` is the longest that one try of a task may take."""
    return {
        "owner": "jatre",
        "retries": retries,
        "retry_delay": retry_delay,
        "retry_policy": RetryByErrorType(),
        "execution_timeout": limit,
        "on_failure_callback": FailureNotifier(),
    }
