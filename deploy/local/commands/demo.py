"""`make demo` and `make up`, the part inside .venv: from an empty server to events arriving on the page."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deploy.local import form, orchestration
from deploy.local.database import setup
from deploy.local.installation import AIRFLOW_USER, Installation
from deploy.local.processes.supervisor import Supervisor
from deploy.local.programs import STOPS_FIRST, programs
from deploy.local.steps import LOCAL, ROOT, Problem, explain_errors, report, run, step, wait_after
from deploy.local.system import preflight, web
from deploy.local.system.environment import PYTHON
from include.airflow_api import FINAL_STATES, AirflowApi
from include.sources.instances.seed_file import read_seed


def main() -> None:
    """Do what is not done yet, then show where things are."""
    explain_errors()
    started = float(os.environ.get("JATRE_STARTED", time.time()))
    installation = Installation()
    os.environ.update(installation.common_environment())
    supervisor = Supervisor(LOCAL)
    if installation.mode == "live":
        with step("looking for the network"):
            preflight.network(addresses(installation))
    with leftovers_shown(supervisor):
        fresh = not runs_already(supervisor, installation)
        if fresh:
            form.remember()
            bring_up(installation, supervisor)
        else:
            report("Everything runs already.")
        if fresh or not events_on_page(installation):
            fill(installation)
    show_addresses(installation, time.time() - started)


def runs_already(supervisor: Supervisor, installation: Installation) -> bool:
    """Whether all programs run with this configuration and answer; with another one they are stopped first."""
    states = supervisor.states()
    if not states:
        return False
    changed = supervisor.write(programs(installation))
    if not changed and all(state == "RUNNING" for state in states.values()) and is_healthy(installation):
        return True
    with step("stopping what runs in another form"):
        supervisor.shut_down(first=STOPS_FIRST)
    return False


def bring_up(installation: Installation, supervisor: Supervisor) -> None:
    """Database, migrations, sources, programs, in this order. Exits with an explanation when one fails."""
    with step("starting the database"):
        preflight.free_ports(installation.wanted_ports())
        _start_supervisor(installation, supervisor)
    with step("preparing the database"):
        wanted = {installation.database: "jatre_owner", "airflow": "airflow"}
        setup.prepare(installation.admin_url(), installation.credentials, wanted)
        setup.migrate(installation.url("jatre_owner"))
    with step("preparing Airflow"):
        orchestration.prepare(installation)
    with step("writing down the sources"):
        seed(installation)
    if installation.mode == "live":
        with step("trying out the sources that nobody has read yet"):
            try_out(installation)
    with step("starting the service, Airflow and what else is needed"):
        _start_programs(installation, supervisor)


def seed(installation: Installation) -> None:
    """Put the area and the sources into the database, and the snapshot where the DAGs are made from."""
    for command in (["include.areas.seed", installation.area], ["include.sources.seed", str(installation.seed)]):
        run(
            [str(PYTHON), "-m", *command],
            cause="the area and its sources could not be stored", remedy="see the log",
            env=os.environ | {"JATRE_PIPELINE_URL": installation.url("jatre_pipeline")},
        )  # fmt: skip


def try_out(installation: Installation) -> None:
    """Read each source on trial once and show what came; those that gave events are active when Airflow starts."""
    environment = os.environ | {"JATRE_PIPELINE_URL": installation.url("jatre_pipeline")}
    if subprocess.call([str(PYTHON), "-m", "include.operations.first_trials"], env=environment, cwd=ROOT) != 0:
        report("   The trials broke off; the sources that were read are live, the others wait for the next start.")


def addresses(installation: Installation) -> list[str]:
    """Where the sources that will be read are."""
    active = [one for one in read_seed(installation.seed) if (one.is_active or one.on_trial) and one.schedule]
    return [str(one.config["url"]) for one in active if "url" in one.config]


def fill(installation: Installation) -> None:
    """Run every source once, and follow the runs to their end; not when events of an earlier time are there."""
    known = events_on_page(installation)
    report(f"   Open {installation.page_url} now to watch the events arrive.")
    ask_weather(installation)
    _run_sources(installation, known)
    look_at_places(installation)
    compare_events(installation)


def _run_sources(installation: Installation, known: int) -> None:
    with step("running the sources"), orchestration.explained(), _api(installation) as api:
        runs = orchestration.start_sources(installation, api)
        if known:
            report(f"   {len(runs)} sources run; {known} events are on the page already")
            return
        if not _follow(installation, api, runs):
            report("   They are still under way; the page shows their events as they come.")
        elif installation.mode == "demo":
            _wait("the first event on the page", lambda: events_on_page(installation) > 0, 60, _nothing_arrived)


def ask_weather(installation: Installation) -> None:
    """Ask for the weather once, where a source is named, so that the first page has it; the DAG asks from then on."""
    if not os.environ.get("JATRE_WEATHER"):
        return
    if not _is_done(installation, "include.weather.fetch"):
        report("   There is no weather yet; it is asked for again within five minutes.")


def look_at_places(installation: Installation) -> None:
    """See once which places are open, by the hours and events that are known by now; the DAG does so from then on."""
    if not _is_done(installation, "include.operations.place_status"):
        report("   It is not known yet which places are open; that is looked at within a quarter of an hour.")


def compare_events(installation: Installation) -> None:
    """Let a model read the events once, so that their pages have others like them; the DAG does so from then on."""
    if not _is_done(installation, "include.operations.event_vectors"):
        report("   Which events are alike in meaning is not known yet; that is worked out within ten minutes.")


def _is_done(installation: Installation, module: str) -> bool:
    environment = os.environ | {"JATRE_PIPELINE_URL": installation.url("jatre_pipeline")}
    return subprocess.call([str(PYTHON), "-m", module], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL) == 0


def is_healthy(installation: Installation) -> bool:
    """Whether service, sample sites and Airflow answer."""
    sites = installation.mode != "demo" or web.is_up(f"{installation.samples_url}/")
    return sites and web.is_up(f"{installation.page_url}/health") and orchestration.is_healthy(installation)


def events_on_page(installation: Installation) -> int:
    """How many events a visitor of the page is offered."""
    answer = web.get_json(f"{installation.page_url}/api/events/discovered")
    return int(answer.get("total", 0)) if isinstance(answer, dict) else 0


def show_addresses(installation: Installation, seconds: float) -> None:
    """Where everything is, and how long it took."""
    report(
        f"\nJatre runs ({seconds:.0f} s).\n"
        f"   What's on    {installation.page_url}\n"
        f"   Airflow      {installation.airflow_url}   user {AIRFLOW_USER}, password {installation.airflow_password}\n"
        f"{_sites(installation)}"
        f"   Logs         {LOCAL / 'log'}\n"
        "   Stop it with `make down`.",
        secret=installation.airflow_password,
    )


@contextmanager
def leftovers_shown(supervisor: Supervisor) -> Iterator[None]:
    """After a failure, show what still runs: it goes on, so that its logs can be read and a new start is short."""
    try:
        yield
    except SystemExit:
        if running := [name for name, state in supervisor.states().items() if state == "RUNNING"]:
            names = ", ".join(name.rpartition(":")[2] for name in running)
            report(f"   Still running: {names}; run the same command again to go on, or `make down` to stop it.")
        raise


def _sites(installation: Installation) -> str:
    return f"   Sample sites {installation.samples_url}\n" if installation.mode == "demo" else ""


def _start_supervisor(installation: Installation, supervisor: Supervisor) -> None:
    cluster = installation.cluster
    if cluster:
        cluster.create()
    supervisor.write(programs(installation))
    supervisor.boot(os.environ)
    if cluster:
        supervisor.start_first()
        _wait("PostgreSQL", cluster.answers, 90, lambda: _silent(supervisor))


def _start_programs(installation: Installation, supervisor: Supervisor) -> None:
    supervisor.start_rest()
    _wait("all of them to answer", lambda: is_healthy(installation), 180, lambda: _silent(supervisor))


def _follow(installation: Installation, api: AirflowApi, runs: dict[str, str]) -> bool:
    """Show how far the runs are; whether all of them ended within ten minutes."""
    deadline, shown = time.monotonic() + 600, ""
    states: dict[str, str] = {}
    left = runs
    while left and (asked := time.monotonic()) < deadline:
        states |= orchestration.states(api, left)
        left = {dag_id: run for dag_id, run in runs.items() if states[dag_id] not in FINAL_STATES}
        ended = len(runs) - len(left)
        progress = f"   {ended} of {len(runs)} sources are through, {events_on_page(installation)} events on the page"
        if progress != shown:
            report(progress)
            shown = progress
        if left:
            wait_after(asked, 1)
    for dag_id, state in states.items():
        if state != "success":
            report(f"   {dag_id} is {state}: see {installation.airflow_url}/dags/{dag_id}")
    return not left


def _api(installation: Installation) -> AirflowApi:
    return AirflowApi(installation.airflow_url, AIRFLOW_USER, installation.airflow_password)


def _wait(what: str, is_so: Callable[[], bool], patience: float, otherwise: Callable[[], Problem]) -> None:
    began = shown = asked = time.monotonic()
    while not is_so():
        now = time.monotonic()
        if now - began > patience:
            raise otherwise()
        if now - shown > 10:
            report(f"   ... waiting for {what}, {now - began:.0f} s")
            shown = now
        wait_after(asked, 0.25)
        asked = time.monotonic()


def _silent(supervisor: Supervisor) -> Problem:
    states = supervisor.states()
    suspects = [name for name, state in states.items() if state not in ("RUNNING", "STOPPED")] or list(states)
    tails = "".join(f"\n   {name}, {states[name]}:{supervisor.tail(name)}" for name in suspects[:3])
    return Problem(f"not everything answers{tails}", f"see the logs in {supervisor.logs}, then `make down demo`")


def _nothing_arrived() -> Problem:
    return Problem("the sources ran, but no event reached the page", "see the runs in Airflow, and .local/log")


if __name__ == "__main__":
    main()
