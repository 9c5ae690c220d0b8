"""`make replay`, the part inside .venv: a folder of saved feeds into the demo's database, running or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from deploy.local.commands import demo
from deploy.local.database import setup
from deploy.local.installation import Installation
from deploy.local.steps import ROOT, explain_errors, report, step
from deploy.local.system.environment import PYTHON


def main() -> int:
    """Start the database when it does not run, load the folder, and leave the machine as it was."""
    explain_errors()
    installation, folder = Installation(), Path(os.environ["DATA"]).expanduser().resolve()
    cluster = installation.cluster
    ours = cluster is not None and cluster.pid() is None
    if cluster and ours:
        with step("starting the database"):
            cluster.start()
    try:
        with step("preparing the database"):
            setup.prepare(installation.admin_url(), installation.credentials)
            setup.migrate(installation.url("jatre_owner"))
            os.environ.update(installation.common_environment())
            demo.seed(installation)
        code = _load(installation, folder)
    finally:
        if cluster and ours:
            cluster.stop()
    report(
        f"Loaded. To see what was on then: make demo AS_OF={installation.as_of}" if code == 0 else "Some of it failed."
    )
    return code


def _load(installation: Installation, folder: Path) -> int:
    return subprocess.call(
        [str(PYTHON), "-m", "include.operations.replay", str(folder), "--as-of", installation.as_of],
        cwd=ROOT,
        env=os.environ | {"JATRE_PIPELINE_URL": installation.url("jatre_pipeline")},
    )


if __name__ == "__main__":
    sys.exit(main())
