"""What is left of tickets or seats, as publishers state it in a field: by schema.org's word, or an API's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from include.listing import Availability
from include.understand.text.availability import best

WORDS: dict[str, Availability] = {
    "instock": "available", "onlineonly": "available", "instoreonly": "available", "presale": "available",
    "preorder": "available", "available": "available", "onsale": "available",
    "limitedavailability": "limited", "limited": "limited", "lowstock": "limited", "sellingfast": "limited",
    "fillingfast": "limited", "almostfull": "limited", "fewleft": "limited",
    "soldout": "sold_out", "outofstock": "sold_out", "housefull": "sold_out", "fullybooked": "sold_out",
}  # fmt: skip
"""What one word stands for, in small letters and without what parts them; others state nothing."""


def availability_of(value: object) -> Availability | None:
    """What a word of schema.org or of an API stands for; None where it states nothing."""
    return WORDS.get(re.sub(r"[\W_]+", "", str(value).rsplit("/", 1)[-1][:60]).lower().removeprefix("is"))


def of_offers(offers: Any) -> Availability | None:
    """Of all offers of an event: what the best of them has. Sold out only where each of them says so."""
    return best([availability_of(one.get("availability")) for one in _offers(offers)])


def _offers(offers: Any) -> Iterator[Mapping[str, Any]]:
    """Each offer by itself; what holds others stands for those of them that state nothing of their own."""
    if isinstance(offers, list):
        for one in offers:
            yield from _offers(one)
    elif isinstance(offers, Mapping):
        inner = list(_offers(offers.get("offers")))
        own = {"availability": offers.get("availability")}
        yield from ([one if one.get("availability") else own for one in inner] if inner else [offers])
