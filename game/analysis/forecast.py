"""What a seat can foresee of the stage at hand: for each of its options, the price and the council's vote.

Only this stage is imagined, some hundreds of times for every option under the same luck (common
random numbers). The price of an option is what it adds to the cost of the stage beside doing nothing:
each of its futures is set against the same one in which the decision pulls no lever. The other seat, and
what this seat has not settled yet, do what was done in fact half of the time and otherwise anything on
offer. The luck is not the play's own, and the world is what the seat takes it to be (`analysis.reading`),
so the chances are honest: of what is called 70% likely, seven in ten come true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from game.analysis.reading import Seat
from game.analysis.retrace import Steps, steps
from game.engine.arrays import Array, Choice, Mask
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import Policy, Position, chosen, offered, picked
from game.engine.rules.consult import support_terms, vetoes
from game.engine.state import cost
from game.engine.step import appeals_made
from game.engine.world import CompiledStage, World
from game.policies.fixed import Historical
from game.policies.random import Mix, Random

FUTURES = 512
"""How many are imagined for each option."""
FORESIGHT = 2
"""The stream of luck from which they draw; 0 is the game's, 1 the planner's."""
HABIT = 0.5
"""How often a seat is expected to do what was done in fact."""

Tried = tuple[DecisionKey, int]
"""An option, by its decision and its number."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One option that is on offer."""

    adds: tuple[float, float]
    """10th and 90th percentile of what it adds to cost beside doing nothing, in points; below 0 it spares."""
    idle: tuple[float, float]
    """The same of what the stage costs where nothing is done in this decision: one for all its options."""
    proposed: float
    """In what share of the futures an operation is put to the council; the rest is over those."""
    assents: tuple[float, ...]
    """By member, in the scenario's order: the chance that it assents."""
    abstains: tuple[float, ...]
    vetoes: tuple[float, ...]
    motives: Mapping[str, tuple[float, ...]]
    """By reason that can be known beforehand, by member: its mean weight in the vote (`support_terms`)."""
    passes: float
    """The chance that the council carries it, or that the willing go."""


Forecast = Mapping[DecisionKey, tuple[Foreseen | None, ...]]
"""By decision of the seat: each option's outlook, None where it is not on offer."""


def forecast(position: Position, role: str, futures: int = FUTURES) -> Forecast:
    """The outlook of every option that `role` has in the stage at hand; what it has `made` stands.

    Raise ValueError if the position holds more than one play, or no stage waits.
    """
    stage = position.stage
    if stage is None or position.luck.count != 1:
        raise ValueError("a forecast is of one play in which a stage waits")
    tried = options_on_offer(position, stage, role)
    if not tried:
        return {}
    luck = Luck(position.luck.seed, position.luck.first * futures, futures, stream=FORESIGHT)
    idle = {decision.key: len(decision.options) for decision in stage.decisions if decision.key[1] == role}
    rows = [*tried, *idle.items()]
    choices = each_in_turn(position, stage, rows, luck, guessed(position.world))
    found = _imagined(position, role, stage, choices, luck.repeated(len(rows)), rows)
    outlook = dict(zip(rows, found, strict=True))
    return {
        decision.key: tuple(outlook.get((decision.key, option)) for option in range(len(decision.options)))
        for decision in stage.decisions
        if decision.key[1] == role
    }


def options_on_offer(position: Position, stage: CompiledStage, role: str) -> list[Tried]:
    """What `role` may do in the stage at hand, decision by decision."""
    return [
        (decision.key, int(option))
        for decision in stage.decisions
        if decision.key[1] == role
        for option in np.flatnonzero(offered(position, decision)[:, 0])
    ]


def habit() -> Mix:
    """How a seat is expected to choose by another that knows nothing better."""
    return Mix(HABIT, Historical(), Random())


def guessed(world: World) -> dict[str, Policy]:
    """Every seat by habit."""
    return {role.id: habit() for role in world.scenario.roles}


def each_in_turn(
    position: Position, stage: CompiledStage, tried: Sequence[Tried], luck: Luck, seats: Mapping[str, Policy]
) -> dict[DecisionKey, Choice]:
    """(tried · future,) by decision: each option in turn, beside what is settled and what `seats` do."""
    table = {decision.key: offered(position, decision)[:, 0] for decision in stage.decisions}
    futures = picked(position, np.zeros(luck.count, dtype=np.intp), luck)
    wanted = chosen(futures, seats)
    choices: dict[DecisionKey, Choice] = {}
    for decision in stage.decisions:
        key = decision.key
        guess = np.where(table[key][wanted[key]], wanted[key], decision.default)
        settled_on = np.resize(position.made[key], luck.count) if key in position.made else guess
        choices[key] = np.concatenate(
            [np.full(luck.count, option) if which == key else settled_on for which, option in tried]
        )
    return choices


def as_it_stands(stage: CompiledStage, position: Position) -> CompiledStage:
    """The stage with the appeal that is made, if any, and with no condition on any option.

    Who appeals and what is on offer is known: conditions are read where things stand, not where they are
    supposed to.
    """
    made = tuple(
        replace(appeal, when=None)
        for appeal, where in appeals_made(stage, position.moment)
        if where is None or where[0] > 0.0
    )
    open_to_all = tuple(replace(each, whens=(None,) * len(each.options)) for each in stage.decisions)
    return replace(stage, appeals=made[:1], decisions=open_to_all)


def with_nothing(stage: CompiledStage) -> CompiledStage:
    """The stage with one more option in every decision, after the last: to pull no lever."""
    decisions = [
        replace(each, levers={lever: np.append(by_option, 0.0) for lever, by_option in each.levers.items()})
        for each in stage.decisions
    ]
    return replace(stage, decisions=tuple(decisions))


def _imagined(
    position: Position,
    role: str,
    stage: CompiledStage,
    choices: Mapping[DecisionKey, Choice],
    luck: Luck,
    rows: Sequence[Tried],
) -> list[Foreseen]:
    """The stage played out in every future, as the seat supposes the world to be.

    `rows` hold the option of doing nothing in every decision that they are of.
    """
    stage = with_nothing(as_it_stands(stage, position))
    seat = Seat(position, role)
    futures = picked(position, np.zeros(luck.count, dtype=np.intp), luck)
    world, state = futures.world, seat.supposed(futures.state, luck, stage.index)
    played = steps(replace(futures, moment=replace(futures.moment, state=state)), choices, stage)
    after, move = played.ended, played.scene.move
    # Charges for what has happened before are no news; so only the stage's own are reckoned.
    paid = ((cost(after) - cost(state)) * seat.reckoned(luck, stage.index)).reshape(len(rows), -1)
    last = {key: at for at, (key, _option) in enumerate(rows)}
    idle = paid[[last[key] for key, _option in rows]]
    adds, alone = (np.quantile(each, (0.1, 0.9), axis=1).T for each in (paid - idle, idle))
    put = np.broadcast_to(move.get("deploy", np.zeros(1)) > 0.0, luck.count).reshape(len(rows), -1)
    against, blocks = after.votes < 0.0, vetoes(world, after.votes)
    voted = {"assents": ~against, "abstains": against & ~blocks, "vetoes": blocks}

    def over(values: Array | Mask) -> Array:
        """(row, …): means over the futures of each row in which something was put to the council."""
        split = values.reshape(*values.shape[:-1], len(rows), -1) * put
        return np.moveaxis(split.sum(axis=-1) / np.maximum(put.sum(axis=-1), 1), -1, 0)

    shares = {vote: over(mask) for vote, mask in voted.items()}
    motives = {name: over(term) for name, term in _motives(played).items()} if put.any() else {}
    passes = over(after.carried > 0.0)
    return [
        Foreseen(
            adds=_pair(adds[row]),
            idle=_pair(alone[row]),
            proposed=float(put[row].mean()),
            **{vote: tuple(map(float, share[row])) for vote, share in shares.items()},
            motives={name: tuple(map(float, weight[row])) for name, weight in motives.items()},
            passes=float(passes[row]),
        )
        for row in range(len(rows))
    ]


def _motives(played: Steps) -> dict[str, Array]:
    """By reason: (member, future), why each member votes as it does, as far as it can be known beforehand."""
    terms = support_terms(played.world, played.scene, played.around("consult")[0])
    shape = played.ended.votes.shape
    return {name: np.broadcast_to(term, shape) for name, term in terms.items() if name != "noise"}


def _pair(ends: Array) -> tuple[float, float]:
    return float(ends[0]), float(ends[1])
