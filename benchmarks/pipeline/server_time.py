"""Processor time of a private server, as far as Linux counts it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from deploy.local.database.postgres import Cluster

WAIT_SECONDS = 0.3
"""After which the processes of closed connections have ended: their time is counted when they have."""
FIELDS_BEFORE = 3
"""Fields of `/proc/PID/stat` that stand before those behind the program's name."""
CHILDREN_FIELDS = (16, 17)
"""Numbers of the fields of ended children's time, in user and in system mode (`man 5 proc_pid_stat`)."""


def server_seconds(cluster: Cluster) -> float | None:
    """Processor seconds of the connections of `cluster` that were closed; None where the system does not count them."""
    file = Path(f"/proc/{cluster.pid()}/stat")
    if not file.exists():
        return None
    time.sleep(WAIT_SECONDS)
    fields = file.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return sum(int(fields[number - FIELDS_BEFORE]) for number in CHILDREN_FIELDS) / os.sysconf("SC_CLK_TCK")
