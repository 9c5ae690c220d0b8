"""Thumbnails as the service gives them: for ever, and as pictures and nothing else."""

from __future__ import annotations

import pytest

from tests.realtime.running import Running
from tests.realtime.scene import Scene

NAME = "0123456789abcdef0123456789abcdef-640x427.webp"


async def test_a_thumbnail_may_be_kept_for_ever(jatre: Running, scene: Scene) -> None:
    scene.run(
        "insert into jatre.image_thumbnails (url_hash, url, name, body)"
        " values (sha256('a'), 'https://a.example/a', %s, %s)",
        NAME, b"RIFF",
    )  # fmt: skip
    answer = await jatre.client.get(f"/images/{NAME}")
    assert (answer.status_code, answer.content) == (200, b"RIFF")
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", [NAME, "x.webp", NAME.upper(), f"{NAME}.html", "..%2f..%2fetc", f"{NAME}%00"])
async def test_there_is_no_other_picture(jatre: Running, name: str) -> None:
    answer = await jatre.client.get(f"/images/{name}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")
