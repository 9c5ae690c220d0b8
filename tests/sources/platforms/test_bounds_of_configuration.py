"""What the configuration of a platform may hold, at its bounds and one beyond."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from include.sources.connectors.eventbrite import EventbriteConfig
from include.sources.connectors.facebook import FacebookConfig
from include.sources.connectors.instagram import InstagramConfig
from include.sources.platforms.config import Near

SECRET = {"token": "t"}
HANDLE = SECRET | {"handles": ["a"]}
POINT = {"latitude": 12.97, "longitude": 77.64}


@pytest.mark.parametrize(
    ("model", "field", "taken", "refused"),
    [
        (InstagramConfig, "max_pages", [1, 20], [0, 21]),
        (FacebookConfig, "max_pages", [1, 200], [0, 201]),
        (EventbriteConfig, "max_pages", [1, 200], [0, 201]),
        (InstagramConfig, "handles", [["a.b_C9"], ["a" * 60], ["a"] * 200], [[""], ["a" * 61], ["a-b"], ["a"] * 201]),
        (InstagramConfig, "hashtags", [["a"], ["ಕಲೆ" * 25], ["a"] * 30], [["#a"], [""], ["a" * 101], ["a"] * 31]),
        (InstagramConfig, "locations", [["1"] * 200], [["1"] * 201]),
        (InstagramConfig, "token", ["t", "t" * 4_000], ["", "t" * 4_001, "a b", "é"]),
        (InstagramConfig, "app", ["1", "1" * 30], ["", "a", "1" * 31]),
        (InstagramConfig, "version", ["v1.0", "v999.99", None], ["1.0", "v1", "v1000.0", "v1.100"]),
        (
            FacebookConfig,
            "pages",
            [["me"], ["a.b-c"], ["a"] * 200, ["a" * 100]],
            [[], ["-a"], ["a"] * 201, ["a" * 101]],
        ),
        (FacebookConfig, "read", ["events", "posts"], ["all"]),
        (EventbriteConfig, "venues", [[], ["1"] * 200], [["1"] * 201, ["a/b"]]),
    ],
)
def test_a_platform_takes_what_lies_within_its_bounds(
    model: type[BaseModel], field: str, taken: list[Any], refused: list[Any]
) -> None:
    given: dict[str, Any] = HANDLE if model is InstagramConfig else SECRET
    for value in taken:
        assert getattr(model.model_validate(given | {field: value}), field) == value
    for value in refused:
        with pytest.raises(ValidationError):
            model.model_validate(given | {field: value})


@pytest.mark.parametrize(
    ("field", "taken", "refused"),
    [
        ("metres", [1, 100_000], [0, 100_001]),
        ("latitude", [-90, 90], [-90.1, 90.1]),
        ("longitude", [-180, 180], [-180.1, 180.1]),
    ],
)
def test_a_point_lies_on_the_earth_and_its_surroundings_in_a_region(
    field: str, taken: list[float], refused: list[float]
) -> None:
    for value in taken:
        assert getattr(Near.model_validate(POINT | {field: value}), field) == value
    for value in refused:
        with pytest.raises(ValidationError):
            Near.model_validate(POINT | {field: value})


def test_what_is_not_given_is_as_documented() -> None:
    assert InstagramConfig.model_validate(HANDLE).max_pages == 1
    assert FacebookConfig.model_validate(SECRET).max_pages == EventbriteConfig.model_validate(SECRET).max_pages == 20
    assert FacebookConfig.model_validate(SECRET).pages == ["me"]
    assert Near.model_validate(POINT).metres == 2_000
