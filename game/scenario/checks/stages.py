"""Rules about stages: their order, appeals, decisions and events."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from game.scenario.catalogue import problem
from game.scenario.checks.references import indexed, reference
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.nodes import MapNode, Node, ScalarNode, Spot, plain_data

MOST_OPTIONS, MOST_FLAGS = 1000, 60
"""In all stages together."""


def check_any_stage(draft: Draft) -> Iterator[Problem]:
    """There is something to play."""
    if not draft.stages and not draft.unread:
        yield problem("no-stages", draft.root.key_spot("stages"))


def check_stage_ids(draft: Draft) -> Iterator[Problem]:
    """No two stages share an id."""
    yield from _once([stage.text("id") for stage in draft.stages], "stage")


def check_event_ids(draft: Draft) -> Iterator[Problem]:
    """No two events of the scenario share an id."""
    yield from _once([actor.node.text("id") for actor in draft.events], "event")


def check_inject_ids(draft: Draft) -> Iterator[Problem]:
    """No two injects of the scenario share an id."""
    yield from _once([actor.node.text("id") for actor in draft.injects], "inject")


def _once(ids: list[ScalarNode | None], what: str) -> Iterator[Problem]:
    seen: dict[str, Spot] = {}
    for scalar in ids:
        if scalar is None:
            continue
        first = seen.setdefault(str(scalar.value), scalar.spot)
        if first is not scalar.spot:
            where = f"{first.file}:{first.line}"
            yield problem("duplicate-id", scalar.spot, what=what, id=scalar.value, where=where)


def check_dates(draft: Draft) -> Iterator[Problem]:
    """Stages follow one another in time."""
    dates = [date for stage in draft.stages if (date := stage.text("date"))]
    for before, after in pairwise(dates):
        length = min(len(str(before.value)), len(str(after.value)))
        if str(after.value)[:length] < str(before.value)[:length]:
            yield problem("date-order", after.spot, date=after.value, before=before.value)


def check_stage_roles(draft: Draft) -> Iterator[Problem]:
    """Decisions and private briefings are for roles that there are."""
    for stage in draft.stages:
        yield from indexed(stage.map("decisions"), "role", draft.roles)
        yield from indexed(stage.map("briefings"), "role", draft.roles)


def check_appeal_members(draft: Draft) -> Iterator[Problem]:
    """An appeal comes from a member, through one of its clients, against a known threat."""
    for _, alternatives in draft.appeals:
        for appeal in alternatives:
            yield from reference(appeal.text("from"), "member", draft.member_ids)
            yield from reference(appeal.text("threat"), "threat", draft.threats)
            member = draft.members.get(appeal.word("from"))
            if member is not None:
                clients = member.map("clients").entries
                yield from reference(appeal.text("client"), "client", clients, f"of `{appeal.word('from')}`")
            yield from indexed(appeal.map("ties"), "member", draft.member_ids)


def check_appeal_ties(draft: Draft) -> Iterator[Problem]:
    """Ties to a conflict are other members' ties: the appellant's are plain."""
    for _, alternatives in draft.appeals:
        for appeal in alternatives:
            entry = appeal.map("ties").entries.get(appeal.word("from"))
            if entry:
                yield problem("own-tie", entry.key.spot, member=appeal.word("from"))


def check_appeal_alternatives(draft: Draft) -> Iterator[Problem]:
    """An alternative without a condition comes last: those after it are never made."""
    for _, alternatives in draft.appeals:
        for appeal, following in pairwise(alternatives):
            if "when" not in appeal:
                yield problem("unreachable-appeal", following.spot, line=appeal.spot.line)
                break


def check_historical(draft: Draft) -> Iterator[Problem]:
    """Exactly one option of a decision was taken in fact."""
    for seat in draft.seats:
        options = seat.node.maps("options")
        if len(options) != len(seat.options) or not options:
            continue
        if any(_is_odd(node.get("historical")) for node in options.values()):
            continue
        marked = [node for node in options.values() if _is_true(node, "historical")]
        if not marked:
            yield problem("no-historical", seat.node.key_spot("options"), decision=seat.id)
        for extra in marked[1:]:
            line = marked[0].key_spot("historical").line
            yield problem("two-historical", extra.key_spot("historical"), decision=seat.id, line=line)


def check_defaults(draft: Draft) -> Iterator[Problem]:
    """The option taken when nobody chooses exists and is always on offer."""
    for seat in draft.seats:
        default = seat.node.text("default")
        options = seat.node.maps("options")
        if default is not None:
            yield from reference(default, "option", seat.options)
            option = options.get(str(default.value))
            if option is not None and "when" in option:
                yield problem("default-conditional", option.key_spot("when"), option=default.value)
        elif "default" not in seat.node:
            marked = [(key, node) for key, node in options.items() if _is_true(node, "historical")]
            if len(marked) == 1 and "when" in marked[0][1]:
                key, node = marked[0]
                yield problem("historical-conditional", node.key_spot("when"), option=key)


def check_size(draft: Draft) -> Iterator[Problem]:
    """There are no more options and flags than can be tried one by one."""
    count = sum(len(seat.options) for seat in draft.seats)
    if count > MOST_OPTIONS:
        spot = draft.seats[-1].key.spot
        yield problem("too-many-options", spot, count=count, limit=MOST_OPTIONS)
    if len(draft.flags) > MOST_FLAGS:
        spot = list(draft.flags.values())[MOST_FLAGS][0][1]
        yield problem("too-many-flags", spot, count=len(draft.flags), limit=MOST_FLAGS)


def check_twins(draft: Draft) -> Iterator[Problem]:
    """No two options of a decision look the same, or are."""
    for seat in draft.seats:
        labels: dict[str, MapNode] = {}
        deeds: dict[str, MapNode] = {}
        for key, node in seat.node.maps("options").items():
            label = " ".join(node.word("label").split()).casefold()
            deed = repr([plain_data(node.map("levers")), node.word("when"), node.word("summary")])
            first = labels.setdefault(label, node) if label else node
            if first is not node:
                line = first.key_spot("label").line
                yield problem("same-label", node.key_spot("label"), option=key, line=line)
            elif (twin := deeds.setdefault(deed, node)) is not node:
                yield problem("same-option", node.key_spot("label"), option=key, line=twin.spot.line)


def check_event_chances(draft: Draft) -> Iterator[Problem]:
    """An event may happen."""
    for actor in draft.events:
        if actor.node.number("chance") == 0:
            chance = actor.node.get("chance")
            spot = chance.spot if chance is not None else actor.node.spot
            yield problem("never-happens", spot, event=actor.node.word("id"))


def _is_odd(mark: Node | None) -> bool:
    return mark is not None and not (isinstance(mark, ScalarNode) and isinstance(mark.value, bool))


def _is_true(node: MapNode, key: str) -> bool:
    value = node.get(key)
    return isinstance(value, ScalarNode) and value.value is True


CHECKS = (
    check_any_stage, check_stage_ids, check_event_ids, check_inject_ids, check_dates, check_stage_roles,
    check_appeal_members, check_appeal_ties, check_appeal_alternatives, check_historical, check_defaults,
    check_event_chances, check_size, check_twins,
)  # fmt: skip
