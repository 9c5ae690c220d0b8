"""`python -m deploy.local.processes.alone COMMAND...`: the command, once what its predecessor left behind has ended.

The workers of Airflow's LocalExecutor outlive a scheduler that was killed. They share its connection to the database,
so that PostgreSQL would not notice its death, and the rows that it had locked would stay locked.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deploy.local.processes import processes

END_SECONDS = 3.0


def orphans(home: Path) -> list[int]:
    """Airflow's processes of this checkout whose group has lost its leader: the program that started them."""
    found = [pid for pid, command in processes.marked(home).items() if "airflow" in command]
    return [pid for pid in found if not processes.is_alive(_leader(pid))]


def _leader(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return os.getpid()


def main(command: list[str]) -> None:
    """End the orphans, then become the command."""
    processes.end(orphans(Path(os.environ["JATRE_HOME"])), END_SECONDS)
    os.execvp(command[0], command)  # noqa: S606 - the supervisor's own command


if __name__ == "__main__":
    main(sys.argv[1:])
