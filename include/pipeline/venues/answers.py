"""What the external geocoder has answered about a batch's venues; what it has not is left to be asked.

The stage asks nobody and waits for nobody: it reads answers that are there. `include/operations/geocoder.py` asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection

from include.areas.area import Area
from include.db import query
from include.listing import Approximate
from include.pipeline.ledger import as_json
from include.settings import settings
from include.understand.memory.geocoder_questions import GeocoderQuestion

NONE_DAYS = 30
"""Days for which it counts that there is no answer: maps grow."""


PUBLIC = {"nominatim": "https://nominatim.openstreetmap.org", "photon": "https://photon.komoot.io"}
"""Where the services of the projects themselves are; their terms allow what is asked here, once a second."""


def service() -> str | None:
    """The geocoder of the settings as one word, under which its answers are kept; None where there is none."""
    return f"{settings().geocoder} {address()}" if settings().geocoder else None


def address() -> str:
    """Where the geocoder of the settings is. Raises: KeyError where there is none."""
    return (settings().geocoder_url or PUBLIC[settings().geocoder]).rstrip("/")


@dataclass
class GeocoderAnswers:
    """GeocoderAnswers by the text of their question, and what is to be asked, with the listing that waits for it."""

    service: str | None = None
    known: dict[str, Approximate | None] = field(default_factory=dict)
    old: set[str] = field(default_factory=set)
    wanted: list[tuple[GeocoderQuestion, UUID]] = field(default_factory=list)

    def best(self, questions: Sequence[GeocoderQuestion], listing_id: UUID) -> Approximate | None:
        """The most exact answer; the next question is asked only where the one before has no point."""
        rough: Approximate | None = None
        for question in questions if self.service else ():
            if question.text not in self.known or question.text in self.old:
                self.wanted.append((question, listing_id))
            if question.text not in self.known:
                break
            answer = self.known[question.text]
            if answer and answer.precision in ("venue", "address"):
                return answer
            rough = rough or answer
        return rough


def read_answers(
    connection: Connection, area: Area, questions: Sequence[GeocoderQuestion], service: str | None
) -> GeocoderAnswers:
    """What `service` has answered; nothing where there is none."""
    answers = GeocoderAnswers(service)
    if service is None or not questions:
        return answers
    wanted = {
        "service": service, "area": area.code, "questions": sorted({one.text for one in questions}),
        "keep": f"{settings().geocoder_days} days", "none_keep": f"{NONE_DAYS} days",
    }  # fmt: skip
    for row in connection.execute(query("geocoder_answers_read"), wanted):
        answers.known[row.question] = Approximate.model_validate(row.answer) if row.answer else None
        if row.is_old:
            answers.old.add(row.question)
    return answers


def leave_to_ask(connection: Connection, area: Area, answers: GeocoderAnswers) -> None:
    """Keep what is to be asked, and for whom."""
    if not answers.wanted:
        return
    rows = [
        {"question": one.text, "name": one.name, "house": one.house, "listing_id": str(listing_id)}
        for one, listing_id in answers.wanted
    ]
    connection.execute(
        query("geocoder_wait"), {"service": answers.service, "area": area.code, "questions": as_json(rows)}
    )
