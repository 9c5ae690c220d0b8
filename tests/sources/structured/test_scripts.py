"""The JSON of a page's scripts, as it is put into them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from include.errors import UnreadablePayload
from include.sources.structured.scripts import read_script

EVENTS: list[dict[str, Any]] = [{"@type": "Event", "name": f"{name} {'x' * 200}"} for name in ("one", "two", "three")]
DOCUMENTS = [json.dumps(one) for one in EVENTS]


@pytest.mark.parametrize("mark", ["\n", ", ", ";\r\n\t", ""])
def test_documents_one_behind_the_other_are_all_read(mark: str) -> None:
    assert read_script(mark.join(DOCUMENTS)) == (EVENTS, "")
    assert read_script(mark.join([*DOCUMENTS, ""])) == (EVENTS, "")


def test_what_stands_behind_the_last_that_can_be_read_is_returned() -> None:
    found, rest = read_script("\n".join([*DOCUMENTS[:2], '{"@type": "Event", "name": ']))
    assert (found, rest) == (EVENTS[:2], '{"@type": "Event", "name":')


def test_one_document_and_a_broken_one_are_no_list() -> None:
    with pytest.raises(UnreadablePayload):
        read_script(f"{DOCUMENTS[0]} {{")
