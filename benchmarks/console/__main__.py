"""`python -m benchmarks.console [PAIRS]`: moderators decide by keys in a real browser; how soon is the next pair there?

PAIRS are labelled pairs as `benchmarks.pairs` takes them; without them they are made of the sample sites' happenings.
They wait in a private database, the real service is in front of it, and each is decided as it is labelled. Between two
decisions a bare request is timed on the same page: what any answer costs on this machine just now. With `--consoles`
several work on the same queue at once: two tabs of one browser, then browsers of their own; and it is counted whether
each pair has got one decision. `--pictures` is a folder for pictures of the session. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psycopg
from playwright.async_api import Page, async_playwright

from benchmarks.console.filling import fill, made_up
from benchmarks.console.session import Session, decide, sign_in
from benchmarks.pairs.judging import Judge
from benchmarks.pairs.labelled_pair import read_pairs
from benchmarks.scratch import scratch_server
from benchmarks.serving import environment, served
from deploy.local.database import setup
from deploy.local.system import ports
from include.access_tokens import digest, new_token
from include.areas.area import load_area
from include.network.chromium import chromium

NAME = "console"
_SIZE = {"width": 1280, "height": 900}


def main() -> None:
    """Fill, decide and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.console", description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?")
    parser.add_argument("--waiting", type=int, default=200, help="pairs in the queue")
    parser.add_argument("--decisions", type=int, help="of each console; all that wait unless given")
    parser.add_argument("--consoles", type=int, default=1)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-console-{os.getuid()}")
    asked = parser.parse_args()
    pairs = read_pairs(asked.pairs) if asked.pairs else made_up()
    with scratch_server(asked.scratch) as cluster:
        setup.prepare(cluster.url(), cluster.credentials, {NAME: "jatre_owner"})
        setup.migrate(cluster.url(NAME, "jatre_owner"))
        with psycopg.connect(cluster.url(NAME, "jatre_pipeline"), autocommit=True) as pipeline:
            labels = fill(pipeline, pairs, Judge(load_area("indiranagar"), None), asked.waiting)
            tokens = [_token(pipeline, f"moderator {number}") for number in range(asked.consoles)]
            port = ports.any_free()
            with served(environment(cluster.url(NAME, "jatre_service"), port), port) as url:
                most = asked.decisions or asked.waiting
                sessions = asyncio.run(_work(url, tokens, labels, most, asked.pictures))
            found = pipeline.execute(
                "select count(distinct decision), count(distinct source_slug || external_id)"
                " from jatre.event_decisions where revoked_at is null"
            ).fetchone()
    print(json.dumps(_figures(sessions) | {"decided": found and found[0]}))


def _token(pipeline: psycopg.Connection, name: str) -> str:
    made = new_token()
    pipeline.execute("select jatre.token_write_v1(%s, %s, 'moderator', null, 3600, 'bench')", [digest(made), name])
    return made


async def _work(
    url: str, tokens: list[str], labels: Mapping[str, bool], count: int, pictures: Path | None
) -> list[Session]:
    """One console for each token, all at once; the second is another tab of the first one's browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        pages: list[Page] = []
        for number, token in enumerate(tokens):
            if number == 1:
                pages.append(await pages[0].context.new_page())
                await pages[1].goto("/admin")
                continue
            pages.append(await (await browser.new_context(base_url=url, viewport=_SIZE)).new_page())  # type: ignore[arg-type]
            await sign_in(pages[-1], token)
        sessions = await asyncio.gather(
            *(decide(page, labels, count, None if number else pictures) for number, page in enumerate(pages))
        )
        await browser.close()
        return sessions


def _figures(sessions: list[Session]) -> dict[str, Any]:
    following = [one for session in sessions for one in session.next_ms]
    bare = [one for session in sessions for one in session.bare_ms]
    keys = [one for session in sessions for one in session.keys]
    return {
        "consoles": len(sessions), "keys_pressed": sum(keys), "keys_at_most": max(keys, default=0),
        "items": len(keys), "conflicts": sum(session.conflicts for session in sessions),
        "next_p50_ms": round(median(following), 1), "next_p95_ms": _p95(following),
        "bare_p50_ms": round(median(bare), 1), "bare_p95_ms": _p95(bare),
    }  # fmt: skip


def _p95(values: list[float]) -> float:
    return round(quantiles(values, n=20)[-1], 1)


if __name__ == "__main__":
    main()
