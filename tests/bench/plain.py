"""The same game written the plain way: one play at a time, in ordinary objects, numbers and dictionaries.

It is what the engine's speed is measured against, and, since it was written apart from the engine,
a second opinion on its results. It knows the model as it stands: no rule is switched off, and no rival
reading is taken. `played` is the whole of it; luck comes from `Dice` where only speed matters, and from
`Keyed` where it shall be the engine's own.
"""

from __future__ import annotations

from game.engine.draws import Purpose
from game.scenario.levers import LEVERS
from game.scenario.model import Decision, Event, Option
from tests.bench.plain_conditions import holds
from tests.bench.plain_nouns import (
    Chance,
    DecisionKey,
    Game,
    Move,
    Play,
    Record,
    Turn,
    begun,
    clip,
    cost,
    credibility,
    diversification,
    logistic,
)
from tests.bench.plain_rules import (
    charge,
    consult,
    contain,
    court,
    fade,
    intrude,
    judge,
    leave,
    prepare,
    realign,
    release,
    respond,
    upkeep,
)


def played(game: Game, chance: Chance) -> Play:
    """A whole play in which every seat chooses at random, and the years that follow."""
    play = begun(game, chance)
    for turn in game.turns:
        events = opened(play, turn)
        choices = chosen(play, turn)
        settled(play, turn, choices)
        play.records.append(
            Record(
                stage=turn.stage.id,
                choices=choices,
                events=events,
                votes=[ally.vote for ally in play.allies.values()],
                carried=play.carried,
                scores=scores(play),
            )
        )
    for year in range(int(game.p["shadow.years"])):
        year_passed(play, year)
        play.records.append(Record(f"year-{year + 1}", {}, [], [], 0.0, scores(play)))
    return play


def scores(play: Play) -> tuple[float, float, float]:
    """Credibility, cost, diversification."""
    return credibility(play), cost(play), diversification(play)


def opened(play: Play, turn: Turn) -> list[str]:
    """The stage opens, before anyone decides; the events that happen in it."""
    p, stage, before = play.game.p, turn.stage, play.turmoil
    if turn.waited:
        court(play, turn.waited)
        play.mandate *= 0.5 ** (turn.waited / p["prepare.half_life"])
    if stage.turmoil:
        shaken = p["contain.noise"] * logistic(play, turn.index, Purpose.TURMOIL)
        play.turmoil = clip(play.turmoil + stage.turmoil + shaken)
    fired: list[str] = []
    move: Move = {}
    for event in (*play.game.scenario.events, *stage.events):
        if happens(play, turn, event):
            fired.append(event.id)
            play.happened.add(event.id)
            for lever, value in event.levers.items():
                move[lever] = move.get(lever, 0.0) + value
    play.turmoil = clip(play.turmoil + move.get("turmoil", 0.0))
    play.ledger["direct"] += move.get("cost", 0.0)
    prepare(play, move)
    play.flare = max(play.turmoil - before, 0.0)
    play.violence = play.turmoil
    play.carried = 0.0
    for ally in play.allies.values():
        ally.vote = 0.0
    play.appeal = next((each for each in stage.appeals if not each.when or holds(each.when.tree, play)), None)
    return fired


def happens(play: Play, turn: Turn, event: Event) -> bool:
    """Whether an event happens now."""
    if event.once and event.id in play.happened:
        return False
    if event.when and not holds(event.when.tree, play):
        return False
    if event.chance >= 1:
        return True
    number = play.game.event_number[event.id]
    return play.chance.uniform(turn.index, Purpose.EVENT, number) < event.chance


def chosen(play: Play, turn: Turn) -> dict[DecisionKey, int]:
    """Any option on offer, each as likely; by decision, its index."""
    choices = {}
    for decision in turn.stage.decisions:
        offered = [index for index, option in enumerate(decision.options) if on_offer(play, option)]
        key = (turn.stage.id, decision.role, decision.id)
        drawn = play.chance.uniform(turn.index, Purpose.CHOICE, play.game.decision_number[key])
        choices[key] = offered[int(drawn * len(offered))]
    return choices


def on_offer(play: Play, option: Option) -> bool:
    """Whether an option may be taken now."""
    return option.when is None or holds(option.when.tree, play)


def settled(play: Play, turn: Turn, choices: dict[DecisionKey, int]) -> None:
    """What was chosen, and the rules in order."""
    taken = [
        (decision, decision.options[choices[turn.stage.id, decision.role, decision.id]])
        for decision in turn.stage.decisions
    ]
    move = gathered(taken)
    prepare(play, move)
    consult(play, turn, move)
    respond(play, move)
    contain(play, turn, move)
    judge(play)
    release(play)
    intrude(play, turn, move)
    realign(play, turn.stage.months)
    charge(play, move)
    upkeep(play, turn.stage.months, turn.years)
    for decision, option in taken:
        play.chosen[turn.stage.id, decision.role, decision.id] = option.id
        play.latest[decision.role, decision.id] = option.id
    play.carried_in[turn.stage.id] = play.carried
    play.tried_in[turn.stage.id] = move.get("deploy", 0.0) > 0


def gathered(taken: list[tuple[Decision, Option]]) -> Move:
    """What the seats' choices add up to."""
    move: Move = {}
    for _, option in taken:
        for lever, value in option.levers.items():
            move[lever] = joined(lever, move[lever], value) if lever in move else value
    for lever, value in move.items():
        kind = LEVERS[lever.partition(".")[0]]
        if kind.combine == "sum":
            move[lever] = min(max(value, kind.low), kind.high)
    return move


def joined(lever: str, x: float, y: float) -> float:
    """Two values of a lever, joined as the vocabulary says."""
    match LEVERS[lever.partition(".")[0]].combine:
        case "max":
            return max(x, y)
        case "either":
            return 1 - (1 - clip(x)) * (1 - clip(y))
        case _:
            return x + y


def year_passed(play: Play, year: int) -> None:
    """One of the years that follow the last stage, from 0."""
    turns = play.game.turns
    court(play, 12.0)
    fade(play)
    leave(play, len(turns) + year)
    realign(play, 12.0)
    upkeep(play, 12.0, turns[-1].years + year + 1)
