"""Reports to the operators that a task has failed for good, or that a source is paused for its failures.

Each is one structured log line and one counter.
"""

from __future__ import annotations

import structlog
from airflow.sdk import BaseNotifier, Context

from include import metrics
from include.pipeline.fetching.health import PAUSED

log = structlog.get_logger("jatre.runs")


class FailureNotifier(BaseNotifier):
    """For `on_failure_callback`. Runs in the task's process, or in the DAG processor when that process was killed."""

    def notify(self, context: Context) -> None:
        """Log `task failed` with everything that finds the run again, and count it; `source paused` with the reason."""
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
        for reason in getattr(error, "__notes__", ()):
            if reason.startswith(PAUSED):
                metrics.count(f"paused.{instance.dag_id}")
                log.error("source paused", dag_id=instance.dag_id, run_id=instance.run_id, reason=reason)
