"""What importing each DAG file costs once Airflow itself is there: processor seconds, and the modules it brought.

Airflow is imported once, and each file in a child of its own, as the DAG processor does it: none finds there what
another has brought.
"""

import json
import os
import runpy
import sys
import time

started = time.process_time()
import airflow.sdk  # noqa: E402, F401

AIRFLOW_SECONDS = time.process_time() - started


def cost(path):
    before = set(sys.modules)
    started = time.process_time()
    runpy.run_path(path)
    new = set(sys.modules) - before
    return {
        "airflow_seconds": round(AIRFLOW_SECONDS, 3),
        "seconds": round(time.process_time() - started, 3),
        "packages": sorted({name.split(".")[0] for name in new}),
        "ours": sorted(name for name in new if name.startswith("include.")),
        "all_packages": sorted({name.split(".")[0] for name in sys.modules}),
    }


def in_a_child(path):
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        with os.fdopen(writing, "w") as answer:
            json.dump(cost(path), answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        found = answer.read()
    os.waitpid(child, 0)
    return json.loads(found)


print(json.dumps({path: in_a_child(path) for path in sys.argv[1:]}))  # noqa: T201
