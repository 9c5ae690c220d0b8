"""First trials: each source that waits for one is read once, and is active from then on when it gave an event to come.

`python -m include.operations.first_trials [SLUG ...]`, any number of times; `make up` does it at every start and the
DAG `first_trials` every day. One that fails waits for the next time, with its reason on the screen and in
`source_health_v1`. Nothing else of a trial is stored.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from include.operations.preview.trial import try_out, why_none, with_few_pages
from include.pipeline.fetching.limits import shared_client
from include.pipeline.runs import Report, pipeline_engine
from include.redaction import redact_text
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import Resolver
from include.sources.instances import stored
from include.untrusted.bounds import reason_of

MAX_REASON_CHARS = 200


@dataclass(frozen=True)
class TrialResult:
    """What came of one source's trial: events to come, and the reason where it was not passed."""

    slug: str
    events: int = 0
    reason: str | None = None

    def line(self) -> str:
        """For a screen."""
        if self.reason is None:
            return f"{self.slug}: {self.events} events to come; it is live from now on"
        return f"{self.slug}: still waits for its first trial: {self.reason}"


def run_trials(
    engine: Engine, slugs: Sequence[str] = (), *, now: datetime | None = None, secrets: Resolver | None = None
) -> Iterator[TrialResult]:
    """The sources that wait, or those of them that are named, one after the other; each is active once it has passed.

    Never raises for what a source is or answers.
    """
    with engine.connect() as connection:
        waiting = [one for one in stored.every(connection)[0] if one.waits_for_trial]
    for instance in waiting:
        if slugs and instance.slug not in slugs:
            continue
        result = _tried(engine, instance, now, secrets)
        with engine.begin() as connection:
            if result.reason is None:
                stored.passed(connection, instance.slug)
            else:
                stored.failed_trial(connection, instance.slug, result.reason)
        yield result


def try_again(secrets: Resolver | None = None) -> Report:
    """The sources that wait, on a schedule: how many are live now, and why the others are not."""
    with pipeline_engine() as engine:
        results = list(run_trials(engine, secrets=secrets))
        if any(one.reason is None for one in results):
            stored.write_snapshot(engine, settings().snapshot_file)
    waiting = {one.slug: one.reason for one in results if one.reason}
    return {"live": len(results) - len(waiting), "waiting": waiting}


def _tried(engine: Engine, instance: SourceInstance, now: datetime | None, secrets: Resolver | None) -> TrialResult:
    try:
        with engine.connect() as connection:
            found = stored.one(connection, instance.slug)
        trial = try_out(with_few_pages(instance), now, secrets=secrets, client=shared_client(engine, found))
    except Exception as error:  # whatever is wrong with one source, the others have their trial
        return TrialResult(instance.slug, reason=_shown(reason_of(error)))
    if not trial.listings:
        return TrialResult(instance.slug, reason=_shown(why_none(trial)))
    return TrialResult(instance.slug, len(trial.listings))


def _shown(reason: str) -> str:
    return redact_text(reason)[:MAX_REASON_CHARS]


def main(arguments: list[str] | None = None) -> int:
    """Try out what waits, line by line, and rewrite the snapshot. Returns 0, whatever the sources did."""
    parser = argparse.ArgumentParser(description="Read each source that waits for its first trial once.")
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="these alone; all that wait when none is given")
    slugs = parser.parse_args(arguments).slugs
    others = set(slugs)
    with pipeline_engine() as engine:
        passed = 0
        for result in run_trials(engine, slugs):
            passed += result.reason is None
            others.discard(result.slug)
            sys.stdout.write(f"   {result.line()}\n")
            sys.stdout.flush()
        if passed:
            stored.write_snapshot(engine, settings().snapshot_file)
    for slug in sorted(others):
        sys.stdout.write(f"   no source {slug!r} waits for its first trial\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
