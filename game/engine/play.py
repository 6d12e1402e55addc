"""A play, stage by stage: the one implementation for one person's game and for a million plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Protocol

import numpy as np

from game import __version__
from game.engine.arrays import Array, Choice, Mask, ones
from game.engine.book import Book, Lines, scores
from game.engine.compile import beginning, compile_world, gathered
from game.engine.conditions import DecisionKey, Moment
from game.engine.draws import Luck
from game.engine.settings import portion
from game.engine.state import State
from game.engine.step import holding, opened, settled, year_passed
from game.engine.trace import StageTrace, Trace
from game.engine.world import CompiledDecision, CompiledStage, World


@dataclass(frozen=True, slots=True)
class Position:
    """Where plays stand: a stage has opened and waits for decisions, or all stages are over."""

    world: World
    luck: Luck
    explained: bool
    """Whether every change is booked to its rule, and the states are kept."""
    moment: Moment
    start: Array
    """(score, play): before the first stage."""
    record: tuple[StageTrace, ...] = ()
    fired: Mapping[str, Mask] = field(default_factory=dict)
    """The events of the stage at hand."""
    lines: Lines = field(default_factory=dict)
    """What those events changed."""
    made: Mapping[DecisionKey, Choice] = field(default_factory=dict)
    """What the role that chooses now has already settled in this stage."""

    @property
    def stage(self) -> CompiledStage | None:
        """The stage that waits for decisions; None when all are over."""
        stages = self.world.stages
        return stages[len(self.record)] if len(self.record) < len(stages) else None

    @property
    def state(self) -> State:
        """The state at hand."""
        return self.moment.state


class Policy(Protocol):
    """Anything that chooses for a role: a person, `historical`, `random`, `planner`, a script."""

    def choose(self, position: Position, decision: CompiledDecision) -> Choice:
        """(play,): the index of an option that is on offer; −1 for the decision's stated default."""
        ...


def begin(world: World, luck: Luck, *, explained: bool = False) -> Position:
    """The first stage, opened, in the plays of `luck`."""
    state = beginning(world, luck.count)
    moment = Moment(state, {}, {}, {}, {})
    position = Position(world, luck, explained, moment, scores(world, state))
    return _open(position, Book(world, state) if explained else None)


def offered(position: Position, decision: CompiledDecision) -> Mask:
    """(option, play): which options are on offer."""
    plays = position.luck.count
    table = np.ones((len(decision.options), plays), dtype=np.bool_)
    for row, when in zip(table, decision.whens, strict=True):
        if when is not None:
            row[:] = holding(when, position.moment)
    return table


def settle(position: Position, choices: Mapping[DecisionKey, Choice]) -> Position:
    """The stage at hand played out with these choices, and the next one opened.

    An option that is not on offer gives way to the decision's default, and the record says where.
    Raise KeyError if a decision of the stage has no choice, ValueError if all stages are over.
    """
    stage = position.stage
    if stage is None:
        raise ValueError("all stages are over")
    taken: dict[DecisionKey, Choice] = {}
    defaulted: dict[DecisionKey, Mask] = {}
    for decision in stage.decisions:
        taken[decision.key], missed = _on_offer(position, decision, choices[decision.key])
        if missed is not None:
            defaulted[decision.key] = missed
    world, luck, moment = position.world, position.luck, position.moment
    book = Book(world, moment.state) if position.explained else None
    if book:
        book.lines.update(position.lines)
    move = gathered(stage, taken)
    state = settled(world, stage, move, moment, luck, book)
    tried = ones(move["deploy"] > 0.0) if "deploy" in move else np.zeros(luck.count)
    done = StageTrace(
        id=stage.id,
        choices=taken,
        defaulted=defaulted,
        happened=position.fired,
        scores=scores(world, state),
        lines=book.lines if book else {},
        opened=moment.state if position.explained else None,
        state=state if position.explained else None,
        votes=state.votes,
        tried=tried,
        carried=state.carried,
    )
    after = Moment(
        state=state,
        chosen={**moment.chosen, **taken},
        happened=moment.happened,
        carried={**moment.carried, stage.id: state.carried},
        tried={**moment.tried, stage.id: tried},
    )
    position = replace(position, moment=after, record=(*position.record, done), fired={}, lines={})
    return _open(position, Book(world, state) if position.explained else None)


def finish(position: Position) -> Trace:
    """The years that follow, and the whole record. Raise ValueError if a stage still waits."""
    if position.stage is not None:
        raise ValueError(f"stage {position.stage.id} still waits for decisions")
    world, state = position.world, position.state
    years: list[StageTrace] = []
    for year in range(world.years):
        book = Book(world, state) if position.explained else None
        state = year_passed(world, year, state, position.luck, book)
        years.append(
            StageTrace(
                id=f"year-{year + 1}",
                choices={},
                defaulted={},
                happened={},
                scores=scores(world, state),
                lines=book.lines if book else {},
                state=state if position.explained else None,
            )
        )
    return Trace(
        scenario=world.scenario.id,
        digest=world.scenario.digest,
        version=__version__,
        seed=position.luck.seed,
        first=position.luck.first,
        plays=position.luck.count,
        start=position.start,
        stages=position.record,
        years=tuple(years),
        final=state,
    )


def run(world: World, policies: Mapping[str, Policy], luck: Luck, *, explained: bool = False) -> Trace:
    """Whole plays, with a policy for each role. Raise KeyError if a role has none."""
    return continued(begin(world, luck, explained=explained), policies)


def continued(position: Position, policies: Mapping[str, Policy]) -> Trace:
    """The plays from where they stand to the end."""
    while position.stage is not None:
        position = settle(position, chosen(position, policies))
    return finish(position)


def chosen(position: Position, policies: Mapping[str, Policy]) -> dict[DecisionKey, Choice]:
    """What the policies choose in the stage at hand. Seats choose at once: none sees the other's choice."""
    stage = position.stage
    choices: dict[DecisionKey, Choice] = {}
    for decision in stage.decisions if stage else ():
        role = decision.key[1]
        if role in policies:
            made = {key: choice for key, choice in choices.items() if key[1] == role}
            choices[decision.key] = policies[role].choose(replace(position, made=made), decision)
    return choices


def picked(position: Position, plays: Choice, luck: Luck) -> Position:
    """The stage at hand in some of the plays, named by index and as often as wanted, under other luck.

    The stages before are not picked: their `record` still tells how many there were, and nothing else.
    """
    world = position.world
    settings = portion(world.settings, plays)
    if settings is not world.settings:
        world = compile_world(world.scenario, settings)
    moment = position.moment
    table = Moment(
        state=State(**{each.name: getattr(moment.state, each.name)[..., plays] for each in fields(State)}),
        chosen={key: choice[plays] for key, choice in moment.chosen.items()},
        happened={event: where[plays] for event, where in moment.happened.items()},
        carried={stage: share[plays] for stage, share in moment.carried.items()},
        tried={stage: where[plays] for stage, where in moment.tried.items()},
    )
    made = {key: choice[plays] for key, choice in position.made.items()}
    return replace(
        position,
        world=world,
        luck=luck,
        explained=False,
        moment=table,
        start=position.start[:, plays],
        fired={event: where[plays] for event, where in position.fired.items()},
        lines={},
        made=made,
    )


def _on_offer(position: Position, decision: CompiledDecision, wanted: Choice) -> tuple[Choice, Mask | None]:
    """What is taken, and where it had to be the default; None where that was nowhere."""
    missing = wanted < 0
    if not decision.always:
        table = offered(position, decision)
        there = np.take_along_axis(table, np.maximum(wanted, 0)[None], axis=0)[0]
        missing = missing | ~there
    if not missing.any():
        return wanted, None
    return np.where(missing, decision.default, wanted), missing


def _open(position: Position, book: Book | None) -> Position:
    stage = position.stage
    if stage is None:
        return position
    moment, fired = opened(position.world, stage, position.moment, position.luck, book)
    return replace(position, moment=moment, fired=fired, lines=book.lines if book else {})
