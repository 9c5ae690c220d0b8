"""The commands behind the Makefile; runs with any Python from 3.11 on, before anything is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy.local import checks, development, form, stopping
from deploy.local.installation import Installation
from deploy.local.processes.supervisor import Supervisor
from deploy.local.steps import LOCAL, ROOT, Problem, explain_errors, step
from deploy.local.system import environment, packages, preflight


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
    folder = Path(os.environ["DATA"]).expanduser()
    if not folder.is_dir():
        raise Problem(f"{folder} is no folder", "DATA=<the folder that holds the saved .json and .ics files>")
    installation = Installation()
    with step("checking the system's packages"):
        packages.ensure(server=not installation.database_url, browser=False)
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline")
    return checks.in_venv("deploy.local.commands.replay", {})


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
    return checks.in_venv("deploy.local.commands.demo", {"JATRE_STARTED": str(began)})


def new_source() -> int:
    """A new source, or a new kind of connector."""
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline")
    return checks.in_venv("deploy.local.commands.new_source", {})


def restart() -> int:
    """Stop everything, and start it in the form in which it ran."""
    form.recall()
    stopping.down()
    return demo()


def down() -> int:
    """Stop everything."""
    stopping.down()
    return 0


def seed() -> int:
    """The source instances of a seed file into the database that runs."""
    _require_running("the sources can be stored")
    return checks.in_venv("deploy.local.commands.seed", {})


def preview() -> int:
    """What an address would bring, in the database that runs."""
    _require_running("it can be seen what an address would bring")
    if not os.environ.get("URL"):
        raise Problem("URL is missing: the address to look at", "make preview URL=https://...")
    return checks.in_venv(
        "deploy.local.commands.with_database", {}, "include.operations.preview", about=os.environ["URL"]
    )


def decide() -> int:
    """A person's verdict on an event of the database that runs."""
    _require_running("an event can be judged")
    return checks.in_venv("deploy.local.commands.with_database", {}, "include.operations.decide")


def erase() -> int:
    """What a legal demand names, out of the database that runs and the archive."""
    _require_running("something can be erased")
    return checks.in_venv("deploy.local.commands.with_database", {}, "include.operations.erase")


def operate() -> int:
    """Any command of `include/operations`, in the database that runs."""
    _require_running("it can be operated")
    known = {one.stem if one.parent.name == "operations" else one.parent.name for one in _programs()}
    name = sys.argv.pop(2) if len(sys.argv) > 2 else ""
    if name not in known:
        about = f"{name} is none" if name else "which one is missing"
        raise Problem(f"{about} of the commands {', '.join(sorted(known))}", "make operate ARGS='places show toit'")
    return checks.in_venv("deploy.local.commands.with_database", {}, f"include.operations.{name}")


def _programs() -> list[Path]:
    folder = ROOT / "include" / "operations"
    files = [*folder.glob("*.py"), *folder.glob("*/__main__.py")]
    return [one for one in files if '__name__ == "__main__"' in one.read_text(encoding="utf-8")]


def token() -> int:
    """Tokens of moderators, administrators and programs, in the database that runs."""
    _require_running("tokens can be made and taken back")
    return checks.in_venv("deploy.local.commands.with_database", {}, "include.operations.access.token")


def why() -> int:
    """Why a listing is what it is, in the database that runs."""
    _require_running("it can be looked up")
    if not os.environ.get("LISTING"):
        raise Problem("LISTING is missing: an id, an address, or a part of a title", 'make why LISTING="Pub quiz"')
    return checks.in_venv(
        "deploy.local.commands.with_database", {}, "include.operations.why", about=os.environ["LISTING"]
    )


def reread() -> int:
    """What a source has listed, out of the archive into the database that runs."""
    _require_running("what a source has listed can be read again")
    if not os.environ.get("SOURCE"):
        raise Problem("SOURCE is missing: the source that is read again", "make reread SOURCE=bflat DATE=2026-03-07")
    asked = [f"--source={os.environ['SOURCE']}", f"--reread={os.environ.get('DATE') or 'last'}"]
    return checks.in_venv("deploy.local.commands.with_database", {}, "include.pipeline", *asked)


def webhook_secret() -> int:
    """The secret of a source that pushes: a new one, beside the one before."""
    form.recall()
    if not os.environ.get("SOURCE"):
        raise Problem("SOURCE is missing: the source that pushes", "make webhook-secret SOURCE=box_office")
    return checks.in_venv("deploy.local.commands.webhook_secret", {}, about=os.environ["SOURCE"])


def psql() -> int:
    """A prompt on the database that runs, as the analyst."""
    _require_running("it can be asked")
    return checks.in_venv("deploy.local.commands.psql", {})


def screenshots() -> int:
    """Pictures of the pages that run."""
    _require_running("its pages can be looked at")
    with step("checking the Python packages"):
        environment.ensure("service", "pipeline", "dev")
    return checks.in_venv("deploy.local.commands.screenshots", {})


def status() -> int:
    """Which programs run, and how healthy the sources are."""
    states = Supervisor(LOCAL).states()
    for name, state in states.items():
        print(f"{name.rpartition(':')[2]:24} {state}")
    if not states:
        print("Nothing runs; `make demo` starts it.")
        return 0
    print(flush=True)
    form.recall()
    # which sources fail is no failure of the command
    checks.in_venv("deploy.local.commands.with_database", {}, "include.operations.health")
    return 0


def logs() -> int:
    """Follow all logs, until Ctrl-C; when nothing runs there is nothing to wait for, and their ends are shown."""
    files = sorted(map(str, (LOCAL / "log").glob("*.log")))
    if not files:
        raise Problem("there are no logs yet", "make demo")
    follow = ["-F"] if Supervisor(LOCAL).pid() is not None else []
    try:
        return subprocess.call(["tail", "-n", "5", *follow, *files])
    except KeyboardInterrupt:
        return 0


COMMANDS: dict[str, Callable[[], int]] = {
    "demo": demo,
    "up": up,
    "replay": replay,
    "reread": reread,
    "new-source": new_source,
    "preview": preview,
    "restart": restart,
    "down": down,
    "seed": seed,
    "decide": decide,
    "operate": operate,
    "token": token,
    "erase": erase,
    "why": why,
    "webhook-secret": webhook_secret,
    "psql": psql,
    "screenshots": screenshots,
    "check": development.check,
    "test": development.test,
    "lint": development.lint,
    "coverage": development.coverage,
    "faults": development.faults,
    "long": development.long,
    "docs": development.docs,
    "schema": development.schema,
    "status": status,
    "logs": logs,
    "models": development.models,
    "lock": development.lock,
}


def main() -> int:
    """Run the command named by the first argument."""
    explain_errors()
    return COMMANDS[sys.argv[1]]()


def _require_running(purpose: str) -> None:
    if Supervisor(LOCAL).pid() is None:
        raise Problem(f"nothing runs, so there is no database where {purpose}", "make demo")
    form.recall()


if __name__ == "__main__":
    sys.exit(main())
