"""Erase by a legal demand: `python -m include.operations.erase listing SOURCE/ID --by NAME --reason "the demand"`.

| what | is erased |
|---|---|
| `listing SOURCE/ID` | one listing |
| `event EVENT` | an event, by its id or the address of its page, with all of its listings |
| `source SLUG` | all that a source ever listed; it is read no more |
| `text "..."` | every listing in which it stands, in whatever case |

It goes from every table, from raw bodies, changes that are kept and the archive, of which all payloads of the sources
concerned go: what one listed stands in a body with the others. All clients are told to list again, and the next import
leaves it out: hashes alone are kept of it, with who erased it and why. It cannot be taken back. Without `--yes` it only
states what would go.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy import Engine

from include.errors import ConfigurationError, JatreError, TransientError
from include.operations.deciding.erasing import WantedErasure, erase, found
from include.operations.deciding.targets import event_id, listing_keys
from include.operations.retention.archive_removals import remove_archived
from include.payloads.archive import Archive
from include.pipeline.runs import pipeline_engine
from include.settings import settings


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code. What it writes does not quote what it erases."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m include.operations.erase", description=__doc__, formatter_class=raw
    )
    parser.add_argument("what", choices=["listing", "event", "source", "text"])
    parser.add_argument("target", help="which one")
    parser.add_argument("--by", required=True, help="who erases; it is kept")
    parser.add_argument("--reason", required=True, help="the demand, without the content: it is kept")
    parser.add_argument("--yes", action="store_true", help="erase; without it, state what would go")
    asked = parser.parse_args(arguments)
    try:
        wanted = wanted_by(asked.what, asked.target)
        with pipeline_engine() as engine:
            if asked.yes:
                _erase(engine, wanted, asked)
            else:
                _announce(engine, wanted)
    except JatreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _announce(engine: Engine, wanted: WantedErasure) -> None:
    with engine.connect() as connection:
        rows = found(connection, wanted)
    sources = ", ".join(sorted({row.slug for row in rows}))
    events = len({row.event_id for row in rows if row.event_id})
    sys.stdout.write(
        f"{len(rows)} listings in {events} events would be erased, with the archived payloads of {sources}\n"
        "nothing is erased yet: --yes erases, and nobody can take that back\n"
    )


def _erase(engine: Engine, wanted: WantedErasure, asked: argparse.Namespace) -> None:
    archive = Archive.of(settings())
    done = erase(engine, archive, wanted, by=asked.by, reason=asked.reason)
    sys.stdout.write(
        f"erased: {done.listings} listings, {done.payloads} archived payloads, {done.changes} kept changes\n"
        f"{done.events} events are gone, {done.rebuilt} are built anew; erasure {done.erasure}\n"
    )
    try:
        remove_archived(engine, archive)
    except TransientError as error:
        raise TransientError(
            f"the archive still holds some of it: {error}; `retention` removes it as soon as it can"
        ) from None


def wanted_by(what: str, target: str) -> WantedErasure:
    """Raises: ConfigurationError for what names nothing."""
    if what == "event":
        return WantedErasure(what, event=event_id(target))
    if what == "listing":
        slug, external_id = listing_keys([target])[0]
        return WantedErasure(what, slug=slug, external_id=external_id)
    if what == "source":
        return WantedErasure(what, slug=target)
    if len(target.strip()) < 3:
        raise ConfigurationError("a text of fewer than three characters would stand in nearly every listing")
    return WantedErasure(what, text=target.strip())


if __name__ == "__main__":
    sys.exit(main())
