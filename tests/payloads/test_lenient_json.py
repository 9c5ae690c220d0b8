"""A document is bounded by the lists and objects in it, not by the brackets in its texts."""

from __future__ import annotations

import json

import pytest

from include.errors import UnreadablePayload
from include.payloads import lenient_json
from include.payloads.lenient_json import read_json


@pytest.mark.parametrize("bracket", ["[", "{", '["', "[\\"])
def test_brackets_within_texts_are_none(bracket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lenient_json, "MAX_CONTAINERS", 10)
    document = [{"name": "Jazz night"}, {"name": bracket * 100}]

    assert read_json(json.dumps(document)) == document


@pytest.mark.parametrize("document", ["[" * 6 + "]" * 6, '{"a":[]},' * 3, '"[" [{}] [{}] [{}]'])
def test_lists_and_objects_are_counted(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lenient_json, "MAX_CONTAINERS", 5)

    with pytest.raises(UnreadablePayload, match="6 lists and objects, at most 5"):
        read_json(document)
