"""6 intrude: force without a mandate or consent costs restraint, most among the averse (C17; Henry 2020)."""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Value, counted
from game.engine.rules.respond import in_force
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import World


def intrude(world: World, scene: Scene, state: State) -> State:
    """Every member sees whether force came unasked; months without force speak for restraint."""
    quiet = world["intrude.quiet"] * min(scene.months, 1.0)
    if not scene.move.keys() & {"force", "deploy"}:
        return changed(state, restraint_good=state.restraint_good + quiet)
    own = scene.lever("force")
    joint = scene.lever("deploy") * scene.lever("back") * state.carried
    unwilling = counted(state.votes < 0.0) / len(state.votes)
    trespass = np.maximum(own, joint * unwilling) * (1.0 - state.mandate)
    if scene.appeals:
        asked: Value = 1.0
        for _, where in scene.appeals:
            asked = (
                world["intrude.invited"]
                if where is None
                else np.where(where > 0.0, world["intrude.invited"], asked)
            )
        trespass = trespass * asked
    bad = world["intrude.weight"] * (world["intrude.floor"] + world.aversion) * trespass
    calm = 1.0 - in_force(scene, state)
    return changed(
        state,
        restraint_good=state.restraint_good + quiet * calm,
        restraint_bad=state.restraint_bad + bad,
    )
