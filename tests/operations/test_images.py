"""Pictures of events over real HTTP: what is downloaded, how often, what comes of it, and when it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from include.operations import images
from include.operations.images import make_thumbnails
from include.operations.retention import deletions
from include.payloads.archive import Archive
from include.settings import settings
from tests.payloads.pictures import picture
from tests.pipeline.scene import Scene, at
from tests.sources.conftest import Site

NOTHING = {"wanted": 0, "made": 0, "refused": 0, "postponed": 0}


@pytest.fixture
def jpeg(site: Site, scene: Scene, database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a picture; thumbnails are on, and the archive is a folder of the test."""
    for name, value in {
        "pipeline_url": database.pipeline_url, "images": True, "archive_uri": f"file://{tmp_path}/archive",
    }.items():  # fmt: skip
        monkeypatch.setattr(settings(), name, value)
    return site.put("/a.jpg", picture("JPEG", 900, 600), media_type="image/jpeg")


def lists(scene: Scene, number: str, *urls: str, day: int = 6, **more: Any) -> None:
    about = {"title": f"Lantern walk {number}", "place": f"Studio {number}", "at": at(day, 20), **more}
    scene.lists("club", number, **about, images=[{"url": url, "alt": "A lamp"} for url in urls])
    scene.run()


def waits(scene: Scene) -> tuple[Any, ...]:
    later = "ask_at is not null, ask_at > now() + interval '20 min'"
    (row,) = scene.rows(f"select tries, reason, {later} from jatre.image_thumbnails")
    return tuple(row)


def pictures(scene: Scene) -> list[dict[str, Any]]:
    (event,) = scene.events()
    found: list[dict[str, Any]] = event.document["images"]
    return found


def test_nothing_is_downloaded_without_the_setting(
    scene: Scene, jpeg: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "images", False)
    lists(scene, "1", jpeg)
    assert make_thumbnails() == {**NOTHING, "left": "JATRE_IMAGES is off"}
    assert site.requests == []


def test_the_first_picture_of_an_event_gets_a_thumbnail_and_the_event_a_version(
    scene: Scene, jpeg: str, site: Site
) -> None:
    lists(scene, "1", jpeg, site.put("/b.jpg", b"second"))
    (before,) = scene.events()
    assert make_thumbnails() == {**NOTHING, "wanted": 1, "made": 1}
    (event,) = scene.events()
    assert event.version == before.version + 1
    first, second = event.document["images"]
    (row,) = scene.rows("select name, width, height, perceptual_hash, body, archived_uri from jatre.image_thumbnails")
    assert first == {"url": jpeg, "thumbnailUrl": f"/images/{row.name}", "alt": "A lamp"}
    assert second["thumbnailUrl"] is None
    assert (row.width, row.height, row.perceptual_hash is not None) == (900, 600, True)
    assert bytes(row.body).startswith(b"RIFF")
    assert Archive.of(settings()).load(row.archived_uri) == picture("JPEG", 900, 600)
    assert [path for path, _ in site.requests] == ["/a.jpg"]


def test_pictures_of_what_is_not_shown_are_not_asked_for(scene: Scene, jpeg: str, site: Site) -> None:
    scene.source("club")
    scene.do("""update jatre.event_sources set config = '{"moderated": true}' where slug = 'club'""")
    lists(scene, "1", jpeg)
    assert make_thumbnails() == NOTHING, "it waits for a moderator"
    assert site.requests == []

    scene.decide("approve", ("club", "1"))
    scene.run()
    assert make_thumbnails() == {**NOTHING, "wanted": 1, "made": 1}


def test_a_picture_is_asked_for_once_and_its_next_event_shows_it_at_once(scene: Scene, jpeg: str, site: Site) -> None:
    lists(scene, "1", jpeg)
    make_thumbnails()
    lists(scene, "2", jpeg, day=7)
    before = [(event.version, event.document["images"][0]["thumbnailUrl"]) for event in scene.events()]
    assert len({thumbnail for _, thumbnail in before} - {None}) == 1
    assert before[0][1] == before[1][1]
    assert make_thumbnails() == NOTHING
    assert len(site.requests) == 1
    assert [event.version for event in scene.events()] == [version for version, _ in before]


def test_an_event_that_is_written_again_keeps_its_thumbnail(scene: Scene, jpeg: str) -> None:
    lists(scene, "1", jpeg)
    make_thumbnails()
    kept = pictures(scene)
    lists(scene, "1", jpeg, description="Bring a lamp")
    assert pictures(scene) == kept


@pytest.mark.parametrize(
    ("body", "about", "reason"),
    [
        (b"<html>", {}, "no picture of a kind"), (picture("GIF", 1, 1), {}, "at least 48"),
        (b"", {"status": 404}, "404"),
        (b"", {"status": 403}, "403"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_once(
    scene: Scene, jpeg: str, site: Site, body: bytes, about: dict[str, Any], reason: str
) -> None:
    lists(scene, "1", site.put("/x.jpg", body, **about))
    lists(scene, "2", jpeg, day=7)
    assert make_thumbnails() == {**NOTHING, "wanted": 2, "made": 1, "refused": 1}
    (row,) = scene.rows("select reason, ask_at from jatre.image_thumbnails where name is null")
    assert reason in row.reason
    assert row.ask_at is None
    assert make_thumbnails() == NOTHING


def test_a_host_that_fails_is_asked_again_later_and_at_last_no_more(
    scene: Scene, jpeg: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists(scene, "1", site.put("/x.jpg", b"", status=500))
    assert make_thumbnails() == {**NOTHING, "wanted": 1, "postponed": 1}
    tries, reason, *later = waits(scene)
    assert (tries, "500" in reason, later) == (1, True, [True, True])
    scene.do(f"update jatre.image_thumbnails set ask_at = now(), tries = {images.MAX_TRIES - 1}")
    assert make_thumbnails() == {**NOTHING, "refused": 1}
    assert waits(scene)[2] is False


def test_a_host_that_fails_often_is_left_alone_for_the_run(scene: Scene, jpeg: str, site: Site) -> None:
    for number in range(images.HOST_FAILURES + 2):
        lists(scene, str(number), site.put(f"/{number}.jpg", b"", status=500), day=6 + number)
    assert make_thumbnails()["postponed"] == images.HOST_FAILURES + 2
    assert len(site.requests) == images.HOST_FAILURES


def test_pictures_of_a_host_that_is_left_alone_are_not_given_up(scene: Scene, jpeg: str, site: Site) -> None:
    for number in range(images.HOST_FAILURES + 1):
        lists(scene, str(number), site.put(f"/{number}.jpg", b"", status=500), day=6 + number)
    for _ in range(images.MAX_TRIES):
        make_thumbnails()
        scene.do("update jatre.image_thumbnails set ask_at = now() where ask_at is not null")
    (waiting,) = scene.rows("select url from jatre.image_thumbnails where ask_at is not null")
    site.put(urlsplit(waiting.url).path, picture("JPEG", 900, 600), media_type="image/jpeg")
    assert make_thumbnails() == {**NOTHING, "made": 1}


def test_an_address_that_is_not_public_is_never_asked(
    scene: Scene, jpeg: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "fetch_allow", "")
    lists(scene, "1", jpeg)
    assert make_thumbnails() == {**NOTHING, "wanted": 1, "refused": 1}
    assert site.requests == []


def test_what_no_event_shows_is_kept_for_a_while_and_goes(scene: Scene, jpeg: str) -> None:
    lists(scene, "1", jpeg)
    make_thumbnails()
    assert deletions.retain_images() == {"thumbnails_dropped": 0}
    scene.do("update jatre.discovered_events set moderation_status = 'rejected'")
    assert deletions.retain_images(dry=True) == {"thumbnails_dropped": 1}
    assert deletions.retain_images() == {"thumbnails_dropped": 1}
    assert scene.rows("select count(*) from jatre.event_images where thumbnail_url is not null")[0][0] == 0
    assert deletions.retain_images() == {"thumbnails_dropped": 0}
