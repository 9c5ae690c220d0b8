"""The commands behind the Makefile; runs with any Python from 3.11 on, before anything is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from deploy.local import environment, extras, packages, preflight, stopping
from deploy.local.installation import Installation
from deploy.local.steps import LOCAL, ROOT, Problem, guard, say, step
from deploy.local.supervisor import Supervisor

CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
    "sqlfluff": ["sqlfluff", "lint", "--disable-progress-bar", "include/sql"],
}
COVERAGE = ["--cov=include", "--cov=realtime", "--cov-report=term:skip-covered", "--cov-fail-under=80"]


def up() -> int:
    """The same with the real sources."""
    os.environ["JATRE_MODE"] = "live"
    return demo()


def replay() -> int:
    """Load a folder of saved feeds, at the date at which they were saved."""
    if not os.environ.get("DATA") or not os.environ.get("AS_OF"):
        raise Problem(
            "a replay needs a folder and a date", "make replay DATA=<folder of .json and .ics> AS_OF=2025-09-26"
        )
    with step("checking the system's packages"):
        packages.ensure(server=not Installation().database_url, browser=False)
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline")
    return _inside("deploy.local.replay", {})


def demo() -> int:
    """Everything up to the point where .venv can go on by itself."""
    began = time.time()
    installation = Installation()
    with step("checking this machine"):
        preflight.writable()
        preflight.disk(preflight.RUNNING_NEEDS)
        if Supervisor(LOCAL).pid() is None:
            stopping.clear_away(LOCAL, ROOT)
            preflight.free_ports(installation.wanted_ports())
    with step("checking the system's packages"):
        packages.ensure(server=not installation.database_url, browser=False)
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline")
    return _inside("deploy.local.demo", {"JATRE_STARTED": str(began)})


def new_source() -> int:
    """A new source, or a new kind of connector."""
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline")
    return _inside("deploy.local.new_source", {})


def down() -> int:
    """Stop everything."""
    stopping.down()
    return 0


def test() -> int:
    """Checks, then the tests with coverage; what follows `--` goes to pytest."""
    _prepare_tests(browser=True)
    extras.fetch()
    checks = lint_only()
    with_coverage = [] if sys.argv[2:] else COVERAGE
    tests = _call(["pytest", *with_coverage, *sys.argv[2:]])
    return checks or tests


def faults() -> int:
    """The feed's fault suite, as long as JATRE_FAULT_CHANGES makes it."""
    _prepare_tests(browser=False)
    extras.fetch()
    suites = ["tests/faults/feed", "tests/hostile/test_service.py", "tests/demo/test_kill.py"]
    return _call(["pytest", *suites, "-s", *sys.argv[2:]])


def lint() -> int:
    """The checks alone."""
    _prepare_tests(browser=False)
    return lint_only()


def lint_only() -> int:
    """Run every check, also after one has failed; 1 when any did."""
    failed = [name for name, command in CHECKS.items() if _call(command, name) != 0]
    say(f"Checks failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def status() -> int:
    """Which programs run."""
    states = Supervisor(LOCAL).states()
    for name, state in states.items():
        print(f"{name:24} {state}")
    if not states:
        print("Nothing runs; `make demo` starts it.")
    return 0


def logs() -> int:
    """Follow all logs; Ctrl-C ends it."""
    files = sorted(map(str, (LOCAL / "log").glob("*.log")))
    if not files:
        raise Problem("there are no logs yet", "make demo")
    return subprocess.call(["tail", "-n", "5", "-F", *files])


def models() -> int:
    """Install the optional heavy models, for experiments: no stage imports them."""
    with step("installing the models"):
        environment.ensure("models")
    return 0


def lock() -> int:
    """Compile the pinned requirements."""
    with step("checking the Python packages"):
        environment.ensure("dev")
    return _inside("deploy.local.lock", {})


COMMANDS: dict[str, Callable[[], int]] = {
    "demo": demo,
    "up": up,
    "replay": replay,
    "new-source": new_source,
    "down": down,
    "test": test,
    "faults": faults,
    "lint": lint,
    "status": status,
    "logs": logs,
    "models": models,
    "lock": lock,
}


def main() -> int:
    """Run the command named by the first argument."""
    guard()
    try:
        return COMMANDS[sys.argv[1]]()
    except Problem as problem:
        say(f"\nFailed\n   Cause:  {problem.cause}\n   Remedy: {problem.remedy}")
        return 1


def _prepare_tests(*, browser: bool) -> None:
    with step("checking this machine"):
        preflight.writable()
        preflight.disk(preflight.RUNNING_NEEDS)
    with step("checking the system's packages"):
        packages.ensure(server=browser, browser=browser)
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline", "dev")


def _inside(module: str, variables: dict[str, str]) -> int:
    return subprocess.call([environment.PYTHON, "-m", module, *sys.argv[2:]], cwd=ROOT, env=_path() | variables)


def _call(command: list[str], title: str = "") -> int:
    say(f"-- {title or ' '.join(command)}")
    return subprocess.call([environment.VENV / "bin" / command[0], *command[1:]], cwd=ROOT, env=_path())


def _path() -> dict[str, str]:
    return os.environ | {"PATH": f"{environment.VENV / 'bin'}:{os.environ.get('PATH', os.defpath)}"}


if __name__ == "__main__":
    sys.exit(main())
