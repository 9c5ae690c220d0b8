"""Whether a source's fetch asks for all of it anew: without params, and for each value of the form's box."""

import json

from dags import sources

asked = []
sources.run_fetch = lambda slug, run_id, *, force, secrets: asked.append(force)
for params in (None, {"force": False}, {"force": True}):
    sources.fetch("site", "manual__1", params)
print(json.dumps(asked))  # noqa: T201
