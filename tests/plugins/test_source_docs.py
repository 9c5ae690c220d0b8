"""What an operator reads about a source, where its name came from a site."""

from __future__ import annotations

import re

from include.sources.configuration.instance import SourceInstance
from plugins.source_docs import about_source


def test_a_name_is_text_whatever_it_means_in_markdown() -> None:
    name = "Hall [x](javascript:alert(1)) ![y](http://evil.example/seen.png) <b onclick=alert(1)> `#_*"
    instance = SourceInstance(slug="hall", name=name, kind="rss", config={"url": "https://hall.example/feed"})

    first = about_source(instance, "UTC").splitlines()[0]

    assert re.sub(r"\\(.)", r"\1", first) == f"### {name}"
    assert not re.search(r"(?<!\\)[][()<>!`:/_*]", first.removeprefix("### "))
