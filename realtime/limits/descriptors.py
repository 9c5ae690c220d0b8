"""File descriptors: each connection takes one, and without one the process can neither accept nor open anything."""

from __future__ import annotations

import contextlib
import logging
import resource

_log = logging.getLogger(__name__)

_RESERVED_DESCRIPTORS = 256
"""For the database, files, and connections that are being closed."""


def room_for(connections: int) -> int:
    """How many of these connections the process has descriptors for, after raising its limit as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _RESERVED_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return connections
    room = max(soft - _RESERVED_DESCRIPTORS, 16)
    _log.warning("the limit of %s descriptors leaves room for %s connections of %s", soft, room, connections)
    return room
