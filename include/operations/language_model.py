"""`python -m include.operations.language_model`: ask the language model what waits to be asked.

The DAG `language_model` does it where `JATRE_LANGUAGE_MODEL` names one. An answer sends the listings that waited for it
back to be read with it; that there is none leaves them as they are. Prints what came of it as JSON.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from include import metrics
from include.db import query
from include.errors import JatreError, RateLimited, TransientError, UnreadablePayload
from include.network.services.language_model import USED_UP, LanguageModel
from include.pipeline.command import write_report
from include.pipeline.runs import Report, pipeline_engine
from include.redaction import redact_text
from include.settings import settings
from include.sources.configuration.secrets import Resolver, opened
from include.understand.quotes.question import PROMPT_VERSION, quotes_in, request

MAX_RUN_QUESTIONS = 100
HELD = timedelta(minutes=5)
"""How long a question is another worker's."""
MAX_TRIES = 3
"""After so many answers that cannot be read a question counts as answered with nothing."""
MAX_REASON_CHARS = 300


@dataclass(frozen=True)
class DailyAllowance:
    """What all processes together may spend on a day, as the settings have it."""

    engine: Engine

    def take(self) -> None:
        """One request. Raises: RateLimited when there is none, or no token, left today."""
        caps = {"requests": settings().language_model_requests, "tokens": settings().language_model_tokens}
        with self.engine.begin() as connection:
            taken = connection.execute(query("model_request"), caps).one_or_none()
        if taken is None:
            raise RateLimited(f"{USED_UP} today")

    def spend(self, tokens: int) -> None:
        """So many tokens have been read and written."""
        metrics.count("language_model.tokens", tokens)
        with self.engine.begin() as connection:
            connection.execute(query("model_spent"), {"tokens": tokens})


def ask_language_model(resolve: Resolver | None = None) -> Report:
    """Ask what waits, up to MAX_RUN_QUESTIONS. Returns counts; nothing is asked where no model is set.

    A model that is away, or has had its share of the day, ends the run, not with an error: what waits is asked by a
    later one. `resolve` knows secrets that the environment does not. Raises: SourceRefused when it refuses an answer
    (AddressRefused when it is not to be asked), ConfigurationError.
    """
    if not settings().language_model:
        return {"asked": 0, "left": "no language model is set"}
    named = settings().language_model_secret
    key = opened({"key": {"$secret": named}}, resolve)[0]["key"] if named else None
    with pipeline_engine() as engine:
        return _ask_all(engine, LanguageModel(key, DailyAllowance(engine)))


def _ask_all(engine: Engine, model: LanguageModel) -> Report:
    report: dict[str, Any] = {"asked": 0}
    wanted = {"model": model.name, "version": PROMPT_VERSION}
    with model.client:
        for _ in range(MAX_RUN_QUESTIONS):
            with engine.begin() as connection:
                row = connection.execute(query("model_take"), {**wanted, "held": HELD}).one_or_none()
            if row is None:
                break
            left = _ask(engine, model, row, {**wanted, "hash": row.question_hash}, report)
            if left:
                report["left"] = left
                break
    return report


def _ask(engine: Engine, model: LanguageModel, row: Any, about: dict[str, Any], report: dict[str, Any]) -> str | None:
    """Ask one question; returns why the run ends, None where it goes on."""
    answer, reason = None, None
    try:
        answer = model.ask(request(model.name, row.question, row.posted_at))
        quotes_in(answer)
    except UnreadablePayload as error:
        metrics.count("language_model.unreadable")
        if row.tries < MAX_TRIES:
            _postpone(engine, about, error, timedelta(hours=row.tries), counts=True)
            return None
        answer, reason = None, _reason(error)
    except TransientError as error:  # RateLimited is one
        wait = timedelta(seconds=getattr(error, "retry_after", None) or 600)
        _postpone(engine, about, error, wait, counts=False)
        return _reason(error)
    except JatreError as error:
        _postpone(engine, about, error, timedelta(hours=1), counts=False)
        raise
    metrics.count("language_model.asked")
    report["asked"] += 1
    with engine.begin() as connection:
        connection.execute(query("model_answered"), {**about, "answer": answer, "reason": reason})
    return None


def _postpone(engine: Engine, about: dict[str, Any], error: Exception, wait: timedelta, *, counts: bool) -> None:
    with engine.begin() as connection:
        connection.execute(query("model_postpone"), {**about, "wait": wait, "counts": counts, "reason": _reason(error)})


def _reason(error: Exception) -> str:
    return redact_text(str(error))[:MAX_REASON_CHARS]


def main() -> int:
    """Ask once; returns the exit code."""
    return write_report("language_model", ask_language_model)


if __name__ == "__main__":
    sys.exit(main())
