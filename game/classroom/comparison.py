"""All rooms of a session and history side by side: scores, votes, and where the rooms parted. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from game.classroom.overrides import told
from game.classroom.record import Decided, Record, Vote
from game.classroom.room import Play, apart
from game.engine.book import SCORES
from game.engine.conditions import DecisionKey
from game.engine.draws import Luck
from game.engine.play import finish, run
from game.engine.trace import Trace
from game.engine.world import World
from game.policies.fixed import Historical
from game.present.words import listed
from game.scenario.model import Decision, Stage
from game.words import _

HISTORIES = 256
"""Plays of history over which its course is a mean, where the rooms have each their own luck."""

QUOTES = 6
"""Reasons that are shown of a session."""
LONGEST_QUOTE = 220
"""Characters of one that are shown; of a longer one the beginning."""


@dataclass(frozen=True, slots=True)
class Course:
    """One line of play through the stages and the years after."""

    name: str
    values: tuple[tuple[float, ...], ...]
    """By score, in the order of SCORES: at the start, after each stage and each year; as far as it went."""
    deaths: float
    over: bool


@dataclass(frozen=True, slots=True)
class Split:
    """One option of a decision, over all rooms."""

    option: str
    label: str
    historical: bool
    votes: dict[str, int]
    """By room: the votes that stood."""
    rooms: tuple[str, ...]
    """The rooms that took it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A decision that students had before them, in every room that came to it."""

    stage: str
    stage_title: str
    role: str
    role_name: str
    decision: str
    prompt: str
    splits: tuple[Split, ...]
    parted: float
    """How evenly the rooms parted over it, in bits; over one room, its students."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A reason whose author agreed to its being shown, without a name."""

    role_name: str
    stage_title: str
    label: str
    """Of the option that it was given for."""
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A session, as it is talked over."""

    title: str
    marks: tuple[str, ...]
    """What the points of courses are called."""
    since: int
    """The mark after which nobody decides any more."""
    rooms: tuple[Course, ...]
    history: Course
    questions: tuple[Question, ...]
    """In the order of play, each with a vote at least."""
    parting: Question | None
    """The one over which rooms parted most; None where all did the same."""
    quotes: tuple[Quote, ...]
    overrides: tuple[str, ...]
    """What the facilitator did to rooms' play, in words."""
    discussion: tuple[str, ...]


def compared(record: Record) -> Comparison:
    """The rooms side by side. Takes a second or more, in any thread."""
    state = record.state
    scenario = state.world.scenario
    questions = tuple(_questions(record))
    parting = max((each for each in questions if each.parted), key=lambda each: each.parted, default=None)
    years = state.world.years
    return Comparison(
        title=scenario.title,
        marks=(
            "start",
            *(str(number) for number, _ in enumerate(scenario.stages, 1)),
            *(f"+{year}y" for year in range(1, years + 1)),
        ),
        since=len(scenario.stages),
        rooms=tuple(_course(room.name, room.play) for room in state.rooms.values()),
        history=_history(state.world, state.opened.seed, same_luck=state.opened.same_luck),
        questions=questions,
        parting=parting,
        quotes=tuple(_quotes(record, questions, parting)),
        overrides=tuple(_overrides(record)),
        discussion=(
            *scenario.discussion,
            *(question for stage in scenario.stages for question in stage.discussion),
        ),
    )


def own_keys(stages: Sequence[Stage]) -> dict[DecisionKey, tuple[Stage, Decision]]:
    """Every decision of a scenario, by its key, in the order of play."""
    return {(stage.id, each.role, each.id): (stage, each) for stage in stages for each in stage.decisions}


def _course(name: str, play: Play) -> Course:
    position = apart(play).position
    if position.stage is None:
        trace = finish(position)
        return _traced(name, trace, 0)
    points = [position.start, *(stage.scores for stage in position.record)]
    values = tuple(tuple(float(point[row, 0]) for point in points) for row, _ in enumerate(SCORES))
    return Course(name, values, float(position.state.deaths[0]), over=False)


def _traced(name: str, trace: Trace, play: int | None) -> Course:
    """One play of a trace; None for the mean over all."""

    def figure(values: object) -> float:
        table = np.asarray(values, dtype=np.float64)
        return float(table.mean() if play is None else table[play])

    points = [trace.start, *(each.scores for each in (*trace.stages, *trace.years))]
    values = tuple(tuple(figure(point[row]) for point in points) for row, _ in enumerate(SCORES))
    return Course(name, values, figure(trace.final.deaths), over=True)


def _history(world: World, seed: int, *, same_luck: bool) -> Course:
    """What was done in fact, under the rooms' own luck if they share it."""
    luck = Luck(seed, 0, 1 if same_luck else HISTORIES)
    trace = run(world, {role.id: Historical() for role in world.scenario.roles}, luck)
    return _traced(_("history"), trace, 0 if same_luck else None)


def _questions(record: Record) -> list[Question]:
    scenario = record.state.world.scenario
    names = {role.id: role.name for role in scenario.roles}
    rooms = list(record.state.rooms)
    taken: dict[DecisionKey, list[Decided]] = {}
    for each in record.decided:
        if each.counts and (each.votes or each.how != "policy"):
            taken.setdefault((each.stage, each.role, each.decision), []).append(each)
    found = []
    for key, (stage, decision) in own_keys(scenario.stages).items():
        made = sorted(taken.get(key, []), key=lambda each: rooms.index(each.room))
        if not made:
            continue
        splits = tuple(
            Split(
                option.id,
                option.label,
                option.historical,
                {each.room: each.votes[option.id] for each in made if option.id in each.votes},
                tuple(each.room for each in made if each.option == option.id),
            )
            for option in decision.options
        )
        counts = [len(split.rooms) if len(made) > 1 else sum(split.votes.values()) for split in splits]
        found.append(
            Question(
                stage.id,
                stage.title,
                decision.role,
                names[decision.role],
                decision.id,
                decision.prompt,
                splits,
                _bits(counts),
            )
        )
    return found


def _overrides(record: Record) -> list[str]:
    """What was done to rooms' play, in words; the same to several rooms is told once."""
    rooms: dict[str, list[str]] = {}
    for override, text in told(record, lambda _student: "", play_only=True):
        room = getattr(override.event, "room", "")
        rooms.setdefault(text.removeprefix(room), []).append(room)
    return [f"{listed(list(dict.fromkeys(names)))}{text}" for text, names in rooms.items()]


def _bits(counts: Sequence[int]) -> float:
    """How evenly things lie apart: 0 where all lie together."""
    total = sum(counts)
    return -sum(count / total * log2(count / total) for count in counts if count) if total else 0.0


def _cut(reason: str) -> str:
    """As much of a reason as is shown."""
    return reason if len(reason) <= LONGEST_QUOTE else f"{reason[: LONGEST_QUOTE - 2].rstrip()} …"


def _quotes(record: Record, questions: Sequence[Question], parting: Question | None) -> list[Quote]:
    """Reasons for the decision on which rooms parted first, then others'; options take turns."""
    said: dict[DecisionKey, dict[str, list[Vote]]] = {}
    for vote in record.votes:
        if vote.counts and vote.quotable and vote.reason:
            key = (vote.stage, vote.role, vote.decision)
            said.setdefault(key, {}).setdefault(vote.option, []).append(vote)
    order = sorted(questions, key=lambda each: each is not parting)
    found: dict[str, Quote] = {}
    for question in order:
        by_option = said.get((question.stage, question.role, question.decision), {})
        labels = {split.option: split.label for split in question.splits}
        for turn in range(2):
            for option, votes in by_option.items():
                fresh = [vote for vote in votes if vote.reason not in found]
                if fresh and turn < len(votes):
                    shown = _cut(fresh[0].reason)
                    quote = Quote(question.role_name, question.stage_title, labels[option], shown)
                    found[fresh[0].reason] = quote
    return list(found.values())[:QUOTES]
