"""The checks of content in the pipeline: their reasons wait with the event, whatever source gave what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from include.settings import settings
from tests.pipeline.scene import Scene, at

JAZZ: dict[str, Any] = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
TEXT = "An evening of songs that nobody has sung for years, with the people who wrote them down. " * 3


def judged(scene: Scene, title: str) -> tuple[str, list[str]]:
    (row,) = scene.rows(
        "select moderation_status, moderation_reasons from jatre.discovered_events where title = :title", title=title
    )
    return row.moderation_status, row.moderation_reasons


def test_each_finding_is_a_reason_and_the_latest_text_counts(scene: Scene) -> None:
    scene.lists("first", "1", **JAZZ, description="Fuck it, come along.", url="https://b00kmyshow.com/e/1")
    scene.run()

    assert judged(scene, "Monsoon Jazz Quartet") == (
        "pending",
        ["bad language: fuck", "a harmful link: b00kmyshow.com, which imitates bookmyshow"],
    )
    scene.lists("first", "1", **JAZZ, description="Come along.", url="https://in.bookmyshow.com/e/1")
    scene.run()
    assert judged(scene, "Monsoon Jazz Quartet") == ("approved", [])


def test_hosts_of_a_list_of_ones_own_are_harmful_as_soon_as_they_stand_there(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "hosts"
    listed.write_text("# of this month\n0.0.0.0 bad.example\nworse.example  # seen in May\n", encoding="utf-8")
    monkeypatch.setenv("JATRE_HARMFUL_HOSTS", str(listed))
    settings.cache_clear()
    scene.lists("first", "1", **JAZZ, url="https://www.worse.example/e/1")
    scene.lists("first", "2", **JAZZ | {"title": "Pottery for two", "at": at(9, 11)}, url="https://bad.example/")
    scene.run()

    assert judged(scene, "Monsoon Jazz Quartet")[1] == ["a harmful link: www.worse.example, known as harmful"]
    assert judged(scene, "Pottery for two")[1] == ["a harmful link: bad.example, known as harmful"]


def test_a_link_of_another_source_that_is_shown_beside_counts_too(scene: Scene) -> None:
    scene.lists("first", "1", **JAZZ, url="https://a.example/jazz")
    scene.lists("second", "1", **JAZZ, url="https://files.example/jazz.apk")
    scene.run()

    assert judged(scene, "Monsoon Jazz Quartet")[1] == ["a harmful link: files.example, a program to download"]


@pytest.mark.parametrize(
    ("later", "reasons"),
    [
        ({"organizer": {"name": "Copy Cats"}}, ["others' work: the text of Songs of old"]),
        ({"organizer": {"name": "SONG KEEPERS"}}, []),
        ({}, []),
        ({"organizer": {"name": "Copy Cats"}, "description": TEXT[:-1] + "!"}, []),
    ],
)
def test_a_text_that_another_organizer_published_before_is_others_work(
    scene: Scene, later: dict[str, Any], reasons: list[str]
) -> None:
    first = {"title": "Songs of old", "at": at(6, 20), "place": "Toit", "organizer": {"name": "Song Keepers"}}
    scene.lists("first", "1", **first, description=TEXT)
    scene.run()
    scene.do("update jatre.discovered_events set published_at = '2026-03-01'")
    scene.lists("second", "1", **JAZZ | {"description": TEXT} | later)
    scene.run()

    assert judged(scene, "Monsoon Jazz Quartet")[1] == reasons
    assert judged(scene, "Songs of old")[1] == [], "who was first copies nobody"
