"""Ask Jatre's application inside Airflow for some paths, as different people; print it.

A path may have a method before it and a JSON body behind it: `POST /path {"name":"x"}`.
"""

import asyncio
import json
import sys

import httpx
from airflow.api_fastapi import app as airflow
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

from plugins.views import DATA_APP


def tokens():
    manager = airflow.create_auth_manager()
    manager.init()
    roles = {"admin": "ADMIN", "viewer": "VIEWER", "stranger": None}
    return {who: manager.generate_jwt(SimpleAuthManagerUser(username=who, role=role)) for who, role in roles.items()}


async def main(paths):
    answers = {}
    transport = httpx.ASGITransport(DATA_APP["app"])
    headers = {who: {"cookie": f"_token={token}"} for who, token in tokens().items()}
    async with httpx.AsyncClient(transport=transport, base_url="http://airflow.test") as client:
        for who, sent in (headers | {"nobody": {}, "a liar": {"cookie": "_token=made.up.token"}}).items():
            for path in paths:
                words = path.split(" ", 2) if " " in path else ["GET", path]
                body = json.loads(words[2]) if len(words) > 2 else None
                answer = await client.request(words[0], words[1], headers=sent, json=body)
                is_json = answer.headers["content-type"] == "application/json"
                answers.setdefault(path, {})[who] = [answer.status_code, answer.json() if is_json else answer.text]
    print(json.dumps(answers))  # noqa: T201


asyncio.run(main(sys.argv[1:]))
