"""Which addresses a site's `robots.txt` lets us read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from include.errors import JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network.http import USER_AGENT
from include.network.urls import absolute_url
from include.sources.http import Http
from include.untrusted.budget import PAYLOAD_BUDGET, OverBudget, within_budget

AGENT = USER_AGENT.partition("/")[0]
"""The name by which the rules of a site may know us."""
MAX_ROBOTS_CHARS = 500_000
"""What is read of a robots.txt, as RFC 9309 has it."""
MAX_SITEMAPS_NAMED = 20


@dataclass
class Ruling:
    """Which addresses may be read, which may not, and which nobody knows, with why the rules of their host are missing.

    What nobody knows may not be read now, and nothing follows from its absence.
    """

    permitted: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    undecided: dict[str, JatreError] = field(default_factory=dict)


class Robots:
    """The rules of the hosts that one fetch meets; each host is asked once, whether it answers or not."""

    def __init__(self, http: Http) -> None:
        self.http = http
        self.rules: dict[str, str | JatreError] = {}

    def ruling(self, urls: Iterable[str]) -> Ruling:
        """What the rules allow of `urls`, host by host. A host without rules allows everything."""
        found, by_host = Ruling(), defaultdict[str, list[str]](list)
        for url in urls:
            by_host[origin_of(url)].append(url)
        for host, asked in by_host.items():
            self._decide(host, asked, found)
        return found

    def _decide(self, host: str, urls: list[str], found: Ruling) -> None:
        try:
            permitted = set(_permitted_at(host, self._rules(host), urls))
        except (TransientError, RateLimited, UnreadablePayload) as error:
            found.undecided |= dict.fromkeys(urls, error)
        else:
            found.permitted |= permitted
            found.forbidden |= {*urls} - permitted

    def _rules(self, host: str) -> str:
        if host not in self.rules:
            try:
                self.rules[host] = _rules(self.http, host)
            except (TransientError, RateLimited, UnreadablePayload) as error:
                self.rules[host] = error
        known = self.rules[host]
        if isinstance(known, JatreError):
            raise known
        return known


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, to which one robots.txt applies."""
    scheme, host = urlsplit(url)[:2]
    return f"{scheme}://{host}"


def sitemaps_named(http: Http, url: str) -> list[str]:
    """The sitemaps that the robots.txt of the site of `url` names.

    Raises: TransientError when the rules cannot be read just now, RateLimited, UnreadablePayload.
    """
    text = _rules(http, url)
    named = within_budget(_named, text, budget=PAYLOAD_BUDGET) if text else []
    return [address for one in named if (address := absolute_url(url, one))]


def _permitted_at(host: str, text: str, urls: list[str]) -> list[str]:
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
