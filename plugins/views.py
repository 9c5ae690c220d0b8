"""Views inside Airflow's pages: the sources, the console, the fetches of a DAG, the listings of a run.

They are drawn by `static/views.js`, with Airflow's own components, from what `plugins/operators.py` answers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

PREFIX = "/jatre"
_STATIC = Path(__file__).parent / "static"


async def data(scope: Any, receive: Any, send: Any) -> None:
    """The application behind `PREFIX`, an ASGI one.

    Every process of Airflow loads the plugin, each task's too; what only the API server needs is imported there.
    """
    from plugins.operators import app  # noqa: PLC0415

    await app(scope, receive, send)


def _view(name: str, route: str, destination: str) -> dict[str, Any]:
    scripts = b"".join(one.read_bytes() for one in sorted(_STATIC.glob("*.js")))
    version = hashlib.blake2b(scripts, digest_size=6).hexdigest()
    bundle = f"{PREFIX.removeprefix('/')}/static/views.js?{version}"  # relative: Airflow may live under a path
    return {"name": name, "bundle_url": bundle, "url_route": route, "destination": destination}


DATA_APP: dict[str, Any] = {"app": data, "url_prefix": PREFIX, "name": "Jatre"}
VIEWS: list[dict[str, Any]] = [
    _view("Sources", "sources", "nav") | {"nav_top_level": True},
    _view("Moderation", "moderation", "nav") | {"category": "browse"},
    _view("Fetches", "fetches", "dag"),
    _view("Listings", "listings", "dag_run"),
]
"""Their names are those under which the script offers them."""
