"""What a person sees while something is set up: steps, timings, and failures that name the remedy."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
LOG = LOCAL / "log" / "setup.log"

_HEARTBEAT = 15.0
LONGEST_WAIT = 10.0
"""Seconds between two questions, however long the answers take."""


class Problem(Exception):
    """A foreseeable failure: `cause` in a sentence, `remedy` as something to type or to do."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy


def report(text: str, secret: str | None = None) -> None:
    """Print a line and keep it in the log; `secret` is shown on the terminal alone."""
    print(text, flush=True)
    record(text.replace(secret, "(shown once)") if secret else text)


def record(text: str) -> None:
    """Append a line to the setup log, with the time; a log that cannot be written stops nothing."""
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as log:
            # one that an earlier version has left
            os.fchmod(log.fileno(), 0o600)
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}\n")
    except OSError:
        pass


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step, then report how long it took; a failure inside is shown with the step's name."""
    started = time.monotonic()
    report(f"-- {title}")
    try:
        yield
    except Problem as problem:
        _explain(title, problem)
        raise SystemExit(1) from None
    except OSError as error:
        _explain(title, _from_system(error))
        raise SystemExit(1) from None
    report(f"   done in {time.monotonic() - started:.1f} s")


def run(command: Sequence[str], *, cause: str, remedy: str, env: Mapping[str, str] | None = None) -> str:
    """Run a command, its output going to the log; return the output.

    While it runs longer than a quarter of a minute, a line reports that it does. Raises `Problem`, with the end of
    the output in its cause, when the command fails or does not exist.
    """
    record("$ " + " ".join(command))
    try:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    except FileNotFoundError:
        raise Problem(f"{cause}: the program {command[0]} is not there", remedy) from None
    output = _watch(process)
    record(output.rstrip())
    if process.returncode != 0:
        raise Problem(f"{cause}{_tail(output)}", remedy_for(output, remedy))
    return output


def wait_after(asked: float, at_least: float) -> None:
    """Wait until what was asked at this moment (`time.monotonic`) may be asked again.

    `at_least` so many seconds, and four times as long as the answer took, up to LONGEST_WAIT: on a machine that is busy
    with what is waited for, the questions take a fifth of its time at most.
    """
    time.sleep(max(at_least, min(4 * (time.monotonic() - asked), LONGEST_WAIT)))


def remedy_for(output: str, otherwise: str) -> str:
    """A better remedy than `otherwise` when the output of a failed command names a well-known cause."""
    lowered = output.lower()
    if "no space left" in lowered:
        return f"free some disk space under {ROOT} (about 3 GB are needed) and run the same command again"
    signs = (
        "name resolution",
        "dns error",
        "failed to fetch",
        "could not resolve",
        "network is unreachable",
        "connection broken",
    )
    if any(sign in lowered for sign in signs):
        return "check the network connection (and HTTPS_PROXY, PIP_INDEX_URL if you use them), then run it again"
    return otherwise


def _watch(process: subprocess.Popen[str]) -> str:
    started = time.monotonic()
    while True:
        try:
            return process.communicate(timeout=_HEARTBEAT)[0]
        except subprocess.TimeoutExpired:
            report(f"   ... still at it after {time.monotonic() - started:.0f} s")
        except KeyboardInterrupt:
            process.terminate()
            raise


def _tail(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()][-4:]
    return "".join(f"\n      | {line[:200]}" for line in lines)


def _explain(title: str, problem: Problem) -> None:
    report(f"\nFailed at: {title}\n   Cause:  {problem.cause}\n   Remedy: {problem.remedy}\n   Log:    {LOG}")


def _from_system(error: OSError) -> Problem:
    name = f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
    return Problem(name, remedy_for(str(error), f"make sure that {ROOT} can be written to and has free space"))


def explain_errors() -> None:
    """Call once at the start of a program: Ctrl-C and a `Problem` then end it with a sentence, not a traceback."""

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            report("\nInterrupted. Run the same command again to go on; `make down` stops what runs.")
        elif isinstance(error, Problem):
            report(f"\nFailed\n   Cause:  {error.cause}\n   Remedy: {error.remedy}")
        else:
            sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]

    sys.excepthook = hook
