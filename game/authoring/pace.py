"""How much there is to read in a scenario, and how long it takes to play it alone or with a class."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from game.scenario.kinds import count_words
from game.scenario.model import Decision, Event, Option, Scenario, Stage

WORDS_A_MINUTE = 200
"""A careful reader's pace: below the 238 that Brysbaert (2019) finds for adults reading facts in silence."""
DECIDING = 0.75
"""Minutes that one player thinks over a decision."""
ARGUING = 4.0
"""Minutes that a team argues over a decision."""
TELLING = 2.0
"""Minutes in which a class hears what came of a stage."""
DEBRIEF, QUESTION = 15.0, 3.0
"""Minutes of a debrief, and of each question that is discussed in it."""
STEP = 5
"""Estimates are given to this many minutes."""
MAYBE = 0.5
"""How likely an event with a condition is taken to be; it counts with its chance besides."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one seat's game is."""

    words: int
    """What a player of the seat reads in a game."""
    decisions: int

    @property
    def reading(self) -> float:
        """Minutes of reading."""
        return self.words / WORDS_A_MINUTE

    @property
    def alone(self) -> float:
        """Minutes of a game alone."""
        return self.reading + DECIDING * self.decisions


def pace(scenario: Scenario, role: str) -> Pace:
    """What one seat reads and decides, from the scenario's summary to its last outcome."""
    brief = next(each.brief for each in scenario.roles if each.id == role)
    words = count_words(scenario.summary) + count_words(brief)
    words += round(sum(_expected(event) for event in scenario.events))
    words += sum(words_of(stage, role) for stage in scenario.stages)
    own = sum(decision.role == role for stage in scenario.stages for decision in stage.decisions)
    return Pace(words, own)


def words_of(stage: Stage, role: str) -> int:
    """What a seat reads in a stage: situation, appeal, events, its options, and what came of all choices."""
    words = float(count_words(stage.briefing) + count_words(stage.briefings.get(role, "")))
    words += max((count_words(appeal.text) for appeal in stage.appeals), default=0)
    words += sum(_expected(event) for event in stage.events)
    for decision in stage.decisions:
        if decision.role == role:
            words += count_words(decision.prompt) + sum(_offer(option) for option in decision.options)
        words += _outcome(decision)
    return round(words)


def class_time(scenario: Scenario) -> int:
    """Minutes of a session in which a team takes each seat, debrief included; to `STEP` minutes."""
    paces = [pace(scenario, role.id) for role in scenario.roles]
    questions = len(scenario.discussion)
    whole = (
        max(each.reading + ARGUING * each.decisions for each in paces)
        + TELLING * len(scenario.stages)
        + DEBRIEF
        + QUESTION * questions
    )
    return rounded(whole)


def rounded(minutes: float) -> int:
    """To `STEP` minutes, upwards."""
    return STEP * ceil(minutes / STEP)


def _offer(option: Option) -> int:
    return count_words(option.label) + count_words(option.summary)


def _outcome(decision: Decision) -> float:
    """The mean outcome of its options: their text, and one of two endings where there was a vote."""
    total = 0.0
    for option in decision.options:
        outcome = option.outcome
        total += count_words(outcome.text)
        total += (count_words(outcome.carried) + count_words(outcome.blocked)) / 2.0
    return total / len(decision.options)


def _expected(event: Event) -> float:
    return count_words(event.text) * event.chance * (MAYBE if event.when else 1.0)
