"""What the operator reads about a source on its DAG's page: from the instance alone, so it never contradicts it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from include.areas.area import load_area
from include.errors import ConfigurationError
from include.redaction import redact_text
from include.sources.configuration.instance import SourceInstance

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
"""What Markdown reads as marks. A name may come from a site: it makes no link, and loads no picture of somebody's."""


def tags_of(instance: SourceInstance) -> list[str]:
    """The tags to filter Airflow's list by: kind, area, whose site it is, whether it is paused."""
    tags = ["source", instance.kind, instance.area, "official" if instance.official else "listing site"]
    return tags if instance.is_active else [*tags, "inactive"]


def zone_of(instance: SourceInstance) -> str:
    """The time zone that the schedule is read in.

    One source in an area that does not exist must not take the other DAGs with it: it gets UTC here, and its runs fail
    with the reason.
    """
    try:
        return str(load_area(instance.area).zone)
    except ConfigurationError:
        return "UTC"


def about_source(instance: SourceInstance, zone: str) -> str:
    """Markdown: what the source is, when and how it is read, and what an operator can do."""
    return _ABOUT.format(
        name=_MARKS.sub(r"\\\g<0>", instance.name),
        slug=instance.slug,
        kind=instance.kind,
        owner="the venue or organizer itself" if instance.official else "a site that lists other people's events",
        when=_when(instance, zone),
        rate=f"{instance.rate_limit:,} requests in any {_span(instance.rate_window)}",
        priority=instance.priority,
        config=_shown(instance.config),
    )


def _when(instance: SourceInstance, zone: str) -> str:
    if instance.waits_for_trial:
        return "waits for its first successful trial (`make up`, or `python -m include.operations.first_trials`)"
    if not instance.is_active:
        return "paused by an administrator: started by hand only"
    return f"`{instance.schedule}` ({zone})" if instance.schedule else "started by hand only"


def _span(seconds: int) -> str:
    return {60: "minute", 3600: "hour", 86_400: "day"}.get(seconds, f"{seconds:,} seconds")


def _shown(config: Mapping[str, Any]) -> str:
    """Secrets are not part of a configuration: it names them, and their names are shown."""
    rows = (f"| {key} | `{_value(value)}` |" for key, value in sorted(config.items()))
    return "\n".join(rows) or "| (none) | |"


def _value(value: Any) -> str:
    return redact_text(str(value)).replace("|", "\\|").replace("`", "'").replace("\n", " ")


_ABOUT = """\
### {name}

| | |
|---|---|
| source | `{slug}`, read by the connector `{kind}` |
| belongs to | {owner} |
| read | {when} |
| limit | {rate} |
| trust | {priority} (1 is the most trusted) |

**Tasks.** `fetch` brings what the source lists into the ledger. The others take one step each with *everything* that
waits in the ledger, whatever its source; each may be cleared and run again at any time with the same result. They run
also when `fetch` has failed, so one broken site holds nobody up; `verdict` then marks the run as failed.

**When it fails.** The log's last line names the cause. A busy or unreachable site is tried again, after the wait that
it asked for; a refused or unreadable one is not: look at the site, correct the source, clear `fetch`.

**What came of it.** The tab *Fetches* is the source's history. A run's tab *Listings* shows what was new or changed and
what became of it, with a link to each event's page.

| setting | value |
|---|---|
{config}
"""
