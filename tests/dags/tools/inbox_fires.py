"""Run the inbox's trigger as the triggerer does, and print when it fires: one line of JSON for each."""

import asyncio
import json
import sys
import time

from plugins.inbox import InboxTrigger


async def main(poll, count, remind):
    path, kwargs = InboxTrigger(poll=poll, remind=remind).serialize()
    assert path == f"{InboxTrigger.__module__}.{InboxTrigger.__name__}"
    fired = []
    print("ready", flush=True)  # noqa: T201
    async for event in InboxTrigger(**kwargs).run():
        fired.append({"newest": event.payload["newest"], "at": time.time()})
        print(json.dumps(fired), flush=True)  # noqa: T201
        if len(fired) == count:
            return


asyncio.run(main(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
