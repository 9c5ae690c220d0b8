"""The examples on which the head is trained: written for it, no publisher's text, and so committed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.categories.examples import Example, read_example

FILE = Path(__file__).parent / "made_up.tsv"
FIELDS = ("label", "title", "description", "keywords", "type")


def made_up() -> list[Example]:
    """Every line: label, title, description, keywords with commas between them, and schema.org type. Tabs between."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_example(line, f"{FILE.name}, line {number}") for number, line in enumerate(lines, 1)]


def _example(line: str, where: str) -> Example:
    written = dict(zip(FIELDS, line.split("\t"), strict=True))
    keywords = [word for word in written["keywords"].split(",") if word]
    return read_example({**written, "keywords": keywords, "source": "made up"}, where)
