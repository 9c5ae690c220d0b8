"""A closer name of an event's kind, where its title or keywords have one."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.listing import Category
from include.understand.category.category_text import CategoryText
from include.understand.category.vocabulary import subcategory

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("title", "keywords", "category", "named"),
    [
        ("Sunday Book Club: short stories", (), "meetup", "book club"),
        ("Heritage Walks of the old lanes", (), "cultural_event", "heritage walk"),
        ("Clay and company", ("Pottery", "Weekend"), "workshop", "pottery"),
        ("Clay [with a book club]", (), "meetup", None),
        ("Sunday Book Club", (), "music", None),
        ("Rini feat. Asha", (), "music", None),
        ("Dinner with strangers", (), "meetup", "dinner with strangers"),
        ("Chess with strangers", (), "meetup", None),
        ("An evening", (), "music", None),
    ],
)
def test_the_first_format_of_its_category(
    title: str, keywords: tuple[str, ...], category: Category, named: str | None
) -> None:
    assert subcategory(CategoryText(title, keywords, "", None), category, AREA) == named
