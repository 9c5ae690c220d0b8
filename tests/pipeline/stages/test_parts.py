"""A post in a feed that announces several happenings, from its fetch to the ledger, edit by edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.base import FetchResult, Source
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from include.sources.parts import split
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


@pytest.mark.parametrize("hour", ["9pm", "9.30pm"], ids=["a part as it was", "a part that was edited"])
def test_an_old_copy_of_a_post_withdraws_and_revives_nothing(
    feed: Feed, monkeypatch: pytest.MonkeyPatch, hour: str
) -> None:
    def publish(words: str, written: str) -> fetch.FetchReport:
        def stamped(fetched: FetchResult, reader: Source, now: datetime) -> FetchResult:
            found = split(fetched, reader, now)
            for one in found.records:
                one.data["signedAt"] = f"2026-03-0{written}T06:00:00+00:00"
            return found

        monkeypatch.setattr(fetch, "split", stamped)
        return feed.publish(words)

    old = "Fri 6 March 2026, 8pm: Jazz trio\nSat 7 March 2026, 9pm: Comedy night"
    new = f"Sat 7 March 2026, {hour}: Comedy night\nSun 8 March 2026, 7pm: Pub quiz"
    publish(old, "1")
    publish(new, "2")
    listed = feed.listed()
    assert [one.partition("#part:")[2] for one in listed] == ["comedy-night", "pub-quiz"]

    report = publish(old, "1")

    assert feed.listed() == listed
    assert (report.new, report.changed, report.gone, report.returned, report.unreadable) == (0, 0, 0, 0, 1)
