"""An Airflow that has been imported: each line of the input, a request as JSON, is run by a child of this process.

`words` are those that would follow `python`: a file or `-m` and a module, and what these are asked. A child finds the
environment of its request, but for what Airflow reads while it is imported, and writes into the files that are named.
What answers the tasks of `airflow dags test` is made before the first of them: most of what each would take. Nothing of
all that is garbage: it is not searched for any, neither here nor in a child, which would copy it.
Answers with its exit code on a line, or with that of a killed one when `seconds` are over.
"""

import gc
import json
import os
import runpy
import select
import signal
import sys
import traceback

gc.disable()

import airflow.api_fastapi.app  # noqa: E402
import airflow.api_fastapi.execution_api.app  # noqa: E402
import airflow.cli.commands.dag_command  # noqa: E402
import airflow.dag_processing.dagbag  # noqa: E402
import airflow.sdk.execution_time.task_runner  # noqa: E402, F401
from airflow.api_fastapi.execution_api.app import InProcessExecutionAPI  # noqa: E402
from airflow.sdk.execution_time import supervisor  # noqa: E402

api = InProcessExecutionAPI()


def make_api():
    """The routes of each version, as the first request would; its thread is started where it is used."""
    if not api.app._cadwyn_initialized:
        api.app._cadwyn_initialize()
    supervisor.in_process_api_server = lambda: api


def run(words, environment, output, errors, **_limits):
    gc.enable()
    os.environ.clear()
    os.environ.update(environment)
    for path, number in ((os.devnull, 0), (output, 1), (errors, 2)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
    sys.stdin = open(0)  # noqa: SIM115 - to the end of the process
    try:
        if words[0] == "-m":
            sys.argv = words[1:]
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = words
            runpy.run_path(words[0], run_name="__main__")
    except Exception:
        traceback.print_exc()
        sys.exit(1)
    sys.exit(0)


def exit_code(child, seconds):
    if not select.select([os.pidfd_open(child)], [], [], seconds)[0]:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


while line := sys.stdin.readline():
    request = json.loads(line)
    if request["words"][1:4] == ["airflow", "dags", "test"]:
        make_api()
    gc.freeze()
    if (child := os.fork()) == 0:
        run(**request)
    print(exit_code(child, request["seconds"]), flush=True)  # noqa: T201
