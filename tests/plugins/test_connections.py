"""Secrets of sources in a real Airflow: from its connections to the site, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from include.areas import seed
from include.areas.area import load_area
from include.pipeline.runs import STAGES
from tests.conftest import Database
from tests.dags.support import InAirflow, Ready
from tests.hostile.echo_site import echo_site
from tests.hostile.test_secrets import environment_of, found, marks, secrets, sources

pytestmark = pytest.mark.airflow

STAGES_PATTERN, LATER_STAGES_PATTERN = (f"^({'|'.join(stages)})$" for stages in (STAGES, STAGES[1:]))


@pytest.mark.long  # in CI the demo's Airflow is asked the same (tests/demo/test_leaks.py)
def test_no_secret_is_found_in_airflow_s_metadata_and_output(
    airflow: dict[str, str], ready: Ready, database: Database, engine: Engine, tmp_path: Path
) -> None:
    """The metadata hold what pages, REST and XCom show: each DAG as it was written down, and what tasks returned.

    The output has what tasks log: run so, they write no files.
    """
    output = ""
    with echo_site() as port:
        from_connections = {
            f"AIRFLOW_CONN_JATRE_{name}": json.dumps({"conn_type": "generic", "password": value})
            for name, value in secrets(port).items()
        }
        ours = environment_of(database, port, tmp_path)
        ours = {name: value for name, value in ours.items() if not name.startswith(("JATRE_SECRET", "AIRFLOW"))}
        environment = ours | airflow | from_connections
        (tmp_path / "seed.json").write_text(json.dumps(sources(port)), encoding="utf-8")
        with engine.begin() as connection:
            seed.store(connection, load_area("indiranagar"))
        for command in (
            ["include.sources.seed", str(tmp_path / "seed.json")],
            # only the fetch is given secrets, and of all stages the first alone reads what the site gave back
            *(
                ["airflow", "dags", "test", f"source_{slug}", "--mark-success-pattern", marked_done]
                for slug, marked_done in (
                    ("fine", LATER_STAGES_PATTERN), ("refused", STAGES_PATTERN), ("pages", STAGES_PATTERN),
                )
            ),
        ):  # fmt: skip
            done = ready(["-m", *command], environment)
            output += done.stdout + done.stderr
        marked = marks(database.pipeline_url, port)

    with psycopg.connect(database.admin_url) as admin:
        fetched = dict(admin.execute(
            "select s.slug, f.status || coalesce(' ' || (f.error_details ->> 'error'), '') from jatre.fetch_history f"
            " join jatre.event_sources s on s.id = f.source_id"
        ).fetchall())  # fmt: skip
    assert fetched == {"fine": "success", "refused": "failed SourceRefused", "pages": "partial"}, output[-3000:]
    assert "/refused?key=(secret) answered 403" in output, "what a task has logged"
    assert found(output, marked) == []
    metadata = (Path(airflow["AIRFLOW_HOME"]) / "airflow.db").read_bytes().decode(errors="replace")
    assert "source_refused" in metadata
    assert found(metadata, marked) == []
    assert not [one for one in (Path(airflow["AIRFLOW_HOME"]) / "logs").rglob("*") if one.is_file()]


def test_the_parts_of_a_secret_address_are_masked_in_the_logs(in_airflow: InAirflow) -> None:
    """An error names the path alone, and a site's own words may hold the token."""
    connection = {
        "conn_type": "generic",
        "password": "https://meena:s3cret-word@a.test/feeds/k7f2-long-token?key=9q8w7e6r",
    }

    shown = in_airflow(
        "masked", ["404 for /feeds/k7f2-long-token, s3cret-word, 9q8w7e6r of /feeds"],
        {"AIRFLOW_CONN_JATRE_FEED": json.dumps(connection)},
    )  # fmt: skip

    assert shown == "404 for ***, ***, *** of /feeds"
