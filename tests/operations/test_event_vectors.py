"""What the sentence model makes of events: once, again where an event says something else; gone when it is over."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from include.operations.event_vectors import make_event_vectors
from include.operations.retention.deletions import retain_event_vectors
from include.settings import settings
from tests.pipeline.scene import Scene, at


@pytest.fixture
def fair(scene: Scene, database: Any, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "use_models", True)
    for number, title in (
        ("1", "Stand-up comedy night"),
        ("2", "An evening of laughs"),
        ("3", "Pottery for beginners"),
    ):
        scene.lists("club", number, title=title, place=f"Studio {number}", at=at(6, 20))
    scene.run()
    return scene


def _vectors(scene: Scene) -> dict[str, Any]:
    rows = scene.rows(
        "select e.title, v.vector from jatre.event_vectors v join jatre.discovered_events e on e.id = event_id"
    )
    return {title: np.frombuffer(vector, dtype=np.int8).astype(float) for title, vector in rows}


def test_each_event_to_come_has_one_and_like_ones_are_nearer(fair: Scene) -> None:
    assert make_event_vectors() == {"made": 3}
    comedy, laughs, pottery = (
        _vectors(fair)[one] for one in ("Stand-up comedy night", "An evening of laughs", "Pottery for beginners")
    )
    assert all(126 < np.linalg.norm(one) < 128 for one in (comedy, laughs, pottery))
    assert comedy @ laughs > comedy @ pottery
    assert make_event_vectors() == {"made": 0}


def test_an_event_that_says_something_else_gets_another_one(fair: Scene) -> None:
    make_event_vectors()
    before = _vectors(fair)["Pottery for beginners"]
    fair.do("update jatre.discovered_events set title = 'Wheel throwing' where title like 'Pottery%'")
    fair.do("update jatre.discovered_events set venue_name = 'Elsewhere' where title like 'Stand-up%'")
    assert make_event_vectors() == {"made": 1}
    assert not np.array_equal(_vectors(fair)["Wheel throwing"], before)


def test_of_what_is_over_or_not_public_none_is_made_and_none_stays(fair: Scene) -> None:
    make_event_vectors()
    fair.do("update jatre.discovered_events set moderation_status = 'rejected' where title like 'Pottery%'")
    fair.do("update jatre.event_occurrences set starts_at = starts_at - interval '90 days', ends_at = null"
            " where event_id = (select id from jatre.discovered_events where title like 'An evening%')")  # fmt: skip
    assert retain_event_vectors(dry=True) == {"event_vectors_dropped": 2}
    assert retain_event_vectors() == {"event_vectors_dropped": 2}
    assert set(_vectors(fair)) == {"Stand-up comedy night"}
    assert make_event_vectors() == {"made": 0}


def test_without_a_model_there_are_none(fair: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "use_models", False)
    assert make_event_vectors() == {"made": 0, "left": "there is no sentence model"}
    assert _vectors(fair) == {}
