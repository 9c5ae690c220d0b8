"""Reports to the operators that a task has failed for good, a source is paused, or what opens one ends.

Each is one structured log line and one counter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from airflow.sdk import BaseNotifier, Context

from include import metrics
from include.pipeline.fetching.health import CREDENTIALS, PAUSED

log = structlog.get_logger("jatre.runs")


class FailureNotifier(BaseNotifier):
    """For `on_failure_callback`. Runs in the task's process, or in the DAG processor when that process was killed."""

    def notify(self, context: Context) -> None:
        """Log `task failed` with everything that finds the run again, and count it.

        `source paused` and `credentials end` are logged and counted beside it, with the reason.
        """
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
            if reason.startswith(CREDENTIALS):
                metrics.count("credentials.ending")
                log.error("credentials end", dag_id=instance.dag_id, run_id=instance.run_id, reason=reason)


class HealthNotifier(BaseNotifier):
    """For `on_success_callback` of what looks at the sources: an alert once for each change of a source's health."""

    def notify(self, context: Context) -> None:
        """Log `source health changed` with the reasons, and count it; what was reported is not reported again."""
        # every DAG file imports this module, and none needs what the health of a source takes
        from include.operations.health import report_changes  # noqa: PLC0415
        from include.pipeline.runs import pipeline_engine  # noqa: PLC0415

        with pipeline_engine() as engine:
            report_changes(engine, self.alert)

    @staticmethod
    def alert(change: Mapping[str, Any]) -> None:
        """One change; an error when the source is unwell now."""
        metrics.count(f"health.{change['state']}")
        write = log.info if change["state"] == "healthy" else log.error
        write("source health changed", **{key: change[key] for key in ("slug", "before", "state", "reasons")})
