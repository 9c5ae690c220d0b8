"""Run the inbox's trigger as the triggerer does, and print when it fires: one line of JSON for each.

Each line of the input is one watch as JSON: the database, `poll`, how many times it fires, and `remind`. Airflow is
imported once for all of them, which takes longer than they do.
"""

import asyncio
import json
import os
import sys
import time

from include.settings import settings
from plugins.inbox import InboxTrigger


async def watch(url, poll, count, remind):
    os.environ["JATRE_PIPELINE_URL"] = url
    settings.cache_clear()
    path, kwargs = InboxTrigger(poll=poll, remind=remind).serialize()
    assert path == f"{InboxTrigger.__module__}.{InboxTrigger.__name__}"
    fired = []
    print("ready", flush=True)  # noqa: T201
    async for event in InboxTrigger(**kwargs).run():
        fired.append({"newest": event.payload["newest"], "at": time.time()})
        print(json.dumps(fired), flush=True)  # noqa: T201
        if len(fired) == count:
            return


while line := sys.stdin.readline():
    asyncio.run(watch(*json.loads(line)))
