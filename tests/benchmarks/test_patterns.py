"""No pattern, and no function over foreign text, takes more time than the text grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial

import pytest

from benchmarks.patterns.adversary import units
from benchmarks.patterns.discover import folders, patterns
from benchmarks.patterns.functions import LONGEST, NASTY, functions
from benchmarks.patterns.measure import PROBE_SIZE, Growth, Reader, finding, growth
from benchmarks.patterns.measured import digest, known

pytestmark = pytest.mark.slow

FOLDERS = folders()
PATTERNS, FUNCTIONS = cache(patterns), cache(functions)
"""Found by the first test: it takes seconds to import all modules."""


@pytest.mark.parametrize("is_new", [True, pytest.param(False, marks=pytest.mark.long)], ids=["new", "known"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_pattern_takes_time_in_proportion_to_the_text(folder: str, is_new: bool) -> None:
    """One that was measured before takes the time that it took; `make long` measures those too."""
    here = {name: one for name, one in PATTERNS().items() if folder_of(name.partition(":")[0]) == folder}
    here = {name: one for name, one in here.items() if (digest(one) not in known()) == is_new}

    steep = measured(partial(growth, name, finding(one), units(one)) for name, one in here.items())

    assert steep == [], "bound its repeats (include/understand/text/patterns.py)"


@pytest.mark.parametrize("longest", [PROBE_SIZE, pytest.param(LONGEST, marks=pytest.mark.long)])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_function_over_text_takes_time_in_proportion_to_it(folder: str, longest: int) -> None:
    """What a text of PROBE_SIZE characters hardly shows is found with `make long`, which takes twice the time."""
    here = {name: one for name, one in FUNCTIONS().items() if folder_of(name.rpartition(".")[0]) == folder}

    steep = measured(partial(growth, name, one, NASTY, longest) for name, one in here.items())

    assert steep == [], "it reads parts of the text again and again"


def test_each_stands_in_a_folder() -> None:
    modules = {name.partition(":")[0] for name in PATTERNS()} | {name.rpartition(".")[0] for name in FUNCTIONS()}

    assert {folder_of(module) for module in modules} <= set(FOLDERS)


def folder_of(module: str) -> str:
    """The package itself of what stands in its `__init__`."""
    return module if module in FOLDERS else module.rpartition(".")[0]


def measured(tried: Iterable[Callable[[], Growth | None]]) -> list[Growth]:
    """Those that grow faster than the text, also when all is measured a second time: a machine may be busy."""
    return [again for one in tried if is_steep(one()) and (again := one()) and is_steep(again)]


def is_steep(found: Growth | None) -> bool:
    return found is not None and not found.is_linear


@pytest.mark.parametrize(
    "planted",
    [
        r"<br[^>]*>",
        r"(a+)+b",
        r"(?P<a>venue|where)[^.\n]*\W*$",
    ],
)
def test_a_planted_pattern_is_found_out(planted: str) -> None:
    found = growth("planted", finding(re.compile(planted)), units(re.compile(planted)))

    assert found is not None
    assert not found.is_linear


def marked(text: str) -> list[int]:
    taken: list[int] = []
    for match in re.finditer("1", text):
        taken += [match.start()] if match.start() not in taken else []
    return taken


def paired(text: str) -> int:
    parts = text.split(",")
    return sum(one == other for one in parts for other in parts)


@pytest.mark.parametrize(("planted", "longest"), [(marked, LONGEST), (paired, PROBE_SIZE)])
def test_a_planted_function_is_found_out(planted: Reader, longest: int) -> None:
    found = growth("planted", planted, NASTY, longest)

    assert found is not None
    assert not found.is_linear


def test_a_pattern_that_was_measured_is_known_until_it_or_a_flag_changes() -> None:
    pattern = PATTERNS()["realtime.feed.cursor:_SHAPE"]
    assert digest(pattern) in known()
    assert digest(re.compile(f"{pattern.pattern} ", pattern.flags)) not in known()
    assert digest(re.compile(pattern.pattern, pattern.flags ^ re.IGNORECASE)) not in known()


def test_patterns_are_found_wherever_they_stand() -> None:
    assert {
        "include.understand.text.dates.grammar:GRAMMAR[0]",
        "include.understand.text.money.amounts:grammar.amount",
        "include.understand.place.venues:_mentions",
        "include.sources.fields.plain_text:PHONE",
        "include.untrusted.cleaning:stacks.written",
        "realtime.feed.cursor:_SHAPE",
    } <= set(PATTERNS())
    assert {"include.understand.text.dates.grammar.find_dates", "include.sources.fields.plain_text.plain_text"} <= set(
        FUNCTIONS()
    )
