"""Rules about levers: names, indices, values, and who may pull them."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.catalogue import problem
from game.scenario.checks.references import unknown
from game.scenario.diagnostics import Problem
from game.scenario.draft import Actor, Draft
from game.scenario.kinds import is_id
from game.scenario.levers import LEVERS, Lever
from game.scenario.nodes import Entry, ScalarNode, number_of
from game.scenario.suggestions import did_you_mean

RULES = ("limited", "consensus")
"""What the lever `rule` may be set to."""


def check_lever_names(draft: Draft) -> Iterator[Problem]:
    """A lever belongs to the vocabulary, and has an index after a point exactly when it needs one."""
    for _, name, entry in _pulled(draft):
        first, point, index = name.partition(".")
        lever = LEVERS.get(first)
        spot = entry.key.spot
        if lever is None:
            yield problem("unknown-lever", spot, did_you_mean(first, LEVERS, "the levers"), lever=first)
        elif lever.index is None and point:
            yield problem(
                "lever-index", spot, f"write `{first}`", lever=first, needs="takes nothing after it"
            )
        elif lever.index is not None and not index:
            known = _known(draft, lever)
            example = f"write `{first}.{known[0]}`, say" if known else f"write `{first}.NAME`"
            yield problem(
                "lever-index", spot, example, lever=first, needs=f"needs a {lever.index} after a point"
            )
        elif lever.index == "flag" and not is_id(index):
            yield problem("bad-id", entry.key.spot_at(len(first) + 1), id=index)
        elif lever.index not in {None, "flag"} and index not in _known(draft, lever):
            yield unknown(entry.key.spot_at(len(first) + 1), str(lever.index), index, _known(draft, lever))


def check_lever_values(draft: Draft) -> Iterator[Problem]:
    """A lever's value is a number within its range; the rule's is a word."""
    for _, name, entry in _pulled(draft):
        lever = LEVERS.get(name.partition(".")[0])
        if lever is not None:
            yield from _check_value(lever, name, entry)


def _check_value(lever: Lever, name: str, entry: Entry) -> Iterator[Problem]:
    spot = entry.value.spot
    shown = entry.value.raw if isinstance(entry.value, ScalarNode) else "a list or a mapping"
    value = number_of(entry.value)
    if lever.name == "rule":
        word = entry.value.value if isinstance(entry.value, ScalarNode) else None
        if word not in RULES:
            yield problem(
                "lever-value",
                spot,
                did_you_mean(str(word), RULES, "the words"),
                lever=name,
                value=shown,
                want="one of the council's rules",
            )
    elif value is None:
        yield problem(
            "lever-value", spot, f"{lever.help}; {lever.unit}", lever=name, value=shown, want="a number"
        )
    elif not lever.low <= value <= lever.high:
        want = f"{lever.low:g}" if lever.low == lever.high else f"from {lever.low:g} to {lever.high:g}"
        yield problem("lever-value", spot, f"{lever.help}; {lever.unit}", lever=name, value=shown, want=want)


def check_patron_levers(draft: Draft) -> Iterator[Problem]:
    """A secretariat convenes, drafts, proposes and speaks; it has no troops, money or hold of its own."""
    for actor, name, entry in _pulled(draft):
        lever = LEVERS.get(name.partition(".")[0])
        if lever is not None and lever.patron_only and draft.roles.get(actor.role or "") == "secretariat":
            yield problem("patron-only-lever", entry.key.spot, lever=lever.name, role=actor.role)


def _pulled(draft: Draft) -> Iterator[tuple[Actor, str, Entry]]:
    for actor in draft.actors:
        for name, entry in actor.node.map("levers").entries.items():
            yield actor, name, entry


def _known(draft: Draft, lever: Lever) -> tuple[str, ...]:
    tables = {"threat": draft.threats, "member": draft.member_ids, "partner": draft.partners}
    return tables.get(lever.index or "", ())


CHECKS = (check_lever_names, check_lever_values, check_patron_levers)
