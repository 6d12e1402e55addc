"""A cache that holds nothing until something is put in is a cache like Textual's own."""

from __future__ import annotations

from textual.cache import FIFOCache

from game.classroom.lean import LazyCache


def test_an_empty_one_costs_nothing_and_a_full_one_forgets_the_oldest() -> None:
    empty, cache = LazyCache(2), LazyCache(2)
    own: FIFOCache[str, int] = FIFOCache(2)
    for each in (cache, own):
        assert each.get("a") is None
        for key, value in (("a", 1), ("b", 2), ("c", 3), ("b", 4)):
            each[key] = value
    assert list(cache.keys()) == list(own.keys()) == ["b", "c"]
    assert (cache.get("b"), cache["c"], "a" in cache, len(cache)) == (4, 3, False, 2)
    assert not empty
    assert len(empty) == 0
    cache.clear()
    assert not cache
