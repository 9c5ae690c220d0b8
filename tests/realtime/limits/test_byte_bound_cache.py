"""A cache that is bounded in bytes."""

from __future__ import annotations

from realtime.limits.byte_bound_cache import ByteBoundCache


def test_the_least_recently_used_is_dropped_where_there_is_no_room() -> None:
    cache: ByteBoundCache[str, str] = ByteBoundCache(10, len)
    cache.put("a", "xxxx")
    cache.put("b", "xxxx")
    assert cache.get("a") == "xxxx"
    cache.put("c", "xxxx")
    assert (cache.get("a"), cache.get("b"), cache.get("c"), cache.bytes) == ("xxxx", None, "xxxx", 8)
    cache.put("a", "x")
    assert cache.bytes == 5
    cache.put("d", "x" * 10)
    assert (cache.get("a"), cache.get("d"), cache.bytes) == (None, "x" * 10, 10)
    assert cache.put("e", "x" * 11) == "x" * 11
    assert (cache.get("d"), cache.get("e")) == ("x" * 10, None), "what does not fit by itself takes nobody's room"
