"""What a function comes to: its source and that of all it may reach in the project, as one digest.

Definitions at the top of a module are the pieces: a function, a class, a constant. A piece reaches what its names lead
to, those of types among them, and so the methods of every object that it is given or that a call of it returns.
Docstrings, comments and the form of the source count for nothing. What libraries do, and what stands in files of data,
is not followed.
"""

from __future__ import annotations

import ast
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Piece = tuple[str, str]
"""Module and name of a definition; the name is empty for what a module does when it is imported."""


@dataclass
class _Module:
    imported: dict[str, Piece] = field(default_factory=dict)
    pieces: dict[str, list[ast.stmt]] = field(default_factory=lambda: defaultdict(list))


class Reach:
    """Which definitions of the packages below `home` reach which."""

    def __init__(self, home: Path, *packages: str) -> None:
        files = (file for package in packages for file in (home / package).rglob("*.py"))
        self._files = {_name(file.relative_to(home)): file for file in files}
        self._known: dict[str, _Module] = {}
        self._own: dict[Piece, tuple[str, frozenset[Piece]]] = {}

    def digest(self, module: str, name: str, *beside: object) -> str:
        """Of a function and all that it reaches, and of the values `beside` it: 16 hexadecimal digits."""
        seen: set[Piece] = set()
        left = [(module, name)]
        while left:
            piece = left.pop()
            if piece not in seen:
                seen.add(piece)
                left += self._read(piece)[1]
        sources = [f"{piece} {self._read(piece)[0]}" for piece in sorted(seen)]
        whole = "\n".join([*map(repr, beside), *sources])
        return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def _read(self, piece: Piece) -> tuple[str, frozenset[Piece]]:
        """The source of a piece, and what it reaches itself."""
        if piece not in self._own:
            module, name = piece
            statements = self._module(module).pieces.get(name, [])
            reached = {found for node in statements for found in self._reached(module, node)}
            self._own[piece] = ("\n".join(map(ast.unparse, statements)), frozenset(reached | {(module, "")}))
        return self._own[piece]

    def _reached(self, module: str, statement: ast.stmt) -> Iterator[Piece]:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                yield from self._meant(module, node.id)
            elif isinstance(node, ast.Attribute):
                of = self._module_named(module, node.value)
                yield from self._meant(of, node.attr) if of else ()

    def _meant(self, module: str, name: str) -> Iterator[Piece]:
        """The definition that a name of a module stands for, in whichever module it was made."""
        known = self._module(module)
        if name in known.pieces:
            yield module, name
        elif name in known.imported:
            there, wanted = known.imported[name]
            if there in self._files and there != module:
                yield from self._meant(there, wanted)

    def _module_named(self, module: str, written: ast.expr) -> str | None:
        """The module of the project that is meant by what stands before a dot."""
        if not isinstance(written, ast.Name | ast.Attribute):
            return None
        there, wanted = self._module(module).imported.get(dotted := ast.unparse(written), (dotted, ""))
        found = f"{there}.{wanted}" if wanted else there
        return found if found in self._files else None

    def _module(self, name: str) -> _Module:
        if name not in self._known:
            self._known[name] = _read(self._files[name])
        return self._known[name]


def _name(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(file: Path) -> _Module:
    found = _Module()
    tree = _WithoutDocstrings().visit(ast.parse(file.read_text(encoding="utf-8")))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found.imported |= {one.asname or one.name: (node.module or "", one.name) for one in node.names}
        elif isinstance(node, ast.Import):
            found.imported |= {one.asname: (one.name, "") for one in node.names if one.asname}
    for node in tree.body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            for name in _defined(node):
                found.pieces[name].append(node)
    return found


def _defined(node: ast.stmt) -> list[str]:
    """The names that a statement gives to something; one that gives none happens when the module is imported."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)] or [""]


class _WithoutDocstrings(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """A statement that is a text says something to readers alone."""
        return None if isinstance(node.value, ast.Constant) else node
