"""8 charge: what is paid now (C10, C17) and what influence costs from now on (C12).

100 is one ordinary year of influence in the region.
"""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array, Value, added, counted
from game.engine.rules.respond import in_force
from game.engine.scene import Scene
from game.engine.state import LEDGERS, State, changed, outside
from game.engine.world import World


def charge(world: World, scene: Scene, state: State) -> State:
    """The stage's bills, by kind."""
    bills = {kind: bill for kind, bill in _bills(world, scene, state).items() if world.on(f"charge.{kind}")}
    if bills:
        ledger = state.ledger.copy()
        for kind, bill in bills.items():
            ledger[LEDGERS.index(kind)] += bill
        state = changed(state, ledger=ledger)
    return state


def _bills(world: World, scene: Scene, state: State) -> dict[str, Value]:
    bills: dict[str, Value] = {}
    if scene.move.keys() & {"force", "deploy"}:
        force = in_force(scene, state)
        violent = (1.0 - world["charge.violence"]) + world["charge.violence"] * state.violence
        saved = 1.0 - world["charge.thrift"] * state.capacity
        bills["operation"] = world["charge.operation"] * force * violent * saved
        unwilling = counted(state.votes < 0.0) * (state.carried > 0.0)
        bills["friction"] = (
            world["charge.friction"] * force * (1.0 - state.mandate) + world["charge.unwilling"] * unwilling
        )
    if "aid" in scene.move:
        bills["aid"] = world["charge.aid"] * scene.lever("aid")
    built = _raised(scene, ("capacity", "procedure"))
    if built is not None:
        bills["building"] = world["charge.building"] * built
    bargained = _raised(scene, [name for name in scene.move if name.startswith(("bargain.", "leverage."))])
    if bargained is not None:
        bills["bargain"] = world["charge.bargain"] * bargained
    if "cost" in scene.move:
        bills["direct"] = scene.lever("cost")
    return bills


def _raised(scene: Scene, levers: tuple[str, ...] | list[str]) -> Array | None:
    raised = [np.maximum(scene.move[name], 0.0) for name in levers if name in scene.move]
    return added(raised) if raised else None


def upkeep(world: World, scene: Scene, state: State) -> State:
    """`charge.upkeep`: influence costs more, convexly, the more the region diversifies (C12)."""
    return changed(
        state,
        upkeep=state.upkeep
        + yearly(world, state) * (scene.months / 12.0) * np.power(world["charge.patience"], scene.years),
    )


def yearly(world: World, state: State) -> Array:
    """(play,): upkeep in a year above the starting level, undiscounted."""
    now, start = outside(world.regional, state.share), world.outside
    return np.asarray(world["charge.upkeep"] * (now * now - start * start))
