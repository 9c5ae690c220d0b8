"""`python -m deploy.local.commands.airflow_tables POOLS_FILE`: Airflow's tables in their newest form, and its pools.

Both commands in one process, as importing Airflow takes longer than they do.
"""

from __future__ import annotations

import sys

from airflow.__main__ import main as airflow


def main(pools_file: str) -> None:
    """Do both; whichever fails ends the process as it does alone."""
    for words in (["db", "migrate"], ["pools", "import", pools_file]):
        sys.argv = ["airflow", *words]
        airflow()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main(sys.argv[1])
