"""Texts that are hard on a pattern, made from the pattern itself.

From its parse tree come: what stands before each repeat, followed by a long run of what it repeats; near-misses of the
whole, over and over; and each character that it names, over and over. A character at the end lets the match fail.
"""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

OPEN_ENDED = 20
"""A repeat of so many and more is worth a run of its own."""
ALTERNATIVES = 40
USUAL = (" ", "\n", "1", "a", ",", "-", ".", "(", "<")
FLAGS = re.IGNORECASE | re.VERBOSE | re.MULTILINE | re.DOTALL
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
EXAMPLES = {
    sre.CATEGORY_DIGIT: "1", sre.CATEGORY_NOT_DIGIT: "a", sre.CATEGORY_SPACE: " ", sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a", sre.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Unit:
    """A beginning, and what is repeated behind it."""

    before: str
    repeated: str

    def text(self, size: int) -> str:
        """`size` characters of it, and an end that hardly anything expects."""
        times = size // len(self.repeated) + 1
        return (self.before + self.repeated * times)[:size] + "\x00\n.\x00"


def units(pattern: re.Pattern[str]) -> list[Unit]:
    """What to try on `pattern`."""
    tree = parser.parse(pattern.pattern, pattern.flags & FLAGS)
    found = {Unit("", one) for one in (*USUAL, *_characters(tree))}
    for before, body in _runs(tree, ""):
        found |= {Unit(before, body), Unit("", before + body), Unit("", body)}
    for choice in range(ALTERNATIVES):
        whole = _example(tree, choice)
        found |= {Unit("", one) for one in (whole, whole[:-1], whole[1:], f"{whole[:-1]} ")}
    return sorted(unit for unit in found if unit.repeated)


def _runs(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each open-ended repeat: an example of what stands before it, and of what it repeats."""
    for operation, argument in tree:
        if operation in REPEATS and argument[1] >= OPEN_ENDED:
            body = _example(argument[2])
            yield before, body
            yield from ((before, one) for one in USUAL if re.fullmatch(r"\W*|\w*", body) and len(body) == 1)
        for branch in _branches(operation, argument):
            yield from _runs(branch, before)
        before += _example([(operation, argument)])


def _characters(tree: Any) -> set[str]:
    found = set()
    for operation, argument in tree:
        if operation in (sre.LITERAL, sre.IN):
            found.add(_example([(operation, argument)]))
        for branch in _branches(operation, argument):
            found |= _characters(branch)
    return found


def _branches(operation: Any, argument: Any) -> list[Any]:
    if operation in REPEATS:
        return [argument[2]]
    if operation is sre.SUBPATTERN:
        return [argument[3]]
    if operation in (sre.ASSERT, sre.ASSERT_NOT):
        return [argument[1]]
    if operation is sre.ATOMIC_GROUP:
        return [argument]
    return list(argument[1]) if operation is sre.BRANCH else []


def _example(tree: Any, choice: int = 0) -> str:
    """A short text that the pattern matches, near enough; of alternatives the one numbered `choice`."""
    return "".join(_one(operation, argument, choice) for operation, argument in tree)


def _one(operation: Any, argument: Any, choice: int) -> str:
    if operation is sre.LITERAL:
        return chr(argument)
    if operation is sre.IN:
        return _member(argument)
    if operation in REPEATS:
        times: int = min(argument[0], OPEN_ENDED)
        return _example(argument[2], choice) * times
    if operation is sre.BRANCH:
        return _example(argument[1][choice % len(argument[1])], choice)
    if operation in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
        return "".join(_example(branch, choice) for branch in _branches(operation, argument))
    return "a" if operation in (sre.ANY, sre.NOT_LITERAL) else ""


def _member(items: Any) -> str:
    """A character of a class; of one that excludes, the first usual one that it does not."""
    if items[0][0] is sre.NEGATE:
        excluded = {chr(argument) for operation, argument in items if operation is sre.LITERAL}
        return next(one for one in ("a", "1", " ", "\u0c95") if one not in excluded)
    operation, argument = items[0]
    if operation is sre.CATEGORY:
        return EXAMPLES.get(argument, "a")
    return chr(argument if operation is sre.LITERAL else argument[0])
