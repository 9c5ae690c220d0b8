"""Which listings matching reads: the three questions as the database is asked them."""

from __future__ import annotations

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import psycopg

from include.pipeline.matching.selection import BY_KEY, CANDIDATES, MEMBERS

LISTINGS = (
    "select l.id, l.external_id, l.processed_data, l.event_id, l.source_id, l.title_key, l.stage, s.slug, s.area_code,"
    " s.priority, s.official, s.config from l join s on l.source_id = s.id"
)
IS_DATED = "l.processed_data[%(processed_data_1)s::text][%(param_1)s::int] is not null"


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        (MEMBERS, " where l.event_id = any (%(events)s::uuid[]) order by l.id"),
        (CANDIDATES, f" where l.id in (...) and l.id != all (%(ids)s::uuid[]) and {IS_DATED}"),
        (
            BY_KEY,
            " join unnest(%(slugs)s::text[], %(externals)s::text[]) as wanted(slug, external_id)"
            " on s.slug = wanted.slug and l.external_id = wanted.external_id"
            f" where l.event_id is not null and {IS_DATED}",
        ),
    ],
    ids=["members", "candidates", "by key"],
)
def test_each_question_is_asked_as_a_whole(question: Select[tuple[object, ...]], conditions: str) -> None:
    compiled = question.compile(dialect=psycopg.dialect())
    written = " ".join(str(compiled).split()).replace("jatre.events_staging", "l").replace("jatre.event_sources", "s")
    begin, end = written.find("l.id IN (") + len("l.id IN ("), written.rfind(") AND l.id !=")
    if end > 0:  # `matching_candidate_ids.sql`
        written = f"{written[:begin]}...{written[end:]}"
    assert written.lower() == LISTINGS + conditions
    assert {name: compiled.params[name] for name in ("processed_data_1", "param_1") if name in compiled.params} == (
        {} if question is MEMBERS else {"processed_data_1": "occurrences", "param_1": 0}
    )
