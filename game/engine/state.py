"""What is true at a moment of many plays: frozen arrays, the play is the last axis."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from game.engine.arrays import Array, added, on_grid

LEDGERS = ("operation", "friction", "aid", "building", "bargain", "direct")
"""What short-term cost is made of, in the order of `State.ledger`."""


@dataclass(frozen=True)  # without slots, so that `changed` is quick
class State:
    """All levels lie in [0, 1] but evidence counts and ledgers, which are at least 0, and leverage,
    cost ledgers and upkeep, which may be negative."""

    rescue_good: Array
    """(member, threat, play): evidence that help comes if asked, the first count of a Beta."""
    rescue_bad: Array
    """(member, threat, play): evidence that it does not."""
    restraint_good: Array
    """(member, play): evidence that force stays out unless agreed."""
    restraint_bad: Array
    reserve: Array
    """(client, member, play): bad evidence that a grudge against that client excuses for now (C6, C7)."""
    share: Array
    """(member, partner, play): security cooperation; partner 0 is the alliance; sums to 1."""
    left: Array
    """(member, play): 1 where it has left the alliance."""
    promise: Array
    """(threat, play)"""
    bargain: Array
    """(member, play)"""
    leverage: Array
    """(member, play): the change since the start."""
    pull: Array
    """(partner, play): the outside partners only."""
    flags: Array
    """(flag, play): 0 or 1."""
    capacity: Array
    """(play,), like all below."""
    procedure: Array
    mandate: Array
    turmoil: Array
    limited: Array
    """1 where the council goes by the limited rule."""
    overthrown: Array
    collapsed: Array
    deaths: Array
    """Persons."""
    upkeep: Array
    """Long-term cost so far, discounted to the start; points."""
    ledger: Array
    """(ledger, play): short-term cost by kind; points."""
    flare: Array
    """By how much violence rose as the stage opened."""
    violence: Array
    """Turmoil as the stage opened, which the response has to meet."""
    votes: Array
    """(member, play): support for the operation put to the council; 0 where none was."""
    carried: Array
    """0 blocked or none proposed, 1 carried, or the willing share under the limited rule."""
    support: Array
    """The response of this stage."""
    adequacy: Array
    """Support over what the violence demands, at most 1."""


FIELDS = frozenset(each.name for each in fields(State))


def changed(state: State, **changes: Array) -> State:
    """`state` with other arrays in some fields: `dataclasses.replace` at a twentieth of its price.

    Raise TypeError at a name that is no field.
    """
    if not changes.keys() <= FIELDS:
        raise TypeError(f"no fields of a state: {', '.join(sorted(changes.keys() - FIELDS))}")
    new = object.__new__(State)
    new.__dict__.update(state.__dict__, **changes)
    if "rescue_good" in changes or "rescue_bad" in changes:
        new.__dict__.pop("believed", None)
    return new


def rescue(state: State) -> Array:
    """(member, threat, play): the mean belief that help comes if asked."""
    believed: Array | None = state.__dict__.get("believed")  # worked out once for states that share it
    if believed is None:
        believed = state.rescue_good + state.rescue_bad
        state.__dict__["believed"] = np.divide(state.rescue_good, believed, out=believed)
    return believed


def restraint(state: State) -> Array:
    """(member, play): the mean belief that force stays out unless agreed."""
    return np.asarray(state.restraint_good / (state.restraint_good + state.restraint_bad))


def valued(needs: Array, belief: Array) -> Array:
    """(member, play): belief weighed by what each member has need of; `needs` (member, threat, 1)."""
    return added(needs[:, k] * belief[:, k] for k in range(belief.shape[1]))


def credibility(needs: Array, state: State) -> Array:
    """(play,), 0–100: the mean over members of belief weighed by exposure (C3)."""
    each = valued(needs, rescue(state))
    return on_grid(added(each) * (100.0 / len(each)))


def outside(regional: tuple[int, ...], share: Array) -> Array:
    """(play,), 0–1: the regional members' security cooperation outside the alliance."""
    return np.asarray(1.0 - added(share[i, 0] for i in regional) / len(regional))


def diversification(regional: tuple[int, ...], state: State) -> Array:
    """(play,), 0–100."""
    return on_grid(100.0 * outside(regional, state.share))


def short_cost(state: State) -> Array:
    """(play,): what has been paid; 100 is one ordinary year of influence in the region."""
    return added(on_grid(state.ledger))


def long_cost(state: State) -> Array:
    """(play,): what influence has cost above the starting level, discounted to the start."""
    return on_grid(state.upkeep)


def cost(state: State) -> Array:
    """(play,): short-term and long-term cost together."""
    return short_cost(state) + long_cost(state)
