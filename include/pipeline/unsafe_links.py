"""Which links of a batch Google Safe Browsing lists: kept for as long as it says, asked for within few seconds.

What it does not answer, or not in time, is unknown: nothing is held back for it, and the other checks go on.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection

from include.db import query
from include.errors import JatreError
from include.network.services.safe_browsing import MAX_ASKED, PREFIX_BYTES, SafeBrowsingClient
from include.settings import settings
from include.understand.content.expressions import hashes_of

BATCH_SECONDS = 3.0
"""For all questions of one batch."""
MAX_QUESTIONS = 50
"""Of one batch; most have fewer, and what takes longer than BATCH_SECONDS ends before."""
PAUSE_SECONDS = 60.0
"""For which this process does not ask again after a failure: a list that is away costs one batch its seconds."""

log = logging.getLogger(__name__)
_pause_ends = [0.0]
"""By the monotonic clock."""

Known = dict[bytes, dict[bytes, str]]
"""By what was asked (a prefix, or a whole hash), the hashes that are listed, with their threats; none for none."""


def unsafe_links(connection: Connection, links: Collection[str]) -> Mapping[str, str]:
    """Those of `links` that are listed, each with its threat; empty where the settings ask no list."""
    version = settings().safe_browsing
    if not version or not links:
        return {}
    hashes = {link: _hashes(link, version) for link in links}
    asked = _in_turn(hashes, version)
    known = _kept(connection, version, asked)
    known |= _answered(connection, version, {key: link for key, link in asked.items() if key not in known})
    listed = {digest: threat for found in known.values() for digest, threat in found.items()}
    found = {link: next((listed[one] for one in every if one in listed), None) for link, every in hashes.items()}
    return {link: threat for link, threat in found.items() if threat}


def _hashes(link: str, version: str) -> list[bytes]:
    """What stands for a link: version 5 lists forms of it, version 4 is asked for the address itself."""
    return hashes_of(link) if version == "v5" else [hashlib.sha256(link.encode()).digest()]


def _in_turn(hashes: Mapping[str, Sequence[bytes]], version: str) -> dict[bytes, str]:
    """What to ask, with a link for each: whole sites first, which many links share.

    So one event full of links does not keep those of others from being asked for.
    """
    turns = zip_longest(*([(one, link) for one in found] for link, found in sorted(hashes.items())))
    return {_asked(each[0], version): each[1] for turn in turns for each in turn if each}


def _asked(digest: bytes, version: str) -> bytes:
    return digest[:PREFIX_BYTES] if version == "v5" else digest


def _kept(connection: Connection, version: str, asked: Collection[bytes]) -> Known:
    given = {"version": version, "asked": json.dumps([one.hex() for one in sorted(asked)])}
    rows = connection.execute(query("link_answers_read"), given)
    return {row.asked: {bytes.fromhex(one): threat for one, threat in row.threats.items()} for row in rows}


def _answered(connection: Connection, version: str, wanted: Mapping[bytes, str]) -> Known:
    """What the list answers now, kept for as long as it says; nothing of what it does not answer."""
    found: Known = {}
    seconds: dict[bytes, float] = {}
    if not wanted or time.monotonic() < _pause_ends[0]:
        return found
    keys = list(wanted)
    try:
        client = SafeBrowsingClient(BATCH_SECONDS)
        for start in range(0, min(len(keys), MAX_QUESTIONS * MAX_ASKED), MAX_ASKED):
            answer = _ask(client, version, {key: wanted[key] for key in keys[start : start + MAX_ASKED]})
            for key, (threats, lasts) in answer.items():
                found[key], seconds[key] = threats, lasts
    except JatreError as error:
        # one that has answered before in this batch is no list that is away
        _pause_ends[0] = 0.0 if found else time.monotonic() + PAUSE_SECONDS
        until = "for this batch any more" if found else "for a while, links are judged without it"
        log.warning("Safe Browsing is not asked %s: %s", until, error)
    if 0 < len(found) < len(keys):
        log.warning("Safe Browsing answered to %d of %d forms of links, the others are unknown", len(found), len(keys))
    _keep(connection, version, [(key, found[key], seconds[key]) for key in sorted(found)])
    return found


def _ask(
    client: SafeBrowsingClient, version: str, wanted: Mapping[bytes, str]
) -> dict[bytes, tuple[dict[bytes, str], float]]:
    """For each key what is listed and for how long that holds; version 4 says it of what is listed alone."""
    if version == "v5":
        answer = client.search(list(wanted))
        of_key = {key: {one: threat for one, threat in answer.threats.items() if one.startswith(key)} for key in wanted}
        return {key: (threats, answer.seconds) for key, threats in of_key.items()}
    verdicts = client.find(list(wanted.values()))
    return {
        key: ({key: verdicts[link].threat}, verdicts[link].seconds) if link in verdicts else ({}, 0.0)
        for key, link in wanted.items()
    }


def _keep(connection: Connection, version: str, answers: Sequence[tuple[bytes, dict[bytes, str], float]]) -> None:
    rows: list[dict[str, Any]] = [
        {"asked": key.hex(), "threats": {one.hex(): threat for one, threat in threats.items()}, "seconds": lasts}
        for key, threats, lasts in answers
        if lasts > 0
    ]
    if rows:
        connection.execute(query("link_answers_write"), {"version": version, "answers": json.dumps(rows)})
