"""Taking an event's parts out of a page by selectors."""

from __future__ import annotations

from collections.abc import Sequence

from parsel import Selector
from parsel.selector import SelectorList

from include.network.sites import same_site
from include.network.urls import absolute_url
from include.scrapers.job import DetailSelectors
from include.scrapers.reading.badges import badge_of

ATTRIBUTES = {
    "date": ("datetime", "content"),
    "end": ("datetime", "content"),
    "price": ("content",),
    "image": ("data-src", "src", "content", "href"),
    "link": ("href",),
}
"""Where a part usually stands when its selector names an element, the best place first."""
ADDRESS_PARTS = ("image", "link")
TIME_PARTS = ("date", "end")
"""Parts whose text is kept beside the attribute: programs write a time into one, people into the other."""


def parts_of(node: Selector, selectors: DetailSelectors, base: str) -> dict[str, str]:
    """The parts that are there, by name; addresses are made absolute against `base`."""
    found: dict[str, str] = {}
    for name, css in selectors:
        if css and name != "container":
            chosen = node.css(css)
            value = _exactly(chosen) if "::" in css else _usually(chosen, name)
            if value and name not in ADDRESS_PARTS:
                found[name] = value
            elif value and (url := absolute_url(base, value)):
                found[name] = url
            if value and name in TIME_PARTS and "::" not in css and _text(chosen) not in ("", value):
                found[f"{name}_text"] = _text(chosen)
    if "status" not in found and (badge := badge_of(node)):
        found["badge"] = badge
    return found


def address_in(page: Selector, css: str, base: str, sites: Sequence[str] = ()) -> str | None:
    """The target of the first link that `css` finds, when it stays on the site, or on one of `sites`."""
    found = page.css(css)
    target = _exactly(found) if "::" in css else _usually(found, "link")
    url = absolute_url(base, target)
    return url if url and same_site(url, base, sites) else None


def numbered_address(page: Selector, css: str, number: int, base: str, sites: Sequence[str] = ()) -> str | None:
    """The target of the link that `css` finds whose text is `number`, when it stays on the site or on `sites`."""
    for link in page.css(css):
        if _text(SelectorList([link])) == str(number) and (url := absolute_url(base, link.attrib.get("href"))):
            return url if same_site(url, base, sites) else None
    return None


def _exactly(chosen: SelectorList[Selector]) -> str:
    return " ".join((chosen.get() or "").split())


def _usually(chosen: SelectorList[Selector], name: str) -> str:
    for attribute in ATTRIBUTES.get(name, ()):
        value = (chosen.attrib.get(attribute) or "").strip()
        if value and not value.startswith("data:"):
            return value
    return "" if name in ADDRESS_PARTS else _text(chosen)


def _text(chosen: SelectorList[Selector]) -> str:
    """All text of the first element; elements side by side are separated by a space."""
    first = chosen[:1]
    return " ".join(" ".join(first.xpath(".//text()[not(parent::script or parent::style)]").getall()).split())
