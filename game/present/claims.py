"""The article's claims, C0 to C21: where it makes them, and what each says would happen, in our words.

The figures of a game can illustrate a claim, not prove it: much of what is claimed is built into the
engine as a rule, and every rule can be switched off (`--without`) to see what then is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.words import _, marked

DISCLAIMER = marked(
    "Illustrative, not predictive: the model puts one argument into numbers so that it can be argued with; "
    "it does not say what would have happened."
)
"""In English, noted for translators; so are the claims."""
BUILT_IN = marked(
    "What is built in is said outright by a rule of the engine: a game that bears it out shows how the rule "
    "works, not that it is true. Play without the rule to see what is left."
)
IN_FACT = marked("The questions speak of what happened in fact, which need not be what you played.")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim."""

    id: str
    paragraph: str
    """Of the article."""
    text: str
    rules: tuple[str, ...] = ()
    """The rules of the engine that say it outright, the first above all: without that it is not borne out."""


def said_outright(rules: Sequence[str]) -> str:
    """That a claim is built in, and how to play without; nothing if it is not."""
    if not rules:
        return ""
    return _("Built in: said outright by {rules}.").format(rules=", ".join(f"`{rule}`" for rule in rules))


CLAIMS: tuple[Claim, ...] = (
    Claim("C0", "¶2", marked(
        "Leaving the alliance is a live choice for its members; some have left before."
    )),
    Claim("C1", "¶3", marked(
        "Forces and exercises make the alliance look more able, as long as nobody tests it."
    ), ("prepare",)),
    Claim("C2", "¶3", marked(
        "After a refusal in one kind of crisis, belief in help against other dangers falls less."
    ), ("judge",)),
    Claim("C3", "¶4", marked(
        "What Central Asian members most need cover against is trouble within, so that cover decides what "
        "the alliance is worth to them."
    )),
    Claim("C4", "¶4", marked(
        "The gap between promise and conduct shows at the test: belief drops then, not before."
    ), ("judge",)),
    Claim("C5", "¶5", marked(
        "An incumbent whose appeal is refused is likelier to be overthrown."
    )),
    Claim("C6", "¶7", marked(
        "Refusing a client with whom the patron has a quarrel is discounted: onlookers blame the quarrel."
    ), ("judge",)),
    Claim("C7", "¶6–7", marked(
        "Refusing those who unseated him as well ends the discount, and teaches more."
    ), ("judge.reserve",)),
    Claim("C8", "¶8", marked(
        "Where the treaty is vague about the danger, a refusal is easier to excuse."
    ), ("judge.excuse",)),
    Claim("C9", "¶9", marked(
        "Having rehearsed and promised for that danger eats the excuse: the drop is larger."
    ), ("judge.excuse",)),
    Claim("C10", "¶10", marked(
        "Stepping in costs the patron now and brings nothing in the short run, so one that looks no further"
        " refuses."
    ), ("charge",)),
    Claim("C11", "¶10", marked(
        "A neighbour with ties to the conflict makes a joint operation less likely."
    ), ("consult",)),
    Claim("C12", "¶11", marked(
        "Refusal is paid for later: which course is the cheaper hangs on how patient one is."
    ), ("charge.upkeep",)),
    Claim("C13", "¶12", marked(
        "A refusal costs most belief among the members most exposed to that danger."
    ), ("judge",)),
    Claim("C14", "¶12", marked(
        "Loyalty to the patron does not buy rescue; seeing a loyal client refused teaches that."
    ), ("judge.loyalty",)),
    Claim("C15", "¶12", marked(
        "Not even the danger that a state falls apart brings help, and a refusal costs more the graver the "
        "case."
    ), ("judge",)),
    Claim("C16", "¶13", marked(
        "Forces and rules for peacekeeping, built together, restore belief; either alone does little."
    ), ("prepare", "respond")),
    Claim("C17", "¶13", marked(
        "Such operations need an international mandate: without one they cost more and gain less."
    ), ("charge.friction", "intrude")),
    Claim("C18", "¶13", marked(
        "If nothing is built, credibility falls steeply."
    ), ("shadow.fade",)),
    Claim("C19", "¶14", marked(
        "Recognition from outside does not stand in for members' belief: one can rise as the other falls."
    )),
    Claim("C20", "¶14", marked(
        "The less members believe, the more of their security they arrange elsewhere."
    ), ("realign",)),
    Claim("C21", "¶14", marked(
        "That effect is larger where other powers court them actively."
    ), ("realign.suitors",)),
)  # fmt: skip
