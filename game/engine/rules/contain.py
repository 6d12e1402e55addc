"""4 contain: violence goes on or is quelled; people die; incumbents fall, states come apart (C5, C15)."""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array, clip, logistic, ones
from game.engine.draws import Purpose
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import World

CRUDE = 0.4
"""The part of what support can quell that the least able of helpers quells; the ablest, all. A judgement."""


def contain(world: World, scene: Scene, state: State) -> State:
    """Support quells violence, the more the abler it is; the rest fades as time passes."""
    able = CRUDE + (1.0 - CRUDE) * np.maximum(state.capacity, state.support)
    quelled = world["contain.quell"] * state.support * able
    left = clip(state.turmoil * (1.0 - quelled) + scene.lever("turmoil"))
    squared = state.violence * state.violence
    deaths = world["contain.deaths"] * state.flare * squared * squared * state.violence * (1.0 - quelled)
    return changed(
        state,
        turmoil=left * np.power(0.5, scene.months / world["contain.half_life"]),
        deaths=state.deaths + deaths,
        collapsed=_collapsed(world, state, left),
        overthrown=_overthrown(world, scene, state),
    )


def _collapsed(world: World, state: State, turmoil: Array) -> Array:
    """A state comes apart past a threshold, and stays so (C15)."""
    if not world.on("contain.collapse"):
        return state.collapsed
    return np.maximum(state.collapsed, ones(turmoil >= np.asarray(world["contain.collapse"])))


def _overthrown(world: World, scene: Scene, state: State) -> Array:
    """An incumbent who asks and is not helped falls, the likelier the greater the violence (C5)."""
    fallen = state.overthrown
    if not world.on("contain.overthrow"):
        return fallen
    for appeal, where in scene.appeals:
        if appeal.incumbent:
            danger = (
                world["contain.brittle"]
                + world["contain.overthrow"] * state.violence
                - world["contain.shield"] * state.adequacy
            )
            drawn = scene.luck.uniform(scene.index, Purpose.OVERTHROW)
            falls = (drawn < logistic(danger)) * (1.0 if where is None else where)
            fallen = np.maximum(fallen, falls)
    return fallen
