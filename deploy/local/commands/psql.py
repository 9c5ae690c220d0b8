"""`make psql`, the part inside .venv: PostgreSQL's own prompt as the analyst, who reads and writes nothing."""

from __future__ import annotations

import os
import shutil
import sys
from urllib.parse import urlsplit

from deploy.local.installation import Installation
from deploy.local.steps import explain_errors, report
from deploy.local.system.placement import binaries

ROLE = "jatre_analyst"


def main() -> int:
    """Show how to connect, then become psql."""
    explain_errors()
    installation = Installation()
    url = urlsplit(installation.url(ROLE))
    program = shutil.which("psql") or str(binaries() / "psql")
    report(f"-- host {url.hostname}, port {url.port}, database {url.path[1:]}, user {ROLE}")
    report(f"-- its password is the entry {ROLE!r} in .local/secrets.json")
    report(
        "-- what there is to read, with the answers to a dozen questions: docs/analyst-guide.md (here: \\dv+ and \\dm+)"
    )
    # not in the arguments, where every user of the machine could read it
    os.environ["PGPASSWORD"] = url.password or ""
    os.environ["PGOPTIONS"] = "-c search_path=analytics,jatre,public"
    address = ["-h", url.hostname or "", "-p", str(url.port), "-U", ROLE, "-d", url.path[1:]]
    os.execv(program, [program, *address, *sys.argv[1:]])  # noqa: S606 - the prompt takes this process over


if __name__ == "__main__":
    sys.exit(main())
