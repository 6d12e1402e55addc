"""How far to trust the model, as a page in the order of the ODD protocol (Grimm et al. 2020)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.case import Case
from game.analysis.knockout import Task, without
from game.analysis.patterns import RECORD, joint
from game.analysis.plausible import plausible
from game.engine.draws import Luck
from game.engine.settings import RULES, VARIANTS, Settings
from game.scenario.model import Scenario
from game.scenario.parameters import PARAMETERS
from tests.validation.extremes import EXTREMES
from tests.validation.rankings import EACH, TABLES, Order, Ranking

PLAYS, SEED = 4_000, 2010
KNOCKED = (
    "judge", "judge.reserve", "consult", "respond", "contain.overthrow", "prepare", "intrude", "realign",
    "charge", "shadow",
)  # fmt: skip
"""The rules whose knockout the page tells: each of the model's steps, and two parts that the claims name."""
KNOCKOUT_PLAYS = 500
FRAIL = 0.5
"""Below this share of tables the best option is called one that hangs on the parameters."""

Shares = Mapping[str, float]
"""By part of the record, and `jointly`: in how many plays it is seen."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page reckons."""

    readings: Mapping[str, Shares]
    """By reading: `calibrated`, `drawn`, and the variants."""
    knockouts: Mapping[str, Shares]
    """By rule that is off; the empty name is the model whole."""
    extremes: Mapping[str, float]
    orders: Sequence[Order]
    rankings: Sequence[Ranking]


def record(scenario: Scenario, model: Settings, plays: int = PLAYS) -> Shares:
    """In how many plays each part of the record is seen, and all of them jointly."""
    case = Case(scenario, model, Luck(SEED, 0, plays))
    seen = {part.id: part.seen(case) for part in RECORD}
    return {name: float(np.mean(where)) for name, where in {**seen, "jointly": joint(seen)}.items()}


def readings(scenario: Scenario) -> Mapping[str, Shares]:
    """The record as calibrated, over the plausible parameters, and in every rival reading."""
    return {
        "calibrated": record(scenario, Settings()),
        "drawn": record(scenario, plausible(SEED, 0, PLAYS)),
        **{name: record(scenario, Settings(variant=name)) for name in VARIANTS},
    }


def knockouts(scenario: Scenario) -> Mapping[str, Shares]:
    """The record whole and without each of KNOCKED."""
    found = {}
    for rule in ("", *KNOCKED):
        row = without(Task(scenario, Settings(), rule, SEED, KNOCKOUT_PLAYS))
        found[rule] = {**{part.id: row.shares[part.id] for part in RECORD}, "jointly": row.jointly}
    return found


def page(scenario: Scenario, figures: Figures) -> str:
    """The whole page."""
    parts = [*_overview(scenario, figures), *_concepts(scenario), *_details(figures), *_limits()]
    return "\n\n".join(parts) + "\n"


def _overview(scenario: Scenario, figures: Figures) -> Iterator[str]:
    yield "# How far to trust this"
    yield (
        "One page, in the order of the ODD protocol (Grimm et al. 2020). Its figures are reckoned by "
        "`test_trust.py`, which fails while they differ from the model (`pytest tests/validation -m slow "
        "--update-golden` writes them anew). What the model says of cases that it has not seen is in "
        "[README.md](README.md)."
    )
    yield "## Overview"
    yield "### 1. Purpose and patterns"
    yield (
        "To put one argument, that refusing an ally's appeal costs more later than it saves today, into "
        "numbers that can be played, argued with and refuted. **Illustrative, not predictive**: it says what "
        "follows from the argument's premises, and what does not; not what would have happened."
    )
    yield (
        "It is held to the record of 2010 as one pattern of five parts. What Moscow and the secretariat "
        "chose is given; whether the council, the members and events then do as they did is the model's. "
        f"Shares of {PLAYS:,} plays, *drawn* with every parameter anywhere in its plausible range:"
    )
    yield _table(
        ["what was seen", *figures.readings],
        [
            *(
                [part.text, *(f"{shares[part.id]:.0%}" for shares in figures.readings.values())]
                for part in RECORD
            ),
            ["**all jointly**", *(f"**{shares['jointly']:.0%}**" for shares in figures.readings.values())],
        ],
    )
    yield _telling(figures)
    yield "### 2. Entities, state variables and scales"
    members, threats = len(scenario.members), len(scenario.threats)
    yield (
        f"An alliance (promises, capacity, procedure, mandate, its council's rule), {members} members, "
        f"{len(scenario.partners)} outside partners, {len(scenario.roles)} deciding seats. A member holds a "
        f"belief in help against each of {threats} dangers and one that force stays out (Beta distributions, "
        "so that their spread is known), and the mix of its security partners. Levels lie between 0 and 1; "
        "scores are in points; 100 of cost is an ordinary year of influence in the region, a unit of ours. "
        "Time goes by stages of days to months, then by five years without decisions."
    )
    yield "### 3. Process overview and scheduling"
    steps = ", ".join(f"*{rule}*" for rule in RULES if "." not in rule and rule != "shadow")
    yield (
        f"In every stage, in this order: {steps}; after the last stage *shadow*, year by year. Each books "
        "what it changes in the three scores, and the entries add up exactly."
    )


def _telling(figures: Figures) -> str:
    """Which parts the choices give, and which readings the record tells from the model."""
    whole = figures.readings["calibrated"]
    given = [part.text for part in RECORD if all(all_[part.id] > 0.99 for all_ in figures.readings.values())]
    alike = [
        f"`{name}`" for name in VARIANTS if abs(figures.readings[name]["jointly"] - whole["jointly"]) < 0.1
    ]
    told = (
        f"Given the choices, {len(given)} of the parts ({'; '.join(given)}) follow in any reading: they test "
    )
    told += "that the model lets them happen, and no more. "
    if alike:
        told += (
            f"The record does not tell {', '.join(alike)} from the model: they differ in what comes after."
        )
    return told


def _concepts(scenario: Scenario) -> Iterator[str]:
    yield "## Design concepts"
    yield (
        "4. *Basic principle*: bystanders learn from how others are answered, by their own exposure. "
        "*Learning* is Bayesian with weights of ours. *Sensing*: a seat sees ranges, and a forecast that "
        "comes true at its stated rate. *Stochasticity*: votes, outbreaks, overthrow, exits, keyed by seed, "
        "so that two courses meet the same luck. *Collectives*: the council. *Adaptation* is the players'; "
        f"members do not plan. *Observation*: everything is in the trace. {len(VARIANTS)} rival readings and "
        f"{len(RULES)} rules can be switched by name."
    )


def _details(figures: Figures) -> Iterator[str]:
    yield "## Details"
    yield "### 5. Initialisation, 6. Input data"
    judged = sum(each.basis == "judgement" for each in PARAMETERS.values())
    partly = sum("judgement" in each.basis and each.basis != "judgement" for each in PARAMETERS.values())
    rest = len(PARAMETERS) - judged - partly
    yield (
        "A scenario gives the cast and its starting values; nothing is read while it runs. **Sourced**: "
        "dates, votes, texts, sums, deaths, each with its source in the scenario, contested ones as "
        "contested. **Judgement**: all starting beliefs, exposures, aversions and shares, what each option "
        f"does to the model, and most parameters: of {len(PARAMETERS)}, {judged} rest on judgement alone, "
        f"{partly} on a claim or paper for their direction and on judgement for their size, {rest} on a "
        "claim, a count or a paper. None was estimated from data: they were set so that one case comes out "
        "in the right order."
    )
    yield "### 7. Submodels: tried at their ends, without each, and for what hangs on them"
    yield "At the ends of the world, shares of plays in which what must follow does:"
    yield _table(
        ["where", "must follow", "does", ""],
        [
            [each.where, each.follows, f"{figures.extremes[each.id]:.0%}", "**miss**" if each.miss else ""]
            for each in EXTREMES
        ],
    )
    yield "\n".join(f"- *{each.where}*: {each.miss}" for each in EXTREMES if each.miss)
    yield f"The record without a rule (shares of {KNOCKOUT_PLAYS} plays; a part that is lost hangs on it):"
    yield _table(
        ["without", *(part.id for part in RECORD), "jointly"],
        [
            [f"`{rule}`" if rule else "nothing", *(f"{share:.0%}" for share in shares.values())]
            for rule, shares in figures.knockouts.items()
        ],
    )
    yield (
        f"The order of the lines of play, as calibrated and in {TABLES} tables of parameters drawn from the "
        f"plausible ranges ({EACH} plays each):"
    )
    yield _table(
        ["order", "calibrated", "drawn", "drawn, but for δ"],
        [
            [each.text, f"{each.calibrated:.0%}", f"{each.drawn:.0%}", f"{each.patient:.0%}"]
            for each in figures.orders
        ],
    )
    patient = figures.orders[-1].patient
    yield (
        "The last order is the argument's own sum, and hangs on the parameters: on δ, drawn from 0.3 to 1, "
        f"and on more, for with δ as it is it holds in {patient:.0%} of tables. Do not tell it without "
        "them."
    )
    yield from _options(figures.rankings)


def _options(rankings: Sequence[Ranking]) -> Iterator[str]:
    stays = sorted(each.stays for each in rankings)
    frail = sorted((each for each in rankings if each.stays < FRAIL), key=lambda each: each.stays)
    named = "; ".join(
        f"{each.role} in “{each.stage}” (of {each.options}: {each.best}, {each.stays:.0%})" for each in frail
    )
    alike = float(np.mean([each.alike for each in rankings]))
    yield (
        f"The order of options by the deciding seat's result, one choice changed in what was done: over "
        f"{len(rankings)} decisions the best as calibrated stays the best, or within a quarter of a point of "
        f"it, in {stays[len(stays) // 2]:.0%} of tables at the median; the orders correlate at {alike:.2f} "
        "(Spearman). Where it does so in fewer than half, do not say which option was best: "
        f"{named or 'none'}."
    )


def _limits() -> Iterator[str]:
    yield "## What it cannot say"
    yield "\n".join(
        (
            "- What anybody would have done: seats are people's or policies', and members do not plan.",
            "- How much: sizes are judgement. Trust directions, and orders that hold in the drawn tables.",
            "- Whether refusing was wrong. What the future weighs is a parameter (δ), and so is every seat's "
            "weighing of the three scores; at a low δ refusal is the cheaper course.",
            "- What hangs on one member's friends: who was helped and not, wished-for refusals and ties do "
            "not enter what a member learns (README.md tells what that misses).",
            "- Anything of domestic politics, of the dead beyond their number, of wars elsewhere, or of "
            "actors that no scenario names.",
        )
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("---:" if any("%" in row[at] for row in rows) else "---" for at in range(1, len(head)))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
