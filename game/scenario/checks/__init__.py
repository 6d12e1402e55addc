"""Rules between the parts of a scenario: one function each, yielding problems where they stand.

Shape, types and ranges are the schema's; these look at what one part says of another. They read drafts,
so that an author learns of a wrong reference even while some other part is malformed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from game.scenario.checks import cast, conditions, leftovers, levers, prose, reach, stages
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft

Check = Callable[[Draft], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    *cast.CHECKS,
    *stages.CHECKS,
    *levers.CHECKS,
    *conditions.CHECKS,
    *reach.CHECKS,
    *prose.CHECKS,
)
"""Rules about what is there, in the order in which a scenario is written."""

LEFTOVERS: tuple[Check, ...] = leftovers.CHECKS
"""Rules about what is never used. They wait until all else is right: a misspelt use is no use."""

MOST_FOUND = 5_000
"""By one rule: nobody reads so many, and each takes time."""


def check(draft: Draft) -> Iterator[Problem]:
    """Every problem that any rule finds."""
    failed = not draft.complete
    for rule in CHECKS:
        for problem in islice(rule(draft), MOST_FOUND):
            failed = failed or problem.severity == "error"
            yield problem
    for rule in () if failed else LEFTOVERS:
        yield from islice(rule(draft), MOST_FOUND)
