"""What the tests of the DAGs set up: an Airflow of its own for each run."""

from __future__ import annotations

from tests.dags.conftest import airflow, airflow_environment, in_airflow, ready, shipped_dags, snapshot_of

__all__ = ["airflow", "airflow_environment", "in_airflow", "ready", "shipped_dags", "snapshot_of"]
