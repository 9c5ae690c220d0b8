"""One trial: a fresh database, the witnesses and some mutants fetched over HTTP, all stages, and what went wrong."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from benchmarks.hostile import witness
from benchmarks.hostile.mutants import Mutant
from benchmarks.hostile.sites import HostileSites, Task, tasks
from benchmarks.hostile.usage import measured
from deploy.local.database.postgres import Cluster
from include.areas import seed
from include.areas.area import load_area
from include.errors import SourceRefused, TransientError, UnreadablePayload
from include.pipeline.failures import describe
from include.pipeline.runs import STAGES, pipeline_engine, run_fetch, run_stage
from include.settings import settings
from include.sources.instances import stored

AS_OF = "2026-01-05T09:00:00+05:30"
MAX_SECONDS = 5.0
MAX_MEGABYTES = 300.0
CRAWL_SECONDS = 4.0
"""Processor time that the start of a crawl's own process may take besides."""
OVER_BUDGET = ("broken: it takes more than", "broken: it needs more than", "broken: reading it ended")
UNHANDLED = ("failed: ", "refused by the database")
"""How a reason begins when nobody foresaw the error."""


@dataclass(frozen=True)
class Finding:
    """What should not have happened; `what` is `unhandled`, `slow`, `large`, `witness`, `waiting` or `died`."""

    what: str
    where: str
    detail: str


@dataclass
class Outcome:
    """Findings by the number of the mutant, None for those of the trial as a whole, and counts."""

    findings: list[tuple[int | None, Finding]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def run(
    cluster: Cluster, template: str, to: HostileSites, mutants: Sequence[Mutant], undisturbed: dict[str, Any] | None
) -> Outcome:
    """Try the mutants together. `undisturbed` is what the witnesses give without any."""
    outcome = Outcome()
    with database(cluster, template, to) as url:
        work = tasks(mutants, to)
        with pipeline_engine() as engine, engine.begin() as connection:
            for instance in [one.instance for one in work] + witness.put(to):
                stored.store(connection, instance)
        _deliver(url, work)
        half = len(work) // 2
        for one in work[:half]:
            _fetch(one, outcome)
        for slug in witness.SLUGS:
            run_fetch(slug, "trial")
        for one in work[half:]:
            _fetch(one, outcome)
        for name in STAGES:
            _stage(name, outcome)
        _reasons(url, {one.instance.slug: one for one in work}, outcome)
        _compare(undisturbed, witness.statement(url), outcome)
    return outcome


def statement(cluster: Cluster, template: str, to: HostileSites) -> dict[str, Any]:
    """What the witnesses give when they are alone."""
    with database(cluster, template, to) as url:
        with pipeline_engine() as engine, engine.begin() as connection:
            for instance in witness.put(to):
                stored.store(connection, instance)
        for slug in witness.SLUGS:
            run_fetch(slug, "trial")
        for name in STAGES:
            run_stage(name)
        return witness.statement(url)


@contextmanager
def database(cluster: Cluster, template: str, to: HostileSites) -> Iterator[str]:
    """A database of its own with the area in it, to which the settings point; its address as the administrator."""
    name = f"hostile_{uuid4().hex[:12]}"
    archive = cluster.root / "archive" / name
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        names = sql.Identifier(name), sql.Identifier(template)
        admin.execute(sql.SQL("create database {} template {} owner jatre_owner").format(*names))
        os.environ.update(
            JATRE_PIPELINE_URL=cluster.url(name, "jatre_pipeline"), JATRE_AS_OF=AS_OF, JATRE_USE_MODELS="false",
            JATRE_ARCHIVE_URI=archive.as_uri(),
            JATRE_FETCH_ALLOW=to.base.removeprefix("http://"), JATRE_SECRET_HOSTILE_TOKEN="a-token-of-nobody",
        )  # fmt: skip
        settings.cache_clear()
        try:
            with pipeline_engine() as engine, engine.begin() as connection:
                seed.store(connection, load_area(settings().area))
            yield cluster.url(name)
        finally:
            admin.execute(sql.SQL("drop database {} with (force)").format(names[0]))
            shutil.rmtree(archive, ignore_errors=True)


def _deliver(url: str, work: Sequence[Task]) -> None:
    """Push to the sources that are pushed to, as the service does."""
    with psycopg.connect(url, autocommit=True) as connection:
        for task in work:
            for one in task.mutants if task.instance.kind == "webhook" else ():
                sent = [task.instance.slug, str(one.number), one.body]
                connection.execute("select jatre.webhook_receive_v2(%s, %s, %s, now())", sent)


def _fetch(task: Task, outcome: Outcome) -> None:
    one = task.mutants[0].number if len(task.mutants) == 1 else None
    room = CRAWL_SECONDS if task.instance.kind == "selectors" else 0.0

    def work() -> None:
        try:
            report = run_fetch(task.instance.slug, "trial")
            outcome.counts["records"] += report["found"]
            outcome.counts["unreadable"] += report["unreadable"]
        except (TransientError, SourceRefused, UnreadablePayload) as error:
            outcome.counts[f"fetch: {type(error).__name__}"] += 1

    _measured(one, f"fetch {task.instance.slug}", work, outcome, MAX_SECONDS * len(task.mutants) + room)


def _stage(name: str, outcome: Outcome) -> None:
    def work() -> None:
        report = run_stage(name)
        outcome.counts[f"{name}: done"] += report["done"]
        outcome.counts[f"{name}: set aside"] += report["set_aside"]

    # each record of `extract` has a budget of its own, which its worker keeps; the other stages work set-wise
    _measured(None, name, work, outcome, MAX_SECONDS if name != "extract" else float("inf"))


def _measured(one: int | None, where: str, work: Callable[[], None], outcome: Outcome, seconds: float) -> None:
    with measured() as usage:
        try:
            work()
        except Exception as error:  # whatever a mutant does to a fetch or a stage is what we are here for
            outcome.findings.append((one, Finding("unhandled", where, json.dumps(describe(error)))))
    if usage.seconds > seconds:
        outcome.findings.append((one, Finding("slow", where, f"{usage.seconds:.1f} s of processor time")))
    if usage.megabytes > MAX_MEGABYTES:
        outcome.findings.append((one, Finding("large", where, f"{usage.megabytes:.0f} MB above idle")))


def _reasons(url: str, work: dict[str, Task], outcome: Outcome) -> None:
    """What the ledger and the fetch history hold: errors that nobody foresaw, and rows that still wait."""
    with psycopg.connect(url) as connection:
        aside = connection.execute(_ASIDE).fetchall()
        history = connection.execute(_HISTORY).fetchall()
    for slug, stage, reason, error in aside:
        what = (
            "unhandled"
            if reason and reason.startswith(UNHANDLED)
            else "over budget"
            if reason and reason.startswith(OVER_BUDGET)
            else None
        )
        what = "waiting" if stage != "done" else what
        if what:
            outcome.findings.append(
                (_number(work.get(slug)), Finding(what, f"{stage} of {slug}", f"{reason} {json.dumps(error)}"))
            )
    for slug, details in history:
        bad = [one for one in details.get("unreadable", []) if one["reason"].startswith((*UNHANDLED, *OVER_BUDGET))]
        if details.get("unexpected") or bad:
            finding = Finding("unhandled", f"fetch of {slug}", json.dumps(bad[:2] or details)[:1_000])
            outcome.findings.append((_number(work.get(slug)), finding))


def _number(task: Task | None) -> int | None:
    return task.mutants[0].number if task and len(task.mutants) == 1 else None


def _compare(undisturbed: dict[str, Any] | None, seen: dict[str, Any], outcome: Outcome) -> None:
    for part in ("listings", "events"):
        if undisturbed and seen[part] != undisturbed[part]:
            pairs = zip(undisturbed[part], seen[part], strict=False)
            first = next(((a, b) for a, b in pairs if a != b), ("more or fewer", ""))
            outcome.findings.append((None, Finding("witness", part, json.dumps(first)[:2_000])))


_ASIDE = """
select s.slug, l.stage, l.set_aside_reason, l.error
from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id
where l.status = 'set_aside' or l.stage <> 'done'
"""
_HISTORY = """
select s.slug, f.error_details from jatre.fetch_history f join jatre.event_sources s on s.id = f.source_id
where f.error_details is not null
"""
