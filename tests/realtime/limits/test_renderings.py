"""Files that take long to render: one at a time, and the last ones kept."""

from __future__ import annotations

import asyncio
import threading
import tracemalloc

import pytest

from realtime.errors import Busy
from realtime.limits import renderings
from realtime.limits.renderings import Rendering, Renderings


async def test_what_was_rendered_is_kept_as_long_as_there_is_room() -> None:
    files, rendered = Renderings(10_000), list[str]()

    def render(name: str) -> Rendering:
        rendered.append(name)
        return Rendering(b"x" * 6_000, 1, is_cut_off=False)

    for name in ("a", "a", "b", "a"):
        await files.get(name, lambda name=name: render(name))
    assert rendered == ["a", "b", "a"]


@pytest.mark.slow
async def test_long_addresses_of_small_files_take_no_more_memory_than_there_is_room() -> None:
    room = 2**18
    files = Renderings(room)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(2_000):
            await files.get(f"{number} " + "x" * 8_000, lambda: Rendering(b"x" * 100, 0, is_cut_off=False))
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert taken < 2 * room


async def test_the_same_file_is_rendered_once_for_all_who_wait() -> None:
    files, rendered, go = Renderings(10_000), list[int](), threading.Event()

    def render() -> Rendering:
        go.wait(10)
        rendered.append(1)
        return Rendering(b"x", 1, is_cut_off=False)

    waiting = [asyncio.create_task(files.get("a", render)) for _ in range(5)]
    await asyncio.sleep(0)
    go.set()
    assert await asyncio.gather(*waiting) == [Rendering(b"x", 1, is_cut_off=False)] * 5
    assert rendered == [1]


async def test_so_many_wait_and_the_others_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderings, "_MAX_WAITING", 1)
    files, go = Renderings(10_000), threading.Event()

    def render() -> Rendering:
        go.wait(10)
        return Rendering(b"x", 1, is_cut_off=False)

    waiting = [asyncio.create_task(files.get(name, render)) for name in ("a", "b")]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await files.get("c", render)
    go.set()
    await asyncio.gather(*waiting)
    assert (await files.get("c", render)).body == b"x"
