"""1 prepare: levers on promise, capacity, procedure, mandate, bargains (C1, C16).

Words raise belief before any test (C1). Capacity and procedure are complements: belief rises with
√(capacity·procedure), and mostly where the treaty is silent (C16).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.engine.arrays import Array, clip, ones
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import World


def prepare(world: World, scene: Scene, state: State) -> State:
    """The seats' choices move the levels, and hope follows."""
    return moved(world, state, scene.move)


def moved(world: World, state: State, move: Mapping[str, Array]) -> State:
    """The state after these levers; also how an event acts."""
    changes: dict[str, Array] = {}
    for lever, change in move.items():
        name, _, index = lever.partition(".")
        if name in {"capacity", "procedure", "mandate"}:
            changes[name] = clip(getattr(state, name) + change)
        elif name == "rule":
            changes["limited"] = np.where(change == 0.0, state.limited, ones(change > 0.0))
        elif index:
            field = "flags" if name == "flag" else name
            if field not in changes:
                changes[field] = getattr(state, field).copy()
            row = changes[field][_row(world, name, index)]
            row += change
            low = -1.0 if name == "leverage" else 0.0
            np.minimum(np.maximum(row, low, out=row), 1.0, out=row)
    if not changes:
        return state
    after = changed(state, **changes)
    hope = _hope(world, state, after)
    return after if hope is None else changed(after, rescue_good=after.rescue_good + hope)


def _row(world: World, name: str, index: str) -> int:
    """Where a lever's index stands in its table of the state."""
    match name:
        case "promise":
            return world.threats[index]
        case "pull":
            return world.partners[index] - 1  # the alliance, which is 0, courts nobody
        case "flag":
            return world.flags[index]
    return world.members[index]


def _hope(world: World, before: State, after: State) -> Array | None:
    """(threat, play): evidence for rescue in what was promised and built; None where nothing was."""
    hope: Array | None = None
    if world.on("prepare.hope") and after.promise is not before.promise:
        hope = world["prepare.hope"] * np.maximum(after.promise - before.promise, 0.0)
    if world.on("prepare.building") and (
        after.capacity is not before.capacity or after.procedure is not before.procedure
    ):
        built = np.sqrt(after.capacity * after.procedure) - np.sqrt(before.capacity * before.procedure)
        gain = world["prepare.building"] * (1.0 - world.duty) * np.maximum(built, 0.0)
        hope = gain if hope is None else hope + gain
    return hope
