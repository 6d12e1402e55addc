"""What a check says of a scenario that loads: code, message, way out. Beside `game.scenario.catalogue`."""

from __future__ import annotations

from game.scenario.catalogue import Words
from game.scenario.diagnostics import Diagnostic, Problem, Severity
from game.scenario.nodes import Spot

TEXTS: Words = {
    "fact-without-source": (
        "`{fact}` is told as a fact, and its paragraph cites no source",
        "cite one of the `sources` in the paragraph, as in `[id]`",
    ),
    "stray-file": (
        "`{name}` is not read",
        "put it where it belongs, under a name that ends in `.yaml`",
    ),
    "stage-number": (
        "`{name}` has the number of `{other}`",
        "give each stage a number of its own: the numbers put them in order",
    ),
}

PLAYED: Words = {
    "never-offered": (
        "`{option}` was never on offer, in {plays} plays",
        "ease its `when`, or take the option out",
    ),
    "no-choice": (
        "in {share} of the plays only `{option}` is on offer here: there is nothing to choose",
        "let a second option stand without a `when`, or with one that holds more often",
    ),
    "never-fires": (
        "`{event}` never happened, in {plays} plays",
        "ease its `when`, or take the event out",
    ),
    "never-made": (
        "this appeal was never made, in {plays} plays",
        "ease its `when`, or that of the alternative before it; or take it out",
    ),
    "no-difference": (
        "whatever is chosen here, no score changes by it",
        "give the options different levers; a choice of words alone teaches that choices do not matter",
    ),
    "best-on-everything": (
        "`{option}` is best on all three scores in {share} of the plays; beside the average option, "
        "{figures}",
        "let it cost something: a price, a member's trust, or a `when`",
    ),
    "powerless-role": (
        "nothing that `{role}` can choose moves {score}, which its weights count",
        "give an option of its a lever that bears on it, or set the weight to 0",
    ),
    "pinned-score": (
        "{score} ends within a point of {bound} in {share} of the plays, whatever is chosen",
        "look at what it starts from, and at what there is to win and to lose of it",
    ),
    "history-blocked": (
        "what was done in fact, `{option}`, is missing from the menu in {share} of the plays of history",
        "ease its `when`: history must be playable to its end",
    ),
    "line-blocked": (
        "this line of play takes `{option}`, which is missing from the menu in {share} of its plays",
        "ease the option's `when`, or take what the option needs earlier in the line",
    ),
    "idle-lever": (
        "`{lever}` has no effect on anything, in {plays} plays",
        "take it out, or give it something to act on: each lever's line in the guide says what",
    ),
}

WORTH_A_LOOK: Words = {
    "no-sources": (
        "the texts tell facts, such as `{fact}`, and the scenario names no sources",
        "add `sources` and cite them as `[id]`; if the world is invented, leave it so",
    ),
    "near-limit": (
        "`{key}` has {count} of the {limit} words that it may have",
        "shorten it: a translation is often longer",
    ),
    "long-reading": (
        "a player of `{role}` reads for about {needed} minutes, and `minutes` promises {minutes}",
        "shorten the texts, or raise `minutes`",
    ),
    "nothing-to-decide": (
        "`{role}` has nothing to decide in `{stage}`",
        "give it a decision, or leave it so if it is meant to watch",
    ),
    "one-sided-vote": (
        "the council {outcome} what is proposed in `{stage}`, in all of {plays} plays with a vote",
        "move the votes by bargains, a mandate, the size of the operation or members' aversion",
    ),
}

TABLES: tuple[tuple[Severity, Words], ...] = (
    ("warning", TEXTS), ("warning", PLAYED), ("note", WORTH_A_LOOK),
)  # fmt: skip

FINDINGS: dict[str, Diagnostic] = {
    code: Diagnostic(code, severity, message, fix)
    for severity, table in TABLES
    for code, (message, fix) in table.items()
}
"""By code, in the order of the guide: texts, plays, then what is only worth a look."""


def finding(code: str, spot: Spot, hint: str = "", /, **words: object) -> Problem:
    """The finding `code` at `spot`; `words` fill the template, `hint` replaces the general advice."""
    return FINDINGS[code].at(spot, hint, **words)
