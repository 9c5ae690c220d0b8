"""`python -m include.operations.geocoder`: ask the external geocoder what waits to be asked.

The DAG `geocoder` does it where `JATRE_GEOCODER` names one. An answer sends the listings that waited for it back to be
located; that there is none is an answer too. Prints what came of it as JSON.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from include.areas.area import load_area
from include.db import query
from include.errors import JatreError, RateLimited, TransientError, UnreadablePayload
from include.pipeline.command import write_report
from include.pipeline.runs import Report, pipeline_engine
from include.pipeline.venues.answers import service
from include.pipeline.venues.geocoder import Geocoder
from include.redaction import redact_text
from include.understand.memory.geocoder_questions import GeocoderQuestion

MAX_RUN_QUESTIONS = 300
"""Of one run: five minutes of turns."""
HELD = timedelta(minutes=5)
"""How long a question is another worker's."""
MAX_TRIES = 5
"""After so many answers that cannot be read a question counts as answered with nothing."""
MAX_REASON_CHARS = 300


def ask_geocoder() -> Report:
    """Ask what waits, up to MAX_RUN_QUESTIONS. Returns counts; nothing is asked where no geocoder is set.

    A geocoder that is away ends the run, not with an error: what waits is asked by a later one. Raises: SourceRefused
    when it refuses an answer (AddressRefused when it is not to be asked), ConfigurationError.
    """
    if service() is None:
        return {"asked": 0, "found": 0, "left": "no geocoder is set"}
    with pipeline_engine() as engine:
        return _ask_all(engine, Geocoder(engine))


def _ask_all(engine: Engine, geocoder: Geocoder) -> Report:
    report: dict[str, Any] = {"asked": 0, "found": 0}
    with geocoder.client:
        for _ in range(MAX_RUN_QUESTIONS):
            with engine.begin() as connection:
                row = connection.execute(
                    query("geocoder_take"), {"service": geocoder.service, "held": HELD}
                ).one_or_none()
            if row is None:
                break
            left = _ask(engine, geocoder, row, report)
            if left:
                report["left"] = left
                break
    return report


def _ask(engine: Engine, geocoder: Geocoder, row: Any, report: dict[str, Any]) -> str | None:
    """Ask one question; returns why the run ends, None where it goes on."""
    reason: str | None = None
    about = {"service": geocoder.service, "area": row.area_code, "question": row.question}
    try:
        answer = geocoder.ask(GeocoderQuestion(row.question, row.name, row.house), load_area(row.area_code))
    except (RateLimited, TransientError) as error:
        wait = timedelta(seconds=getattr(error, "retry_after", None) or 60)
        _postpone(engine, about, error, wait, counts=False)
        return redact_text(str(error))[:MAX_REASON_CHARS]
    except UnreadablePayload as error:
        if row.tries < MAX_TRIES:
            _postpone(engine, about, error, timedelta(hours=row.tries), counts=True)
            return None
        answer, reason = None, redact_text(str(error))[:MAX_REASON_CHARS]
    except JatreError as error:
        _postpone(engine, about, error, timedelta(hours=1), counts=False)
        raise
    report["asked"] += 1
    report["found"] += answer is not None
    document = answer.model_dump_json() if answer else None
    with engine.begin() as connection:
        connection.execute(query("geocoder_answered"), {**about, "answer": document, "reason": reason})
    return None


def _postpone(engine: Engine, about: dict[str, Any], error: Exception, wait: timedelta, *, counts: bool) -> None:
    reason = redact_text(str(error))[:MAX_REASON_CHARS]
    with engine.begin() as connection:
        connection.execute(query("geocoder_postpone"), {**about, "wait": wait, "counts": counts, "reason": reason})


def main() -> int:
    """Ask once; returns the exit code."""
    return write_report("geocoder", ask_geocoder)


if __name__ == "__main__":
    sys.exit(main())
