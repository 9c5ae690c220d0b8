"""Running a crawl from the outside: nothing here imports Scrapy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from pydantic import ValidationError

from include.errors import TransientError
from include.scrapers.granting import Reserve, limit_granted
from include.scrapers.job import CrawlResult, Job
from include.settings import ROOT, settings

PASSED_ON = ("PATH", "HOME", "LANG", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "CHROMIUM")
GRACE_SECONDS = 45.0
"""Seconds beyond a crawl's own bound, for starting and for what is still under way."""


def run_crawl(job: Job, reserve: Reserve) -> CrawlResult:
    """The result of `job`, crawled in a process of its own that knows none of our secrets but those of its site.

    Each of its requests is reserved by `reserve` here, where the limit of its source is known.

    Raises: TransientError when the process fails or does not end in time.
    """
    try:
        with limit_granted(reserve) as descriptor:
            done = subprocess.run(
                [sys.executable, "-m", "include.scrapers", str(descriptor)], input=job.model_dump_json().encode(),
                capture_output=True, timeout=job.max_seconds + GRACE_SECONDS, cwd=ROOT, env=_environment(os.environ),
                pass_fds=(descriptor,), check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TransientError(f"the crawl of {job.url} took more than {error.timeout:.0f} s") from error
    log = done.stderr.decode(errors="replace").strip()
    if done.returncode != 0:
        raise TransientError(f"the crawl of {job.url} ended with {done.returncode}: {log[-500:]}")
    try:
        return CrawlResult.model_validate_json(done.stdout)
    except ValidationError as error:
        raise TransientError(f"the crawl of {job.url} brought no result: {log[-500:]}") from error


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in ours.items() if name.upper() in PASSED_ON}
    ours_too = {"JATRE_FETCH_ALLOW": settings().fetch_allow, "JATRE_BROWSER_SANDBOX": str(settings().browser_sandbox)}
    return kept | {"PYTHONPATH": str(ROOT)} | ours_too
