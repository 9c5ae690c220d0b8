"""`make schema`: what migrations and repeatable files come to, as one file for readers: `include/sql/schema.sql`.

Before that, the functions in SQL that are made of the fields of filters; beside it, what the API's document states of
an event's columns (`columns`). CI compares them with the table of fields, and with a database made anew. The schema is
written by the pg_dump of one major version, named in its first line.
"""

from __future__ import annotations

import re
import subprocess

import psycopg

from deploy.local.database import columns, setup
from deploy.local.database.postgres import Cluster
from deploy.local.steps import LOCAL, ROOT
from deploy.local.system import placement
from include.filters import statements

FILE = ROOT / "include" / "sql" / "schema.sql"
NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*|)$")


def dump(url: str) -> str:
    """The schemas `jatre` and `analytics`, without comments of pg_dump and what differs from run to run."""
    program = str(placement.binaries() / "pg_dump")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    command = [program, "--schema-only", "--schema=jatre", "--schema=analytics", "--no-owner", f"--dbname={url}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in text.splitlines() if not NOISE.match(line)]
    head = f"-- Written by `make schema` with PostgreSQL {version.partition('.')[0]}; never edited."
    return "\n".join([head, *lines, ""])


def main() -> None:
    """Make a database on a server of its own, and write down its schema and what the API states of its columns."""
    statements.write()
    server = Cluster(LOCAL / "schema", settings={"fsync": "off"})
    server.start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute("drop database if exists schema with (force)")
        setup.prepare(server.url(), server.credentials, {"schema": "jatre_owner"})
        setup.migrate(server.url("schema", "jatre_owner"))
        made = server.url("schema", "postgres")
        FILE.write_text(dump(made), encoding="utf-8")
        columns.FILE.write_text(columns.text(made, columns.DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
