"""A task is a fork of a process that has imported the pipeline, and yet runs what stands in the files now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from include.pipeline.runs import STAGES
from tests.dags.support import ROOT, InAirflow

PROGRAM = """
import os
from pathlib import Path
from plugins.preloading.modules import forget_changed, preload

def task():
    if os.fork() == 0:
        forget_changed()
        from include.stages import publish
        print("task", publish.what(), flush=True)
        os._exit(0)
    os.wait()

preload(["include.stages.broken", "include.stages.publish"])
task()
Path("include/words.py").write_text("print('read again', flush=True); WORD = 'edited'")
task()
"""


def test_a_task_imports_again_what_was_edited_and_a_module_that_fails_stops_no_other(tmp_path: Path) -> None:
    files = {
        "include/__init__.py": "",
        "include/words.py": "print('read', flush=True); WORD = 'first'",
        "include/stages/__init__.py": "",
        "include/stages/broken.py": "raise RuntimeError('half an edit')",
        "include/stages/publish.py": "from include import words\ndef what(): return words.WORD",
        "plugins/__init__.py": "",
        "plugins/preloading/__init__.py": "",
        "plugins/preloading/modules.py": (ROOT / "plugins/preloading/modules.py").read_text(encoding="utf-8"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env={}, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == ["read", "task first", "read again", "task edited"]
    assert "include.stages.broken cannot be imported" in done.stderr
    assert "half an edit" in done.stderr


@pytest.mark.airflow
def test_the_scheduler_has_imported_every_stage_when_it_forks(in_airflow: InAirflow) -> None:
    stages = [f"include.pipeline.stages.{name}" for name in ("fetch", *STAGES)]
    asked = [*stages, "include.sources.connectors.schema_org", "airflow.providers.standard.decorators.python"]
    executor = {"AIRFLOW__CORE__EXECUTOR": "plugins.preloading.executor.PreloadingExecutor"}

    seen = in_airflow("preloaded", asked, executor | {"AIRFLOW__CORE__PARALLELISM": "1"})

    assert not set(seen["before"]) & set(stages)
    assert (seen["preloaded"], seen["task"]) == (asked, asked)
    assert seen["edited"] == ["airflow.providers.standard.decorators.python"]
