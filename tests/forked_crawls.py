"""A process that has imported what a crawl needs, and forks for each: `python forked_crawls.py DESCRIPTOR`.

Over the descriptor come requests: the crawl's environment as JSON, and with it five descriptors: of a socket for its
exit code, its input, output and errors, and that over which it asks for each request. Who asked for it and does not
wait for that code ends it.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import socket
import sys
import time
import traceback

import include.scrapers.browser.handler
import include.scrapers.browser.spider
import include.scrapers.spider  # noqa: F401
from include.scrapers.__main__ import main
from include.settings import settings


def crawl(environment: dict[str, str], files: list[int], asking: int) -> None:
    """What `python -m include.scrapers` does in a process that starts in this environment."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    settings.cache_clear()
    random.seed()
    for number, file in enumerate(files):
        os.dup2(file, number)
    sys.argv = ["include.scrapers", str(asking)]
    sys.stdin = open(0)  # noqa: SIM115 - to the end of the process
    try:
        main()
    except Exception:
        traceback.print_exc()
        sys.exit(1)
    sys.exit(0)


def keep(environment: dict[str, str], answer: socket.socket, files: list[int], asking: int) -> None:
    """Start the crawl, and answer with its exit code; end it when nobody waits for that any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if (child := os.fork()) == 0:
        answer.close()
        crawl(environment, files, asking)
    ready, _, _ = select.select([ended := os.pidfd_open(child), answer], [], [])
    if ended not in ready:
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended in ready:
        answer.sendall(str(code).encode())
    os._exit(0)


channel = socket.socket(fileno=int(sys.argv[1]))
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those that keep a crawl end by themselves
while True:
    request, descriptors, _, _ = socket.recv_fds(channel, 65_536, 5)
    if not request:
        break
    if os.fork() == 0:
        channel.close()
        waiting, *crawls, granted = descriptors
        keep(json.loads(request), socket.socket(fileno=waiting), crawls, granted)
    for one in descriptors:
        os.close(one)
