"""A failure names the step, the cause and the remedy; nobody is shown a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deploy.local import steps
from deploy.local.steps import Problem, run, step
from deploy.local.system import preflight


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "log" / "setup.log"
    monkeypatch.setattr(steps, "LOG", path)
    return path


def test_a_failure_is_explained_and_ends_the_program(capsys: pytest.CaptureFixture[str], log: Path) -> None:
    with pytest.raises(SystemExit) as ended, step("starting the database"):
        raise Problem("port 8000 is taken", "make demo JATRE_PORT=8100")
    output = capsys.readouterr().out
    assert ended.value.code == 1
    assert "Failed at: starting the database" in output
    assert "Cause:  port 8000 is taken" in output
    assert "Remedy: make demo JATRE_PORT=8100" in output
    assert str(log) in output


def test_a_full_disk_is_a_foreseeable_failure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), step("making the folders"):
        raise OSError(28, "No space left on device", "/somewhere")
    output = capsys.readouterr().out
    assert "No space left on device (/somewhere)" in output
    assert "free some disk space" in output


def test_the_output_of_a_failed_command_is_shown_in_short_and_kept_in_full(log: Path) -> None:
    script = "import sys; print('first'); [print('line', n) for n in range(9)]; sys.exit(3)"
    with pytest.raises(Problem) as failure:
        run([sys.executable, "-c", script], cause="it broke", remedy="mend it")
    assert failure.value.cause.splitlines()[0] == "it broke"
    assert "line 8" in failure.value.cause
    assert "first" not in failure.value.cause
    assert "first" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "remedy"),
    [
        ("error: Failed to fetch: `https://pypi.org/simple/starlette/`", "network connection"),
        ("Temporary failure in name resolution", "network connection"),
        ("OSError: [Errno 28] No space left on device", "disk space"),
        ("something else", "mend it"),
    ],
)
def test_a_well_known_cause_has_a_remedy_of_its_own(output: str, remedy: str) -> None:
    with pytest.raises(Problem) as failure:
        run([sys.executable, "-c", f"import sys; print({output!r}); sys.exit(1)"], cause="it broke", remedy="mend it")
    assert remedy in failure.value.remedy


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(Problem, match="no-such-program"):
        run(["no-such-program"], cause="it broke", remedy="mend it")


def test_too_little_disk_space_is_noticed_before_anything_starts() -> None:
    with pytest.raises(Problem, match="GB are free"):
        preflight.disk(needed=10**18)
