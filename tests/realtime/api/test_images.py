"""Thumbnails as the service gives them: for ever, and as pictures and nothing else."""

from __future__ import annotations

import pytest

from tests.realtime.running import Running
from tests.realtime.scene import Scene

NAME = "0123456789abcdef0123456789abcdef-640x427.webp"
URL = "https://a.example/a"


@pytest.fixture
def shown(scene: Scene) -> str:
    """The id of an event with that picture."""
    scene.run(
        "insert into jatre.image_thumbnails (url_hash, url, name, body) values (sha256('a'), %s, %s, %s)",
        URL, NAME, b"RIFF",
    )  # fmt: skip
    return scene.open("Lantern walk", scene.at(1, 20), images=[URL])


async def test_a_thumbnail_may_be_kept_for_ever(jatre: Running, shown: str) -> None:
    answer = await jatre.client.get(f"/images/{NAME}")
    assert (answer.status_code, answer.content) == (200, b"RIFF")
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_picture_of_an_event_that_is_taken_off_goes_with_it(jatre: Running, scene: Scene, shown: str) -> None:
    scene.run("update jatre.discovered_events set moderation_status = 'rejected' where id = %s", shown)
    assert (await jatre.client.get(f"/images/{NAME}")).status_code == 404
    scene.open("Another walk", scene.at(2, 20), images=[URL])
    assert (await jatre.client.get(f"/images/{NAME}")).status_code == 200


async def test_there_is_no_other_picture(jatre: Running) -> None:
    for name in [NAME, "x.webp", NAME.upper(), f"{NAME}.html", "..%2f..%2fetc", f"{NAME}%00"]:
        answer = await jatre.client.get(f"/images/{name}")
        assert answer.status_code == 404, name
        assert "immutable" not in answer.headers.get("cache-control", ""), name
