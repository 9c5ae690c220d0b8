"""The types of a node, whatever vocabulary or prefix they are written with."""

from __future__ import annotations

from typing import Any

import pytest

from include.sources.structured.extraction import is_event, types_of


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("MusicEvent", ["MusicEvent"]),
        ("https://schema.org/MusicEvent", ["MusicEvent"]),
        ("http://schema.org/MusicEvent/", ["MusicEvent"]),
        ("schema:MusicEvent", ["MusicEvent"]),
        (["Thing", "schema:Festival", None], ["Thing", "Festival"]),
        (None, []),
    ],
)
def test_a_type_is_its_bare_name(written: Any, names: list[str]) -> None:
    assert types_of({"@type": written}) == names
    assert types_of({"type": written}) == names


def test_only_a_node_has_types() -> None:
    assert types_of("MusicEvent") == []
    assert [is_event({"@type": one}) for one in ("schema:MusicEvent", "schema:Person", "Hackathon")] == [
        True, False, True,
    ]  # fmt: skip
