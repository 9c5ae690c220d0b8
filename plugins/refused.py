"""The DAG of a source that cannot be read: it keeps its place and its history in Airflow, and shows what is wrong."""

from __future__ import annotations

import re

from airflow.sdk import DAG, task

from include.errors import ConfigurationError
from include.redaction import redact_text

REFUSED = "refused"
"""The tag of such DAGs."""

_ABOUT = """\
### {slug} cannot be read

{reason}

Correct the source (its row in `event_sources`, or its entry in the seed file, stored anew by
`python -m include.sources.seed <file>`), then start the DAG `snapshot_sources`: this one becomes the source's own
again. It has no schedule, and the other sources are not touched.
"""


def dag_id_of(slug: str) -> str:
    """What the DAG of a source is called, also of one whose name is none."""
    return f"source_{re.sub(r'[^a-z0-9_]', '_', slug.lower())}"


def refused_dag(slug: str, reason: str) -> DAG:
    """`source_<slug>` with no schedule and one task, which fails with the reason."""
    reason = redact_text(reason)
    with DAG(
        dag_id=dag_id_of(slug), schedule=None, catchup=False, tags=["source", REFUSED], auto_register=False,
        doc_md=_ABOUT.format(slug=slug.replace("{", "").replace("}", ""), reason=reason),
        default_args={"owner": "jatre", "retries": 0},
    ) as dag:  # fmt: skip
        task(task_id=REFUSED)(explain)(reason)
    return dag


def explain(reason: str) -> None:
    """Raises: ConfigurationError, with the reason."""
    raise ConfigurationError(reason)
