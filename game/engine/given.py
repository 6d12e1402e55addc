"""State that a run is given as a stage opens: what an author sets to see a stage as it might be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.engine.arrays import Array
from game.engine.state import State, changed
from game.engine.world import NEARLY_NONE, World


@dataclass(frozen=True, slots=True)
class Settable:
    """A kind of state that may be set, by the first part of its name."""

    form: tuple[str, ...]
    """What stands after its points: a member, a threat …"""
    low: float
    high: float
    help: str


SETTABLE: dict[str, Settable] = {
    "turmoil": Settable((), 0, 1, "violence in the country that asks"),
    "mandate": Settable((), 0, 1, "the international mandate held"),
    "capacity": Settable((), 0, 1, "forces and kit that could be sent"),
    "procedure": Settable((), 0, 1, "rules by which an appeal is decided"),
    "limited": Settable((), 0, 1, "1: the council goes by the limited rule"),
    "overthrown": Settable((), 0, 1, "1: an incumbent has been overthrown"),
    "collapsed": Settable((), 0, 1, "1: the state has come apart"),
    "deaths": Settable((), 0, 1_000_000, "persons who have died so far"),
    "promise": Settable(("threat",), 0, 1, "how far help is expected"),
    "belief": Settable(("member", "threat"), 0.01, 0.99, "a member's belief that help comes"),
    "restraint": Settable(("member",), 0.01, 0.99, "a member's belief that force stays out unless agreed"),
    "share": Settable(("member", "holder"), 0.001, 0.999, "a partner's share; the others make room"),
    "bargain": Settable(("member",), 0, 1, "safeguards given to a member"),
    "leverage": Settable(("member",), -1, 1, "the patron's hold over a member, since the start"),
    "pull": Settable(("partner",), 0, 1, "how actively a partner courts the region"),
    "flag": Settable(("flag",), 0, 1, "1: the flag is set"),
}
"""What may be set. Scores follow from it; what was chosen, voted or happened comes of the stages before."""


def given(world: World, values: Mapping[str, float], state: State) -> State:
    """The state with these values by name, in every play. The names were checked: KeyError for another."""
    for name, value in values.items():
        state = _with(world, state, tuple(name.split(".")), value)
    return state


def _with(world: World, state: State, path: tuple[str, ...], value: float) -> State:
    match path:
        case (level,):
            return changed(state, **{level: np.full_like(getattr(state, level), value)})
        case ("promise", threat):
            return changed(state, promise=_row(state.promise, world.threats[threat], value))
        case ("belief", member, threat):
            at = world.members[member], world.threats[threat]
            count = state.rescue_good[at] + state.rescue_bad[at]
            good, bad = state.rescue_good.copy(), state.rescue_bad.copy()
            good[at], bad[at] = count * value, count * (1.0 - value)
            return changed(state, rescue_good=good, rescue_bad=bad)
        case ("restraint", member):
            i = world.members[member]
            count = state.restraint_good[i] + state.restraint_bad[i]
            return changed(
                state,
                restraint_good=_row(state.restraint_good, i, count * value),
                restraint_bad=_row(state.restraint_bad, i, count * (1.0 - value)),
            )
        case ("share", member, partner):
            i, p = world.members[member], world.partners[partner]
            share = state.share.copy()
            rest = 1.0 - share[i, p]
            even = (1.0 - value) / (len(share[i]) - 1)  # where the others have nothing, they get as much each
            scaled = share[i] * ((1.0 - value) / np.maximum(rest, NEARLY_NONE))
            share[i] = np.where(rest > NEARLY_NONE, scaled, even)
            share[i, p] = value
            return changed(state, share=share)
        case ("bargain" | "leverage" as field, member):
            return changed(state, **{field: _row(getattr(state, field), world.members[member], value)})
        case ("pull", partner):
            return changed(state, pull=_row(state.pull, world.partners[partner] - 1, value))
        case ("flag", flag):
            return changed(state, flags=_row(state.flags, world.flags[flag], value))
        case _:
            raise KeyError(".".join(path))


def _row(table: Array, row: int, value: Array | float) -> Array:
    """The table with another row."""
    table = table.copy()
    table[row] = value
    return table
