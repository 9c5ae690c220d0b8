"""Reports a task that has failed for good to the operators: one structured log line and one counter."""

from __future__ import annotations

import structlog
from airflow.sdk import BaseNotifier, Context

from include import metrics

log = structlog.get_logger("jatre.runs")


class FailureNotifier(BaseNotifier):
    """For `on_failure_callback`. Runs in the task's process, or in the DAG processor when that process was killed."""

    def notify(self, context: Context) -> None:
        """Log `task failed` with everything that finds the run again, and count it."""
        instance = context["ti"]
        error = context.get("exception")
        metrics.count(f"failed.{instance.dag_id}.{instance.task_id}")
        log.error(
            "task failed",
            dag_id=instance.dag_id,
            run_id=instance.run_id,
            task_id=instance.task_id,
            try_number=instance.try_number,
            error_type=type(error).__name__,
            error=str(error),
        )
