"""Why a listing is not shown, for everybody: in fixed phrases, so that no text of a record passes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import include
from include.listing import Listing
from include.understand.record.quality import OUTSIDE_REASON
from include.understand.text.posts.mild_reasons import MILD
from include.understand.text.posts.reasons import REASONS

ROOT = Path(include.__file__).parent
SECRETS = (
    'Zelda\'s "quick" chemotherapy',
    "98450 12345",
    "'Zelda …",
    "zelda@clinic.example, at most 5",
    "Zelda\n, at most 5",
)
RAISED = ("BrokenRecord", "NotAnEvent", "ValueError", "Unreadable")


def messages(*names: str) -> Iterator[list[str | None]]:
    """The messages of exceptions in the program: texts, with None for each value that is put in."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
                first = node.args[0]
                parts = first.values if isinstance(first, ast.JoinedStr) else [first]
                yield [str(one.value) if isinstance(one, ast.Constant) else None for one in parts]


def public(owner: psycopg.Connection, reasons: list[str]) -> dict[str, str]:
    rows = owner.execute(
        "select r, jatre.source_reason_public(r) from unnest(cast(%s as text[])) as given (r)", [reasons]
    )
    return dict(rows.fetchall())


def test_reasons_that_quote_nothing_are_published_as_they_are(owner: psycopg.Connection) -> None:
    fixed = [parts[0] for parts in messages("NotAnEvent") if len(parts) == 1 and parts[0]]
    fixed += [reason for _, reason in (*REASONS, *MILD)]
    fixed.append(OUTSIDE_REASON)

    assert len(fixed) > 20
    assert public(owner, fixed) == {one: one for one in fixed}


def test_whatever_a_reason_quotes_is_not(owner: psycopg.Connection) -> None:
    templates = list(messages(*RAISED))
    filled = [
        prefix + "".join(secret if part is None else part for part in parts)
        for parts in templates
        for prefix in ("", "broken: ", "failed: ")
        for secret in SECRETS
        if None in parts
    ]

    found = public(owner, [*filled, *SECRETS, *(f"title: {one}" for one in SECRETS), ""])

    assert len(found) > 300
    leaked = {reason: words for reason, words in found.items() if any(s in words for s in (*SECRETS, "98450", "elda"))}
    assert leaked == {}
    assert len(set(found.values())) < 40, "fixed phrases, not as many as there are reasons"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("'Zelda, dentist' only blocks time: somebody is busy", "it only blocks time: somebody is busy"),
        ("broken: title: 8,000 characters, at most 500", "title: longer, larger or more than is taken"),
        ("broken: images[0].url: 8,000 characters, at most 4,000", "images: longer, larger or more than is taken"),
        ("broken: 41 keywords, at most 40", "something in it is longer, larger or more than is taken"),
        ("broken: endDate of eventSchedule: 'ring Zelda' is no date", "endDate could not be read"),
        ("broken: the entry has no title", "the entry has no title"),
        ("bad language: zelda", "bad language"),
        ("looks like spam: ring: Zelda", "looks like spam"),
        ("a harmful link: zelda.example, a program to download", "a harmful link"),
        ("others' work: the text of Zelda", "others' work"),
        ("failed: KeyError", "a field could not be read"),
    ],
)
def test_the_field_that_it_names(owner: psycopg.Connection, reason: str, words: str) -> None:
    assert public(owner, [reason]) == {reason: words}


def test_every_field_of_a_listing_is_named(owner: psycopg.Connection) -> None:
    wrong = {f"broken: {name}: 'Zelda' is wrong": f"{name} could not be read" for name in Listing.model_fields}

    assert public(owner, list(wrong)) == wrong
