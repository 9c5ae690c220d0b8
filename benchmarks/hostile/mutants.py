"""Which body, mutated how, is read by which connector: all of it follows from a seed and a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.hostile import byte_mutations, calendar_mutations, json_mutations, markup_mutations
from benchmarks.hostile.corpus import FORMS, Body, Form
from include.errors import UnreadablePayload
from include.payloads.lenient_json import read_json
from include.sources.registry import KINDS

READS: dict[str, tuple[Form, ...]] = {
    "rss": ("feed",), "icalendar": ("calendar",), "schema_org": ("page", "json"), "selectors": ("page",),
    "json_api": ("json",), "eventbrite": ("json",), "facebook": ("json",), "instagram": ("json",),
    "google_places": ("json",), "spreadsheet": ("table",),
    "webhook": ("json",),
}  # fmt: skip
"""What a kind of connector reads; one that is not named here gets every form."""
ALL_FORMS = tuple(FORMS.values())
MEDIA_TYPES = {
    "json": "application/json",
    "calendar": "text/calendar",
    "page": "text/html",
    "feed": "application/rss+xml",
    "table": "text/csv",
}
NODES = ("schema_org", "webhook", "selectors")
"""Kinds that find something only in schema.org's words or in lists; bodies with dates are read by them more often."""
OTHERS_WEIGHT = 0.1
YEAR = re.compile(r"20[0-2]\d(?=-?[01]\d)|(?<= )20[0-2]\d(?= \d\d:)")
THIS_YEAR = "2026"
MAX_BODY_CHARS = 1_000_000
LARGE_CHARS = 30_000


@dataclass(frozen=True)
class Mutant:
    """One mutated body. `original` is the document that a configuration is made for; `recipe` is what was done."""

    number: int
    kind: str
    form: Form
    body: bytes
    media_type: str
    original: str
    recipe: tuple[str, ...]


def mutant(seed: int, number: int, bodies: Sequence[Body]) -> Mutant:
    """The mutant of this number; the connectors take turns."""
    rng = Random(f"{seed}:{number}")  # the same everywhere
    kind = list(KINDS)[number % len(KINDS)]
    forms = READS.get(kind, ALL_FORMS) if rng.random() < 0.95 else ALL_FORMS
    chosen = _choose([one for one in bodies if one.form in forms], rng, dated=kind in NODES)
    original = YEAR.sub(THIS_YEAR, chosen.text) if rng.random() < 0.9 else chosen.text
    text, names = _mutated(original, chosen.form, rng)
    body, broken = text[:MAX_BODY_CHARS].encode("utf-8", "surrogatepass"), list[str]()
    if rng.random() < 0.2:
        other = _choose(bodies, rng).text.encode()
        body, broken = byte_mutations.mutate(body, other, rng, rng.randint(1, 3))
    return Mutant(
        number, kind, chosen.form, body, _media_type(chosen.form, rng), original, (chosen.name, *names, *broken)
    )  # fmt: skip


def _choose(bodies: Sequence[Body], rng: Random, *, dated: bool = False) -> Body:
    """Large bodies less often: they cost more, and what is odd about them is mostly in the small ones too."""

    def weight(one: Body) -> float:
        fit = not dated or one.is_dated
        return min(1.0, LARGE_CHARS / (len(one.text) + 1)) * (1.0 if fit else OTHERS_WEIGHT)

    return rng.choices(bodies, [weight(one) for one in bodies])[0]


def _mutated(text: str, form: Form, rng: Random) -> tuple[str, list[str]]:
    times = min(1 + int(rng.expovariate(0.5)), 8)
    if form == "calendar":
        lines, names = calendar_mutations.mutate(calendar_mutations.shrunk(text, rng), rng, times)
        return calendar_mutations.write(lines, rng), names
    if form == "json":
        try:
            document, names = json_mutations.mutate(json_mutations.shrunk(read_json(text), rng), rng, times)
            return json_mutations.write(document, rng), names
        except UnreadablePayload:
            pass  # it was broken before, as some of the saved ones are
    tokens, names = markup_mutations.mutate(markup_mutations.shrunk(text, rng), rng, times)
    return "".join(tokens), names


def _media_type(form: Form, rng: Random) -> str:
    """The true one mostly; else a lie about the kind or the charset."""
    if rng.random() < 0.8:
        return MEDIA_TYPES[form]
    lie = rng.choice([*MEDIA_TYPES.values(), "application/octet-stream", "x", "text/plain"])
    charset = rng.choice(byte_mutations.CHARSETS)
    return f"{lie}; charset={charset}" if charset else lie


def described(one: Mutant) -> dict[str, object]:
    """What a report holds of it, as JSON."""
    return {
        "number": one.number,
        "kind": one.kind,
        "bytes": len(one.body),
        "recipe": [ascii(name) for name in one.recipe],
    }
