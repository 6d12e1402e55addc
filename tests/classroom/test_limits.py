"""Buckets: what is taken out fills again with time, for each address by itself."""

from __future__ import annotations

from game.classroom.limits import MOST_ADDRESSES, Bucket, Buckets


def test_a_bucket_gives_what_it_holds_and_fills_with_time() -> None:
    now = 0.0
    bucket = Bucket(3, 0.5, lambda: now)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now = 1.0
    assert not bucket.take()
    now = 2.0
    assert bucket.take()
    now = 1000.0
    assert bucket.level == 3


def test_one_address_takes_nothing_from_another() -> None:
    buckets = Buckets(1, 0.0)
    assert buckets.of("a").take()
    assert not buckets.of("a").take()
    assert buckets.of("b").take()


def test_a_flood_of_addresses_is_not_remembered_without_end() -> None:
    now = 0.0
    buckets = Buckets(1, 0.0, lambda: now)
    for number in range(MOST_ADDRESSES):
        assert buckets.of(str(number)).take()
    assert buckets.of("one more").take()
    assert not buckets.of("and another").take()  # those beyond share one
    assert not buckets.of("0").take()
