"""The leaf that shows where a game stands among many others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.content import Content

from game.present.standing import Mark, Spread, Standing, percent
from game.present.words import about, number
from game.scenario.refusal import Refusal
from game.tui.blocks import heading, stacked, wrapped
from game.tui.figures import BARS, fitted
from game.tui.widgets.drawn import Text
from game.tui.widgets.scatter import EDGE, EDGE_STYLE, Sign, scatter
from game.tui.widgets.still import Still
from game.words import _, marked

SIGNS = {"own": ("●", "$primary"), "historical": ("○", "$accent"), "named": ("◆", "$good")}
"""By kind of course: its sign and its colour."""
BETTER = {"higher": marked("better higher"), "lower": marked("better lower")}
SIDE = 118
"""From how many cells on the cloud stands beside the distributions."""
HALF = 80
"""Cells of the distributions then."""
GAP = 3
CLOUD = 22
"""Lines of the cloud."""
CELL = 7
"""Cells of the last columns of a table."""
LONG = 36
"""Cells that a course's name takes at most."""


class StandingLeaf(Text):
    """What the others came to, and where this game stands; it is told when it has been reckoned."""

    def __init__(self) -> None:
        super().__init__(classes="leaf")
        self._place = Place()

    def compose(self) -> ComposeResult:
        """The one block."""
        yield self._place

    def show(self, standing: Standing | Refusal) -> None:
        """Tell it."""
        self._place.show(standing)


class Place(Still):
    """Distributions, the cloud, and every course in figures."""

    def __init__(self) -> None:
        super().__init__(classes="block")
        self._standing: Standing | Refusal | None = None

    def show(self, standing: Standing | Refusal) -> None:
        """Tell it."""
        self._standing = standing
        self.anew()

    def made(self, width: int) -> Content:
        """All of it, side by side where there is room."""
        found = self._standing
        if found is None:
            return Content.styled(_("Playing the others …"), "$faint")
        if isinstance(found, Refusal):
            return wrapped(Content(str(found)), width)
        head = heading(_("Among {count} other plays").format(count=about(found.plays)), width)
        drawn = marks_drawn(found)
        wide = width >= SIDE
        room = HALF if wide else width
        spreads = stacked([_distribution(each, drawn, room) for each in found.spreads])
        cloud = _cloud(found, drawn, width - HALF - GAP if wide else width)
        middle = _beside(spreads, cloud, HALF + GAP) if wide else stacked([spreads, cloud])
        own = wrapped(Content(found.own.text), width)
        edge = wrapped(Content(found.frontier_text), width)
        basis = wrapped(Content.styled(found.basis, "$faint"), width)
        return stacked([stacked([head, own], gap=0), middle, _table(found, drawn, width), edge, basis])


def marks_drawn(standing: Standing) -> list[Mark]:
    """The courses that are drawn: this game, what was done in fact, and the best of the named lines."""
    named = sorted(
        (each for each in standing.marks if each.kind == "named"), key=lambda m: m.values["result"]
    )
    return [*(each for each in standing.marks if each.kind != "named"), *named[-1:]]


def _distribution(spread: Spread, marks: Sequence[Mark], width: int) -> Content:
    """How many plays ended where, and below it the courses; beside it the same in figures."""
    across = len(spread.bins)
    most = max(spread.bins)
    bars = "".join(
        BARS[min(count * len(BARS) // (most + 1), len(BARS) - 1)] if count else " " for count in spread.bins
    )
    line: list[tuple[str, str]] = [("─", "$line")] * across
    for mark in reversed(marks):
        at = int((mark.values[spread.id] - spread.low) / (spread.width or 1.0))
        line[min(max(at, 0), across - 1)] = SIGNS[mark.kind]
    low, high = number(spread.low), number(spread.low + spread.width * across)
    left = [
        Content.assemble((spread.name, "bold $primary"), (f"  {_(BETTER[spread.better])}", "$faint")),
        Content.styled(bars, "$mild"),
        Content.assemble(*line),
        Content.styled(f"{low}{high:>{across - len(low)}}", "$faint"),
    ]
    room = width - across - GAP
    right = [Content(""), *(_told(mark, spread.id, room) for mark in marks)]
    return _beside(Content("\n").join(left), Content("\n").join(right), across + GAP)


def _told(mark: Mark, of: str, width: int) -> Content:
    """A course's figure, and how many of the others it is better than."""
    sign, style = SIGNS[mark.kind]
    figures = f"{number(mark.values[of]):>5} {percent(mark.ahead[of]):>5}"
    return Content.assemble((f"{sign} ", style), fitted(mark.name, max(width - 13, 4)), figures)


def _cloud(standing: Standing, marks: Sequence[Mark], width: int) -> Content:
    """Credibility over cost: the others, the frontier, the courses."""
    signs = [Sign((mark.values["cost"], mark.values["credibility"]), *SIGNS[mark.kind]) for mark in marks]
    title = Content.assemble(
        (_("Credibility over cost"), "bold $primary"),
        (f"  {EDGE} ", EDGE_STYLE),
        (_("at the frontier"), "$faint"),
    )
    points = [(cost, credibility) for credibility, cost, _diversification in standing.sample]
    edge = [(cost, credibility) for credibility, cost, _diversification in standing.frontier]
    return Content("\n").join([title, scatter(points, edge, signs, width, CLOUD)])


def _table(standing: Standing, marks: Sequence[Mark], width: int) -> Content:
    """Every course: of how many of the others it is the better, and how many are better throughout."""
    names = [each.name for each in standing.spreads]
    cell = 17 if width >= SIDE else 9
    name = min(LONG, width - CELL * 2 - 2 - cell * len(names))
    heads = "".join(f"{fitted(each, cell - 1).rstrip():>{cell}}" for each in names)
    above = "".join(f"{fitted(each, CELL - 1).rstrip():>{CELL}}" for each in (_("above"), _("lacks")))
    rows = [Content.styled(f"{'':{name + 2}}{heads}{above}", "$faint")]
    for mark in standing.marks:
        sign, style = SIGNS[mark.kind] if mark in marks else (" ", "")
        shares = "".join(f"{percent(mark.ahead[each.id]):>{cell}}" for each in standing.spreads)
        beaten = f"{about(mark.beaten):>{CELL}}{number(mark.gap, 1):>{CELL}}"
        rows.append(Content.assemble((f"{sign} ", style), fitted(mark.name, name), shares, beaten))
    note = _(
        "In percent, how many of the others it is better than. Above: how many are better on all three "
        "scores at once. Lacks: how many points it lacks on each score to stand at the frontier."
    )
    return stacked([Content("\n").join(rows), wrapped(Content.styled(note, "$faint"), width)], gap=0)


def _beside(left: Content, right: Content, room: int) -> Content:
    """Two blocks side by side, the second after so many cells."""
    lines = zip_longest(left.split("\n"), right.split("\n"), fillvalue=Content(""))
    return Content("\n").join(
        [Content.assemble(a, " " * max(room - a.cell_length, 0), b).rstrip() for a, b in lines]
    )
