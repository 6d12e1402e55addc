"""Where a finished play stands: figures that agree with each other, in plain words."""

from __future__ import annotations

import pytest

from game.analysis.cloud import cloud
from game.engine.book import SCORES
from game.engine.draws import Luck
from game.engine.play import run
from game.policies.fixed import Historical, Script
from game.present.standing import BINS, EDGE, SAMPLE, Standing, percent, standing
from game.scenario.model import Scenario
from tests.present.played import assert_well_worded, trace_of, world_of

PLAYS = 4_000


PLACED: dict[str, Standing] = {}


def placed(scenario: Scenario) -> Standing:
    """The historical play of a scenario among some others, for its first seat; reckoned once."""
    if scenario.digest not in PLACED:
        trace = trace_of(scenario, 5, Historical())
        PLACED[scenario.digest] = standing(world_of(scenario), trace, scenario.roles[0].id, PLAYS)
    return PLACED[scenario.digest]


def test_this_play_comes_first_then_history_then_every_named_line(scenario: Scenario) -> None:
    found = placed(scenario)
    lines = [line.id for line in scenario.lines]
    assert [mark.id for mark in found.marks] == ["own", "historical", *lines]
    end = trace_of(scenario, 5, Historical()).end[:, 0]
    assert [found.own.values[score] for score in SCORES] == pytest.approx(end)


def test_a_percentage_is_the_share_of_the_cloud_that_is_worse(scenario: Scenario) -> None:
    found, others = placed(scenario), cloud(world_of(scenario), 5, PLAYS)
    for s, score in enumerate(SCORES):
        value = found.own.values[score]
        worse = others.scores[s] < value if score == "credibility" else others.scores[s] > value
        same = others.scores[s] == value
        assert found.own.ahead[score] == pytest.approx(100.0 * (worse.mean() + same.mean() / 2.0))


def test_bins_hold_all_plays_and_deciles_are_in_order(scenario: Scenario) -> None:
    found = placed(scenario)
    assert [spread.id for spread in found.spreads] == [*SCORES, "result"]
    for spread in found.spreads:
        assert sum(spread.bins) == found.plays == PLAYS
        assert len(spread.bins) == BINS
        assert len(spread.deciles) == 11
        assert list(spread.deciles) == sorted(spread.deciles)
        assert spread.low == pytest.approx(spread.deciles[0])
        assert spread.low + spread.width * BINS == pytest.approx(spread.deciles[-1])


def test_the_result_ranks_plays_by_the_roles_weights(scenario: Scenario) -> None:
    trace = trace_of(scenario, 5, Historical())
    for role in scenario.roles:
        found = standing(world_of(scenario), trace, role.id, 500)
        best = max(found.marks, key=lambda mark: mark.values["result"])
        worst = min(found.marks, key=lambda mark: mark.values["result"])
        assert best.ahead["result"] > worst.ahead["result"]


def test_a_line_that_no_play_beats_lacks_nothing(scenario: Scenario) -> None:
    for mark in placed(scenario).marks:
        assert mark.beaten > 0 or mark.gap == 0.0


def test_what_is_handed_on_to_be_drawn_is_limited(scenario: Scenario) -> None:
    found, others = placed(scenario), cloud(world_of(scenario), 5, PLAYS)
    assert len(found.sample) == SAMPLE
    assert 0 < len(found.frontier) <= min(int(others.frontier().sum()), EDGE)
    ends = {tuple(end) for end in others.scores.T.tolist()}
    assert ends >= {*found.sample, *found.frontier}
    credible = [credibility for credibility, _cost, _diversification in found.frontier]
    assert credible == sorted(credible, reverse=True)


def test_the_remedy_stands_ahead_of_history_and_of_refusal(flagship: Scenario) -> None:
    """On credibility, on diversification, and by Moscow's own weights (C16)."""
    marks = {mark.id: mark for mark in placed(flagship).marks}
    for other in ("historical", "refuse", "talk"):
        for of in ("credibility", "diversification", "result"):
            assert marks["remedy"].ahead[of] > marks[other].ahead[of]
        assert marks["remedy"].gap < marks[other].gap


def test_a_standing_is_told_in_plain_sentences(scenario: Scenario) -> None:
    found = placed(scenario)
    assert_well_worded([mark.text.replace("<", "") for mark in found.marks], scenario)
    assert_well_worded((found.basis, found.frontier_text), scenario)
    assert "4,000 plays" in found.basis
    assert "by your weights" in found.own.text


def test_a_mean_line_is_the_mean_of_many_plays(small: Scenario) -> None:
    world, line = world_of(small), small.lines[0]
    ends = run(world, {role.id: Script(line.choices) for role in small.roles}, Luck(5, 0, 256)).end
    mark = next(mark for mark in placed(small).marks if mark.id == line.id)
    assert [mark.values[score] for score in SCORES] == pytest.approx(ends.mean(axis=1).tolist())


def test_a_percentage_is_never_rounded_to_none_or_all() -> None:
    assert [percent(share) for share in (0.0, 0.2, 1.0, 42.4, 99.0, 99.2, 100.0)] == [
        "0%", "<1%", "1%", "42%", "99%", ">99%", "100%",
    ]  # fmt: skip


def test_a_standing_is_of_one_play(small: Scenario) -> None:
    both = run(world_of(small), {role.id: Historical() for role in small.roles}, Luck(1, 0, 2))
    with pytest.raises(ValueError, match="one play"):
        standing(world_of(small), both, "capital", 100)
    with pytest.raises(KeyError):
        standing(world_of(small), trace_of(small, 1), "nobody", 100)
