"""3 respond: aid, force and a carried operation add up to a response (C16).

Capacity and procedure are complements. Aid alone cannot be adequate to severe violence; troops
without procedure are late and clumsy; a blocked proposal still counts a little.
"""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array, Value, clip
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import World


def respond(world: World, scene: Scene, state: State) -> State:
    """What was done, beside what the violence demands."""
    aid, size = scene.lever("aid"), scene.lever("deploy")
    tried = world["respond.tried"] * size * (state.carried == 0.0)
    soft = 1.0 - (1.0 - aid) * (1.0 - tried)
    hard = 1.0 - (1.0 - troops(world, scene, state)) * (1.0 - operation(world, scene, state))
    support = 1.0 - (1.0 - hard) * (1.0 - world["respond.aid"] * soft)
    need = world["respond.need"] + (1.0 - world["respond.need"]) * state.violence
    return changed(state, support=support, adequacy=np.minimum(support / need, 1.0))


def troops(world: World, scene: Scene, state: State) -> Array:
    """(play,): what the patron's own force does."""
    able = 1.0 - world["respond.clumsy"] * (1.0 - state.procedure)
    return np.asarray(world["respond.force"] * scene.lever("force") * able)


def operation(world: World, scene: Scene, state: State) -> Array:
    """(play,): what a carried operation does."""
    backed = world["respond.members"] + (1.0 - world["respond.members"]) * scene.lever("back")
    able = world["respond.raw"] + (1.0 - world["respond.raw"]) * np.sqrt(state.capacity * state.procedure)
    return clip(world["respond.operation"] * scene.lever("deploy") * backed * state.carried * able)


def in_force(scene: Scene, state: State) -> Value:
    """0–1: how much force is on the ground, the patron's own or a carried operation's."""
    own = 1.0 - scene.lever("force")
    joint = scene.lever("deploy") * scene.lever("back") * state.carried
    return 1.0 - own * (1.0 - joint)
