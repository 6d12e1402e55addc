"""The flagship's calibration: means over 10,000 plays of its named lines, both seats by the line.

Every promise here is a sentence of the design's calibration table. Ranges are the design's.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from game.engine.arrays import Array
from game.engine.book import SCORES
from game.engine.compile import compile_world
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.rules.consult import vetoes
from game.engine.settings import Settings
from game.engine.state import restraint, short_cost
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical, Script
from game.scenario.model import Scenario
from tests.engine.plays import COST, CREDIBILITY, of

PLAYS = 10_000
PATIENT = (0.9, 0.925, 0.95, 1.0)
HASTY = (0.3, 0.4, 0.5, 0.6)
AVERSE = 0.5
"""A member at least this averse to intervention is one of "the averse"."""
# The scenario's two appeals in June, and what can be done about Tashkent's veto there.
OSH, JUNE = "osh", ("osh", "secretaries", "after")
DEPLOY = {(OSH, "moscow", "answer"): "peacekeepers"}
BARGAINED = {(OSH, "moscow", "initiative"): "tashkent", (OSH, "secretariat", "initiative"): "clause"}
MANDATED = {
    ("warning", "secretariat", "initiative"): "un-desk",
    ("summit", "secretariat", "initiative"): "un-desk",
    (OSH, "moscow", "initiative"): "un",
    (OSH, "secretariat", "initiative"): "un",
}
BYPASSED = {(OSH, "moscow", "initiative"): "limited"}


def play(world: World, policy: Policy) -> Trace:
    """One policy in both seats."""
    return run(world, {role.id: policy for role in world.scenario.roles}, Luck(2010, 0, PLAYS))


@pytest.fixture(scope="module")
def world(flagship: Scenario) -> World:
    """The flagship with the model as it stands."""
    return compile_world(flagship)


@pytest.fixture(scope="module")
def lines(flagship: Scenario, world: World) -> dict[str, Trace]:
    """By line of play; `historical` is what was done."""
    named: dict[str, Policy] = {line.id: Script(line.choices) for line in flagship.lines}
    assert named.keys() >= {"refuse", "talk", "aid", "force", "remedy"}
    return {name: play(world, policy) for name, policy in {**named, "historical": Historical()}.items()}


@pytest.fixture(scope="module")
def end(lines: Mapping[str, Trace]) -> dict[str, dict[str, float]]:
    """By line: the mean scores after the years that follow, and short-term cost."""
    return {name: means(trace) for name, trace in lines.items()}


@pytest.fixture(scope="module")
def start(lines: Mapping[str, Trace]) -> dict[str, float]:
    """The mean scores before the first stage."""
    return dict(zip(SCORES, lines["refuse"].start.mean(axis=1).tolist(), strict=True))


def means(trace: Trace) -> dict[str, float]:
    scores = dict(zip(SCORES, trace.end.mean(axis=1).tolist(), strict=True))
    return {**scores, "short": float(short_cost(trace.final).mean())}


Scores = Mapping[str, float]
Ends = Mapping[str, Scores]


def test_the_start_is_a_credibility_of_55_to_60_and_a_diversification_of_35_to_42(start: Scores) -> None:
    assert 55.0 <= start["credibility"] <= 60.0
    assert 35.0 <= start["diversification"] <= 42.0


def test_refusing_everything_costs_14_points_of_credibility(start: Scores, end: Ends) -> None:
    assert start["credibility"] - end["refuse"]["credibility"] >= 14.0


def test_refusing_everything_drives_diversification_up_by_18_points(start: Scores, end: Ends) -> None:
    assert end["refuse"]["diversification"] - start["diversification"] >= 18.0


@pytest.mark.parametrize("score", ["credibility", "diversification"])
def test_the_historical_line_lies_between_refusal_and_aid(end: Ends, score: str) -> None:
    low, high = sorted((end["refuse"][score], end["aid"][score]))
    assert low < end["historical"][score] < high


def test_talk_alone_has_the_worst_credibility_of_all(end: Ends) -> None:
    assert min(end, key=lambda line: end[line]["credibility"]) == "talk"


def test_aid_alone_is_cheap(end: Ends) -> None:
    assert end["aid"]["short"] < 0.5 * min(end["remedy"]["short"], end["force"]["short"])


@pytest.mark.parametrize("stage", JUNE)
def test_aid_alone_leaves_credibility_below_the_start_after_june(
    lines: Mapping[str, Trace], start: Scores, stage: str
) -> None:
    assert of(lines["aid"], stage).scores[CREDIBILITY].mean() < start["credibility"]


def test_aid_alone_ends_with_credibility_below_the_start(start: Scores, end: Ends) -> None:
    assert end["aid"]["credibility"] < start["credibility"]


def test_force_alone_keeps_credibility(start: Scores, end: Ends) -> None:
    assert end["force"]["credibility"] >= start["credibility"]


@pytest.mark.parametrize("ledger", ["cost", "short"])
def test_force_alone_is_dearest(end: Ends, ledger: str) -> None:
    assert max(end, key=lambda line: end[line][ledger]) == "force"


def test_force_alone_lowers_the_restraint_of_the_averse(
    flagship: Scenario, lines: Mapping[str, Trace]
) -> None:
    now = restraint(lines["force"].final).mean(axis=1)
    averse = [i for i, member in enumerate(flagship.members) if member.aversion >= AVERSE]
    assert averse
    for i in averse:
        assert now[i] < flagship.members[i].restraint


def test_under_force_alone_uzbekistan_drifts_most(
    flagship: Scenario, lines: Mapping[str, Trace], world: World
) -> None:
    held = lines["force"].final.share[:, 0].mean(axis=-1)
    drifted = [member.share["alliance"] - held[i] for i, member in enumerate(flagship.members)]
    assert int(np.argmax(drifted)) == world.members["uzbekistan"]


def test_the_remedy_keeps_credibility_at_or_above_the_start(start: Scores, end: Ends) -> None:
    assert end["remedy"]["credibility"] >= start["credibility"]


def test_the_remedy_has_the_smallest_drift(end: Ends) -> None:
    assert min(end, key=lambda line: end[line]["diversification"]) == "remedy"


def test_in_the_short_term_refusal_is_cheaper_than_aid_than_the_remedy_than_force(end: Ends) -> None:
    short = [end[line]["short"] for line in ("refuse", "aid", "remedy", "force")]
    assert short == sorted(set(short))


def total_cost(flagship: Scenario, line: str, patience: tuple[float, ...]) -> Array:
    """(patience,): the mean total cost of a line; the plays share out the values of δ."""
    settings = Settings({"charge.patience": np.resize(np.array(patience), PLAYS)})
    choices = next(each.choices for each in flagship.lines if each.id == line)
    cost = play(compile_world(flagship, settings), Script(choices)).end[COST]
    return np.array([cost[i :: len(patience)].mean() for i in range(len(patience))])


def test_the_patient_pay_less_for_the_remedy_and_the_hasty_less_for_refusal(flagship: Scenario) -> None:
    remedy, refuse = (total_cost(flagship, line, PATIENT + HASTY) for line in ("remedy", "refuse"))
    cheaper = dict(zip(PATIENT + HASTY, (remedy < refuse).tolist(), strict=True))
    assert cheaper == {**dict.fromkeys(PATIENT, True), **dict.fromkeys(HASTY, False)}


# Tashkent's veto ----------------------------------------------------------------------------------


def vetoed_by_uzbekistan(world: World, choices: Mapping[DecisionKey, str]) -> float:
    """The share of plays in which Uzbekistan blocks what is put to the council at Osh."""
    trace = play(world, Script({**DEPLOY, **choices}, otherwise=Historical()))
    votes, carried = of(trace, OSH).votes, of(trace, OSH).carried
    assert votes is not None
    assert carried is not None
    return float((vetoes(world, votes)[world.members["uzbekistan"]] & (carried == 0.0)).mean())


def test_uzbekistan_blocks_a_consensus_deployment_in_june_in_most_plays(world: World) -> None:
    assert vetoed_by_uzbekistan(world, {}) > 0.5


@pytest.mark.parametrize("means", [BARGAINED, MANDATED, BYPASSED], ids=["bargain", "mandate", "rule"])
def test_a_bargain_a_mandate_or_another_rule_gets_past_uzbekistan(
    world: World, means: Mapping[DecisionKey, str]
) -> None:
    assert vetoed_by_uzbekistan(world, means) < 0.5
