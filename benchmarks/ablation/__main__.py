"""`python -m benchmarks.ablation`: what each of spaCy, the trained matcher and the embeddings is worth.

Prints a table (Markdown) with a line for each figure: with it, and with it taken away. All from labelled data that is
shipped. What is not installed, or what `JATRE_ENTITY_MODEL` does not name, has no figure "with".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extract.caption import read_captions
from benchmarks.extract.report import measure as measure_captions
from benchmarks.pairs.figures import brier, calibration_error
from benchmarks.personal.__main__ import finder, measure
from benchmarks.personal.cases import read_cases
from include.areas.area import Area, load_area
from include.operations.matching.learning import LabelledParts, shipped_labels, total
from include.settings import settings
from include.understand.category.embeddings import embedder
from include.understand.match.matcher import SHIPPED_MATCHER
from include.understand.match.weighing import SHIPPED
from include.understand.personal.entities import person_model

FOLDER = Path(__file__).resolve().parents[1]
PERSONAL = ("unseen", "free_phrasing", "free_unseen")


@dataclass(frozen=True)
class Figure:
    """One figure with a part and without it, None where the part is missing here."""

    part: str
    name: str
    whole: float | None
    without: float
    higher_is_better: bool = True

    @property
    def earns_its_place(self) -> bool:
        """Whether taking the part away worsens the figure; no where it is not known."""
        return (
            self.whole is not None
            and self.whole != self.without
            and ((self.whole > self.without) == self.higher_is_better)
        )


def main() -> None:
    """Measure and print."""
    area = load_area(settings().area)
    print("| taken away | figure | with it | without it | worse without it |\n|---|---|---|---|---|")
    for one in (*of_spacy(area), *of_matcher(), *of_embeddings(area)):
        whole = "not here" if one.whole is None else f"{one.whole:.4g}"
        worse = "unknown" if one.whole is None else "yes" if one.earns_its_place else "no"
        print(f"| {one.part} | {one.name} | {whole} | {one.without:.4g} | {worse} |")


def of_spacy(area: Area) -> Iterator[Figure]:
    """Names of private persons: rules and the model, and rules alone."""
    model = person_model(area)
    for name in PERSONAL:
        cases = read_cases(FOLDER / "personal" / f"{name}.jsonl")
        whole, alone = (measure(cases, finder(area, one))[0]["names"]["f1"] for one in (model, None))
        yield Figure("spaCy", f"private names, F1, {name}", whole if model else None, alone)


def of_matcher() -> Iterator[Figure]:
    """The stated probability of the pairs that were not trained on, and the score in its place."""
    pairs = shipped_labels("reporting")
    labels = [one.same for one in pairs]
    trained = [SHIPPED_MATCHER.probability(one.fields, one.veto) for one in pairs]
    scores = [_by_score(one) for one in pairs]
    for name, figure in (("Brier score", brier), ("calibration error", calibration_error)):
        yield Figure("trained matcher", name, figure(labels, trained), figure(labels, scores), higher_is_better=False)


def _by_score(pair: LabelledParts) -> float:
    """The score as a probability; 0 where a rule is against the match."""
    return 0.0 if pair.veto else total(pair, SHIPPED)


def of_embeddings(area: Area) -> Iterator[Figure]:
    """Categories of captions: with the model, and by words alone."""
    captions, model = read_captions(FOLDER / "extract" / "captions.jsonl", area.zone), embedder()
    whole, words = (measure_captions(captions, area, one).figures["category"] for one in (model, None))
    yield Figure("embeddings", "category of captions, share right", whole if model else None, words)


if __name__ == "__main__":
    main()
