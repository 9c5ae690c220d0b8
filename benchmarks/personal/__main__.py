"""`python -m benchmarks.personal INPUT`: is personal data found in announcements, and nothing else taken for it?

INPUT is JSON lines, `{"id", "text"}`, in `text` each telephone number, mail address, account and name of a private
person marked (`[[name:Ramesh]]`). Prints one JSON object: the share of texts whose contacts are masked as marked,
precision, recall and F1 of the names, the share of texts that are right in all, and milliseconds per text (median).
`--names` has them found by rules alone, by the rules and the model of `JATRE_ENTITY_MODEL` (both), or by the model
alone, as it gives persons; `--errors FILE` writes the mistakes, a JSON line each.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from benchmarks.arguments import parser
from benchmarks.lines import BadLine, fail, write_lines
from benchmarks.personal.cases import Case, read_cases
from include.areas.area import Area, load_area
from include.settings import settings
from include.sources.fields.plain_text import mask_contacts
from include.understand.personal.entities import person_model
from include.understand.personal.names import PersonModel, private_names
from include.understand.text.characters import Characters

WAYS = ("rules", "both", "model")


def main() -> None:
    """Read, compare and print."""
    options = parser("personal", __doc__, "JSON lines: a text each, its personal data marked")
    options.add_argument("--names", choices=WAYS, default="rules", help="what finds the names")
    asked = options.parse_args()
    area = load_area(settings().area)
    model = None if asked.names == "rules" else person_model(area)
    try:
        if model is None and asked.names != "rules":
            raise BadLine(f"--names {asked.names} needs spaCy (make models) and JATRE_ENTITY_MODEL")
        cases = read_cases(asked.input)
    except (BadLine, OSError, UnicodeDecodeError) as error:
        fail("personal", error)
    figures, mistakes = measure(cases, finder(area, model, rules=asked.names != "model"))
    if asked.errors:
        write_lines(asked.errors, mistakes)
    print(json.dumps(figures))


def finder(area: Area, model: PersonModel | None, *, rules: bool = True) -> Callable[[str], Sequence[Characters]]:
    """What finds the names of a text: as the stage does, or the model alone."""
    if rules or model is None:
        return lambda text: private_names(text, area, model)
    return lambda text: [one for line in _lines(text) for one in _shifted(model.persons(text[slice(*line)]), line[0])]


def measure(
    cases: Sequence[Case], names: Callable[[str], Sequence[Characters]]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """All figures of the cases, and the mistakes."""
    seconds, mistakes, right, found_right, found, marked = [], [], 0, 0, 0, 0
    for case in cases:
        began = time.perf_counter()
        masked, answer = mask_contacts(case.text), set(names(case.without_contacts))
        seconds.append(time.perf_counter() - began)
        right += masked == case.without_contacts
        found_right, found, marked = (
            found_right + len(answer & case.names),
            found + len(answer),
            marked + len(case.names),
        )
        if masked != case.without_contacts or answer != case.names:
            mistakes.append(_mistake(case, masked, answer))
    precision, recall = found_right / found if found else 0.0, found_right / marked if marked else 0.0
    return {
        "texts": len(cases),
        "contacts": round(right / len(cases), 4) if cases else 0.0,
        "names": {
            "marked": marked,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * found_right / (found + marked), 4) if found + marked else 0.0,
        },
        "all_right": round(1 - len(mistakes) / len(cases), 4) if cases else 0.0,
        "ms_per_text": round(1000 * median(seconds), 2) if seconds else 0.0,
    }, mistakes


def _mistake(case: Case, masked: str, answer: set[Characters]) -> dict[str, Any]:
    def named(names: Sequence[Characters]) -> list[str]:
        return [case.without_contacts[slice(*one)] for one in sorted(names)]

    wrong = {"missed": named([*case.names - answer]), "taken": named([*answer - case.names])}
    contacts = {"masked": masked} if masked != case.without_contacts else {}
    return {"id": case.id, "text": case.text, **wrong, **contacts}


def _lines(text: str) -> list[Characters]:
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((start, start + len(line)))
        start += len(line)
    return lines


def _shifted(names: Sequence[Characters], offset: int) -> list[Characters]:
    return [(start + offset, end + offset) for start, end in names]


if __name__ == "__main__":
    main()
