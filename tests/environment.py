"""What an environment says of the settings, looked up once for all tests that run in it.

Each test reads its settings anew. Most run in the same environment, in which to look for a hundred and fifty variables
takes longer than all else that a quick test does; the values are validated each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from include.settings import Settings

PREFIX = "JATRE_"
Environment = tuple[type[BaseSettings], frozenset[tuple[str, str]]]


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
            named = frozenset(one for one in os.environ.items() if one[0].upper().startswith(PREFIX))
            key = (settings_cls, named)
            if key not in known:
                known[key] = env_settings()
            return known[key]

        return init_settings, variables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Settings, "settings_customise_sources", classmethod(customised))
        yield
