"""docs/glossary.md and the code agree: its names exist, and classes are named by its terms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| ([^|]+) \| [^|]+ \| `([^`]+)` \|$", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
)
CODE = ("include", "realtime", "plugins", "dags")
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
BANNED = {
    "Side", "Voice", "Dialect", "Interest", "Pace", "likely", "why_not", "settle", "meant", "distrust",
}  # fmt: skip
"""Words of an earlier, private vocabulary; the glossary has the field's own."""
GENERAL = set((Path(__file__).parent / "general_words.txt").read_text(encoding="utf-8").split())
"""Words of programming and of calendars at large: whoever knows neither this project nor its field knows them."""


def statements(within: ast.AST) -> Iterator[ast.stmt]:
    """Those of a module, however deep; without their expressions, of which there are ten times as many."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(within, block, ()):
            if isinstance(node, ast.stmt):
                yield node
            yield from statements(node)


@dataclass
class Names:
    """What the code defines: `named` has public classes, functions and modules with the first place of each.

    `classes` has for each public class of a module its places, and `bases` what the first of them derives from.
    """

    named: dict[str, str] = field(default_factory=dict)
    classes: dict[str, list[str]] = field(default_factory=dict)
    bases: dict[str, set[str]] = field(default_factory=dict)

    def read(self, place: str, tree: ast.Module) -> None:
        """Add those of a module; nothing is kept of its tree: all trees together take long to be collected."""
        for name in [Path(place).stem, *(node.name for node in statements(tree) if isinstance(node, DEFINITIONS))]:
            if not name.startswith("_"):
                self.named.setdefault(name, place)
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                self.classes.setdefault(node.name, []).append(place)
                self.bases.setdefault(node.name, {ast.unparse(base).rpartition(".")[2] for base in node.bases})


@cache
def names() -> Names:
    found = Names()
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            found.read(str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8")))
    return found


def words_of_the_code() -> set[str]:
    """Every identifier of the Python and SQL files, also without its version."""
    files = [file for folder in CODE for kind in ("py", "sql") for file in (ROOT / folder).rglob(f"*.{kind}")]
    words = {word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    return words | {re.sub(r"_v\d+$", "", word) for word in words}


def head(name: str) -> str:
    """The head noun of a class: `FlushScheduler` is a scheduler."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]+", name)[-1].lower()


@cache
def terms() -> set[str]:
    words = {word.lower() for term, name in ROWS for word in re.findall(r"\w+", f"{term} {name}")}
    return words | {part.lower() for _, name in ROWS for part in re.findall(r"[A-Z][a-z]+", name)}


def is_known(noun: str) -> bool:
    known = terms() | GENERAL
    return bool({noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y"} & known)


def test_the_page_has_rows_in_every_part() -> None:
    assert len(ROWS) > 60


def test_a_term_has_one_row() -> None:
    found = [term for term, _ in ROWS]

    assert sorted(set(found)) == sorted(found)


def test_every_name_of_the_page_is_in_the_code() -> None:
    known = words_of_the_code() | set(names().named)

    assert {name for _, name in ROWS} - known == set()


@cache
def exceptions() -> set[str]:
    """Classes that are raised: named by what has happened, which is no thing."""
    raised = {"Exception", "BaseException", "IgnoreRequest"}
    for _ in names().bases:
        raised |= {name for name, above in names().bases.items() if above & raised}
    return raised


def test_a_class_name_has_one_owner() -> None:
    assert {name: places for name, places in names().classes.items() if len(places) > 1} == {}


def test_every_class_is_named_by_a_term() -> None:
    classes = {
        name: place
        for name, places in names().classes.items()
        for place in places
        if place.startswith(("include/", "realtime/")) and name not in exceptions()
    }

    assert {name: place for name, place in classes.items() if not is_known(head(name))} == {}


def test_no_word_of_the_private_vocabulary_is_a_name() -> None:
    assert {name: place for name, place in names().named.items() if name in BANNED} == {}
