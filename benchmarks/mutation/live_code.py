"""A module's code replaced in a running process, where only functions differ.

What a module makes while it is imported is made already: classes, tables, defaults. Those change by an import alone.
"""

from __future__ import annotations

import functools
import gc
from collections import defaultdict
from collections.abc import Iterator
from inspect import CO_NEWLOCALS, CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType

Changes = dict[CodeType, CodeType]
"""The new code of each function by its old."""


class OutsideFunctions(Exception):
    """More than functions differ."""


class LiveCode:
    """The functions of a tree that are there in this process, and what their results are kept in."""

    def __init__(self, tree: Path) -> None:
        gc.unfreeze()  # what was frozen is not listed
        self._functions: dict[Path, list[FunctionType]] = defaultdict(list)
        self._caches: list[functools._lru_cache_wrapper[object]] = []
        for one in gc.get_objects():
            # a mock answers isinstance with whatever it stands for
            if type(one) is FunctionType and _is_within(tree, one):
                self._functions[Path(one.__code__.co_filename)].append(one)
            elif type(one) is functools._lru_cache_wrapper and _is_within(tree, one.__wrapped__):
                self._caches.append(one)

    def has(self, file: Path, changes: Changes) -> bool:
        """Whether any function is there whose code would be replaced."""
        return any(one.__code__ in changes for one in self._functions[file])

    def replace(self, file: Path, changes: Changes) -> None:
        """Let all that have a code that changes do as the new one says, and forget what is cached."""
        for one in self._functions[file]:
            one.__code__ = changes.get(one.__code__, one.__code__)
        for cached in self._caches:
            cached.cache_clear()


def _is_within(tree: Path, function: object) -> bool:
    code = getattr(function, "__code__", None)  # what is written in C has none
    return code is not None and code.co_filename.startswith(f"{tree}/")


def changes(before: str, after: str) -> Changes:
    """What to replace so that a module does as its other text says. Raises: OutsideFunctions."""
    old, new = (compile(text, "module", "exec", dont_inherit=True) for text in (before, after))
    return dict(_changes(old, new))


def _changes(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Those of a code and of what is defined in it: a function that another has made lives on with its code."""
    if _is_function(old):
        if old.co_freevars != new.co_freevars:
            raise OutsideFunctions
        if old != new:
            yield old, new
    elif _own(old) != _own(new):
        raise OutsideFunctions
    for pair in zip(_defined(old), _defined(new), strict=False):
        if pair[0] != pair[1]:
            yield from _changes(*pair)


def _is_function(code: CodeType) -> bool:
    """Not a module's or a class's body."""
    return code.co_flags & (CO_OPTIMIZED | CO_NEWLOCALS) == CO_OPTIMIZED | CO_NEWLOCALS


def _own(code: CodeType) -> CodeType:
    """Without what is defined in it, and where that stands."""
    consts = tuple(None if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=consts, co_linetable=b"")


def _defined(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]
