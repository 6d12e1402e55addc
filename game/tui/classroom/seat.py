"""What the screens of a class want of a table that is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from game.table.table import Table

if TYPE_CHECKING:
    from game.scenario.refusal import Refusal
    from game.table.team import Moment


class SharedTable(Table, Protocol):
    """A seat at a host's table; whatever asks the host waits for its word, so ask it in a thread."""

    @property
    def open(self) -> bool:
        """Whether there is a stage to look at."""
        ...

    @property
    def away(self) -> bool:
        """Whether the host cannot be reached just now."""
        ...

    @property
    def regions(self) -> Mapping[str, str]:
        """By member: the region in which the map shows it."""
        ...

    @property
    def moment(self) -> Moment | None:
        """The stage at hand; None while there is none to look at."""
        ...

    def vote(
        self,
        decision: str,
        option: str,
        reason: str = "",
        *,
        quotable: bool = False,
        at: Moment | None = None,
    ) -> Refusal | None:
        """Vote in the stage of `at`, or else in the one at hand; a refusal if that is over.

        With `quotable`, the class may see the reason, without a name.
        """
        ...

    def lock(self, decision: str, at: Moment | None = None) -> Refusal | None:
        """As captain, let the votes so far decide, in the stage of `at` or else in the one at hand."""
        ...

    def end(self) -> Refusal | None:
        """Have the end told, so that the debrief is at hand; or why it may not be seen."""
        ...
