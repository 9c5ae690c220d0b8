"""`make seed`, the part inside .venv: the source instances of a seed file into the database that runs."""

from __future__ import annotations

import os
import sys

from deploy.local.installation import Installation
from deploy.local.steps import ROOT, explain_errors
from include.sources import seed


def main() -> int:
    """Store them, and write the snapshot from which Airflow makes a DAG each within half a minute."""
    explain_errors()
    installation = Installation()
    os.environ.update(installation.common_environment())
    os.environ["JATRE_PIPELINE_URL"] = installation.url("jatre_pipeline")
    file = os.environ.get("FILE", "")
    code = seed.main([str((ROOT / file).resolve()) if file else str(installation.seed)])
    if code == 0:
        sys.stdout.write(f"A new source's DAG starts paused: switch it on at {installation.airflow_url}/dags\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
