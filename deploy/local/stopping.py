"""`make down`: stop everything this checkout started, and make sure of it."""

from __future__ import annotations

from pathlib import Path

from deploy.local.database.postgres import Cluster
from deploy.local.processes import processes
from deploy.local.processes.supervisor import Supervisor
from deploy.local.programs import STOPS_FIRST
from deploy.local.steps import LOCAL, ROOT, Problem, report, step


def down(local: Path = LOCAL, home: Path = ROOT) -> None:
    """Stop the programs, the private server and whatever outlived its parent. Raises SystemExit when that fails."""
    with step("stopping the programs"):
        Supervisor(local).shut_down(first=STOPS_FIRST)
    with step("stopping the database"):
        _stop_server(local / "postgres")
    with step("looking for processes that were left behind"):
        end_leftovers(home)
    report("Nothing of this checkout runs any more. The data stays in .local; `make demo` goes on with it.")


def clear_away(local: Path, home: Path) -> None:
    """End what a killed supervisor left running, so that it is not in the way of a new start. Raises `Problem`."""
    _stop_server(local / "postgres")
    end_leftovers(home)


def end_leftovers(home: Path) -> dict[int, str]:
    """End every process marked with this checkout; returns what there was. Raises `Problem` for survivors."""
    found = processes.marked(home)
    for pid, command in found.items():
        report(f"   ending process {pid}, which outlived its parent: {command[:100]}")
    if survivors := processes.end(found):
        raise Problem(f"these processes do not end: {survivors}", f"sudo kill -9 {' '.join(map(str, survivors))}")
    return found


def _stop_server(root: Path) -> None:
    if root.exists():
        Cluster(root).stop()
