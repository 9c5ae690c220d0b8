"""One DAG per source instance of the snapshot; adding a source to the table adds its DAG.

Each is made on its own: an instance of which no DAG can be made gets one that shows why. A task makes its own alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, CronTriggerTimetable, TaskGroup, TriggerRule, chain, get_parsing_context

from include.pipeline.runs import STAGES, Report, run_fetch, run_stage
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import snapshot
from include.sources.registry import CRAWLED
from plugins.connections import connection_secret
from plugins.defaults import task, task_defaults
from plugins.refused import dag_id_of, refused_dag
from plugins.run_form import PARAMS, wanted
from plugins.source_docs import about_source, tags_of, zone_of

DEFAULTS = task_defaults(retries=3, retry_delay=timedelta(seconds=20), limit=timedelta(minutes=15)) | {
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
}
# Models are heavy: the pool has one slot, and loading them takes its time. A crawl may have a browser: small, too.
STAGE_SETTINGS: dict[str, dict[str, Any]] = {"nlp": {"pool": "models", "execution_timeout": timedelta(minutes=45)}}


def fetch(slug: str, zone: str, run_id: str | None = None, params: Any = None, dag_run: Any = None) -> Report:
    """What the source lists, into the ledger; Airflow fills in the run and the params of its form."""
    return run_fetch(slug, run_id, secrets=connection_secret, **wanted(params, dag_run, zone))


def stage(name: str) -> Any:
    """A stage drains whatever waits for it, so it runs also when the fetch or an earlier stage has failed."""
    return task(task_id=name, trigger_rule=TriggerRule.ALL_DONE, **STAGE_SETTINGS.get(name, {}))(run_stage)(name)


def source_dag(instance: SourceInstance) -> DAG:
    """fetch -> extract -> nlp -> geocode -> dedup -> enrich -> publish, and a verdict over all of them."""
    zone = zone_of(instance)
    cron = instance.schedule if instance.is_active else None
    with DAG(
        dag_id=f"source_{instance.slug}", dag_display_name=instance.name, catchup=False, max_active_runs=1,
        schedule=CronTriggerTimetable(cron, timezone=zone) if cron else None, params=PARAMS,
        default_args=DEFAULTS, tags=tags_of(instance), doc_md=about_source(instance, zone), auto_register=False,
        is_paused_upon_creation=False if instance.added_by else None,  # a person has looked at what it brings
    ) as dag:  # fmt: skip
        first = task(pool="crawl" if instance.kind in CRAWLED else "fetch")(fetch)(instance.slug, zone)
        with TaskGroup("understand", prefix_group_id=False, tooltip="What a listing announces: what, when, where"):
            understood = [stage(name) for name in STAGES[:3]]
        with TaskGroup("decide", prefix_group_id=False, tooltip="Which listings are one happening; what is shown"):
            decided = [stage(name) for name in STAGES[3:5]]
        chain(*(steps := [first, *understood, *decided, *(stage(name) for name in STAGES[5:])]))
        steps >> EmptyOperator(task_id="verdict")  # needs all of them: the run has failed when any of them has
    return dag


known = snapshot.read_all(settings().snapshot_file)
for source in [one for one in known.instances if get_parsing_context().dag_id in (None, dag_id_of(one.slug))]:
    try:
        globals()[dag_id_of(source.slug)] = source_dag(source)
    except Exception as error:  # whatever is wrong with one instance, the others keep their DAGs
        globals()[dag_id_of(source.slug)] = refused_dag(source.slug, f"{type(error).__name__}: {error}")
for one in known.refused:
    globals().setdefault(dag_id_of(one.slug), refused_dag(one.slug, one.reason))
