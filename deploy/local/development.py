"""The commands for who works on the code: checks, tests, what is generated, and what is installed for them."""

from __future__ import annotations

import os
import sys

from deploy.local import checks
from deploy.local.steps import LOCAL, step
from deploy.local.system import environment, extras, packages, preflight

QUICK = ["-q", "--quick", "--forks", "2"]
DURATIONS = "--durations=40"
WHOLE = ["--forks", "5", DURATIONS]  # on two processors: with servers and browsers much of a test is waiting
COVERAGE = [
    "-n=5",  # processes of xdist, which pytest-cov counts in; they take the order of `tests/selection.py`
    "--no-loadscope-reorder",
    DURATIONS,
    "--cov=include",
    "--cov=realtime",
    "--cov-report=term:skip-covered",
]
ENOUGH = "--cov-fail-under=80"


def test() -> int:
    """Checks and the tests; what follows `--` goes to pytest."""
    _prepare_tests(browser=True)
    extras.fetch()
    return checks.run_beside(["pytest", *(sys.argv[2:] or WHOLE)])


def coverage() -> int:
    """The tests of `test`, and which lines they reach: of all tests too few lines are a failure."""
    _prepare_tests(browser=True)
    extras.fetch()
    return checks.call(["pytest", *COVERAGE, *(sys.argv[2:] or [ENOUGH])])


def faults() -> int:
    """The feed's fault suite, as long as JATRE_FAULT_CHANGES makes it."""
    _prepare_tests(browser=False)
    extras.fetch()
    suites = ["tests/faults/feed", "tests/hostile/test_service.py", "tests/demo/test_kill.py"]
    return checks.call(["pytest", *suites, "-s", *sys.argv[2:]])


def check() -> int:
    """The checks and the tests that need no server."""
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline", "dev")
    return checks.run_beside(["pytest", *(sys.argv[2:] or QUICK)])


def long() -> int:
    """What CI has no time for, and whether tests notice mistakes and mutants; all of it, also after a failure."""
    reached = coverage()  # in the usual form of the fault suite, and so before the next line
    os.environ.setdefault("JATRE_FAULT_CHANGES", "1000000")
    codes = [
        reached,
        faults(),
        checks.call(["pytest", "--long", "-m", "long", "-s", *sys.argv[2:]]),
        checks.call(["python", "-m", "benchmarks.mistakes"]),
        checks.call(["python", "-m", "benchmarks.mutation", "--survivors", str(LOCAL / "survivors.diff")]),
    ]
    return max(map(abs, codes))  # a program that was killed has its signal's number below zero


def schema() -> int:
    """The schema as the migrations and files make it, as one file."""
    _prepare_tests(browser=False, server=True)
    return checks.in_venv("deploy.local.database.schema", {})


def docs() -> int:
    """The documentation's site; what does not hold together fails."""
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline", "dev")
    checks.in_venv("deploy.local.commands.reference", {})
    return checks.call(["mkdocs", "build", "--strict", "--quiet"], "building .local/site")


def lint() -> int:
    """The checks alone."""
    _prepare_tests(browser=False)
    return checks.run()


def models() -> int:
    """Install the optional heavy models: a stage imports them only where a setting names a model."""
    with step("installing the models"):
        environment.ensure("models")
    return 0


def lock() -> int:
    """Compile the pinned requirements."""
    with step("checking the Python packages"):
        environment.ensure("dev")
    return checks.in_venv("deploy.local.system.lock", {})


def _prepare_tests(*, browser: bool, server: bool = False) -> None:
    with step("checking this machine"):
        preflight.writable()
        preflight.disk(preflight.RUNNING_NEEDS)
    with step("checking the system's packages"):
        packages.ensure(server=server or browser, browser=browser)
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline", "dev")
