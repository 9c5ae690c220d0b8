"""Retention: what nobody will ask for any more is deleted in small transactions, while everything else may run.

| what | goes after | stays |
|---|---|---|
| bodies of listings | `JATRE_BODY_DAYS` after all dates | the row, its hash; of one with an event what was understood |
| fetches | `JATRE_HISTORY_DAYS` | each source's last one, and its last good one, without quotations |
| raw payloads in the archive | `JATRE_ARCHIVE_DAYS` | |
| deliveries that were taken | `JATRE_INBOX_DAYS` | |
| requests that were answered | `JATRE_HISTORY_DAYS` | |
| what places were like | `JATRE_PLACE_STATUS_DAYS` after it counted | the place, with its ids, and each change |
| each change of that | `JATRE_HISTORY_DAYS` | |
| what people reported of places | a day | |
| hosts that failed | `HOST_DAYS` after they last did | |
| what was done to tokens and sources | `JATRE_ACCESS_LOG_DAYS` | |
| changes of the feed | `JATRE_FEED_DAYS` | |
| answers of the geocoder, questions that nobody asks | twice `JATRE_GEOCODER_DAYS` | |
| answers of the language model, questions that nobody asks | `JATRE_LANGUAGE_MODEL_DAYS` | |
| thumbnails of pictures | `JATRE_IMAGE_DAYS` after the last public event with the picture | |
| vectors of events | when the event is over or no longer public | |
| who was told of what, of events that are over | `JATRE_ALERT_DAYS` | |
| addresses whose holders did not answer | a week | |
| raw payloads that erasures listed | at once | |
| rows that matching waits for | at once, if nobody holds them | |

Each reports how much it deleted; a dry run does the same work, reports how much would go, and takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from include.db import query
from include.operations.retention.archive_removals import remove_archived
from include.payloads.archive import Archive
from include.pipeline.runs import Report, pipeline_engine
from include.settings import settings

MAX_TRANSACTION_ROWS = 1_000
"""So few that nobody waits long for one transaction."""
REPORT_DAYS = 1
"""So long the hash stands for one reporter; a report counts for some hours."""
ANSWER_DAYS = 7
"""So long the holder of an address may take to say that they want to be told."""
HOST_DAYS = 7
"""A failure is forgotten after two hours; the row stays so long for who looks why a source failed."""


def retain_bodies(dry: bool = False) -> Report:
    """Empty the bodies of listings whose dates have passed; returns how many."""
    return {"bodies_emptied": _rows("retain_bodies", {"keep": timedelta(days=settings().body_days)}, dry)}


def retain_history(dry: bool = False) -> Report:
    """Delete old fetches, what old ones quote, answered requests, and how many went to what is over; returns counts."""
    keep = {"keep": timedelta(days=settings().history_days)}
    return {
        "fetches_dropped": _rows("retain_fetches", keep, dry),
        "excerpts_dropped": _rows("retain_excerpts", keep, dry),
        "requests_dropped": _rows("retain_requests", keep, dry),
        "popularity_dropped": _rows("retain_popularity", keep, dry),
    }


def retain_inbox(dry: bool = False) -> Report:
    """Delete deliveries that were taken; returns how many."""
    return {"deliveries_dropped": _rows("retain_inbox", {"keep": timedelta(days=settings().inbox_days)}, dry)}


def retain_archive(dry: bool = False) -> Report:
    """Delete raw payloads, after the listings' ways to them; returns how many of each."""
    before = (datetime.now(UTC) - timedelta(days=settings().archive_days)).date()
    unlinked = _rows("retain_archived", {"before": before}, dry)
    return {"payloads_unlinked": unlinked, "payloads_dropped": Archive.of(settings()).drop(before, dry=dry)}


def retain_erased(dry: bool = False) -> Report:
    """Remove from the archive what erasures could not remove at once; returns how many payloads."""
    with pipeline_engine() as engine:
        if dry:
            with engine.connect() as connection:
                left = connection.execute(query("archive_removals"), {"size": None}).scalars().all()
                connection.rollback()
                return {"erased_payloads_removed": len(left)}
        return {"erased_payloads_removed": remove_archived(engine, Archive.of(settings()))}


def retain_place_status(dry: bool = False) -> Report:
    """Delete what places were like, old changes of that, and what people reported; returns how many."""
    keep = {"keep": timedelta(days=settings().place_status_days)}
    history = {"keep": timedelta(days=settings().history_days)}
    return {
        "place_statuses_dropped": _rows("retain_place_status", keep, dry),
        "place_changes_dropped": _rows("retain_place_history", history, dry),
        "place_reports_dropped": _rows("retain_place_reports", {"keep": timedelta(days=REPORT_DAYS)}, dry),
    }


def retain_hosts(dry: bool = False) -> Report:
    """Delete what is known of hosts that nobody has asked for long; returns how many rows."""
    return {"hosts_dropped": _rows("retain_hosts", {"keep": timedelta(days=HOST_DAYS)}, dry)}


def retain_access_log(dry: bool = False) -> Report:
    """Delete what was done long ago to tokens and sources; returns how many entries."""
    keep = {"keep": timedelta(days=settings().access_log_days)}
    return {"access_log_dropped": _rows("retain_access_log", keep, dry)}


def retain_feed(dry: bool = False) -> Report:
    """Delete changes that no client will ask for; returns how many partitions of the feed were dropped."""
    with pipeline_engine() as engine, engine.connect() as connection:
        keep = {"keep": timedelta(days=settings().feed_days)}
        dropped = connection.execute(query("feed_retain"), keep).scalar_one()
        connection.rollback() if dry else connection.commit()
    return {"partitions_dropped": dropped}


def retain_match_locks(dry: bool = False) -> Report:
    """Delete the rows that matching waits for and nobody holds; they are put back when they are needed."""
    return {"match_locks_dropped": _rows("retain_match_locks", {}, dry)}


def retain_geocoder(dry: bool = False) -> Report:
    """Delete answers of the geocoder that nobody has needed for long, and what nobody asks; returns how many."""
    keep = {"keep": timedelta(days=2 * settings().geocoder_days)}
    return {"geocoder_answers_dropped": _rows("retain_geocoder", keep, dry)}


def retain_model(dry: bool = False) -> Report:
    """Delete old answers of the language model, and what nobody asks it any more; returns how many."""
    keep = {"keep": timedelta(days=settings().language_model_days)}
    return {"model_answers_dropped": _rows("retain_model", keep, dry)}


def retain_images(dry: bool = False) -> Report:
    """Delete thumbnails of pictures whose events have long been over, or show another one; returns how many."""
    keep = {"keep": timedelta(days=settings().image_days)}
    return {"thumbnails_dropped": _rows("retain_images", keep, dry)}


def retain_event_vectors(dry: bool = False) -> Report:
    """Delete the vectors of events that are over or no longer public; returns how many."""
    return {"event_vectors_dropped": _rows("retain_event_vectors", {}, dry)}


def retain_alerts(dry: bool = False) -> Report:
    """Delete what was told long ago of events that are over, and addresses whose holders did not answer; how many.

    Each by itself and passing over what others hold: who sends holds a channel and its message at once.
    """
    keep = {"keep": timedelta(days=settings().alert_days)}
    unanswered = {"keep": timedelta(days=ANSWER_DAYS)}
    return {
        "told_dropped": _rows("retain_alert_outbox", keep, dry),
        "messages_dropped": _rows("retain_alert_messages", keep, dry),
        "channels_dropped": _rows("retain_alert_channels", unanswered, dry),
        "alerts_dropped": _rows("retain_alerts", unanswered, dry),
        "known_events_dropped": _rows("retain_alert_events", {"keep": timedelta(days=1)}, dry),
    }


TASKS: tuple[Callable[..., Report], ...] = (
    retain_bodies,
    retain_history,
    retain_inbox,
    retain_archive,
    retain_erased,
    retain_place_status,
    retain_hosts,
    retain_access_log,
    retain_feed,
    retain_match_locks,
    retain_geocoder,
    retain_model,
    retain_images,
    retain_event_vectors,
    retain_alerts,
)
"""All of them; each may run alone, at any time and again."""


def _rows(name: str, parameters: Mapping[str, Any], dry: bool) -> int:
    with pipeline_engine() as engine:
        if dry:
            return _would_go(engine, name, parameters)
        done = 0
        while count := _batch(engine, name, parameters):
            done += count
        return done


def _batch(engine: Engine, name: str, parameters: Mapping[str, Any]) -> int:
    with engine.begin() as connection:
        return connection.execute(query(name), {**parameters, "size": MAX_TRANSACTION_ROWS}).rowcount


def _would_go(engine: Engine, name: str, parameters: Mapping[str, Any]) -> int:
    """The same statement over all rows, taken back."""
    with engine.connect() as connection:
        count = connection.execute(query(name), {**parameters, "size": None}).rowcount
        connection.rollback()
        return count
