"""What an environment says of the settings, looked up once for all tests that run in it.

Each test reads its settings anew. Most run in the same environment, in which to look for a hundred and fifty variables
takes longer than all else that a quick test does; the values are validated each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from include.settings import Settings

PREFIX = "JATRE_"
Environment = tuple[type[BaseSettings], frozenset[tuple[str, str]]]
"""Whose settings, and what is set: of settings that are plain text, which are taken as they are, only that they are."""


@pytest.fixture(autouse=True, scope="session")
def environments() -> Iterator[None]:
    """Look up each environment once in this session."""
    known: dict[Environment, dict[str, Any]] = {}

    def customised(
        cls: type[BaseSettings],
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        **_files: PydanticBaseSettingsSource,
    ) -> tuple[Callable[[], dict[str, Any]], ...]:
        """Arguments before variables; files are not asked, as the settings name none."""

        def variables() -> dict[str, Any]:
            named = {name.upper(): text for name, text in os.environ.items() if name.upper().startswith(PREFIX)}
            texts = {name: named[variable] for name, variable in plain(settings_cls) if variable in named}
            key = (settings_cls, frozenset((named | dict.fromkeys(map(variable_of, texts), "")).items()))
            if key not in known:
                known[key] = env_settings()
            return known[key] | texts

        return init_settings, variables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Settings, "settings_customise_sources", classmethod(customised))
        yield


@cache
def plain(settings_cls: type[BaseSettings]) -> list[tuple[str, str]]:
    """The settings that are plain text, each with its variable."""
    return [(name, variable_of(name)) for name, field in settings_cls.model_fields.items() if field.annotation is str]


def variable_of(name: str) -> str:
    """The variable of a setting."""
    return PREFIX + name.upper()
