"""2 consult: the council votes on an operation (C8, C11, C17).

Above 0 a member assents, a little below it abstains, further below it vetoes. By consensus one veto
blocks; by the limited rule the willing go, if they are a quorum.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.engine.arrays import Array, Mask, added, counted, ones
from game.engine.draws import Purpose
from game.engine.scene import Scene
from game.engine.state import State, changed
from game.engine.world import FARAWAY, World


def consult(world: World, scene: Scene, state: State) -> State:
    """Every member votes where an operation is put to the council."""
    if "deploy" not in scene.move:
        return state
    proposed = scene.move["deploy"] > 0.0
    if not proposed.any():
        return state
    votes = added(support_terms(world, scene, state).values()) * proposed
    return changed(state, votes=votes, carried=_carried(world, state, votes) * proposed)


def support_terms(world: World, scene: Scene, state: State) -> Mapping[str, Array]:
    """Why each member votes as it does, by reason: each broadcasts to (member, play); their sum is the vote.

    `noise` is what nobody can know. The reasons' names are words of the game, put into sentences
    by `present`.
    """
    exposed, nearby, ties, asked = _concern(world, scene, state.turmoil.shape)
    # The first has the shape of the sum, as `added` wants it.
    terms: dict[str, Array] = {
        "bargain": world["consult.bargain"] * state.bargain,
        "goodwill": np.asarray(world["consult.base"]),
        "insurance": world["consult.exposure"] * exposed,
        "asked": world["consult.asker"] * asked,
        "mandate": world["consult.mandate"] * state.mandate,
        "capacity": world["consult.capacity"] * state.capacity,
        "backing": np.asarray(world["consult.back"] * scene.lever("back")),
        "violence": world["consult.turmoil"] * exposed * nearby * state.violence,
        "precedent": -world["consult.aversion"] * world.aversion * scene.lever("deploy"),
        "ties": -world["consult.ties"] * ties,
    }
    if world.on("consult.noise"):
        noise = [
            scene.luck.logistic(scene.index, Purpose.COUNCIL, i) * world["consult.noise"]
            for i in range(len(world.members))
        ]
        terms["noise"] = np.stack(noise)
    return terms


def _concern(world: World, scene: Scene, plays: tuple[int, ...]) -> tuple[Array, Array, Array, Array]:
    """Exposure to the threat, nearness, ties, and who asked; without an appeal, the first threat's."""
    calm = np.zeros((len(world.members), 1))
    exposed, nearby, ties, asked = world.exposure[:, 0], calm + FARAWAY, calm, calm
    for appeal, where in scene.appeals:
        asker = calm.copy()
        asker[appeal.member] = 1.0
        own = world.exposure[:, appeal.threat], appeal.nearby, appeal.ties, asker
        if where is None:
            return own
        mask = np.broadcast_to(where > 0.0, plays)
        exposed, nearby, ties, asked = (
            np.where(mask, new, old) for new, old in zip(own, (exposed, nearby, ties, asked), strict=True)
        )
    return exposed, nearby, ties, asked


def vetoes(world: World, votes: Array) -> Mask:
    """(member, play), bool: who is so far against that it blocks."""
    return np.asarray(np.less(votes, np.negative(world["consult.veto"])))


def _carried(world: World, state: State, votes: Array) -> Array:
    willing = counted(votes >= 0.0) / len(votes)
    blocked = vetoes(world, votes).any(axis=0)
    by_consensus = ones(~blocked & (willing > 0.0))
    by_the_willing = willing * ones(np.asarray(np.greater_equal(willing, world["consult.quorum"])))
    return np.where(state.limited > 0.0, by_the_willing, by_consensus)


def unopposed(scene: Scene, state: State) -> State:
    """With the council's rule switched off, nobody can block what is proposed."""
    if "deploy" not in scene.move:
        return state
    return changed(state, carried=ones(scene.move["deploy"] > 0.0))
