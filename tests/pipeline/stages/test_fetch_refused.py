"""What the database refuses of one record costs that record, not its fetch."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text

from include.pipeline.fetching.recording import write_halving
from tests.pipeline.scene import Scene, database, scene, seeded

__all__ = ["database", "scene", "seeded"]


@pytest.mark.parametrize(
    "odd",
    [{"external_id": "x" * 1_001}, {"external_id": ""}, {"external_id": "odd", "raw_data": {"so": "half \ud800"}}],
    ids=["long id", "no id", "half a character"],
)
def test_a_record_that_cannot_be_written_is_reported_and_its_neighbours_are_written(
    scene: Scene, odd: dict[str, object]
) -> None:
    scene.source("club")
    (source,) = scene.rows("select id from jatre.event_sources where slug = 'club'")
    good = [{"external_id": f"good {n}", "content_hash": "00", "raw_data": {}, "archive_uri": None} for n in range(7)]

    with scene.engine.begin() as connection:
        refused = write_halving(connection, UUID(str(source.id)), [*good[:3], good[0] | odd, *good[3:]])
        written = connection.execute(text("select count(*) from jatre.events_staging")).scalar_one()

    assert [one.excerpt for one in refused] == [odd["external_id"]]
    assert written == len(good)
