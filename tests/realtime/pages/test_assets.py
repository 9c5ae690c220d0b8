"""Styles and scripts: each in the encoding that a browser takes, once, and nothing but them."""

from __future__ import annotations

import re

from realtime.pages.assets import ADDRESS
from tests.realtime.running import Running

SCRIPT = f"{ADDRESS}/page.js"


async def test_a_file_is_the_same_in_every_encoding_and_not_sent_to_who_has_it(jatre: Running) -> None:
    sent = {}
    for encoding in ("identity", "gzip", "br"):
        answer = await jatre.client.get(SCRIPT, headers={"accept-encoding": encoding})
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]
        sent[answer.text] = answer.headers["etag"]
        again = await jatre.client.get(
            SCRIPT, headers={"accept-encoding": encoding, "if-none-match": answer.headers["etag"]}
        )
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    assert len(sent) == 1
    assert (await jatre.client.head(SCRIPT)).content == b""


async def test_what_is_asked_for_by_another_version_is_kept_by_nobody(jatre: Running) -> None:
    """As by a page of a new version, of a process that still has the old one."""
    answer = await jatre.client.get(SCRIPT.replace(ADDRESS, "/static/0123456789ab"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


async def test_no_other_file_is_there(jatre: Running) -> None:
    for name in (
        "",
        "none.js",
        "../assets.py",
        "%2e%2e/assets.py",
        "..%2fassets.py",
        "texts",
        "page.js%00",
        "page.js/",
    ):
        answer = await jatre.client.get(f"{ADDRESS}/{name}")
        assert answer.status_code == 404, name
    assert (await jatre.client.post(SCRIPT)).status_code == 405


async def test_what_a_page_asks_for_is_there(jatre: Running) -> None:
    asked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', (await jatre.get("/")).text))
    assert asked
    for path in asked:
        assert (await jatre.client.get(path)).status_code == 200, path
