"""Crawls, each a fork of a process that has imported Scrapy: to import it takes longer than most crawls of a test.

A crawl still has a process, an environment and limits of its own. Those of a pipeline that a test starts, and one with
modules of its own, are started as anywhere else.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from include.scrapers import process
from include.settings import ROOT
from tests.forking import Forking

SCRAPY = (
    "include.network.proxy",
    "include.redaction",
    "include.scrapers.access",
    "include.scrapers.browser.handler",
    "include.scrapers.browser.spider",
    "include.scrapers.spider",
    "protego",
    "scrapy.crawler",
    "scrapy.dupefilters",
    "scrapy.extensions.closespider",
    "scrapy.extensions.throttle",
    "scrapy.logformatter",
    "scrapy.pqueues",
    "scrapy.robotstxt",
    "scrapy.squeues",
    "scrapy.statscollectors",
    *(
        f"scrapy.downloadermiddlewares.{one}"
        for one in ("httpcache", "httpcompression", "offsite", "redirect", "retry")
    ),
    *(f"scrapy.spidermiddlewares.{one}" for one in ("depth", "metacopy", "referer", "start", "urllength")),
)


class Crawler:
    """Takes the place of `subprocess` where crawls are started."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self, forking: Forking) -> None:
        self.forking = forking

    def run(self, command: list[str], *, input: bytes, env: dict[str, str], **about: Any) -> Any:  # noqa: A002
        """What `subprocess.run` would return or raise."""
        if command[1:3] != ["-m", "include.scrapers"] or env["PYTHONPATH"] != str(ROOT):
            return subprocess.run(command, input=input, env=env, **about)
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            asked.write(input)
            asked.seek(0)
            crawl = self.forking.start("include.scrapers", ["{}"], env, [asked, output, errors], about["pass_fds"])
            try:
                code = crawl.wait(about["timeout"])
            finally:
                crawl.close()
            for file in (output, errors):
                file.seek(0)
            return SimpleNamespace(returncode=code, stdout=output.read(), stderr=errors.read())


@pytest.fixture(autouse=True, scope="session")
def forked_crawls() -> Iterator[None]:
    """Start the crawls of this session so."""
    with pytest.MonkeyPatch.context() as patch, Forking(*SCRAPY) as forking:
        patch.setattr(process, "subprocess", Crawler(forking))
        yield
