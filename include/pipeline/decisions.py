"""What persons decide about events and listings: written once, taken up at once, and again at every import.

A decision is rows of `event_decisions`, keyed on (source slug, external_id), that are written and revoked together; it
outlives its event. The functions of the database by which it is written are those that the service calls: they hold the
events concerned, tell a conflict, and send the listings back to the stage that heeds it (merges and splits to matching,
edits and verdicts to enrichment).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, text

from include.edits import checked_patch
from include.errors import ConfigurationError, JatreError
from include.untrusted.cleaning import clean_text

Kind = Literal["approve", "reject", "flag", "edit", "merge", "split", "snooze"]
NaturalKey = tuple[str, str]
MAX_NAME_CHARS = 200
"""Of who decides."""
MAX_REASON_CHARS = 2_000
"""Of why."""

_WRITE = text(
    "select jatre.decision_write_v1(:kind, cast(:event as uuid), :by, :reason, cast(:expected as bigint),"
    " cast(:details as jsonb))"
)
_REVOKE = text("select jatre.decision_revoke_v1(cast(:decision as uuid), :by, :reason)")
_GET = text("select jatre.decisions_get_v1(cast(:event as uuid), cast(:before as bigint))")


class DecisionConflict(JatreError):
    """Somebody else decided on the event meanwhile; `decisions` are theirs, and the message names the latest."""

    def __init__(self, decisions: Sequence[dict[str, Any]]) -> None:
        self.decisions = list(decisions)
        latest = max(decisions, key=lambda one: one["version"])
        if latest.get("revokedAt"):
            who, when = latest["revokedBy"] or "somebody", latest["revokedAt"]
            what = f"took back what {latest['by']} had decided ({latest['kind']})"
        else:
            who, when, what = latest["by"], latest["at"], f"decided {latest['kind']}"
        super().__init__(f"{who} {what} at {when}: look at it again, and decide with that in sight")


@dataclass(frozen=True)
class WrittenDecision:
    """A decision that is written, the version of its event's decisions by now, and the events that it reopened."""

    decision: UUID
    version: int
    events: list[UUID]


def decide_event(
    connection: Connection,
    kind: Kind,
    event: UUID,
    *,
    by: str,
    reason: str | None = None,
    expected: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> WrittenDecision:
    """Write a decision on `event` as a whole, or on the one that it was merged into, for each of its listings.

    `expected` is the version that the person has seen (`decisions_of`); None takes whatever it is. `details`: `patch`
    of an edit; `until` of a snooze; `other`, an event, and `otherExpected` of a merge or split; `listings` of a split,
    those that leave.

    Raises: DecisionConflict; ConfigurationError, which states what cannot be.
    """
    stated = dict(details or {})
    if kind == "edit":
        stated["patch"] = checked_patch(stated.get("patch", {}))
    about = {"kind": kind, "event": event, **who_and_why(by, reason), "expected": expected}
    return _decided(connection.execute(_WRITE, {**about, "details": json.dumps(stated, default=str)}).scalar_one())


def revoke(connection: Connection, decision: UUID, *, by: str, reason: str | None = None) -> WrittenDecision:
    """Take a decision back, however old: what it did is undone by the next run, and what was decided since stands.

    Raises: DecisionConflict when it is taken back already; ConfigurationError when there is none, or `by` is blank.
    """
    about = {"decision": decision, **who_and_why(by, reason)}
    answer = connection.execute(_REVOKE, about).scalar_one()
    if "missing" in answer:
        raise ConfigurationError(f"there is no decision {decision}: `show` lists those on an event")
    return _decided(answer)


def decisions_of(connection: Connection, event: UUID) -> dict[str, Any]:
    """`{"event", "title", "version", "decisions"}`: all of them, the latest first, those that were taken back too.

    Raises: ConfigurationError when there is no such event.
    """
    found = _decisions_before(connection, event, None)
    page = found
    while page["hasMore"]:
        page = _decisions_before(connection, event, page["decisions"][-1]["version"])
        found["decisions"] += page["decisions"]
    del found["hasMore"]
    return found


def _decisions_before(connection: Connection, event: UUID, version: int | None) -> dict[str, Any]:
    page: dict[str, Any] | None = connection.execute(_GET, {"event": event, "before": version}).scalar_one_or_none()
    if page is None:
        raise no_event(event)
    return page


def no_event(event: object) -> ConfigurationError:
    """That there is none, and what to write instead."""
    return ConfigurationError(f"there is no event {event}: take the id from the address of its page, /e/<id>")


def who_and_why(by: str, reason: str | None) -> dict[str, str | None]:
    """`by` and `reason` as they are kept: each one line, shown as it was meant. Raises: ConfigurationError."""
    who, why = one_line(by), one_line(reason or "")
    if not who:
        raise ConfigurationError("who decides is kept with the decision: it cannot be blank")
    if len(who) > MAX_NAME_CHARS or len(why) > MAX_REASON_CHARS:
        raise ConfigurationError(f"who decides has at most {MAX_NAME_CHARS} characters, the reason {MAX_REASON_CHARS}")
    return {"by": who, "reason": why or None}


def one_line(text: str) -> str:
    """`text` without control characters, and with single spaces alone."""
    return " ".join(clean_text(text).split())


def _decided(answer: dict[str, Any]) -> WrittenDecision:
    if "conflict" in answer:
        raise DecisionConflict(answer["conflict"])
    if "missing" in answer:
        raise no_event(answer["missing"])
    if "refused" in answer:
        raise ConfigurationError(answer["refused"])
    return WrittenDecision(UUID(answer["decision"]), answer["version"], [UUID(one) for one in answer["events"]])
