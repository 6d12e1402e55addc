"""Every random number is keyed: by seed, stream, play, stage, purpose and index, and by nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.arrays import Array
from game.engine.draws import BLOCK, Luck, Purpose
from tests.engine.plays import LAWS

SEEDS = st.integers(0, 2**64 - 1)
PURPOSES = st.sampled_from(list(Purpose))
KEYS = {"seed": SEEDS, "stage": st.integers(0, 40), "purpose": PURPOSES, "index": st.integers(0, 2**20)}


def by_the_book(seed: int, play: int, stage: int, purpose: Purpose, index: int, stream: int) -> float:
    """The draw of one play from a generator made anew: 24 of each 32 bits of Philox, low half first."""
    counter = np.array([play // BLOCK, stage, (int(purpose) << 32) | index, 0], dtype=np.uint64)
    philox = np.random.Philox(key=np.array([seed, stream], dtype=np.uint64), counter=counter)
    raw = int(philox.random_raw(BLOCK // 2)[play % BLOCK // 2])
    half = raw >> 32 if play % 2 else raw & 0xFFFFFFFF
    return (half >> 8) * 2.0**-24


@LAWS
@given(**KEYS, play=st.integers(0, 2**60), stream=st.sampled_from([0, 1]))
def test_a_draw_hangs_on_its_key_alone(
    seed: int, stage: int, purpose: Purpose, index: int, play: int, stream: int
) -> None:
    luck = Luck(seed, play, 1, stream)
    luck.uniform(3, Purpose.EVENT, 9)  # an earlier draw that must not matter
    drawn = luck.uniform(stage, purpose, index)
    assert drawn.tolist() == [by_the_book(seed, play, stage, purpose, index, stream)]


@LAWS
@given(**KEYS, first=st.integers(0, 2**60), count=st.integers(1, 50), skip=st.integers(0, 49))
def test_a_play_draws_the_same_in_any_batch(
    seed: int, stage: int, purpose: Purpose, index: int, first: int, count: int, skip: int
) -> None:
    skip = min(skip, count - 1)
    batch = Luck(seed, first, count).uniform(stage, purpose, index)
    alone = Luck(seed, first + skip, 1).uniform(stage, purpose, index)
    assert batch.shape == (count,)
    assert alone[0] == batch[skip]


def drawn(seed: int = 1, stage: int = 0, purpose: Purpose = Purpose.COUNCIL, index: int = 0) -> Array:
    return Luck(seed, 0, 20_000).uniform(stage, purpose, index)


@pytest.mark.parametrize(
    "other",
    [
        drawn(seed=2),
        drawn(stage=1),
        drawn(purpose=Purpose.EVENT),
        drawn(index=1),
        Luck(1, 0, 20_000, stream=1).uniform(0, Purpose.COUNCIL),
        np.roll(drawn(), 1),
    ],
    ids=["seed", "stage", "purpose", "index", "stream", "play"],
)
def test_draws_that_differ_in_one_part_of_the_key_are_independent(other: Array) -> None:
    assert abs(np.corrcoef(drawn(), other)[0, 1]) < 0.03
    assert (drawn() == other).mean() < 0.001


def test_uniform_draws_are_uniform() -> None:
    values = np.concatenate([drawn(index=index) for index in range(10)])
    assert ((values >= 0.0) & (values < 1.0)).all()
    counts, _ = np.histogram(values, bins=20, range=(0.0, 1.0))
    expected = values.size / 20
    assert ((counts - expected) ** 2 / expected).sum() < 45.0  # χ² with 19 degrees of freedom, p = 0.0007


@pytest.mark.parametrize("extreme", [0.0, 1.0 - 2.0**-24], ids=["least", "greatest"])
def test_the_extreme_draws_stay_below_1_and_their_logistic_is_finite(
    monkeypatch: pytest.MonkeyPatch, extreme: float
) -> None:
    luck = Luck(1, 0, 3)
    bits = np.full(3, int(extreme * 2**24) << 8, dtype=np.uint32)
    monkeypatch.setattr(luck, "_bits", lambda *_: bits)
    assert luck.uniform(0, Purpose.EVENT).tolist() == [extreme] * 3
    assert np.isfinite(luck.logistic(0, Purpose.EVENT)).all()


def test_logistic_draws_have_the_logistic_spread() -> None:
    values = Luck(5, 0, 50_000).logistic(0, Purpose.COUNCIL)
    assert abs(values.mean()) < 0.05
    assert values.std() == pytest.approx(np.pi / np.sqrt(3.0), rel=0.02)
    assert np.median(values) == pytest.approx(0.0, abs=0.03)


def test_repeated_luck_is_the_same_luck_several_times() -> None:
    luck = Luck(9, 6, 5)
    three = luck.repeated(3)
    assert three.count == 15
    for read in ("uniform", "logistic"):
        once, thrice = (getattr(each, read)(2, Purpose.EVENT, 1) for each in (luck, three))
        assert np.array_equal(thrice, np.tile(once, 3))


def test_purposes_have_keys_of_their_own() -> None:
    assert len({int(purpose) for purpose in Purpose}) == len(Purpose) == 8


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=f"got {seed}"):
        Luck(seed, 0, 1)


@pytest.mark.parametrize(("first", "count"), [(-1, 1), (0, 0), (5, -2)])
def test_luck_for_no_plays_is_refused(first: int, count: int) -> None:
    with pytest.raises(ValueError, match="no plays"):
        Luck(1, first, count)
