"""Levers that a scenario pulls in vain: the same plays with a lever and without it come out the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

import numpy as np

from game.authoring.rehearsal import breadth
from game.authoring.scripts import Row, decisions, scripts
from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import Policy, run
from game.engine.state import State
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.random import Random
from game.scenario.model import Scenario

FIRST, SECOND = 96, 1_024
"""Plays of the first look, and of the second, which half of the time pulls the lever wherever it can."""

WORK, FEWEST = 6_000, 4
"""How many stages and decisions may be played anew, where the cast is small; and the fewest levers tried."""

SUSPECT = {
    "back", "bargain", "capacity", "flag", "leverage", "mandate", "procedure", "promise", "pull", "rule",
}  # fmt: skip
"""Levers that act through something else; the others act, or cost, by themselves."""
OWN = {"bargain", "capacity", "flags", "ledger", "leverage", "limited", "mandate", "procedure", "promise",
       "pull", "votes"}  # fmt: skip
"""What a lever moves directly, what is paid for it, and votes that come out the same."""


def idle_levers(world: World, seed: int, known: Iterable[str] = ()) -> Iterator[tuple[str, int]]:
    """Each lever in vain, and in how many plays it was tried; `known` ones are passed over.

    Of a very long scenario only so many levers are tried as there is time for.
    """
    suspects = [lever for lever in _levers(world.scenario) if lever.partition(".")[0] in SUSPECT]
    size = sum(1 + len(stage.decisions) for stage in world.stages)
    suspects = suspects[: max(FEWEST, int(WORK / breadth(world)) // size)]
    luck = Luck(seed, 0, FIRST)
    usual = _run(world, Random(), luck) if suspects else None
    for lever in suspects:
        if usual is None or lever in known:
            continue
        bare = compile_world(_without(world.scenario, lever))
        if _same(usual, _run(bare, Random(), luck)) and _in_vain(world, bare, lever, seed):
            yield lever, SECOND


def _in_vain(world: World, bare: World, lever: str, seed: int) -> bool:
    """Whether it makes no difference where, half of the time, it is pulled on purpose."""
    pulled: Row = {
        decision.key: int(np.abs(decision.levers[lever]).argmax())
        for decision in decisions(world)
        if lever in decision.levers
    }
    each = SECOND // 2
    policy = scripts(world, [pulled, {}], each)
    luck = Luck(seed, FIRST, each).repeated(2)
    return _same(_run(world, policy, luck), _run(bare, policy, luck))


def _run(world: World, policy: Policy, luck: Luck) -> Trace:
    return run(world, {role.id: policy for role in world.scenario.roles}, luck)


def _levers(scenario: Scenario) -> list[str]:
    """Every lever that the scenario pulls, by full name."""
    tables = [event.levers for event in scenario.every_event]
    tables += [option.levers for _, decision in scenario.every_decision for option in decision.options]
    return sorted({lever for table in tables for lever in table})


def _without(scenario: Scenario, lever: str) -> Scenario:
    """The scenario with the lever at rest; it stays in place, so that conditions still know a flag."""

    def rest(levers: Mapping[str, float]) -> Mapping[str, float]:
        return {**levers, lever: 0.0} if lever in levers else levers

    return replace(
        scenario,
        events=tuple(replace(event, levers=rest(event.levers)) for event in scenario.events),
        stages=tuple(
            replace(
                stage,
                events=tuple(replace(event, levers=rest(event.levers)) for event in stage.events),
                decisions=tuple(
                    replace(
                        decision,
                        options=tuple(
                            replace(option, levers=rest(option.levers)) for option in decision.options
                        ),
                    )
                    for decision in stage.decisions
                ),
            )
            for stage in scenario.stages
        ),
    )


def _same(one: Trace, other: Trace) -> bool:
    """Whether the plays came out the same, whatever was paid for it."""
    for stage, twin in zip(one.stages, other.stages, strict=True):
        for key, choice in stage.choices.items():
            if (choice != twin.choices[key]).any():
                return False
        for event, fired in stage.happened.items():
            if (fired != twin.happened[event]).any():
                return False
        if stage.carried is not None and (stage.carried != twin.carried).any():
            return False
        if not np.array_equal(stage.scores[::2], twin.scores[::2]):  # all but cost
            return False
    return all(
        np.array_equal(getattr(one.final, each.name), getattr(other.final, each.name))
        for each in fields(State)
        if each.name not in OWN
    )
