"""The items of a page's microdata, read by extruct's own reader within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extruct.w3cmicrodata import LxmlMicrodataExtractor  # type: ignore[import-untyped]

from include.untrusted.bounds import at_most

MAX_REFERENCES = 5_000
"""Properties that the items of a page take from elsewhere by `itemref`."""


class ItemReader(LxmlMicrodataExtractor):  # type: ignore[misc]
    """Microdata in which a broken address costs that address alone, and references are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.references = 0

    def _extract_properties(self, node: Any, **about: Any) -> Iterator[Any]:
        """Those of the item itself: each element is looked at for one item only, however the items are nested."""
        todo = list(reversed(node))
        while todo:
            one = todo.pop()
            if one.get("itemprop") is not None:
                yield from self._extract_property(one, **about)
            if one.get("itemscope") is None:
                todo.extend(reversed(one))

    def _extract_property_refs(self, *arguments: Any, **about: Any) -> Iterator[Any]:
        for found in super()._extract_property_refs(*arguments, **about):
            self.references += 1
            at_most(MAX_REFERENCES, self.references, "or more properties by itemref")
            yield found

    def _extract_property_value(self, node: Any, **about: Any) -> Any:
        try:
            return super()._extract_property_value(node, **about)
        except ValueError:  # "http://[event-url]"
            return ""
