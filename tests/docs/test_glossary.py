"""docs/glossary.md and the code agree: its names exist, and classes are named by its terms."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| ([^|]+) \| [^|]+ \| `([^`]+)` \|$", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
)
CODE = ("include", "realtime", "plugins", "dags")
BANNED = {
    "Side", "Voice", "Dialect", "Interest", "Pace", "likely", "why_not", "settle", "meant", "distrust",
}  # fmt: skip
"""Words of an earlier, private vocabulary; the glossary has the field's own."""
GENERAL = set((Path(__file__).parent / "general_words.txt").read_text(encoding="utf-8").split())
"""Words of programming and of calendars at large: whoever knows neither this project nor its field knows them."""


@cache
def modules() -> dict[Path, ast.Module]:
    files = [file for folder in CODE for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def named() -> dict[str, str]:
    """Public class, function, parameter and module -> where it is."""
    found: dict[str, str] = {}
    for file, tree in modules().items():
        place = str(file.relative_to(ROOT))
        found.setdefault(file.stem, place)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                found.setdefault(node.name, place)
    return {name: place for name, place in found.items() if not name.startswith("_")}


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
    known = words_of_the_code() | set(named())

    assert {name for _, name in ROWS} - known == set()


@cache
def public_classes() -> dict[str, list[tuple[str, ast.ClassDef]]]:
    """Name -> (module, definition) of each class of that name."""
    found: dict[str, list[tuple[str, ast.ClassDef]]] = {}
    for file, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append((str(file.relative_to(ROOT)), node))
    return found


@cache
def exceptions() -> set[str]:
    """Classes that are raised: named by what has happened, which is no thing."""
    bases = {
        name: {ast.unparse(base).rpartition(".")[2] for base in every[0][1].bases}
        for name, every in public_classes().items()
    }
    raised = {"Exception", "BaseException", "IgnoreRequest"}
    for _ in bases:
        raised |= {name for name, above in bases.items() if above & raised}
    return raised


def test_a_class_name_has_one_owner() -> None:
    owners = {name: [place for place, _ in every] for name, every in public_classes().items()}

    assert {name: places for name, places in owners.items() if len(places) > 1} == {}


def test_every_class_is_named_by_a_term() -> None:
    classes = {
        name: place
        for name, every in public_classes().items()
        for place, _ in every
        if place.startswith(("include/", "realtime/")) and name not in exceptions()
    }

    assert {name: place for name, place in classes.items() if not is_known(head(name))} == {}


def test_no_word_of_the_private_vocabulary_is_a_name() -> None:
    assert {name: place for name, place in named().items() if name in BANNED} == {}
