"""What is known of the content of events beside what they say: hosts that harm, and whose text theirs repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import ConfigurationError
from include.pipeline.unsafe_links import unsafe_links
from include.settings import settings
from include.understand.content.checks import KnownOfContent
from include.understand.content.links import as_looked_up

MAX_HOSTS_BYTES = 50_000_000


def known_of_content(
    connection: Connection, events: Sequence[UUID], links: Collection[str] = ()
) -> Mapping[UUID, KnownOfContent]:
    """Of each event; `links` are those of all. Raises: ConfigurationError when the file of hosts cannot be read."""
    hosts, unsafe = harmful_hosts(), unsafe_links(connection, links)
    published: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(query("events_copied"), {"events": events}):
        published[row.event_id][row.description] = row.title
    return {event: KnownOfContent(hosts, published[event], unsafe) for event in events}


def harmful_hosts() -> frozenset[str]:
    """The hosts of the settings' file, empty where they name none. A line is a host, or an address and a host."""
    path = settings().harmful_hosts
    if path is None:
        return frozenset()
    try:
        about = path.stat()
        if about.st_size > MAX_HOSTS_BYTES:
            raise ConfigurationError(f"JATRE_HARMFUL_HOSTS={path} has more than {MAX_HOSTS_BYTES:,} bytes")
        return _read(path, about.st_mtime_ns)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"JATRE_HARMFUL_HOSTS={path} cannot be read: {error}") from error


@lru_cache(maxsize=1)
def _read(path: Path, _changed_at: int) -> frozenset[str]:
    lines = (line.partition("#")[0].split() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(as_looked_up(words[-1].lower().rstrip(".")) for words in lines if words) - {"localhost"}
