"""The matcher trained anew with what moderators have decided, put in use if it is better, and taken out of use again.

It is compared on labelled pairs that it has not seen: the reporting half of the shipped labels. It has to state better
probabilities of the doubtful ones, and no worse ones of all. After one was taken out of use, the same decisions do not
bring it back: it takes a newer one.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection

from include.db import query
from include.operations.matching.decided import decided_labels
from include.operations.matching.learning import (
    LabelledParts,
    can_train,
    is_doubtful,
    log_loss,
    shipped_labels,
    trained,
)
from include.pipeline.matching.trained import current_matcher
from include.pipeline.runs import Report, pipeline_engine
from include.pipeline.stages.dedup import weighing
from include.understand.match.matcher import Matcher

MIN_DECISIONS = 10
"""Fewer say too little to train anew for."""


def retrain() -> Report:
    """Train, compare, and put in use what is better; reports the figures of both, or why nothing was trained."""
    if not can_train():
        return {"skipped": "dedupe is not installed (make models)"}
    with pipeline_engine() as engine, engine.begin() as connection:
        decided = decided_labels(connection)
        if len(decided) < MIN_DECISIONS:
            return {"skipped": f"{len(decided)} decisions, {MIN_DECISIONS} are needed"}
        return _train(connection, decided)


def roll_back() -> Report:
    """Take the training in use out of use; reports which one, and which one is in use now (0 is the shipped one)."""
    with pipeline_engine() as engine, engine.begin() as connection:
        withdrawn = connection.execute(query("match_model_withdraw")).scalar_one_or_none()
        return {"withdrawn": withdrawn, "in_use": current_matcher(connection).version}


def _train(connection: Connection, decided: list[LabelledParts]) -> Report:
    old = current_matcher(connection)
    new = trained([*shipped_labels("tuning"), *decided])
    before, after = _figures(old), _figures(new)
    figures: dict[str, object] = {"decisions": len(decided), "before": before, "after": after}
    better = is_better(after, before) and connection.execute(query("match_model_news")).scalar_one()
    kept = {"weights": json.dumps(dict(new.weights)), "figures": json.dumps(figures), "promoted": better}
    number = connection.execute(query("match_model_write"), kept).scalar_one()
    return {"trained": number, "promoted": better, **figures}


def is_better(new: dict[str, float], old: dict[str, float]) -> bool:
    """Whether a matcher states better probabilities of what is doubtful, and no worse ones of all."""
    return new["doubtful"] < old["doubtful"] and new["all"] <= old["all"]


def _figures(matcher: Matcher) -> dict[str, float]:
    """The log loss on the fixed set: of all its pairs, and of the doubtful ones."""
    fixed, weighed = shipped_labels("reporting"), weighing()
    doubtful = [one for one in fixed if is_doubtful(one, weighed)]
    return {"all": round(log_loss(matcher, fixed), 5), "doubtful": round(log_loss(matcher, doubtful), 5)}
