"""A copy of the tree in which mistakes are made, one at a time, and the tests that belong to each."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.mistakes.catalogue import ROOT, Mistake
from benchmarks.mistakes.executed import OPTIONS, executing_tests
from benchmarks.mistakes.order import Nearness
from deploy.local.database.postgres import Cluster
from tests.server import server_root

TRIAL_SECONDS = 900
"""For the tests of one mistake; what hangs for longer is noticed, too."""
MEASURE_SECONDS = 4 * TRIAL_SECONDS
"""For tests whose lines are counted, all of them."""
MATCHING = ("tests/pipeline/test_decisions.py", "tests/pipeline/matching", "tests/pipeline/stages/test_takeover.py")
GOLDEN = "tests/sources/test_golden_records.py"
"""One body of each format, with all that comes of it."""
TESTS: dict[str, tuple[str, ...]] = {
    "include/understand/text/posts/happenings.py": (
        "tests/sources/test_parts.py",
        "tests/pipeline/stages/test_parts.py",
        "tests/understand/text",
    ),
    "include/filters/": ("tests/unit/filters", "tests/db/test_filters_agree.py", "tests/realtime/fanout"),
    "include/understand/text/marked/": ("tests/understand/text/marked", "tests/sources/fields/test_description.py"),
    "include/understand/memory/": ("tests/understand/memory", "tests/pipeline/venues"),
    "include/understand/": ("tests/understand", "tests/pipeline/matching/test_assignment.py", "tests/pipeline/stages"),
    "include/pipeline/fetching/absence.py": (
        "tests/pipeline/fetching/test_absence.py",
        "tests/pipeline/stages/test_fetch.py",
    ),
    "include/pipeline/decisions.py": ("tests/pipeline/test_decisions.py",),
    "include/pipeline/fetching/inbox.py": ("tests/sources/connectors/test_webhook.py",),
    "include/pipeline/fetching/archived.py": ("tests/pipeline/stages/test_reread.py",),
    "include/pipeline/fetching/": (
        "tests/pipeline/fetching",
        "tests/pipeline/stages/test_fetch.py",
        "tests/pipeline/stages/test_fetch_renaming.py",
    ),
    "include/pipeline/venues/geocoder.py": ("tests/operations/test_geocoder.py",),
    "include/pipeline/venues/answers.py": ("tests/operations/test_geocoder.py", "tests/pipeline/venues"),
    "include/pipeline/venues/": ("tests/pipeline/venues", "tests/understand/memory"),
    "include/pipeline/matching/": MATCHING,
    "include/pipeline/stages/dedup.py": MATCHING,
    "include/pipeline/stages/reread.py": (
        "tests/pipeline/stages/test_reread_rounds.py",
        "tests/pipeline/stages/test_reread.py",
    ),
    "include/pipeline/stages/fetch.py": (
        "tests/pipeline/stages/test_fetch.py",
        "tests/pipeline/stages/test_fetch_refused.py",
    ),
    "include/pipeline/reading/": ("tests/pipeline/stages", "tests/sources/test_parts.py"),
    "include/pipeline/stages/": ("tests/pipeline/test_decisions.py", "tests/pipeline/stages"),
    "include/pipeline/": ("tests/pipeline/test_failures.py", "tests/pipeline/test_ledger.py"),
    "include/operations/matching/": ("tests/operations/test_matching.py",),
    "include/operations/images.py": ("tests/operations/test_polite_downloads.py", "tests/operations/test_images.py"),
    "include/payloads/thumbnail.py": ("tests/payloads/test_thumbnail.py",),
    "include/alerts/": ("tests/alerts",),
    "include/places/": ("tests/places",),
    "include/weather/": ("tests/weather",),
    "include/scrapers/": ("tests/scrapers", "tests/sources/connectors/test_selectors.py", GOLDEN),
    "include/sources/calendar/": ("tests/sources/calendar", "tests/sources/connectors/test_icalendar.py", GOLDEN),
    "include/sources/connectors/selectors.py": (
        "tests/sources/connectors/test_selectors_entries.py",
        "tests/sources/connectors/test_selectors.py",
        "tests/sources/platforms/test_bounds_of_configuration.py",
        GOLDEN,
    ),
    "include/sources/connectors/": (
        "tests/sources/connectors/test_{module}.py",
        "tests/sources/platforms/test_bounds_of_configuration.py",
        GOLDEN,
    ),
    "include/sources/platforms/": (
        "tests/sources/platforms/test_graph.py",
        "tests/sources/platforms/test_bounds_of_configuration.py",
        "tests/sources/connectors/test_eventbrite.py",
        "tests/sources/connectors/test_facebook.py",
        "tests/sources/connectors/test_instagram.py",
        GOLDEN,
    ),
    "include/sources/structured/": ("tests/sources/structured", "tests/sources/connectors/test_schema_org.py", GOLDEN),
    "include/sources/fields/moments.py": ("tests/sources/fields", "tests/pipeline/stages/test_extract.py"),
    "include/sources/fields/": ("tests/sources/fields",),
    "include/sources/parts.py": ("tests/sources/test_parts.py", "tests/pipeline/stages/test_parts.py"),
    "include/sources/versions.py": ("tests/sources/test_versions.py", "tests/sources/connectors/test_webhook.py"),
    "include/sources/": ("tests/sources/test_gathering.py", "tests/sources/connectors", GOLDEN),
    "include/sql/queries/alert_": ("tests/alerts", "tests/realtime/alerts"),
    "include/sql/functions/alert_": ("tests/alerts", "tests/realtime/alerts"),
    "include/sql/functions/place_": ("tests/places", "tests/realtime/places"),
    "include/sql/functions/events_": (
        "tests/db/test_search.py",
        "tests/db/test_events_list.py",
        "tests/db/test_list_plans.py",
        "tests/realtime/api/test_paging.py",
        "tests/realtime/api/test_counts.py",
    ),
    "include/sql/functions/search_": ("tests/db/test_search.py", "tests/db/test_list_plans.py"),
    "include/sql/queries/images": ("tests/operations/test_images.py",),
    "include/sql/queries/retain": ("tests/operations/retention",),
    "include/sql/queries/": ("tests/pipeline",),
    "include/sql/functions/decision_": ("tests/pipeline/test_decisions.py",),
    "include/sql/functions/webhook_": (
        "tests/db/test_webhook_inbox.py",
        "tests/realtime/api/incoming/test_webhooks.py",
    ),
    "include/sql/": ("tests/db", "tests/realtime/api"),
    "realtime/pages/static/": (
        "tests/browser/test_modules.py",
        "tests/browser/test_client.py",
        "tests/browser/test_lists.py",
        "tests/browser/test_page.py",
    ),
    "realtime/feed/": ("tests/realtime/feed", "tests/realtime/fanout", "tests/realtime/live"),
    "realtime/fanout/": ("tests/realtime/fanout", "tests/realtime/live"),
    "realtime/live/": ("tests/realtime/live",),
    "realtime/auth/": ("tests/realtime/auth",),
    "realtime/places/": ("tests/realtime/places",),
    "realtime/limits/": ("tests/realtime/limits", "tests/realtime/api/test_popularity.py"),
    "realtime/pages/": ("tests/realtime/pages",),
    "realtime/api/": ("tests/realtime/api",),
    "dags/": ("tests/dags",),
    "plugins/inbox.py": ("tests/plugins/test_inbox.py",),
    "plugins/": ("tests/plugins", "tests/dags/test_sources.py"),
}
"""Which tests belong to a file: those of the first beginning that fits; `{module}` is the name of the module."""
LEFT_OUT = ("tests/db/test_schema.py",)
"""Whoever changes a function writes `schema.sql` anew, so that file notices no mistake."""

VERSION = re.compile(r"_v\d+$")
"""How the name of a function of the contract ends, which tests name without it."""


@dataclass(frozen=True)
class Outcome:
    """What the tests came to. `output` is the end of what they wrote."""

    passed: bool
    seconds: float
    output: str


def belonging_tests(file: str) -> tuple[str, ...]:
    """The tests that belong to a file. Raises: LookupError."""
    found = next((tests for begin, tests in TESTS.items() if file.startswith(begin)), None)
    if found is None:
        raise LookupError(f"no tests belong to {file}")
    return tuple(path.format(module=Path(file).stem) for path in found)


@contextmanager
def scratch_tree(folder: Path) -> Iterator[Path]:
    """A copy of the files that git knows, with this tree's Python packages; it is deleted at the end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # or the tests' server would go on without its tree
    tree = folder / "tree"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    (tree / ".venv").symlink_to((ROOT / ".venv").resolve())
    with _server_kept(tree / ".local/test"):
        yield tree


@contextmanager
def _server_kept(home: Path) -> Iterator[None]:
    """The tests' server does not stop after each trial: this counts as one more session that uses it."""
    home.mkdir(parents=True)
    with (home / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            Cluster(server_root(home)).destroy()
            shutil.rmtree(server_root(home), ignore_errors=True)


@contextmanager
def made_in(tree: Path, mistake: Mistake) -> Iterator[None]:
    """The tree with a mistake in it."""
    path = tree / mistake.file
    before, at = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(mistake.made(before), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
        # what was compiled of the mistake is not taken for the file, even within one second
        os.utime(path, (at.st_atime, at.st_mtime))


def measure(tree: Path, *arguments: str) -> Outcome:
    """Run tests without a mistake, and remember which lines each of them executes, and how long it takes."""
    return _pytest(tree, *OPTIONS, *arguments, seconds=MEASURE_SECONDS)


def nearness(tree: Path, file: str, lines: Iterable[int]) -> Nearness:
    """Which tests are near to a change of these lines, as far as it was measured."""
    return Nearness(executing_tests(tree, file, lines), VERSION.sub("", Path(file).stem))


def run(
    tree: Path, tests: tuple[str, ...], near: Nearness, *, quick_only: bool = False, near_only: bool = False
) -> Outcome:
    """Run tests, the nearest first, until one fails; `near_only` is a lower bound, as `quick_only` is."""
    near.write(tree / "near.json")
    options = ["-x", "--near=near.json", *_quick(quick_only), *(["--near-only"] if near_only else [])]
    # what stands in no other file is not imported: that takes longer than most of what runs then
    return _pytest(tree, *options, *(sorted(near.tests) if near_only and near.ids else tests))


def _quick(quick_only: bool) -> list[str]:
    return ["--quick"] if quick_only else []


def pytest_command(*arguments: str) -> list[str]:
    """What runs tests in a copy of the tree."""
    ignored = [f"--ignore={path}" for path in LEFT_OUT]
    return [".venv/bin/python", "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *ignored, *arguments]


def _pytest(tree: Path, *arguments: str, seconds: float = TRIAL_SECONDS) -> Outcome:
    command = pytest_command("-p", "benchmarks.mistakes.order", *arguments)
    began = time.monotonic()
    with subprocess.Popen(
        command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            output += f"\nlonger than {seconds} s"
    passed = process.returncode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return Outcome(passed, round(time.monotonic() - began, 1), output[-3_000:])
