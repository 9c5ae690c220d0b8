"""The filter that a message carries is checked by the rules of the lists' own parameters."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from realtime.errors import BadParameter
from realtime.live.subscribe import as_params, read_filter


@pytest.mark.parametrize(
    ("data", "pairs"),
    [
        ({}, []),
        ({"category": "music"}, [("category", "music")]),
        ({"area": ["a", "b"], "maxPrice": 300}, [("area", "a"), ("area", "b"), ("maxPrice", "300")]),
        ({"area": []}, []),
        ({"maxPrice": 2.5}, [("maxPrice", "2.5")]),
        ({"area": ["a"] * 50}, [("area", "a")] * 50),
    ],
)  # fmt: skip
def test_one_value_or_a_list_of_them(data: Any, pairs: list[tuple[str, str]]) -> None:
    assert as_params(data).multi_items() == pairs


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (None, "filter"), ([], "filter"), ("music", "filter"), ({"colour": "red"}, "colour"), ({"q": "jazz"}, "q"),
        ({"category": "music", "colour": "red"}, "colour"),
        ({"area": ["a"] * 51}, "area"), ({"area": {"code": "a"}}, "area"), ({"area": ["a", None]}, "area"),
        ({"area": [["a"]]}, "area"),
    ],
)  # fmt: skip
def test_another_shape_is_refused_by_name(data: Any, name: str) -> None:
    with pytest.raises(BadParameter) as refused:
        as_params(data)
    assert refused.value.field == name


@pytest.mark.parametrize("code", ["Indiranagar", "a b", "", "-" * 300])
async def test_what_is_no_code_of_an_area_is_refused_and_shown_in_part(code: str) -> None:
    nowhere: Any = SimpleNamespace()
    if code:
        with pytest.raises(BadParameter) as refused:
            await read_filter(nowhere, QueryParams([("area", code)]))
        assert refused.value.field == "area"
        assert len(str(refused.value)) < 200
    else:
        assert not await read_filter(nowhere, QueryParams([("area", code)]))
