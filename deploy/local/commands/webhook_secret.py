"""`make webhook-secret`, the part inside .venv: a webhook's secret is made, or replaced with an overlap.

Both the new secret and the one before it are taken until `--end`, so that the sender can change at any time between.
"""

from __future__ import annotations

import argparse
import re
import secrets
import sys
from collections.abc import Sequence

from deploy.local.database.credentials import Credentials
from deploy.local.installation import Installation
from deploy.local.steps import Problem, explain_errors
from include.listing import SOURCE_SLUG

NEW, BEFORE = "webhook_", "webhook-before:"


def replace(credentials: Credentials, slug: str) -> str:
    """Make up the secret of `slug`; one that there was is still taken. Returns the new one. Raises `Problem`."""
    new = secrets.token_urlsafe(32)

    def put(known: dict[str, str]) -> None:
        if BEFORE + slug in known:
            raise Problem(f"{slug}: the secret before is still taken", "run it with ARGS=--end first")
        if NEW + slug in known:
            known[BEFORE + slug] = known[NEW + slug]
        known[NEW + slug] = new

    credentials.change(put)
    return new


def end(credentials: Credentials, slug: str) -> None:
    """Take the secret before no more. Raises `Problem`."""

    def drop(known: dict[str, str]) -> None:
        if known.pop(BEFORE + slug, None) is None:
            raise Problem(f"{slug}: no secret is being replaced", f"make webhook-secret SOURCE={slug} replaces it")

    credentials.change(drop)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, replace, or end; returns the exit code. The secret is written to standard output alone."""
    explain_errors()
    parser = argparse.ArgumentParser(prog="make webhook-secret", description=__doc__)
    parser.add_argument("source", help="the source that pushes")
    parser.add_argument("--end", action="store_true", help="the sender has the new one: take the one before no more")
    asked = parser.parse_args(arguments)
    if not re.fullmatch(SOURCE_SLUG, asked.source):
        raise Problem(f"{asked.source!r} is no name of a source", "SOURCE=box_office")
    credentials = Installation().credentials
    if asked.end:
        end(credentials, asked.source)
        sys.stderr.write("The secret before is gone. `make restart` ends it in the service.\n")
        return 0
    sys.stdout.write(f"{replace(credentials, asked.source)}\n")
    sys.stderr.write("Give it to the sender; it is not shown again. `make restart` lets the service take it.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
