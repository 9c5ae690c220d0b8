"""`python -m benchmarks.pipeline.tables URL`: every table of a database, by natural keys, one sorted JSON line a row.

Two trees that understand the same day in the same way print the same: load the day with each (`make replay`), print,
and compare with `diff`. Left out is what differs between any two runs: when a row was written, generated keys that
nothing refers to, numbers of the feed.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import psycopg

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CLOCKED = re.compile(r"(_at|^seq|xid|epoch|version|publishedAt|updatedAt|_until)$")
KEPT = ("starts_at", "ends_at", "over_at")
KEYS = """
select id::text, 'source ' || slug from jatre.event_sources
union all select id::text, 'place ' || slug from jatre.places
union all
select l.id::text, 'listing ' || s.slug || ' ' || l.external_id
from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id
union all
select e.id::text, 'event of ' || string_agg(s.slug || ' ' || l.external_id, ' + ' order by s.slug, l.external_id)
from jatre.discovered_events e join jatre.events_staging l on l.event_id = e.id
join jatre.event_sources s on s.id = l.source_id group by e.id
"""
TABLES = """
select relname from pg_class
where relnamespace = 'jatre'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1
"""


def lines(url: str) -> list[str]:
    """The rows of all tables of the schema `jatre` as text, sorted."""
    with psycopg.connect(url) as connection:
        keys: dict[str, str] = dict(connection.execute(KEYS).fetchall())
        found = []
        for (table,) in connection.execute(TABLES).fetchall():
            rows = connection.execute(f"select to_jsonb(t) from jatre.{table} t").fetchall()
            found += [f"{table} {json.dumps(_natural(row, keys), sort_keys=True)}" for (row,) in rows]
    return sorted(found)


def _natural(value: Any, keys: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _natural(one, keys) for name, one in value.items() if name in KEPT or not CLOCKED.search(name)}
    if isinstance(value, list):
        return [_natural(one, keys) for one in value]
    if isinstance(value, str) and value.startswith("{"):  # a document kept as text: a change's payload
        return _natural(json.loads(value), keys)
    return UUID.sub(lambda found: keys.get(found[0], "generated"), value) if isinstance(value, str) else value


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(sys.argv[1])) + "\n")
