"""Rules about what a scenario declares and never uses. They may assume that all references are right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from game.scenario.catalogue import problem
from game.scenario.checks.prose import citations
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.parsing import read


def check_roles_decide(draft: Draft) -> Iterator[Problem]:
    """Every role has something to decide in some stage."""
    deciding = {seat.role for seat in draft.seats}
    for role, entry in draft.root.map("roles").entries.items():
        if role not in deciding:
            yield problem("idle-role", entry.key.spot, role=role)


def check_clients_appeal(draft: Draft) -> Iterator[Problem]:
    """A client that never appeals is probably a mistake."""
    appeals = [appeal for _, alternatives in draft.appeals for appeal in alternatives]
    asking = {(appeal.word("from"), appeal.word("client")) for appeal in appeals}
    for member, node in draft.members.items():
        for client, entry in node.map("clients").entries.items():
            if (member, client) not in asking:
                yield problem("silent-client", entry.key.spot, client=client)


def check_flags_asked(draft: Draft) -> Iterator[Problem]:
    """A flag that no condition asks for does nothing."""
    mentions = chain.from_iterable(read(str(scalar.value)).mentions for scalar, _ in draft.conditions())
    asked = {mention.name.path for mention in mentions}
    for flag, setters in draft.flags.items():
        if ("flag", flag) not in asked:
            yield problem("unused-flag", setters[0][1], flag=flag)


def check_sources_cited(draft: Draft) -> Iterator[Problem]:
    """A source that nothing cites is probably a mistake."""
    cited = {found[1] for _, found in citations(draft.root)}
    for source, entry in draft.root.map("sources").entries.items():
        if source not in cited:
            yield problem("unused-source", entry.key.spot, source=source)


CHECKS = (check_roles_decide, check_clients_appeal, check_flags_asked, check_sources_cited)
