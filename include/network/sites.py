"""Which addresses belong to one site: those of one registrable domain (`example.co.uk`), by the public suffix list.

The list is the one that comes with tldextract; nothing is downloaded. Hosts of a shared domain (`a.github.io`) are
sites of their own, and so is an address that is no name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from tldextract import TLDExtract
from urllib3.util.url import parse_url


@lru_cache(maxsize=1)
def _suffixes() -> TLDExtract:
    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def site_of(url: str) -> str | None:
    """The site that a web address belongs to; None when `url` is no web address."""
    if "\\" in url:  # browsers and urllib3 end the host at a backslash, urlsplit does not
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    found = _suffixes()(host)
    if found.suffix or found.ipv4 or found.ipv6 or ":" in host:
        return found.top_domain_under_public_suffix or host
    return ".".join(host.split(".")[-2:])  # no rule knows it: the list's own default, one label


def same_site(url: str, other: str, also: Iterable[str] = ()) -> bool:
    """Whether `url` belongs to the site of `other`, or to one of `also` (domains that an operator names)."""
    site = site_of(url)
    return site is not None and site in {site_of(other), *(site_of(f"http://{domain}/") for domain in also)}


def host_of(url: str) -> str:
    """`host:port` as the client connects to it, in lower case; a host of at most 250 characters, `-` for none."""
    parts = parse_url(url)
    return f"{(parts.host or '-').lower()[:250]}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
