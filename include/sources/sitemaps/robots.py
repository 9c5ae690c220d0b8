"""Which addresses a site's `robots.txt` lets us read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from protego import Protego

from include.errors import SourceRefused, UnreadablePayload
from include.network.http import USER_AGENT
from include.network.urls import absolute_url
from include.sources.base import Http
from include.untrusted.budget import PAYLOAD_BUDGET, OverBudget, within_budget

AGENT = USER_AGENT.partition("/")[0]
"""The name by which the rules of a site may know us."""
MAX_ROBOTS_CHARS = 500_000
"""What is read of a robots.txt, as RFC 9309 has it."""
MAX_SITEMAPS_NAMED = 20


def allowed(http: Http, urls: Iterable[str]) -> set[str]:
    """Those of `urls` that may be read; each host is asked once. A site without rules allows everything.

    Raises: TransientError when the rules cannot be read just now, RateLimited, UnreadablePayload.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        scheme, host = urlsplit(url)[:2]
        by_host[f"{scheme}://{host}"].append(url)
    return {url for host, asked in by_host.items() for url in _permitted_at(http, host, asked)}


def sitemaps_named(http: Http, url: str) -> list[str]:
    """The sitemaps that the robots.txt of the site of `url` names. Raises: as `allowed`."""
    text = _rules(http, url)
    named = within_budget(_named, text, budget=PAYLOAD_BUDGET) if text else []
    return [address for one in named if (address := absolute_url(url, one))]


def _permitted_at(http: Http, host: str, urls: list[str]) -> list[str]:
    text = _rules(http, host)
    try:
        return within_budget(_permitted, text, urls, budget=PAYLOAD_BUDGET) if text else urls
    except OverBudget as error:
        raise UnreadablePayload(f"{host}/robots.txt: {error}") from error


def _rules(http: Http, url: str) -> str:
    try:
        return http.get(absolute_url(url, "/robots.txt") or url).text()[:MAX_ROBOTS_CHARS]
    except SourceRefused:  # no rules: RFC 9309 takes every 4xx for that
        return ""


def _permitted(text: str, urls: list[str]) -> list[str]:
    rules = Protego.parse(text)
    return [url for url in urls if rules.can_fetch(url, AGENT)]


def _named(text: str) -> list[str]:
    return list(Protego.parse(text).sitemaps)[:MAX_SITEMAPS_NAMED]
