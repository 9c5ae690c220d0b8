"""`python -m benchmarks.alerts.producer URL FILE PER_SECOND`: writes changes as the triggers do, at a steady pace."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psycopg

EVERY_SECONDS = 0.01
WRITE = (
    "insert into jatre.feed_outbox (kind, entity, version, rooms, payload)"
    " select 'event:updated', c.id, c.version, '{events:all}', c.document"
    " from unnest(%s::text[], %s::bigint[], %s::text[]) as c (id, version, document)"
)


def main(url: str, file: Path, per_second: float) -> None:
    """Write them; the database notes when each was written."""
    changes = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    at_once = max(round(per_second * EVERY_SECONDS), 1)
    with psycopg.connect(url, autocommit=True) as connection:
        begun = time.monotonic()
        for number, first in enumerate(range(0, len(changes), at_once)):
            time.sleep(max(begun + number * at_once / per_second - time.monotonic(), 0))
            connection.execute(WRITE, [list(column) for column in zip(*changes[first : first + at_once], strict=True)])
            connection.execute("notify jatre_feed")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
