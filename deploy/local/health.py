"""`make status`, the part inside .venv: how healthy each source of the database that runs is."""

from __future__ import annotations

import os
import sys

from deploy.local.installation import Installation
from deploy.local.steps import explain_errors
from include.operations import health


def main() -> int:
    """Show it, or resume a source: what follows is for the command."""
    explain_errors()
    installation = Installation()
    os.environ.update(installation.common_environment())
    os.environ["JATRE_PIPELINE_URL"] = installation.url("jatre_pipeline")
    return health.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
