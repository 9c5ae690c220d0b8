"""Persons in sentences, by spaCy: its tokenizer, the area's venues and the words of requests, then a model's entities.

The rules before the model keep it from taking a venue for a person, and "DM Priya" for an organization.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from include.areas.area import AREAS_KEPT, Area
from include.errors import ConfigurationError
from include.settings import settings
from include.understand.personal.names import PersonModel
from include.understand.personal.vocabulary import REQUESTS
from include.understand.text.characters import Characters

log = logging.getLogger(__name__)

UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
"""Parts of a model that entities do without."""


class SpacyPersons:
    """A model of spaCy by its package or folder. Loading takes about four seconds and 280 MB."""

    def __init__(self, name: str, area: Area) -> None:
        spacy = import_module("spacy")  # heavy, and not installed everywhere
        try:
            self._read: Any = spacy.load(name, exclude=list(UNUSED))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"JATRE_ENTITY_MODEL={name} is no model on this machine: {error}") from error
        ruler = self._read.add_pipe("entity_ruler", before="ner", config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns([*_venues(area), *_requests()])

    def persons(self, sentence: str) -> Sequence[Characters]:
        """From where to before where the names of persons stand."""
        return [(one.start_char, one.end_char) for one in self._read(sentence).ents if one.label_ == "PERSON"]


def _venues(area: Area) -> Iterator[dict[str, Any]]:
    yield from ({"label": "FAC", "pattern": name} for venue in area.venues for name in (venue.name, *venue.aliases))


def _requests() -> Iterator[dict[str, Any]]:
    yield {"label": "REQUEST", "pattern": [{"LOWER": {"IN": sorted(REQUESTS)}}]}
    yield {"label": "CONTACT", "pattern": [{"ORTH": "["}, {"IS_ALPHA": True}, {"ORTH": "]"}]}


@lru_cache(maxsize=AREAS_KEPT)
def person_model(area: Area) -> PersonModel | None:
    """The model that the settings name; None without one, or where spaCy is not installed.

    Raises: ConfigurationError when the model cannot be loaded.
    """
    name = settings().entity_model if settings().use_models else ""
    if name and find_spec("spacy") is None:
        log.warning("spaCy is not installed: names of private persons are found by rules alone, and not by %s", name)
        return None
    return SpacyPersons(name, area) if name else None
