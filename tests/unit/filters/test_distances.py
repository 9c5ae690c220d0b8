"""What is near is near on the spheroid, also where a sphere decides that."""

from __future__ import annotations

import random

from include.filters.shapes import are_near, metres


def test_near_is_what_the_spheroid_says() -> None:
    chance = random.Random(5)
    for _ in range(500):
        one = chance.uniform(-180, 180), chance.uniform(-89, 89)
        other = one[0] + chance.uniform(-0.5, 0.5), one[1] + chance.uniform(-0.5, 0.5)
        distance = metres(one, other)
        for factor in (0, 0.5, 0.98, 0.995, 0.9999, 1.0001, 1.005, 1.02, 2):
            assert are_near(one, other, distance * factor) == (factor > 1)


def test_a_point_is_near_itself() -> None:
    assert are_near((77.64, 12.97), (77.64, 12.97), 0)
