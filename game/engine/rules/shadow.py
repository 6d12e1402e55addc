"""9 shadow: the years that follow, with no decisions (C0, C12, C18).

Untested promises fade without capacity and procedure; suitors court; a member may leave.
"""

from __future__ import annotations

import numpy as np

from game.engine.arrays import clip
from game.engine.draws import Purpose
from game.engine.scene import Scene
from game.engine.state import State, changed, rescue
from game.engine.world import World

DOUBT = 0.1
"""How far around `shadow.exit`, in shares, the thought of leaving sets in: from not at all to surely."""


def fade(world: World, scene: Scene, state: State) -> State:
    """`shadow.fade`: hope with nothing behind it wears off, where the treaty is vague (C18)."""
    behind = np.sqrt(state.capacity * state.procedure)
    years = scene.months / 12.0
    worn = world["shadow.fade"] * (1.0 - world.duty) * years
    hollow = np.maximum(rescue(state) - behind, 0.0)
    return changed(
        state,
        rescue_good=state.rescue_good * np.maximum(1.0 - worn * hollow, 0.0),
        promise=state.promise - np.minimum(worn, 1.0) * np.maximum(state.promise - behind, 0.0),
    )


def court(world: World, scene: Scene, state: State) -> State:
    """`shadow.courtship`: outside partners pull harder, or less, as years pass (C21)."""
    return changed(state, pull=clip(state.pull + world.growth * (scene.months / 12.0)))


def leave(world: World, scene: Scene, state: State) -> State:
    """`shadow.exit`: one for whom the alliance has become marginal may go (C0)."""
    tempted = clip((world["shadow.exit"] + DOUBT - state.share[:, 0]) / (2.0 * DOUBT))
    tempted *= world["shadow.hazard"]
    left = state.left.copy()
    for i, chance in enumerate(tempted):
        if chance.any():  # most are never tempted, and need no draw
            gone = scene.luck.uniform(scene.index, Purpose.EXIT, i) < chance
            np.maximum(left[i], gone, out=left[i])
    return changed(state, left=left)
