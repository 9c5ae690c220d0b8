"""The supervisor keeps programs alive, and `down` leaves none of them, nor their orphans, behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from configparser import RawConfigParser
from pathlib import Path

import pytest
from supervisor.datatypes import dict_of_key_value_pairs  # type: ignore[import-untyped]

from deploy.local import stopping
from deploy.local.processes import processes, supervisor
from deploy.local.processes.supervisor import Program, Supervisor
from deploy.local.steps import Problem

pytestmark = pytest.mark.slow

SLEEPER = [sys.executable, "-c", "import time; time.sleep(300)"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own: its processes are distinguished from those of the real one by their mark."""
    monkeypatch.setattr(supervisor, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def supervised(home: Path) -> Iterator[Supervisor]:
    made = Supervisor(home / ".local")
    yield made
    made.shut_down()
    stopping.end_leftovers(home)


def until(is_so: Callable[[], bool], patience: float = 20) -> None:
    deadline = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def boot(supervised: Supervisor, home: Path, *programs: Program) -> None:
    supervised.write(programs)
    supervised.boot(os.environ | {"JATRE_HOME": str(home)})


def command_lines(home: Path) -> list[str]:
    return [line for line in processes.marked(home).values() if "time.sleep" in line]


def test_a_killed_program_is_started_again(supervised: Supervisor, home: Path) -> None:
    boot(supervised, home, Program("sleeper", SLEEPER))
    supervised.start_rest()
    [first] = [pid for pid, line in processes.marked(home).items() if "time.sleep" in line]
    os.kill(first, signal.SIGKILL)
    until(lambda: any("time.sleep" in line for pid, line in processes.marked(home).items() if pid != first))
    assert supervised.states()["jatre:sleeper"] in {"RUNNING", "STARTING"}


def test_shutting_down_ends_programs_and_their_children(supervised: Supervisor, home: Path) -> None:
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(300)'])"
    boot(supervised, home, Program("parent", [sys.executable, "-c", parent]))
    supervised.start_rest()
    until(lambda: len(command_lines(home)) == 2)
    supervised.shut_down()
    assert supervised.states() == {}
    assert processes.marked(home) == {}


def test_orphans_of_a_killed_supervisor_are_found_and_ended(supervised: Supervisor, home: Path) -> None:
    boot(supervised, home, Program("sleeper", SLEEPER))
    supervised.start_rest()
    pid = supervised.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: supervised.pid() is None)
    assert len(command_lines(home)) == 1
    stopping.down(home / ".local", home)
    assert processes.marked(home) == {}


def test_a_process_that_ignores_the_request_to_end_is_killed(home: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(300)"
    with subprocess.Popen(
        [sys.executable, "-c", deaf], env=os.environ | {"JATRE_HOME": str(home)}, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert processes.end(processes.marked(home), patience=0.3) == []
        assert process.wait() == -signal.SIGKILL


def test_processes_of_another_checkout_are_left_alone(home: Path) -> None:
    with subprocess.Popen(SLEEPER, env=os.environ | {"JATRE_HOME": f"{home}-other"}) as process:
        stopping.end_leftovers(home)
        assert process.poll() is None
        process.kill()


def test_a_program_that_does_not_start_is_named_with_the_end_of_its_log(supervised: Supervisor, home: Path) -> None:
    broken = Program("broken", [sys.executable, "-c", "print('no such setting'); raise SystemExit(3)"])
    boot(supervised, home, broken)
    with pytest.raises(Problem) as failure:
        supervised.start_rest()
    assert "broken does not start" in failure.value.cause
    assert "no such setting" in failure.value.cause


def test_the_configuration_holds_passwords_and_is_read_by_its_owner_only(supervised: Supervisor) -> None:
    assert supervised.write([Program("one", ["true"], {"SECRET": "100%sure"})])
    assert not supervised.write([Program("one", ["true"], {"SECRET": "100%sure"})])
    assert stat.S_IMODE(supervised.configuration.stat().st_mode) == 0o600
    assert 'SECRET="100%%sure"' in supervised.configuration.read_text(encoding="utf-8")


def test_a_socket_elsewhere_is_in_a_folder_of_our_own(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    supervisor._ours_alone(folder)
    supervisor._ours_alone(folder)
    (tmp_path / "link").symlink_to(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with pytest.raises(Problem, match="belongs to somebody else"):
        supervisor._ours_alone(tmp_path / "link")


def test_a_long_path_gets_a_socket_elsewhere(tmp_path: Path) -> None:
    assert len(str(Supervisor(tmp_path / ("long" * 30)).socket)) < 100


@pytest.mark.parametrize("value", ['{"box_office": "open, sesame"}', "it's 100 %", "plain"])
def test_a_variable_reaches_its_program_as_it_is(value: str, home: Path) -> None:
    supervisor = Supervisor(home)
    supervisor.write([Program("one", ["/bin/true"], {"A": value, "B": "second"})])
    config = RawConfigParser(delimiters=("=",), interpolation=None)
    config.read_string((home / "supervisord.conf").read_text(encoding="utf-8"))

    environment = dict_of_key_value_pairs(config["program:one"]["environment"])

    assert {name: text.replace("%%", "%") for name, text in environment.items()} == {"A": value, "B": "second"}
