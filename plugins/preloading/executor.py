"""Airflow's LocalExecutor, whose tasks find the pipeline imported: that takes longer than most of what they do."""

from __future__ import annotations

from airflow.executors.local_executor import LocalExecutor

from include.pipeline.runs import STAGES
from include.sources.registry import KINDS
from plugins.preloading.modules import preload

OF_AIRFLOW = ("airflow.providers.standard.decorators.python", "airflow.providers.standard.operators.empty")


class PreloadingExecutor(LocalExecutor):
    """Forks its workers when it starts, and each task from a worker."""

    def start(self) -> None:
        """Import what the stages and the connectors need, then start the workers."""
        if self.is_mp_using_fork:  # on macOS a task is a process of its own
            stages = [f"include.pipeline.stages.{name}" for name in ("fetch", *STAGES)]
            connectors = [path.partition(":")[0] for path, _ in KINDS.values()]
            preload([*OF_AIRFLOW, *stages, *connectors])
        super().start()
