"""What importing a DAG file costs once Airflow itself is there: processor seconds, and the modules it brought."""

import json
import runpy
import sys
import time

started = time.process_time()
import airflow.sdk  # noqa: E402, F401

airflow_alone = time.process_time() - started
before = set(sys.modules)
started = time.process_time()
runpy.run_path(sys.argv[1])
print(  # noqa: T201
    json.dumps(
        {
            "airflow_seconds": round(airflow_alone, 3),
            "seconds": round(time.process_time() - started, 3),
            "packages": sorted({name.split(".")[0] for name in set(sys.modules) - before}),
            "ours": sorted(name for name in set(sys.modules) - before if name.startswith("include.")),
            "all_packages": sorted({name.split(".")[0] for name in sys.modules}),
        }
    )
)
