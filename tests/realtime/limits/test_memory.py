"""Freed memory goes back to the system for as long as the service runs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from realtime.limits import memory


async def test_it_is_given_back_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(range(3))

    def give_back() -> None:
        if next(times) == 2:
            raise InterruptedError

    monkeypatch.setattr(memory, "_TRIM_SECONDS", 0)
    monkeypatch.setattr(memory, "give_back", give_back)
    with pytest.raises(InterruptedError):
        await memory.watch()
    assert next(times, None) is None


def test_a_system_without_this_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError("no glibc")

    monkeypatch.setattr(memory, "_libc", missing)
    memory.configure()
    memory.give_back()


@pytest.mark.parametrize(("platform", "expected"), [("linux", [(-3, 131072), 0]), ("darwin", []), ("win32", [])])
def test_where_the_library_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, platform: str, expected: list[tuple[int, int] | int]
) -> None:
    called: list[tuple[int, int] | int] = []
    library = SimpleNamespace(mallopt=lambda *what: called.append(what), malloc_trim=called.append)
    monkeypatch.setattr(memory.sys, "platform", platform)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: library)
    memory.configure()
    memory.give_back()
    assert called == expected
