"""Traces laid side by side, bit for bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from game.engine.state import State
from game.engine.trace import Trace


def record(trace: Trace, plays: slice | None = None) -> dict[str, NDArray[np.generic]]:
    """All that a trace says of some of its plays, by name; a line or a mark that is 0 throughout is left
    out, since a batch lists what any of its plays has."""
    kept: dict[str, NDArray[np.generic]] = {"start": trace.start}
    for stage in (*trace.stages, *trace.years):
        kept |= {f"{stage.id}/choices/{'.'.join(key)}": value for key, value in stage.choices.items()}
        kept |= {f"{stage.id}/defaulted/{'.'.join(key)}": value for key, value in stage.defaulted.items()}
        kept |= {f"{stage.id}/happened/{event}": value for event, value in stage.happened.items()}
        kept |= {f"{stage.id}/lines/{rule}": value for rule, value in stage.lines.items()}
        kept[f"{stage.id}/scores"] = stage.scores
        for name in ("votes", "tried", "carried"):
            if getattr(stage, name) is not None:
                kept[f"{stage.id}/{name}"] = getattr(stage, name)
        for name, state in (("opened", stage.opened), ("state", stage.state)):
            if state is not None:
                kept |= {
                    f"{stage.id}/{name}/{each.name}": getattr(state, each.name) for each in fields(State)
                }
    kept |= {f"final/{each.name}": getattr(trace.final, each.name) for each in fields(State)}
    some = {name: value[..., plays or slice(None)] for name, value in kept.items()}
    return {
        name: value
        for name, value in some.items()
        if value.any() or not ("/lines/" in name or "/defaulted/" in name)
    }


def differing(one: Mapping[str, NDArray[np.generic]], other: Mapping[str, NDArray[np.generic]]) -> set[str]:
    """The names under which two records are not the same, bit for bit."""
    return {
        name
        for name in one.keys() | other.keys()
        if name not in one or name not in other or not np.array_equal(one[name], other[name])
    }
