"""Mutations of pages and feeds as a row of tags and texts: unbalanced, nested, quoted wrongly or without end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

from benchmarks.hostile import json_mutations, poison

TOKEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<script.*?</script>|<[^<>]*>|[^<]+|<", re.DOTALL)
LINKED = re.compile(r"(<script[^>]*ld\+json[^>]*>)(.*)(</script>)", re.DOTALL)
RECORDS = re.compile(r"(?=<(?:item|entry)[\s>])")
FEW = 6
EVENT = {
    "@context": "https://schema.org", "@type": "Event", "@id": "urn:planted", "name": "Planted evening",
    "url": "/planted",
    "startDate": "2026-03-06T20:00:00+05:30", "endDate": "2026-03-06T22:00:00+05:30",
    "description": "An evening in a page",
    "location": {"@type": "Place", "name": "Toit", "address": {"streetAddress": "100 Feet Road",
    "addressLocality": "Bengaluru"},
                 "geo": {"latitude": 12.97, "longitude": 77.64}},
    "offers": [{"@type": "Offer", "price": "300", "priceCurrency": "INR", "url": "/planted/buy"}],
    "organizer": {"@type": "Organization", "name": "Planters"}, "image": ["/planted.jpg"], "keywords": "a, b",
}  # fmt: skip
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>',
)  # fmt: skip
ODD_MARKUP = (
    "<!--", "<![CDATA[", "]]>", "<script>", "<style>", "<title>", "<textarea>", "<plaintext>", "<svg>",
    "<template>", "<base href='//x'>",
    "<table><tr>", "<frameset>", "</html>", "<?xml", "<?php", "<!DOCTYPE html>", "<a href=",
    "<p a='", '<p a="', "<input type=password>",
    '<meta charset="utf-7">', '<meta http-equiv="refresh" content="0;url=/">', "<div itemscope itemtype='https://schema.org/Event'>",
    "<time datetime='0000-00-00'>", "<span itemprop='startDate' content='9999-12-31'>",
    "<pubDate>0000-00-00 00:00:00</pubDate>",
    "<guid>one</guid>", "<guid>&#0;</guid>", "<link>http://[event-url]/x</link>", "<link href='http://[::1'/>",
    "<updated>x</updated>",
    "<description><![CDATA[<b>" + "<br " * 50 + "]]></description>", "<enclosure url='x' length='9e99' type=''/>",
    "<x:y xmlns:x=''/>",
)  # fmt: skip
Tokens = list[str]
Mutation = Callable[[Tokens, int, Random], None]


def shrunk(text: str, rng: Random) -> Tokens:
    """The tokens; of a feed with a few of its items."""
    parts = RECORDS.split(text)
    if len(parts) > FEW + 1:
        tail = re.split(r"</(?:item|entry)>", parts[-1], maxsplit=1)[-1]
        parts = [
            parts[0],
            *(re.split(r"(?<=</item>)|(?<=</entry>)", one)[0] for one in rng.sample(parts[1:-1], FEW)),
            tail,
        ]
    return TOKEN.findall("".join(parts))


def mutate(tokens: Tokens, rng: Random, times: int) -> tuple[Tokens, list[str]]:
    """The tokens after `times` mutations, and their names."""
    names = []
    for _ in range(times):
        mutation = rng.choice(MUTATIONS) if tokens else insert
        at = _somewhere(tokens, rng)
        names.append(f"{mutation.__name__}({tokens[at][:20].strip() if tokens else ''})")
        mutation(tokens, at, rng)
    return tokens, names


def _somewhere(tokens: Tokens, rng: Random) -> int:
    """Structured data and what names an item's parts are met more often than their share."""
    meaningful = [
        n
        for n, one in enumerate(tokens)
        if "ld+json" in one or "itemprop" in one or one in ("<item>", "<pubDate>", "<guid>")
    ]
    return rng.choice(meaningful) if meaningful and rng.random() < 0.3 else rng.randrange(len(tokens) or 1)


def insert(tokens: Tokens, at: int, rng: Random) -> None:
    """Odd markup between two tokens."""
    tokens.insert(at, rng.choice(ODD_MARKUP) * rng.choice((1, 1, 1, 20, 1_000)))


def put_text(tokens: Tokens, at: int, rng: Random) -> None:
    """A hostile text after a tag."""
    tokens.insert(at + 1, poison.text(rng))


def put_attribute(tokens: Tokens, at: int, rng: Random) -> None:
    """Attributes without quotes, twice, without end, by the thousand."""
    if tokens[at].startswith("<"):
        quote = rng.choice(('"', "'", ""))
        name = rng.choice(
            ("href", "datetime", "content", "src", "class", "itemprop", "itemtype", "xmlns", "xml:base", "a")
        )
        more = f" {name}={quote}{poison.text(rng)}{quote}" if rng.random() < 0.7 else " a=1" * 2_000
        tokens[at] = tokens[at].rstrip("/>") + more + ">"


def drop(tokens: Tokens, at: int, rng: Random) -> None:
    """Some tokens gone."""
    del tokens[at : at + rng.choice((1, 1, 3))]


def repeat(tokens: Tokens, at: int, rng: Random) -> None:
    """Some tokens many times: what opens is nested."""
    part = tokens[at : at + rng.choice((1, 1, 2, 8, 40))]
    tokens[at:at] = part * min(rng.choice((2, 10, 300, 5_000)), 200_000 // (len("".join(part)) + 1) + 1)


def swap(tokens: Tokens, at: int, rng: Random) -> None:
    """Two tokens in each other's place."""
    other = rng.randrange(len(tokens))
    tokens[at], tokens[other] = tokens[other], tokens[at]


def unfold(tokens: Tokens, at: int, rng: Random) -> None:
    """Entities that grow, or that lie elsewhere."""
    tokens[0:0] = [rng.choice(ENTITIES)]
    tokens.insert(at, "&e;" * rng.choice((1, 100)))


def put_json(tokens: Tokens, at: int, rng: Random) -> None:
    """Structured data, mutated: the page's own, else one that is planted."""
    own = LINKED.fullmatch(tokens[at])
    try:
        document = json.loads(own[2]) if own else json.loads(json.dumps(EVENT))
    except ValueError:
        document = dict(EVENT)
    document, _ = json_mutations.mutate(document, rng, rng.randint(1, 4))
    opened, closed = (own[1], own[3]) if own else ('<script type="application/ld+json">', "</script>")
    made = opened + json_mutations.write(document, rng) + closed
    if own:
        tokens[at] = made
    else:
        tokens.insert(at, made)


MUTATIONS: tuple[Mutation, ...] = (
    insert, insert, put_text, put_text, put_attribute, put_attribute, drop, drop, repeat, swap, unfold, put_json,
    put_json, put_json,
)  # fmt: skip
