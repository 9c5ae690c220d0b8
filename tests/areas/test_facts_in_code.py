"""No code knows the first city: what its folder says stands nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from include.areas.area import load_area
from include.sources import registry

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("include", "realtime", "plugins", "dags")
KINDS = {".py", ".js", ".html", ".sql", ".css"}
BESIDE = ("include/areas/indiranagar/", "realtime/pages/static/vendor/")
BASELINE = "include/sql/migrations/versions/0001_baseline.sql"
ZONE = "asia kolkata"
DEFAULT = "a column's default; the pipeline always gives a value"
ALLOWED = {
    ("include/settings.py", "indiranagar"): "the area without JATRE_AREA",
    ("include/understand/text/money/amounts.py", "inr"): "one of the world's currencies, by its code",
    ("include/understand/text/money/amounts.py", "singapore"): "the name of a currency",
    ("include/understand/place/announced/place_names.py", "inr"): "a code of money, which is no place's name anywhere",
    ("include/understand/text/dates/vocabulary.py", "karnataka"): "the name of a feast",
    ("include/understand/text/money/free.py", "rupee"): "a saying: what costs not a rupee",
    ("include/understand/text/languages.py", "rupees"): "the English of a word of another language",
    ("realtime/pages/formatting.py", "inr"): "one of the world's currencies, by its code",
    ("realtime/pages/static/format.js", "inr"): "one of the world's currencies, by its code",
    **{(file, fact): DEFAULT for file in (BASELINE, "include/sql/schema.sql") for fact in ("indiranagar", ZONE)},
}
COMMENTS = {
    ".sql": re.compile(r"--[^\n]*"),
    ".js": re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL),
    ".html": re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
}
LANGUAGE = {"in", "nagar", "indira", "rs", "district", "insider", "meetup", "centre", "puri", "bir", "₹", "agara"}
"""What also is a word of English, of the code, or a sign; or too short to mean the city."""
SERVICES = frozenset(registry.KINDS)
"""A service of the world may sell tickets in the city, and has a connector of its name."""
WORD = re.compile(r"[^\W_]+")
CLASS = re.compile(r"\\+[bBwWsSdD]")
"""Of a regular expression: `\\bcity` names the city."""
MAX_WORDS = 5
OFFSET = re.compile(r"\b330\b|\+0?5:?30\b|\bhours=5\b.{0,20}\bminutes=30\b")
"""The zone's offset."""


@cache
def facts() -> frozenset[str]:
    """The names and words that the first area's folder gives, as `mentions` reads them."""
    area = load_area("indiranagar")
    words = area.words
    names = {
        *words.city, *words.region, *words.country, *words.ignored, *words.festivals, *words.night, *words.day,
        *words.sellers, *words.money, *area.localities, *area.beyond, *area.postcodes, area.zone.key,
        *(venue.name for venue in area.venues),
    }  # fmt: skip
    return frozenset(" ".join(WORD.findall(name.lower())) for name in names) - LANGUAGE - SERVICES


@cache
def first_words() -> frozenset[str]:
    return frozenset(fact.partition(" ")[0] for fact in facts())


def mentions(text: str) -> set[str]:
    """The facts of the first city in a text of code."""
    words = WORD.findall(CLASS.sub(" ", text).lower())
    begun = [i for i, word in enumerate(words) if word in first_words()]
    runs = (" ".join(words[i : i + n]) for n in range(1, MAX_WORDS + 1) for i in begun)
    named = {run for run in runs if run in facts()}
    return named - ({"kolkata"} if ZONE in named else set()) | {found.group() for found in OFFSET.finditer(text)}


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS and not str(path.relative_to(ROOT)).startswith(BESIDE):
                yield path


def code_of(path: Path) -> str:
    """A file without its comments and docstrings, which may give examples."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return COMMENTS[path.suffix].sub("", text)
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [one for one in node.body if not _is_docstring(one)] or [ast.Pass()]
    return ast.unparse(tree)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@cache
def found() -> frozenset[tuple[str, str]]:
    return frozenset((str(path.relative_to(ROOT)), fact) for path in files() for fact in mentions(code_of(path)))


@pytest.mark.slow
def test_no_fact_of_the_first_city_is_in_code() -> None:
    assert sorted(found() - set(ALLOWED)) == []


@pytest.mark.slow
def test_what_is_allowed_is_still_there() -> None:
    assert sorted(set(ALLOWED) - found()) == []


@pytest.mark.parametrize(
    "line",
    [
        'CITY = "Bengaluru"', "night = r'\\b(?:bollywood|dj)\\b'", "city = r'\\bbangalore'", "zone = 'Asia/Kolkata'",
        'SELLERS = ["Zomato Live"]', "shift = 330", "venue = 'Toit'", "cities = {'new delhi'}",
    ],
)  # fmt: skip
def test_a_fact_would_be_noticed(line: str, tmp_path: Path) -> None:
    path = tmp_path / "new.py"
    path.write_text(f'"""Bengaluru, as an example."""\n\n{line}  # such as HSR\n', encoding="utf-8")
    assert mentions(code_of(path))

    path.write_text('"""Bengaluru, as an example."""\n\nx = 1  # such as HSR\n', encoding="utf-8")
    assert not mentions(code_of(path))
