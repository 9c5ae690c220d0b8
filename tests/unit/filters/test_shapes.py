"""Boxes, polygons and circles: what is taken for one, and which points lie in it, its border with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.filters.shapes import MAX_POLYGON_POINTS, Point, are_near, box, in_box, in_ring, metres, ring, wkt

SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
ARROW = [(0, 0), (4, 2), (0, 4), (2, 2), (0, 0)]
"""It points to the east; its notch is in the west."""
SPIRE = [(0, 0), (6, 0), (3, 6), (0, 0)]


@pytest.mark.parametrize(
    ("points", "inside"),
    [
        (SQUARE, [(2, 2), (0, 0), (4, 0), (4, 4), (0, 4), (2, 0), (4, 1), (1, 4), (0, 3)]),
        (ARROW, [(3, 2), (2, 2), (0, 0), (4, 2), (0, 4), (1, 1), (1, 3), (2, 1), (2, 3), (1, 0.75)]),
        (SPIRE, [(3, 6), (1, 2), (2, 4), (5, 2), (3, 0), (3, 5), (0, 0), (6, 0)]),
    ],
)
def test_what_is_within_a_polygon_or_on_its_border_is_in_it(points: list[Point], inside: list[Point]) -> None:
    assert [one for one in inside if not in_ring(one, points)] == []


@pytest.mark.parametrize(
    ("points", "outside"),
    [
        # also on the lines on which its sides lie, and beside its corners
        (
            SQUARE,
            [(5, 0), (-1, 0), (5, 4), (-1, 4), (0, 5), (0, -1), (4, 5), (4, -1), (5, 2), (-1, 2), (2, 5), (2, -1)],
        ),
        (
            ARROW,
            [(1, 2), (0, 2), (-1, 0), (-1, 2), (5, 2), (3, 3), (-1, -1), (6, 3), (3, 1), (1, 0.25), (-1, 4), (1, 4)],
        ),
        (SPIRE, [(7, 0), (-1, 0), (4, 8), (2, 8), (7, -2), (-1, -2), (2, 6), (4, 6), (0, 1), (6, 1), (3, 7), (3, -1)]),
    ],
)
def test_what_is_beside_it_is_not(points: list[Point], outside: list[Point]) -> None:
    assert [one for one in outside if in_ring(one, points)] == []


NUMBERS = st.integers(-6, 6)
TRIANGLES = st.tuples(*(st.tuples(NUMBERS, NUMBERS) for _ in range(3)))


def side(a: Sequence[int], b: Sequence[int], p: Sequence[int]) -> int:
    """On which side of a line a point lies: 1, 0 or -1."""
    turn = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    return (turn > 0) - (turn < 0)


@given(TRIANGLES, NUMBERS, NUMBERS)
def test_a_triangle_holds_what_is_on_the_same_side_of_its_three_lines(
    corners: tuple[tuple[int, int], ...], x: int, y: int
) -> None:
    a, b, c = corners
    points = [(float(one[0]), float(one[1])) for one in (a, b, c, a)]
    if side(a, b, c):
        sides = {side(a, b, (x, y)), side(b, c, (x, y)), side(c, a, (x, y))}
        assert in_ring((x, y), points) == (not {1, -1} <= sides)
        assert in_ring((x, y), points[::-1]) == in_ring((x, y), points)
        assert in_ring((x, y), [*points[1:], points[1]]) == in_ring((x, y), points), "whichever corner is the first"


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=7, unique=True), st.integers(0, 6), st.integers(0, 4))
def test_all_of_a_border_is_in_it(corners: list[tuple[int, int]], number: int, quarters: int) -> None:
    points = [(float(x), float(y)) for x, y in [*corners, corners[0]]]
    (ax, ay), (bx, by) = [*pairwise(points)][number % len(corners)]
    share = Fraction(quarters, 4)
    assert in_ring((float(ax + share * (bx - ax)), float(ay + share * (by - ay))), points)


@pytest.mark.parametrize(
    ("point", "is_in"),
    [
        ((77.6, 12.9), True), ((77.7, 13.0), True), ((77.6, 13.0), True), ((77.65, 12.95), True),
        ((77.59, 12.95), False), ((77.71, 12.95), False), ((77.65, 12.89), False), ((77.65, 13.01), False),
    ],
)  # fmt: skip
def test_a_box_has_its_border(point: Point, is_in: bool) -> None:
    assert in_box(point, box(["77.6", "12.9", "77.7", "13.0"])) == is_in


@pytest.mark.parametrize("text", ["-180,-90,180,90", "179.9,89.9,180,90", "-180,-90,-179,-89", " 1 ,0, 1.5 ,2e-5"])
def test_a_box_may_be_as_large_as_the_earth(text: str) -> None:
    assert box(text.split(",")) == tuple(map(float, text.split(",")))


@pytest.mark.parametrize(
    "text",
    ["-180.1,0,1,1", "0,-90.1,1,1", "0,0,180.1,1", "0,0,1,90.1", "1,0,1,1", "0,1,1,1", "2,0,1,1", "0,2,1,1", "0,0,1",
     "0,0,1,1,1", "0,0,1,one", "0,0,1,", "0,0,1,nan", "0,0,1,1e2"],
)  # fmt: skip
def test_what_has_no_inside_or_is_not_on_earth_is_no_box(text: str) -> None:
    with pytest.raises(ValueError):
        box(text.split(","))


def polygon(*points: Point) -> str:
    return wkt([*points, points[0]])


def on_a_circle(count: int) -> list[Point]:
    return [(round(math.cos(n), 6), round(math.sin(n), 6)) for n in range(count)]


def test_a_polygon_is_read_as_it_is_written() -> None:
    corners = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (5e-05, 0.5)]
    assert ring(polygon(*corners)) == (*corners, corners[0])
    assert ring(" polygon ((  0 0 , 1  0,0 1,0 0 )) ") == ((0, 0), (1, 0), (0, 1), (0, 0))
    most = on_a_circle(MAX_POLYGON_POINTS - 1)
    assert len(ring(polygon(*most))) == MAX_POLYGON_POINTS == 100


@pytest.mark.parametrize(
    "text",
    [
        polygon(*on_a_circle(MAX_POLYGON_POINTS)),
        polygon((0, 0), (1, 0)),
        polygon((0, 0), (1, 0), (0, 0), (1, 0)),
        wkt([(0, 0), (1, 0), (0, 1), (0, 2)]),
        polygon((0, 0), (180.1, 0), (0, 1)),
        polygon((0, 0), (-180.1, 0), (0, 1)),
        polygon((0, 0), (1, 0), (0, 90.1)),
        polygon((0, 0), (1, 0), (0, -90.1)),
        "POLYGON((0 0,1 0,0 1,0 0),(0 0,1 0,0 1,0 0))",
        "POLYGON((0 0 0,1 0 0,0 1 0,0 0 0))",
        "POINT(0 0)",
    ],
)
def test_what_is_no_ring_on_earth_is_no_polygon(text: str) -> None:
    with pytest.raises(ValueError):
        ring(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((0, 0), (90, 0)), ((77.6, 12.9), (2.35, 48.85)), ((-120, -45), (60, 44)), ((10, 80), (-170, 85)),
        ((179.9, 10), (-179.9, 10)), ((179.99, -17), (-179.99, -17.3)), ((0, 76), (3, 76)), ((30, -80), (31, -80.4)),
        ((0, 74), (2, 74.5)), ((77.6, 12.9), (78.5, 12.9)), ((77.6, 12.9), (77.6, 13.7)), ((5, 0.3), (5.6, -0.3)),
    ],
)  # fmt: skip
def test_near_and_far_are_the_same_however_far_and_wherever(one: Point, other: Point) -> None:
    """Across the date line, beside a pole and around the earth, too."""
    apart = metres(one, other)
    for factor in (0.5, 0.985, 0.999, 1.001, 1.015, 2):
        assert are_near(one, other, apart * factor) == are_near(other, one, apart * factor) == (factor > 1)


@pytest.mark.parametrize(("one", "other"), [((0, 0), (180, 0)), ((0, 90), (0, -90)), ((-90, 45), (90, -45))])
def test_the_other_side_of_the_earth_is_twenty_thousand_kilometres_away(one: Point, other: Point) -> None:
    assert are_near(one, other, 20_100_000)
    assert not are_near(one, other, 19_900_000)
