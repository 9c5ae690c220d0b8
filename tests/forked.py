"""A process that has imported what programs need, and forks for each: `python -m tests.forked DESCRIPTOR MODULE...`.

Over the descriptor come requests: a program's module, arguments and environment as JSON, and with it descriptors: of a
socket that is told its process and its exit code, its input, output and errors, and whatever its arguments name as
`{}`. When that socket is closed before, the program is ended.
"""

from __future__ import annotations

import gc
import json
import os
import random
import runpy
import select
import signal
import socket
import sys
import time
import traceback
from importlib import import_module
from typing import Any

from include.settings import settings


def run(request: dict[str, Any], files: list[int], named: list[int]) -> None:
    """What `python -m` does in a process that starts in this environment."""
    if request["own_group"]:
        os.setsid()
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    settings.cache_clear()
    random.seed()
    for number, file in enumerate(files):
        os.dup2(file, number)
    sys.stdin = open(0)  # noqa: SIM115 - to the end of the process
    sys.argv = [request["module"], *(word.format(*named) for word in request["arguments"])]
    try:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
    except Exception:
        traceback.print_exc()
        sys.exit(1)
    sys.exit(0)


def keep(request: dict[str, Any], answer: socket.socket, files: list[int], named: list[int]) -> None:
    """Start the program, tell its process and how it ended; end it when nobody waits for that any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if (child := os.fork()) == 0:
        answer.close()
        run(request, files, named)
    answer.sendall(f"{child} ".encode())
    ready, _, _ = select.select([ended := os.pidfd_open(child), answer], [], [])
    if ended not in ready:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    if ended in ready:
        answer.sendall(f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime}".encode())
    os._exit(0)


def main(channel: socket.socket) -> None:
    """Serve until nobody can ask."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that keep a program end by themselves
    while True:
        request, descriptors, _, _ = socket.recv_fds(channel, 65_536, 5)
        if not request:
            return
        if os.fork() == 0:
            channel.close()
            waiting, *others = descriptors
            keep(json.loads(request), socket.socket(fileno=waiting), others[:3], others[3:])
        for one in descriptors:
            os.close(one)


if __name__ == "__main__":
    gc.disable()  # hardly anything of what is imported is garbage
    for name in sys.argv[2:]:
        import_module(name)
    gc.freeze()  # else each program's search for garbage writes into all that was imported, which copies it
    gc.enable()
    main(socket.socket(fileno=int(sys.argv[1])))
