"""`python -m include.alerts`: the process that tells people what they asked for, until it is ended.

It follows the feed of changes, tells what it has found, and sends what is due. Several may run at once: one follows the
feed, and the others stand by. Ended by SIGTERM or SIGINT, it finishes what it does at that moment. With `--check` it
tells whether each of its parts is at work, with `--reseal` it seals all addresses under the present key.
"""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from include import metrics
from include.alerts import sealing
from include.alerts.channels.senders import senders
from include.alerts.delivery import deliver
from include.alerts.election import LeaderElection
from include.alerts.heartbeat import FOLLOW, TELL, beat, is_beating, send_part
from include.alerts.listening import FeedListener
from include.alerts.matching.matcher import FeedMatcher
from include.alerts.matching.outbox import OutboxWriter
from include.alerts.message import Sender
from include.alerts.resealing import reseal
from include.alerts.waking import Waking
from include.areas.area import load_area
from include.db import engine, query
from include.errors import JatreError
from include.settings import settings

POLL_SECONDS = 1.0
"""While nothing wakes a part: for what other processes have left, and what becomes due."""
SOON_SECONDS = 30.0
FORGET_SECONDS = 6.0
"""Between two looks for alerts that are gone, of 1,000 each time: of 100,000 each is looked for in ten minutes."""
STAND_BY_SECONDS = 1.0
FEW_CHANGES = 20
GATHER_SECONDS = 0.01
"""After a step that has read few changes: what comes meanwhile is read at once, and costs a fraction each."""
BROKEN_SECONDS = 5.0
WORKERS = 4
"""Messages that are sent at once by each kind of channel; each holds a connection to the database."""

_log = logging.getLogger(__name__)


def follow(matcher: FeedMatcher, election: LeaderElection, bell: FeedListener, ended: Event, due: Waking) -> None:
    """Follow the feed until `ended` is set, or stand by while another process does.

    Where little comes it tells what it finds by itself: `due` are those who send.
    """
    tidy = _Every(FORGET_SECONDS, matcher.forget_removed)
    stand_by = _Every(STAND_BY_SECONDS, matcher.stand_by)

    def step() -> bool:
        beat(FOLLOW)
        if not election.is_leader():
            stand_by()
            tidy()
            return False
        done = matcher.step() or 0
        if done > 0:
            due.wake()
        tidy()  # also where changes come without a pause
        if 0 < done < FEW_CHANGES:
            ended.wait(GATHER_SECONDS)
        return done > 0

    repeat(step, bell.wait, ended)
    election.resign()
    bell.close()


def tell(made: Engine, outbox: OutboxWriter, ended: Event, due: Waking) -> None:
    """Tell what was found, and what begins soon, until `ended` is set; report what waits. `due` are those who send."""
    soon = _Every(SOON_SECONDS, outbox.find_soon)
    figures = _Every(SOON_SECONDS, lambda: report_backlog(made))

    def step() -> bool:
        beat(TELL)
        soon()
        figures()
        told = bool(outbox.step(yields=True))
        if told:
            due.wake()
        ended.wait(outbox.rest_seconds)
        return told

    repeat(step, ended.wait, ended)


def send(made: Engine, configured: Mapping[str, Sender], ended: Event, sleep: Callable[[float], object]) -> None:
    """Send what is due by these channels until `ended` is set; `sleep` ends when something is."""
    with ThreadPoolExecutor(WORKERS) as workers:

        def step() -> bool:
            beat(send_part(configured))
            return bool(deliver(made, configured, workers))

        repeat(step, sleep, ended)


def sending(made: Engine, configured: Mapping[str, Sender], ended: Event, due: Waking) -> list[Thread]:
    """A thread for each kind of channel: programs that never answer must not keep mails waiting. One where none is."""
    return [
        Thread(target=send, args=(made, one, ended, due.sleeper()), name=send_part(one), daemon=True)
        for one in _each(configured)
    ]


def _each(configured: Mapping[str, Sender]) -> list[dict[str, Sender]]:
    return [{kind: sender} for kind, sender in configured.items()] or [{}]


def report_backlog(made: Engine) -> None:
    """Send to statsd how much is not read, not told and not sent yet."""
    with made.begin() as connection:
        backlog = connection.execute(query("alert_backlog")).one()
    metrics.gauge("alerts.unread", backlog.unread)
    metrics.gauge("alerts.untold", backlog.untold)
    metrics.gauge("alerts.unsent", backlog.unsent)


class _Every:
    """Does something now, and again after so many seconds at the earliest."""

    def __init__(self, seconds: float, what: Callable[[], object]) -> None:
        self._seconds, self._what, self._next = seconds, what, 0.0

    def __call__(self) -> None:
        """Do it if it is time. Raises what it raises, and then waits as long."""
        if time.monotonic() >= self._next:
            # also where it fails: what comes behind it in a step is to be done in the next one
            self._next = time.monotonic() + self._seconds
            self._what()


def repeat(step: Callable[[], bool], wait: Callable[[float], object], ended: Event) -> None:
    """Do a step again and again: at once while there was something to do. A database that is away comes back."""
    while not ended.is_set():
        try:
            if not step():
                wait(POLL_SECONDS)
        except SQLAlchemyError:
            _log.exception("the database does not answer; it is tried again")
            ended.wait(BROKEN_SECONDS)
        except Exception:
            # a part that had ended would end the others too, and who is told by them
            metrics.count("alerts.faults.step")
            _log.exception("a step failed; it is tried again")
            ended.wait(BROKEN_SECONDS)


def main(arguments: Sequence[str] = ()) -> int:
    """Run until a signal; with `--check` tell whether it runs, with `--reseal` seal anew. Returns the exit code."""
    if "--check" in arguments:
        return int(not is_beating([FOLLOW, TELL, *map(send_part, _each(senders()))]))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        sealing.check_keys()
        if "--reseal" in arguments:
            done, left = reseal(engine(settings().pipeline_url))
            _log.info("%d addresses are sealed under the present key, %d are not", done, left)
            return int(left > 0)
        url, configured = settings().pipeline_url, senders()
        # a pool of their own for who follows and tells, and keeps connections
        made, following = engine(url), engine(url)
        matcher = FeedMatcher(following, load_area(settings().area).zone, writer=ThreadPoolExecutor(1, "write"))
        due = Waking()
        followed = (matcher, LeaderElection(url), FeedListener(url), ended, due)
        threads = [
            Thread(target=follow, args=followed, name=FOLLOW, daemon=True),
            Thread(target=tell, args=(following, OutboxWriter(following), ended, due), name=TELL, daemon=True),
            *sending(made, configured, ended, due),
        ]
    except JatreError as error:
        _log.error("%s", error)
        return 1
    _log.info("people are told by %s", ", ".join(configured) or "nothing: JATRE_ALERT_KEYS is not set")
    for thread in threads:
        thread.start()
    while all(thread.is_alive() for thread in threads) and not ended.wait(1):
        pass
    failed = not ended.is_set()
    ended.set()
    for thread in threads:
        thread.join()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
