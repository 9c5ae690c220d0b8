"""By what records are recognised, however long their texts are."""

from __future__ import annotations

import pytest

from include.sources.identity import MAX_COMPARED_CHARS, MAX_EXTERNAL_ID_CHARS, derived, normalised


@pytest.mark.parametrize("letter", ["a", "\ufdfa", "\u1e69\u0323"])
def test_a_text_of_any_length_costs_as_much_as_the_longest_that_is_compared(letter: str) -> None:
    endless = letter * 1_000_000
    assert normalised(endless) == normalised(endless[:MAX_COMPARED_CHARS]) != ""
    assert len(derived(endless, endless, "2026-03-01")) <= MAX_EXTERNAL_ID_CHARS


def test_what_differs_within_that_length_stays_apart() -> None:
    texts = [f"{'word ' * (MAX_COMPARED_CHARS // 5 - 2)}{end}" for end in ("one", "two")]
    assert len({normalised(text) for text in texts}) == len({derived(text, None, "") for text in texts}) == 2
