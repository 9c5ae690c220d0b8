"""Webhook deliveries: taken through all stages in one task, a second or two after they came."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, Asset, AssetWatcher

from include.operations.incoming.webhooks import take_deliveries
from plugins.defaults import task, task_defaults
from plugins.inbox import InboxTrigger

ABOUT = """\
Takes webhook deliveries from the inbox to the page. The service stores a delivery and answers; PostgreSQL then
notifies, and the triggerer, which listens and also looks every ten seconds, starts this. Everything is one task,
because starting a task costs more than the work.

A run goes on while deliveries wait, sources in turn, for ten minutes at most, and waits some seconds for more: those
that come one after the other meet a process that has started already. A delivery that waits because a run
failed is reminded of every five minutes; the source's own DAG takes it as well.
"""

LINGER_SECONDS = 10.0

with DAG(
    dag_id="webhooks",
    schedule=[Asset(name="webhook_inbox", watchers=[AssetWatcher(name="webhook_inbox", trigger=InboxTrigger())])],
    catchup=False,
    max_active_runs=1,
    tags=["webhook"],
    doc_md=ABOUT,
    # a stage that has begun may take fifteen minutes
    default_args=task_defaults(retries=3, retry_delay=timedelta(seconds=10), limit=timedelta(minutes=30)),
):
    task(task_id="take")(take_deliveries)("{{ run_id }}", linger=LINGER_SECONDS)
