"""Take an event off the page, or back: `python -m include.operations.decide reject EVENT --by NAME --reason TEXT`.

| verdict | the event |
|---|---|
| `reject` | is shown to nobody |
| `flag` | is shown to nobody until somebody has looked again |
| `approve` | is shown, whatever checks say of it |
| `revoke` | is as the checks have it: all standing verdicts on it are taken back |

EVENT is its id or the address of its page. A verdict is recorded for each of its listings, so that it holds whatever
becomes of them at later imports. It is applied at once: what waits is taken through the stages.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import ConfigurationError, JatreError
from include.pipeline.decisions import decide, revoke
from include.pipeline.runs import STAGES, pipeline_engine, run_stage

Verdict = Literal["approve", "reject", "flag", "revoke"]
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def judge(connection: Connection, verdict: Verdict, event: UUID, by: str, reason: str | None = None) -> int:
    """Record a verdict on each listing of `event`, or revoke those that stand; returns how many rows that are.

    Raises: ConfigurationError when there is no such event, or nothing to revoke.
    """
    listings = connection.execute(query("event_listing_keys"), {"event": event}).all()
    if not listings:
        raise ConfigurationError(f"there is no event {event}: take the id from the address of its page, /e/<id>")
    if verdict == "revoke":
        standing = connection.scalars(query("event_verdicts"), {"event": event}).all()
        if not standing:
            raise ConfigurationError(f"no verdict on event {event} stands")
        for decision in standing:
            revoke(connection, decision)
        return len(standing)
    for slug, external_id in listings:
        decide(connection, verdict, (slug, external_id), by=by, reason=reason)
    return len(listings)


def _counted(listings: int) -> str:
    return "1 listing" if listings == 1 else f"{listings} listings"


def event_id(written: str) -> UUID:
    """The id in an id or in the address of a page. Raises: ConfigurationError when there is none."""
    if (found := _ID.search(written)) is None:
        raise ConfigurationError(f"{written!r} is neither an event's id nor the address of its page, /e/<id>")
    return UUID(found[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.decide", description=__doc__)
    parser.add_argument("verdict", choices=get_args(Verdict))
    parser.add_argument("event", help="its id, or the address of its page")
    parser.add_argument("--by", required=True, help="who decides; it is kept with the verdict")
    parser.add_argument("--reason", help="why; it is kept with the verdict")
    asked = parser.parse_args(arguments)
    try:
        event = event_id(asked.event)
        with pipeline_engine() as engine, engine.begin() as connection:
            listings = judge(connection, asked.verdict, event, asked.by, asked.reason)
        for stage in STAGES:
            run_stage(stage)
        with pipeline_engine() as engine, engine.connect() as connection:
            state = connection.execute(query("event_moderation"), {"event": event}).one()
    except JatreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"{asked.verdict}: {state.title} ({_counted(listings)}); its state is now {state.moderation_status}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
