"""What Airflow makes of the DAG files, without a database: once with each of some settings, as JSON objects."""

import json
import os
import sys

from airflow.dag_processing.dagbag import DagBag

from include.settings import settings


def _task(task):
    return {
        "after": sorted(task.upstream_task_ids),
        "pool": task.pool,
        "outputs": getattr(task, "multiple_outputs", False),
        "retries": task.retries,
        "backoff": task.retry_exponential_backoff,
        "retry_policy": type(task.retry_policy).__name__,
        "timeout": task.execution_timeout.total_seconds() if task.execution_timeout else None,
        "trigger_rule": task.trigger_rule.value,
        "group": task.task_group.group_id,
        "on_failure": [type(callback).__name__ for callback in task.on_failure_callback],
    }


def _dag(dag):
    return {
        "cron": getattr(dag.timetable, "expression", None),
        "zone": str(getattr(dag.timetable, "timezone", "")),
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "tags": sorted(dag.tags),
        "doc": dag.doc_md or "",
        "title": dag.dag_display_name,
        "params": {name: dag.params.get_param(name).schema for name in dag.params},
        "tasks": {task.task_id: _task(task) for task in dag.tasks},
    }


def _seen(variables):
    before = dict(os.environ)
    os.environ.update(variables)
    settings.cache_clear()
    bag = DagBag()
    os.environ.clear()
    os.environ.update(before)
    return {
        "dags": {dag_id: _dag(dag) for dag_id, dag in bag.dags.items()},
        "errors": sorted(bag.import_errors.values()),
    }


print(json.dumps([_seen(json.loads(variables)) for variables in sys.argv[1:]]))  # noqa: T201
