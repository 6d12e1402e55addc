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
    for name in ("capacity", "procedure", "mandate"):
        if name in move:
            changes[name] = clip(getattr(state, name) + move[name])
    if "rule" in move:
        changes["limited"] = np.where(move["rule"] == 0.0, state.limited, ones(move["rule"] > 0.0))
    for name, rows, low in (
        ("promise", world.threats, 0.0),
        ("bargain", world.members, 0.0),
        ("leverage", world.members, -1.0),
        ("pull", world.partners, 0.0),
        ("flag", world.flags, 0.0),
    ):
        field = "flags" if name == "flag" else name
        for row, at in rows.items():
            change = move.get(f"{name}.{row}")
            if change is not None:
                if field not in changes:
                    changes[field] = getattr(state, field).copy()
                table = changes[field]
                each = at - 1 if name == "pull" else at
                table[each] = np.minimum(np.maximum(table[each] + change, low), 1.0)
    if not changes:
        return state
    after = changed(state, **changes)
    hope = _hope(world, state, after)
    return after if hope is None else changed(after, rescue_good=after.rescue_good + hope)


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
