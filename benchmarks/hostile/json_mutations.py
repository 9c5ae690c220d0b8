"""Mutations of a JSON document that keep it JSON: types, nesting, lists, keys, values."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from benchmarks.hostile import poison

MAX_PLACES = 4_000
ODD_KEYS = (
    "__proto__", "constructor", "@type", "@id", "@graph", "@context", "@value", "@list", "$ref", "", " ", "\x00",
    "name",
    "startDate", "subEvent", "superEvent", "eventSchedule", "location", "offers", "organizer", "url", "image",
    "identifier",
    "\u202ename", "0", "a.b", "*", "previousStartDate", "eventStatus", "byDay", "repeatFrequency",
)  # fmt: skip
TYPES = (
    "Event",
    "MusicEvent",
    "EventSeries",
    "Schedule",
    "Place",
    "VirtualLocation",
    "Offer",
    "AggregateOffer",
    "Thing",
    "",
)
FEW = 4
"""Records that are kept of a long list, mostly."""

Place = tuple[Any, Any]
"""A list or an object, and an index or key in it."""
Mutation = Callable[[Any, Any, Any, Random], None]


def shrunk(document: Any, rng: Random) -> Any:
    """The document with a few records of each long list of objects, so that one body stays one cheap trial."""
    if isinstance(document, dict):
        return {key: shrunk(value, rng) for key, value in document.items()}
    if isinstance(document, list):
        chosen = rng.sample(document, FEW) if len(document) > FEW and isinstance(document[0], dict) else document
        return [shrunk(one, rng) for one in chosen]
    return document


def mutate(document: Any, rng: Random, times: int) -> tuple[Any, list[str]]:
    """The document after `times` mutations, and their names."""
    names: list[str] = []
    for _ in range(times):
        places = _places(document)
        if not places:
            return poison.scalar(rng), [*names, "whole"]
        container, key = rng.choice(places)
        mutation = rng.choice(MUTATIONS)
        mutation(container, key, document, rng)
        names.append(f"{mutation.__name__}({str(key)[:30]})")
    return document, names


def write(document: Any, rng: Random) -> str:
    """The document as text; sometimes with keys twice, comments or commas that JSON does not know."""
    try:
        text = json.dumps(document, ensure_ascii=rng.random() < 0.5)
    except RecursionError:  # nested again and again
        return "[" * 100_000
    text = text.replace(f'"{poison.DIGITS}"', "9" * 5_000)
    odd = rng.random()
    if odd < 0.05:
        return text.replace("{", '{"name": "twice", "startDate": "2026-03-07", ', rng.randint(1, 3))
    if odd < 0.08:
        return text.replace(", ", ", /* so */ ", 5).replace("}", ",}", 3)
    return text


def _places(document: Any) -> list[Place]:
    found: list[Place] = []
    todo = [document]
    while todo and len(found) < MAX_PLACES:
        one = todo.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        found += [(one, key) for key in keys]
        todo += [one[key] for key in keys]
    return found


def put_scalar(container: Any, key: Any, document: Any, rng: Random) -> None:
    """A hostile value in place."""
    container[key] = poison.scalar(rng, container[key])


def put_text(container: Any, key: Any, document: Any, rng: Random) -> None:
    """A hostile text in or around the present one."""
    container[key] = poison.text(rng, container[key] if isinstance(container[key], str) else "")


def put_date(container: Any, key: Any, document: Any, rng: Random) -> None:
    """An odd date in place; a list of them now and then."""
    container[key] = [poison.date(rng) for _ in range(rng.choice((2, 500)))] if rng.random() < 0.2 else poison.date(rng)


def wrap(container: Any, key: Any, document: Any, rng: Random) -> None:
    """The value as a list, an object, a list of lists, a text."""
    value = container[key]
    container[key] = rng.choice((
        lambda: [value], lambda: {"name": value}, lambda: {"@value": value}, lambda: [[value], value],
        lambda: str(value),
        lambda: {"@list": [value]}, lambda: {"@type": rng.choice(TYPES), "name": [value], "url": value}, dict, list,
    ))()  # fmt: skip


def nest(container: Any, key: Any, document: Any, rng: Random) -> None:
    """The value deep inside lists and objects."""
    value, name = container[key], rng.choice(ODD_KEYS)
    for _ in range(rng.choice((3, 10, 60, 150, 400))):
        value = [value] if rng.random() < 0.5 else {name: value}
    container[key] = value


def repeat(container: Any, key: Any, document: Any, rng: Random) -> None:
    """The value many times, in a list or beside itself."""
    value = container[key]
    size = len(str(value)) + 1
    count = min(rng.choice((2, 30, 300, 3_000)), 300_000 // size + 1)
    if isinstance(container, list):
        container[key:key] = [deepcopy(value) for _ in range(count)]
    else:
        container[key] = [deepcopy(value) for _ in range(count)]


def drop(container: Any, key: Any, document: Any, rng: Random) -> None:
    """The value gone."""
    del container[key]


def rename(container: Any, key: Any, document: Any, rng: Random) -> None:
    """The value under another name."""
    value = container.pop(key)
    if isinstance(container, dict):
        container[rng.choice(ODD_KEYS)] = value


def add(container: Any, key: Any, document: Any, rng: Random) -> None:
    """One more key beside it."""
    if isinstance(container, dict):
        container[rng.choice(ODD_KEYS)] = rng.choice(
            (poison.scalar(rng), [poison.scalar(rng)], {"@id": poison.scalar(rng)})
        )
    else:
        container.append(poison.scalar(rng))


def swap(container: Any, key: Any, document: Any, rng: Random) -> None:
    """The value of another place, which may be a part of what holds it."""
    other, name = rng.choice(_places(document))
    container[key] = deepcopy(other[name])


def share_identity(container: Any, key: Any, document: Any, rng: Random) -> None:
    """One identity for all objects of one kind."""
    for holder, name in _places(document):
        if name in ("@id", "id", "identifier", "url") and isinstance(holder, dict):
            holder[name] = "urn:one"


MUTATIONS: tuple[Mutation, ...] = (
    put_scalar, put_scalar, put_text, put_text, put_date, put_date, wrap, wrap, nest, repeat, drop, rename, add, swap,
    share_identity,
)  # fmt: skip
