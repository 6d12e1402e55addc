"""With whom members arrange their security, as stacked bars: then and now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from game.present.looking_back import Hindsight, MemberHindsight
from game.present.words import apportioned, number
from game.tui.blocks import heading, stacked
from game.tui.figures import fitted, packed
from game.tui.widgets.still import Still
from game.words import _

FILLS = (
    ("█", "$primary"),
    ("▓", "$accent"),
    ("▒", "$good"),
    ("░", "$mild"),
    ("▚", "$bad"),
    ("▖", "$foreground"),
)
"""By partner, the alliance first: a pattern and a colour."""
WHEN = 16
FIGURES = 4
"""Cells for a moment's name, and for a figure."""


class Partners(Still):
    """Every member at the start, after the last stage, and after the years that follow."""

    def __init__(self, hindsight: Hindsight) -> None:
        super().__init__(classes="block")
        self._hindsight = hindsight

    def made(self, width: int) -> Content:
        """The legend, then a block for each member."""
        past = self._hindsight
        names = list(past.members[0].mix[0]) if past.members else []
        parts = [Content.assemble((f"{_fill(at)[0]} ", _fill(at)[1]), name) for at, name in enumerate(names)]
        title = heading(_("Security cooperation by partner, in percent"), width)
        head = Content("\n").join([title, packed(parts, width)])
        return stacked([head, *(self._member(member, width) for member in past.members)])

    def _member(self, member: MemberHindsight, width: int) -> Content:
        gone = Content.styled(_("✕ left the alliance"), "$bad") if member.left else Content("")
        rows = [Content.assemble((member.name, "bold"), "  ", gone)]
        for name, at in _moments(self._hindsight):
            mix = member.mix[at]
            figures = "".join(f"{number(share):>{FIGURES}}" for share in mix.values())
            room = max(width - WHEN - len(figures) - 2, 8)
            rows.append(Content.assemble((fitted(name, WHEN), "$faint"), bar(mix, room), "  ", figures))
        return Content("\n").join(rows)


def bar(mix: Mapping[str, float], width: int) -> Content:
    """Parts of a whole, each in its own pattern, `width` cells in all."""
    whole = sum(mix.values()) or 1.0
    cells = apportioned([share / whole * width for share in mix.values()], width, 0)
    return Content.assemble(
        *((_fill(at)[0] * int(count), _fill(at)[1]) for at, count in enumerate(cells) if count)
    )


def _moments(hindsight: Hindsight) -> Sequence[tuple[str, int]]:
    """The start, the last stage, the last year; those that there are."""
    kinds = [each.kind for each in hindsight.milestones]
    found = [(_("at the start"), 0)]
    if "stage" in kinds:
        found.append((_("last stage"), len(kinds) - 1 - kinds[::-1].index("stage")))
    if "year" in kinds:
        found.append((hindsight.milestones[-1].name.lower(), len(kinds) - 1))
    return found


def _fill(partner: int) -> tuple[str, str]:
    return FILLS[partner % len(FILLS)]
