"""Reports to the operators that a task has failed for good, a source is paused, or what opens one ends.

Each is one structured log line and one counter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

        `source paused` and `credentials end` are logged and counted beside it, with the reason; a pause once, so that
        `snapshot_sources` does not report it again, and a later run of the paused source does not either.
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
        reasons = getattr(error, "__notes__", ())
        for reason in reasons:
            if reason.startswith(CREDENTIALS):
                metrics.count("credentials.ending")
                log.error("credentials end", dag_id=instance.dag_id, run_id=instance.run_id, reason=reason)
        if any(reason.startswith(PAUSED) for reason in reasons):
            _report_changes(lambda pause: _alert_to_pause(instance.run_id, pause), state="paused")


class HealthNotifier(BaseNotifier):
    """For `on_success_callback` of what looks at the sources: an alert once for each change of a source's health."""

    def notify(self, context: Context) -> None:
        """Log `source health changed` with the reasons, and count it; what was reported is not reported again."""
        _report_changes(self.alert)

    @staticmethod
    def alert(change: Mapping[str, Any]) -> None:
        """One change; an error when the source is unwell now."""
        metrics.count(f"health.{change['state']}")
        write = log.info if change["state"] == "healthy" else log.error
        write("source health changed", **{key: change[key] for key in ("slug", "before", "state", "reasons")})


def _report_changes(alert: Callable[[Mapping[str, Any]], None], state: str | None = None) -> None:
    # every DAG file imports this module, and none needs what the health of a source takes
    from include.operations.health.changes import report_changes  # noqa: PLC0415
    from include.pipeline.runs import pipeline_engine  # noqa: PLC0415

    with pipeline_engine() as engine:
        report_changes(engine, alert, state)


def _alert_to_pause(run_id: str, pause: Mapping[str, Any]) -> None:
    dag_id = f"source_{pause['slug']}"
    metrics.count("health.paused")
    metrics.count(f"paused.{dag_id}")
    log.error("source paused", dag_id=dag_id, run_id=run_id, reason=pause["reasons"][0])
