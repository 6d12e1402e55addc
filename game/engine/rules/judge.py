"""5 judge: every member watches an appeal and learns (C2–C4, C7–C9, C13–C15).

The evidence weighs with the gravity of the case (C15), the observer's likeness to the asker and its
own exposure to the threat (C13). What was adequate is good evidence; what was missing is bad,
weighs more (Mercer 1996), and is excused in part by a vague treaty, less so the more has been
promised and drilled (C8, C9). A grudge against the client excuses a part for a while (C6): that part
waits in `reserve` until another client of the same member is refused too (C7).
"""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Array, Value, added
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import CompiledAppeal, World


def judge(world: World, scene: Scene, state: State) -> State:
    """What every member learns from how the appeal was answered."""
    for appeal, where in scene.appeals:
        if where is None or where.any():
            state = _learn(world, appeal, where, state)
    return state


def _learn(world: World, appeal: CompiledAppeal, where: Array | None, state: State) -> State:
    weight = attention(world, appeal, state)
    if where is not None:
        weight = weight * where
    kept, failed = state.adequacy, 1.0 - state.adequacy
    bad = weight * (failed * severity_of_refusal(world, appeal, state))
    if np.any(world["judge.welcome"]):
        bad = bad * (1.0 - world["judge.welcome"] * world.aversion)
        relief = world["judge.welcome"] * world.aversion * weight * failed
        state = changed(state, restraint_good=state.restraint_good + relief)
    held = withheld(world, appeal)
    state = changed(
        state,
        rescue_good=_told(world, appeal.threat, state.rescue_good, weight * kept),
        rescue_bad=_told(world, appeal.threat, state.rescue_bad, bad * (1.0 - held)),
    )
    if not np.any(held):
        return state
    reserve = state.reserve.copy()
    reserve[appeal.client] += bad * held
    return changed(state, reserve=reserve)


def attention(world: World, appeal: CompiledAppeal, state: State) -> Array:
    """(member, play): the weight of the evidence for each observer."""
    gravity = appeal.severity * (world["judge.calm"] + (1.0 - world["judge.calm"]) * state.violence)
    exposed = world.exposure[:, appeal.threat]
    if np.any(world["judge.flat"]):
        mean = added(exposed) / len(exposed)
        exposed = exposed * (1.0 - world["judge.flat"]) + mean * world["judge.flat"]
    return np.asarray(world["judge.learning"] * appeal.likeness * exposed * gravity)


def severity_of_refusal(world: World, appeal: CompiledAppeal, state: State) -> Value:
    """(play,): how much a refusal weighs beside a rescue, after excuses, grudge or no grudge."""
    weight: Value = world["judge.negativity"] if world.on("judge.negativity") else 1.0
    if world.on("judge.excuse"):
        vague = 1.0 - world.duty[appeal.threat]
        weight = weight * (1.0 - world["judge.excuse"] * vague * (1.0 - state.promise[appeal.threat]))
    if world.on("judge.loyalty"):
        weight = weight * (1.0 + world["judge.loyalty"] * appeal.loyalty)
    return weight


def withheld(world: World, appeal: CompiledAppeal) -> Value:
    """0–1: the part of a refusal that the grudge against this client explains."""
    plot = world["judge.plot"] if appeal.grudge else 0.0
    return np.maximum(appeal.grudge, plot)


def _told(world: World, threat: int, evidence: Array, news: Array) -> Array:
    """`evidence` (member, threat, play) with `news` (member, play) on a threat, of which a little
    reaches the others (C2)."""
    after = np.empty_like(evidence)
    spill = world["judge.spill"] if world.on("judge.spill") else 0.0
    for k in range(len(world.threats)):
        np.add(evidence[:, k], news if k == threat else news * spill, out=after[:, k])
    return after


def release(world: World, scene: Scene, state: State) -> State:
    """`judge.reserve`: what a grudge excused counts once a different client is refused too (C7).

    The worse the second answer, the more of it: all where nothing was done, none where the answer
    was at least half adequate.
    """
    for appeal, where in scene.appeals:
        if not appeal.rivals or (where is not None and not where.any()):
            continue
        refused = np.maximum(1.0 - 2.0 * state.adequacy, 0.0) * world["judge.release"]
        if np.any(world["judge.plot"]):
            refused = refused * (1.0 - world["judge.plot"])
        if where is not None:
            refused = refused * where
        reserve = state.reserve.copy()
        for rival in appeal.rivals:
            bad = reserve[rival] * refused
            reserve[rival] -= bad
            state = changed(state, rescue_bad=_told(world, appeal.threat, state.rescue_bad, bad))
        state = changed(state, reserve=reserve)
    return state
