"""Decide on an event, or take a decision back: `python -m include.operations.decide reject EVENT --by NAME`.

| what | the event |
|---|---|
| `reject EVENT` | is shown to nobody |
| `flag EVENT` | is shown to nobody until somebody has looked again |
| `approve EVENT` | is shown, whatever checks say of it |
| `edit EVENT --set title="..."` | has this value, whatever its sources state; so `price.cost_type=free` |
| `merge EVENT OTHER` | is one with the other |
| `split EVENT --listing SOURCE/ID` | loses these listings; without `--listing` each of its listings stands alone |
| `split EVENT OTHER` | is never taken for the other |
| `snooze EVENT --until 2026-12-05` | is in nobody's queue before that |
| `gone SOURCE --count N` | those that the guard of absences holds are no longer listed |
| `revoke DECISION` | is as if that had not been decided; `revoke EVENT` takes all standing verdicts on it back |
| `show EVENT` | nothing changes: what was decided on it, with the decisions' ids and their version |

EVENT is its id, the address of its page, or one of its listings, `SOURCE/ID`. A decision is kept for each of its
listings, so that it holds whatever becomes of them at later imports. It is applied at once: what waits is taken through
the stages. `--dry-run` shows what it would change and changes nothing; `--seen VERSION` refuses when somebody decided
after that version.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from include.db import query
from include.errors import ConfigurationError
from include.operations import removals
from include.operations.deciding.consequences import Consequence, consequences
from include.operations.deciding.targets import event_id, event_of, listing_keys, patch_of
from include.pipeline.command import write_lines
from include.pipeline.decisions import decide_event, decisions_of, no_event, revoke
from include.pipeline.runs import STAGES, run_stage

ON_EVENTS = ("approve", "reject", "flag", "edit", "merge", "split", "snooze")
MAX_VERSION = 2**63 - 1
"""What the database counts up to."""
WHATS = (*ON_EVENTS, "gone", "revoke", "show")

Lines = list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    asked = _parser().parse_args(arguments)
    return write_lines(lambda engine: _done(engine, asked))


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    name = "python -m include.operations.decide"
    parser = argparse.ArgumentParser(prog=name, description=__doc__, formatter_class=raw)
    parser.add_argument("what", choices=WHATS)
    parser.add_argument("target", help="the event, the decision of revoke, or the source of gone")
    parser.add_argument("other", nargs="?", help="the other event of a merge or split")
    parser.add_argument("--by", help="who decides; it is kept with the decision")
    parser.add_argument("--reason", help="why; it is kept with the decision")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="of an edit")
    parser.add_argument(
        "--listing", action="append", default=[], metavar="SOURCE/ID", help="one that a split takes out"
    )
    parser.add_argument("--until", help="of a snooze: a moment, as 2026-12-05T09:00Z")
    parser.add_argument("--count", type=int, help="of gone: how many are held, as you saw them")
    parser.add_argument("--seen", type=int, metavar="VERSION", help="refuse when somebody decided after that")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    return parser


def _done(engine: Engine, asked: argparse.Namespace) -> Lines:
    if asked.what == "show":
        with engine.connect() as connection:
            return _history(decisions_of(connection, event_of(connection, asked.target)))
    if not asked.by:
        raise ConfigurationError("--by is missing: who decides is kept with the decision")
    if asked.seen is not None and not 0 <= asked.seen <= MAX_VERSION:
        raise ConfigurationError(f"{asked.seen} is no version: take the one that `show` gives")
    if asked.what == "gone":
        return _gone(engine, asked)
    if asked.dry_run:
        return _foreseen(consequences(engine, lambda connection: _decide(connection, asked).events))
    with engine.begin() as connection:
        done = _decide(connection, asked)
    _take_up(STAGES)
    with engine.connect() as connection:
        return [*done.lines, *_states(connection, done.events)]


class _Done:
    """What was written: the events concerned, and lines for the person."""

    def __init__(self, events: Iterable[UUID], lines: Lines) -> None:
        self.events, self.lines = list(events), lines


def _decide(connection: Connection, asked: argparse.Namespace) -> _Done:
    if asked.what == "revoke":
        return _revoked(connection, asked)
    event = event_of(connection, asked.target)
    other = event_of(connection, asked.other) if asked.other else None
    details: dict[str, Any] = {"other": other} if other else {}
    if asked.listing:
        details["listings"] = listing_keys(asked.listing)
    if asked.what == "snooze":
        details["until"] = asked.until
    if asked.what == "edit":
        details["patch"] = patch_of(asked.set)
    decided = decide_event(
        connection, asked.what, event, by=asked.by, reason=asked.reason, expected=asked.seen, details=details
    )
    undo = f"{asked.what}: decision {decided.decision}, version {decided.version}; `revoke` with that id takes it back"
    return _Done({event, *decided.events}, [undo])


def _revoked(connection: Connection, asked: argparse.Namespace) -> _Done:
    """One decision by its id, or all standing verdicts on an event."""
    if "/" not in asked.target and connection.execute(query("decision_known"), {"id": event_id(asked.target)}).first():
        decided = revoke(connection, event_id(asked.target), by=asked.by, reason=asked.reason)
        return _Done(decided.events, [f"revoke: decision {decided.decision} is taken back"])
    event = event_of(connection, asked.target)
    standing = connection.scalars(query("event_verdicts"), {"event": event}).all()
    if not standing:
        if connection.execute(query("event_moderation"), {"event": event}).first() is None:
            raise no_event(event)
        raise ConfigurationError(f"no verdict on event {event} stands, and no decision has that id (`show` lists them)")
    for decision in standing:
        revoke(connection, decision, by=asked.by, reason=asked.reason)
    return _Done([event], [f"revoke: {len(standing)} decisions are taken back"])


def _gone(engine: Engine, asked: argparse.Namespace) -> Lines:
    if asked.count is None or asked.dry_run:
        held = removals.held_lines(engine, asked.target)
        return [*held, f"{len(held)} are held: confirm with --count"] if held else ["no removal is held"]
    gone = removals.confirm(engine, asked.target, asked.count, by=asked.by, reason=asked.reason)
    _take_up(("enrich", "publish"))
    return [f"{asked.target}: {len(gone.listings)} listings are gone; decision {gone.decision}"]


def _take_up(stages: Sequence[str]) -> None:
    for stage in stages:
        run_stage(stage)


def _states(connection: Connection, events: Iterable[UUID]) -> Lines:
    rows = (connection.execute(query("event_moderation"), {"event": event}).first() for event in sorted(set(events)))
    return [f"{row.title}: its state is now {row.moderation_status}" for row in rows if row]


def _foreseen(found: Sequence[Consequence]) -> Lines:
    if not found:
        return ["nothing would change"]
    return ["it would change, within the run that follows the decision:"] + [
        line for one in found for line in (f"{one.title} ({one.event})", *(f"  {change}" for change in one.changes))
    ]


def _history(found: dict[str, Any]) -> Lines:
    lines = [f"{found['title']} ({found['event']}), version {found['version']}"]
    for one in found["decisions"]:
        why = f": {one['reason']}" if one["reason"] else ""
        back = f", taken back by {one['revokedBy'] or 'somebody'} {one['revokedAt'][:19]}" if one["revokedAt"] else ""
        lines.append(f"  {one['decision']}  {one['at'][:19]}  {one['kind']} by {one['by']}{why}{back}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
