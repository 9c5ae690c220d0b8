"""No pattern, and no function over foreign text, takes more time than the text grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

import pytest

from benchmarks.patterns.adversary import units
from benchmarks.patterns.discover import folders, patterns
from benchmarks.patterns.functions import LONGEST, NASTY, functions
from benchmarks.patterns.measure import PROBE_SIZE, Growth, Reader, finding, growth
from benchmarks.patterns.measured import digest, digest_of_function, known
from benchmarks.patterns.reach import Reach

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


@pytest.mark.parametrize("is_all", [False, pytest.param(True, marks=pytest.mark.long)], ids=["new", "all"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_function_over_text_takes_time_in_proportion_to_it(folder: str, is_all: bool) -> None:
    """`make long` measures those too that are as they were, and on longer texts, which takes twice the time."""
    here = {name: one for name, one in FUNCTIONS().items() if folder_of(name.rpartition(".")[0]) == folder}
    here = {name: one for name, one in here.items() if is_all or digest_of_function(name) not in known()}
    longest = LONGEST if is_all else PROBE_SIZE

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


MODULES = {
    "town/shows.py": "from town import words\nfrom town.types import Show\n\n"
    "def title(text: str, show: Show) -> str:\n    return words.plain(text) + show.name()\n",
    "town/words.py": "from town.marks import MARK as COMMA\n\n"
    "def plain(text: str) -> str:\n    return text.strip(COMMA)\n\n"
    "def loud(text: str) -> str:\n    return text.upper()\n",
    "town/marks.py": "MARK = ','\n",
    "town/types.py": "class Show:\n    def name(self) -> str:\n        return 'a'\n",
}


@pytest.mark.parametrize(
    ("module", "old", "new", "is_other"),
    [
        ("town/words.py", "text.strip(COMMA)", "text.strip(COMMA * 2)", True),
        ("town/marks.py", "','", "';'", True),
        ("town/types.py", "'a'", "'b'", True),
        ("town/marks.py", "MARK = ','", "print()\nMARK = ','", True),
        ("town/words.py", "text.upper()", "text.lower()", False),
        ("town/words.py", "return text.strip", "'For readers.'\n    return text.strip", False),
        ("town/words.py", "COMMA)", "COMMA)  # for readers", False),
    ],
    ids=["a function", "a constant", "a method", "an import", "unused", "a docstring", "a comment"],
)
def test_a_function_is_another_when_something_that_it_reaches_changes(
    module: str, old: str, new: str, is_other: bool, tmp_path: Path
) -> None:
    def known_as(files: dict[str, str]) -> str:
        for name, source in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(source, encoding="utf-8")
        return Reach(tmp_path, "town").digest("town.shows", "title")

    before, after = known_as(MODULES), known_as(MODULES | {module: MODULES[module].replace(old, new, 1)})

    assert (before != after) == is_other


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
