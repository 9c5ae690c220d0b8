"""Sites whose pages carry schema.org events (JSON-LD, microdata, RDFa) or microformats, and bare JSON lists of events.

`config`: `url` (one address) or `urls`; `links`, a CSS selector of the links from those pages to event pages, when the
events stand on pages of their own; `sites`, other domains to which these links may lead; `max_pages` (default 60);
`match`, where an address is that of a sitemap: a text that the addresses of event pages have in them, where they do not
look like events by themselves;
`coverage` (`all`, the default: the pages list all that is to come; `part`: they do not, so an absence means nothing);
`venue` and `address` for events that name no place, when the site belongs to one.

A page that is not modified is not brought again: the ids found on it last time count as still listed. So do those of a
page of which a part cannot be read now. Of a sitemap (or an index of some) the pages are read that look like events,
the new and the changed ones first; one fetch reads `max_pages` of them and the next goes on. Both kinds of pages are
read within the site's robots.txt; the addresses of `url` and `urls` are somebody's choice, and read as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from include.listing import Listing
from include.sources.base import FetchResult, Reading, Source, SourceType
from include.sources.configuration.config import ConfigModel, PagesConfig
from include.sources.structured.event_identity import likeness
from include.sources.structured.event_node import VOLATILE_KEYS, read_listing
from include.sources.structured.site_fetch import SiteFetch


class SchemaOrg(Source):
    """Pages with schema.org events."""

    kind: ClassVar[str] = "schema_org"
    type: ClassVar[SourceType] = "scraper"
    config_model: ClassVar[ConfigModel] = PagesConfig
    volatile: ClassVar[frozenset[str]] = VOLATILE_KEYS
    goes_on: ClassVar[frozenset[str]] = frozenset({"pages"})

    def fetch(self, now: datetime) -> FetchResult:
        """The events of the listing pages and of the pages that they link to."""
        run = SiteFetch(self)
        config = self.instance.config
        for url in config.get("urls") or [config["url"]]:
            run.read(url, entrance=True)
        run.read_linked()
        run.read_mapped(now)
        whole = config.get("coverage", "all") == "all" and not run.missing and len(run.linked) <= run.limit
        return run.result(now, complete=whole)

    def likeness(self, raw: Mapping[str, Any]) -> str | None:
        """By the parts of the node."""
        return likeness(raw)

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one event node."""
        return read_listing(raw, reading, self.instance.config)
