"""The full record of plays: choices, events, votes, and every change by rule."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.arrays import Array, Choice, Mask
from game.engine.book import Lines
from game.engine.conditions import DecisionKey
from game.engine.state import State

FORMAT = 1
"""Of `Trace.to_bytes`."""


@dataclass(frozen=True, slots=True)
class StageTrace:
    """One stage, or one of the years that follow (`year-1` …)."""

    id: str
    choices: Mapping[DecisionKey, Choice]
    """(play,): the index of the option taken."""
    defaulted: Mapping[DecisionKey, Mask]
    """(play,): where what a script chose was not on offer, and the default was taken."""
    happened: Mapping[str, Mask]
    """By event, in order: (play,)."""
    scores: Array
    """(score, play), as it ends."""
    lines: Lines
    """By rule: (score, play); empty unless the plays were explained. They add up to the change of
    `scores` exactly."""
    opened: State | None = None
    """As it opened, before anyone decided; kept only when explained."""
    state: State | None = None
    """As it ended; kept only when explained."""
    votes: Array | None = None
    """(member, play): support for what was put to the council."""
    tried: Array | None = None
    """(play,): 1 where an operation was put to the council."""
    carried: Array | None = None
    """(play,)"""


@dataclass(frozen=True, slots=True)
class Trace:
    """Plays `first` … `first + plays − 1` of a scenario under one seed, from beginning to end."""

    scenario: str
    digest: str
    version: str
    seed: int
    first: int
    plays: int
    start: Array
    """(score, play)"""
    stages: tuple[StageTrace, ...]
    years: tuple[StageTrace, ...]
    final: State

    @property
    def end(self) -> Array:
        """(score, play): the scores after the years that follow."""
        return (self.years or self.stages)[-1].scores

    def to_bytes(self) -> bytes:
        """The record as bytes, readable by `Trace.from_bytes`; states within stages are left out."""
        head = {
            "format": FORMAT,
            "scenario": self.scenario,
            "digest": self.digest,
            "version": self.version,
            "seed": self.seed,
            "first": self.first,
            "plays": self.plays,
            "stages": [stage.id for stage in self.stages],
            "years": [stage.id for stage in self.years],
        }
        arrays: dict[str, NDArray[np.generic]] = {"start": self.start}
        for stage in (*self.stages, *self.years):
            arrays |= _packed(stage)
        for each in fields(State):
            arrays[f"final/{each.name}"] = getattr(self.final, each.name)
        buffer = io.BytesIO()
        np.savez(buffer, head=np.array(json.dumps(head)), **arrays)  # type: ignore[arg-type]
        return buffer.getvalue()

    @staticmethod
    def from_bytes(data: bytes) -> Trace:
        """The record that `to_bytes` made. Raise ValueError if it is not one."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                kept = dict(arrays)
            head = json.loads(str(kept.pop("head")))
            known = head["format"]
        except (EOFError, KeyError, OSError, TypeError, ValueError, zipfile.BadZipFile) as error:
            raise ValueError("not a trace") from error
        if known != FORMAT:
            raise ValueError(f"not a trace of format {FORMAT}")
        try:
            return Trace._of(head, kept)
        except KeyError as missing:
            raise ValueError("not a whole trace") from missing

    @staticmethod
    def _of(head: Mapping[str, Any], kept: Mapping[str, NDArray[Any]]) -> Trace:
        """The record of these parts. Raise KeyError if one is missing."""
        return Trace(
            scenario=head["scenario"],
            digest=head["digest"],
            version=head["version"],
            seed=head["seed"],
            first=head["first"],
            plays=head["plays"],
            start=kept["start"],
            stages=tuple(_unpacked(name, kept) for name in head["stages"]),
            years=tuple(_unpacked(name, kept) for name in head["years"]),
            final=State(**{each.name: kept[f"final/{each.name}"] for each in fields(State)}),
        )


def _packed(stage: StageTrace) -> dict[str, NDArray[np.generic]]:
    at = stage.id
    packed: dict[str, NDArray[np.generic]] = {f"{at}/scores": stage.scores}
    for kind, table in (("choices", stage.choices), ("defaulted", stage.defaulted)):
        packed |= {f"{at}/{kind}/{'/'.join(key)}": value for key, value in table.items()}
    packed |= {f"{at}/happened/{event}": value for event, value in stage.happened.items()}
    packed |= {f"{at}/lines/{rule}": value for rule, value in stage.lines.items()}
    for name in ("votes", "tried", "carried"):
        value = getattr(stage, name)
        if value is not None:
            packed[f"{at}/{name}"] = value
    return packed


def _unpacked(at: str, kept: Mapping[str, NDArray[Any]]) -> StageTrace:
    def part(kind: str) -> dict[str, NDArray[Any]]:
        start = f"{at}/{kind}/"
        return {name.removeprefix(start): value for name, value in kept.items() if name.startswith(start)}

    def keyed(kind: str) -> dict[DecisionKey, NDArray[Any]]:
        return {_key(name): value for name, value in part(kind).items()}

    return StageTrace(
        id=at,
        choices=keyed("choices"),
        defaulted=keyed("defaulted"),
        happened=part("happened"),
        scores=kept[f"{at}/scores"],
        lines=part("lines"),
        votes=kept.get(f"{at}/votes"),
        tried=kept.get(f"{at}/tried"),
        carried=kept.get(f"{at}/carried"),
    )


def _key(name: str) -> DecisionKey:
    stage, role, decision = name.split("/")
    return stage, role, decision
