"""What the notifier writes of the sources' health, asked twice: names of the sources, each time."""

import json

import structlog

from plugins.notifier import HealthNotifier

with structlog.testing.capture_logs() as first:
    HealthNotifier().notify({})
with structlog.testing.capture_logs() as second:
    HealthNotifier().notify({})
print(json.dumps([[f"{one['slug']} {one['state']}" for one in written] for written in (first, second)]))  # noqa: T201
