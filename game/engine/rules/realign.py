"""7 realign: members move toward the partners they want (C19–C21).

A member's mix moves toward a softmax of utilities whose rest point is its mix at the start. Lost
belief drives it out (C20), the more the harder others court it (C21): a partner's utility is the
logarithm of its courtship, so courtship multiplies the odds. Leverage holds a member; the averse
mind lost restraint. Recognition by outsiders has no lever on belief, so it cannot stand in for it (C19).
"""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array, Value, added
from game.engine.scene import Scene
from game.engine.state import State, changed, rescue, restraint, valued
from game.engine.world import World

LEAVING = 1.0
"""How much less a member that has left holds to the alliance, in logits."""


def realign(world: World, scene: Scene, state: State) -> State:
    """Part of the way from the present mix to the wanted one, by the time that passes."""
    step = 1.0 - np.power(1.0 - world["realign.pace"], scene.months / 3.0)
    share = wanted_shares(world, state)
    share -= state.share
    share *= step
    share += state.share
    return changed(state, share=share)


def wanted_shares(world: World, state: State) -> Array:
    """(member, partner, play): the mix that each member would choose now.

    A partner's odds against the alliance are those at the start, times how 1 + affinity · pull ·
    (`realign.pull` + `realign.suitors` · lost belief) has grown, over e to what holds the member.
    """
    # A large batch spends a quarter of its time here, most of it on memory: so it works in place.
    gained = valued(world.needs, rescue(state)) - world.valued
    hold = world["realign.belief"] * gained
    hold += world["realign.leverage"] * state.leverage
    hold -= LEAVING * state.left
    if world.on("realign.restraint"):
        hold += world["realign.restraint"] * world.aversion * (restraint(state) - world.restraint)
    courted: Value = world["realign.pull"]
    if world.on("realign.suitors"):
        lost = np.maximum(np.negative(gained, out=gained), 0.0, out=gained)
        lost *= world["realign.suitors"]
        lost += courted
        courted = lost
    pushed = np.exp(np.negative(hold, out=hold), out=hold)
    share = np.empty(state.share.shape)
    odds = share[:, 1:]  # against the alliance
    for p in range(odds.shape[1]):
        np.multiply(courted, state.pull[p], out=odds[:, p])
        odds[:, p] *= world.moved[:, p]
        odds[:, p] += world.rest[:, p]
    alliance = 1.0 / (1.0 + pushed * added(odds[:, p] for p in range(odds.shape[1])))
    share[:, 0] = alliance
    odds *= (pushed * alliance)[:, None]
    return share
