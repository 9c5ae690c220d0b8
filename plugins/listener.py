"""Counts and times every task and every run.

The figures: `task.<task>.started`, `.success`, `.failed` (each try), `.skipped`; `task.<task>.seconds` as a timing;
`run.<dag>.success` and `run.<dag>.failed`. Task hooks run in the task's process, run hooks in the scheduler.
"""

from __future__ import annotations

from typing import Any

from airflow.listeners import hookimpl

from include import metrics
from plugins.preloading.modules import forget_changed


@hookimpl
def on_starting(component: Any) -> None:
    """A process of Airflow begins, such as that of a task; its DAG file is read after this."""
    forget_changed()


@hookimpl
def on_task_instance_running(previous_state: Any, task_instance: Any) -> None:
    """A try begins."""
    metrics.count(f"task.{task_instance.task_id}.started")


@hookimpl
def on_task_instance_success(previous_state: Any, task_instance: Any) -> None:
    """A try has ended well."""
    _ended(task_instance, "success")


@hookimpl
def on_task_instance_failed(previous_state: Any, task_instance: Any, error: Any) -> None:
    """A try has failed; Airflow may start another."""
    _ended(task_instance, "failed")


@hookimpl
def on_task_instance_skipped(previous_state: Any, task_instance: Any) -> None:
    """A task has skipped itself."""
    _ended(task_instance, "skipped")


@hookimpl
def on_dag_run_success(dag_run: Any, msg: str) -> None:
    """A run has ended well."""
    metrics.count(f"run.{dag_run.dag_id}.success")


@hookimpl
def on_dag_run_failed(dag_run: Any, msg: str) -> None:
    """A run has failed; its leaf tasks name the cause."""
    metrics.count(f"run.{dag_run.dag_id}.failed")


def _ended(task_instance: Any, how: str) -> None:
    name = f"task.{task_instance.task_id}"
    metrics.count(f"{name}.{how}")
    if task_instance.start_date and task_instance.end_date:
        metrics.timing(f"{name}.seconds", (task_instance.end_date - task_instance.start_date).total_seconds())
