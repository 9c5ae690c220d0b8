"""A measurement begins anew, whatever a run that was killed has left in its scratch folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scratch import scratch_server
from deploy.local.database.postgres import Cluster
from deploy.local.processes import processes


@pytest.mark.slow
def test_what_a_killed_run_left_is_cleared_away_and_one_that_goes_on_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "scratch"
    left = Cluster(folder / "postgres")
    left.start()
    (folder / "feeds").mkdir()
    pid = left.pid()
    assert pid is not None

    with scratch_server(folder) as cluster:
        assert cluster.answers()
        assert not processes.is_alive(pid)
        assert not (folder / "feeds").exists()
        with pytest.raises(SystemExit, match="another run uses"), scratch_server(folder):
            pass
        assert cluster.answers()
    assert not folder.exists()
