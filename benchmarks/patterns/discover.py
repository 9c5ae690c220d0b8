"""Every pattern of the code that reads foreign text: those that modules hold, and those written inside a call."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from include.areas.area import load_area
from include.sources.fields import places
from include.understand.category import vocabulary
from include.understand.place import localities, venues
from include.understand.text import titles
from include.understand.text.money import amounts
from include.understand.text.patterns import any_of
from include.untrusted import cleaning

ROOTS = ("include", "realtime")
CALLS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")
AREA = "indiranagar"
Named = dict[str, re.Pattern[str]]


def patterns() -> Named:
    """All patterns by where they stand; the same pattern once."""
    found: Named = {}
    for module in modules():
        for name, value in vars(module).items():
            if not name.startswith("__"):
                found |= dict(_inside(f"{module.__name__}:{name}", value))
        found |= _written_in_calls(module)
    found |= _made_when_asked()
    return {name: one for one, name in {one: name for name, one in sorted(found.items(), reverse=True)}.items()}


def folders() -> list[str]:
    """The packages of `ROOTS` by name; none is imported, and a folder without `__init__.py` is one all the same."""
    here = Path(__file__).resolve().parents[2]
    files = (file.relative_to(here) for root in ROOTS for file in (here / root).rglob("*.py"))
    return sorted({".".join(file.parent.parts) for file in files if "migrations" not in file.parts})


def modules() -> Iterator[ModuleType]:
    """The modules of `ROOTS`, imported, without programs and migrations."""
    for root in ROOTS:
        package = importlib.import_module(root)
        for info in pkgutil.walk_packages(package.__path__, f"{root}."):
            if not info.name.endswith("__main__") and ".migrations" not in info.name:
                yield importlib.import_module(info.name)


def _inside(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield name, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _inside(f"{name}[{key!r}]", one)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, one in enumerate(value):
            yield from _inside(f"{name}[{number}]", one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _inside(name, getattr(value, field.name))


def _written_in_calls(module: ModuleType) -> Named:
    """`re.sub("...", ...)` inside a function; an f-string there is left to the module's own constants."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in _NAMES)
    first = ((node.lineno, node.args[0]) for node in calls if node.args)
    return {
        f"{module.__name__}:{line}": re.compile(one.value)
        for line, one in first
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


_NAMES = frozenset(f"re.{call}" for call in CALLS)


def _made_when_asked() -> Named:
    """Patterns that are made when they are first asked for, most of them from an area's names and words."""
    area = load_area(AREA)
    return {
        "include.untrusted.cleaning:stacks.written": cleaning.stacks()[0],
        "include.untrusted.cleaning:stacks.possible": cleaning.stacks()[1],
        "include.areas.area:postcode": area.postcode,
        "include.understand.text.money.amounts:grammar.amount": amounts.grammar(area.money).amount,
        "include.understand.text.money.amounts:grammar.until": amounts.grammar(area.money).until,
        "include.understand.text.titles:amounts": titles.amounts(area.words.money),
        "include.understand.place.localities:_edition": localities._edition(area),
        "include.sources.fields.places:_city_at_end": places._city_at_end(area.words),
        "include.sources.fields.places:_wider_names": places._wider_names(area.words),
        "include.understand.text.patterns:any_of": any_of((*area.words.day, *area.words.festivals)),
        "include.understand.place.venues:_mentions": venues._mentions(area),
        "include.understand.place.localities:_names": localities._names(area),
        "include.understand.category.vocabulary:vocabulary": vocabulary.vocabulary(area)[0],
        "include.understand.category.vocabulary:formats": vocabulary.formats(area)[0],
    }
