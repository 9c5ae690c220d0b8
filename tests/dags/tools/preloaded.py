"""What the scheduler's executor has imported when it forks, and what a task finds: as it is, and after an edit."""

import json
import os
import sys

from airflow.executors.executor_loader import ExecutorLoader
from airflow.listeners.listener import get_listener_manager
from airflow.sdk.execution_time.task_runner import TaskRunnerMarker

from plugins.preloading import modules

ASKED = sys.argv[1:]


def imported():
    return [name for name in ASKED if name in sys.modules]


def in_a_task():
    """What is left of them in a process of its own, once it has begun as tasks do."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        get_listener_manager().hook.on_starting(component=TaskRunnerMarker())
        os.write(writing, json.dumps(imported()).encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    return json.loads(os.read(reading, 10_000))


executor = ExecutorLoader.get_default_executor()
before = imported()
executor.start()
found = {"before": before, "preloaded": imported(), "task": in_a_task()}
modules._preloaded[0] -= {next(iter(modules._preloaded[0]))}
found["edited"] = in_a_task()
executor.end()
print(json.dumps(found))  # noqa: T201
