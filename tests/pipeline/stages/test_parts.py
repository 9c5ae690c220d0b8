"""A post in a feed that announces several happenings, from its fetch to the ledger, edit by edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import Site

DATED = "<pubDate>Tue, 03 Mar 2026 06:00:00 GMT</pubDate>"
SEVERAL = "Fri 6 March 2026, 8pm: Jazz trio\nSat 7 March 2026, 9pm: Comedy night\nSun 8 March 2026, 7pm: Pub quiz"


class Feed:
    """A feed of one post, and the ledger behind it."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site = engine, site
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        with engine.begin() as connection:
            config = {"url": f"{site.base}/f.xml"}
            stored.store(connection, SourceInstance(slug="posts", name="Posts", kind="rss", config=config))

    def publish(self, words: str) -> fetch.FetchReport:
        """The post with these words."""
        entry = f"<guid>p</guid><title>At the Copper Tap</title>{DATED}<description>{escape(words)}</description>"
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item>{entry}</item></channel></rss>'
        self.site.put("/f.xml", body, media_type="application/rss+xml")
        return fetch.run(self.engine, "posts", None, self.settings)

    def listed(self) -> list[str]:
        """The external ids that are not gone."""
        sql = "select external_id from jatre.events_staging where gone_at is null order by external_id"
        with self.engine.connect() as connection:
            return [row.external_id for row in connection.execute(text(sql))]


@pytest.fixture
def feed(database: Database, site: Site, tmp_path: Path) -> Iterator[Feed]:
    engine = engine_of(database.pipeline_url)
    yield Feed(engine, site, tmp_path)
    engine.dispose()


def test_the_ledger_follows_the_edits_of_a_post(feed: Feed) -> None:
    feed.publish("Fri 6 March 2026, 8pm: Jazz trio")
    whole = feed.listed()
    assert len(whole) == 1

    report = feed.publish(SEVERAL)
    parts = feed.listed()
    assert parts == [f"{whole[0]}#part:{name}" for name in ("comedy-night", "jazz-trio", "pub-quiz")]
    assert (report.new, report.gone) == (3, 1)

    report = feed.publish(SEVERAL.replace("8pm", "8.30pm").replace("\nSun 8 March 2026, 7pm: Pub quiz", ""))
    assert feed.listed() == parts[:2]
    assert (report.new, report.gone) == (0, 1)

    feed.publish(SEVERAL)
    assert feed.listed() == parts

    feed.publish("Fri 6 March 2026, 8pm: Jazz trio")
    assert feed.listed() == whole


def test_the_same_post_again_changes_nothing(feed: Feed) -> None:
    feed.publish(SEVERAL)
    report = feed.publish(SEVERAL)
    assert (report.new, report.changed, report.unchanged, report.gone) == (0, 0, 3, 0)
