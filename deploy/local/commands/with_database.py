"""`python -m deploy.local.commands.with_database MODULE [ARGUMENT...]`: a command of `include`, on our database."""

from __future__ import annotations

import os
import runpy
import sys

from deploy.local.installation import Installation
from deploy.local.steps import explain_errors


def main() -> None:
    """Run the module as the pipeline's role, with the installation's environment."""
    explain_errors()
    installation = Installation()
    os.environ.update(installation.common_environment())
    os.environ["JATRE_PIPELINE_URL"] = installation.url("jatre_pipeline")
    module = sys.argv.pop(1)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
