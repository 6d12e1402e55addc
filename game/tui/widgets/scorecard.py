"""How a game came out, beside other courses."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from game.present.claims import IN_FACT
from game.present.looking_back import Hindsight, LineView
from game.present.markup import flat
from game.present.view import Debrief
from game.present.words import number, sentence
from game.scenario.model import Source
from game.tui.blocks import heading, stacked, wrapped
from game.tui.figures import ends, fitted, hung
from game.tui.prose import Citations, line, prose
from game.tui.widgets.still import Still
from game.words import _, counted

MARKS = {
    "own": ("▸", "bold $primary"),
    "historical": ("○", "$accent"),
    "parent": ("◇", "$mild"),
    "named": (" ", ""),
}
LEAST = 7
"""Cells that a column of figures has at least."""
ROOMY = 100
"""Cells from which on columns stand well apart."""


class Scorecard(Still):
    """The table, and in words what it counts."""

    def __init__(self, debrief: Debrief, hindsight: Hindsight) -> None:
        super().__init__(classes="block")
        self._debrief = debrief
        self._hindsight = hindsight

    def made(self, width: int) -> Content:
        """The courses, one a line, then the sentences."""
        end = self._debrief
        blocks = [self._table(width)]
        if self._hindsight.parting:
            blocks.append(prose(self._hindsight.parting.text))
        blocks += [prose(end.result_text), prose(self._cost()), prose(end.misread)]
        return wrapped(stacked(blocks), width)

    def _cost(self) -> str:
        end = self._debrief
        short, long = number(end.short_cost, 1), number(end.long_cost, 1)
        paid = _("Of the cost, {short} was paid at once and {long} comes later.")
        told = [paid.format(short=short, long=long), sentence(end.patience_text)]
        if end.undone == 1:
            told.append(_("You took a decision back once."))
        elif end.undone:
            times = counted(
                "You took a decision back {count} time.",
                "You took a decision back {count} times.",
                end.undone,
            )
            told.append(times.format(count=end.undone))
        return " ".join(told)

    def _table(self, width: int) -> Content:
        past = self._hindsight
        names = [*(axis.name for axis in past.axes), _("Result")]
        gap = 1 if width < ROOMY else 5
        cells = [max(len(name) + gap, LEAST) for name in names]
        room = max(width - sum(cells) - 2, 4)
        start = [number(past.lines[0].scores[axis.score][0]) for axis in past.axes]
        better = ["▲" if axis.better == "higher" else "▼" for axis in past.axes]
        rows = [
            Content.assemble(" " * (room + 2), (_figures(names, cells), "bold $mild")),
            Content.assemble("  ", (fitted(_("Better"), room) + _figures([*better, "▲"], cells), "$faint")),
            Content.assemble(
                "  ", (fitted(_("At the start"), room) + _figures([*start, ""], cells), "$faint")
            ),
        ]
        rows += [self._line(each, room, cells) for each in past.lines]
        means = _(
            "What was done in fact meets the luck of this game; named courses are means over many plays."
        )
        title = heading(_("How it ended, with the years that follow"), width)
        return Content("\n").join([title, *rows, Content.styled(means, "$faint")])

    def _line(self, course: LineView, room: int, cells: list[int]) -> Content:
        mark, style = MARKS[course.kind]
        figures = [number(course.scores[axis.score][-1]) for axis in self._hindsight.axes]
        figures.append(number(course.result, 1))
        bold = style if course.kind == "own" else ""
        return Content.assemble(
            (f"{mark} ", style),
            (fitted(line(course.name).plain, room), bold),
            (_figures(figures, cells), bold),
        )


class Questions(Still):
    """What the choices teach, what to talk about, what this is not, and what the questions rest on."""

    def __init__(self, debrief: Debrief, sources: Mapping[str, Source]) -> None:
        super().__init__(classes="block")
        self._debrief = debrief
        self._sources = sources
        self._citations = Citations((*debrief.lessons, *debrief.discussion))

    def made(self, width: int) -> Content:
        """Two lists and a caution."""
        end = self._debrief
        blocks = []
        if end.lessons:
            lessons = [
                hung(Content.styled("• ", "$accent"), prose(text, self._citations), width)
                for text in end.lessons
            ]
            blocks.append(Content("\n").join([heading(_("What your choices teach"), width), *lessons]))
        if end.discussion:
            asked = [
                hung(Content.styled(f"{at:>2} ", "$accent"), prose(text, self._citations), width)
                for at, text in enumerate(end.discussion, 1)
            ]
            caution = Content.styled(_(IN_FACT), "$faint")
            blocks.append(Content("\n").join([heading(_("To discuss"), width), caution, *asked]))
        note = _("Please note")
        blocks.append(Content.assemble((f"{note}  ", "bold $accent"), prose(end.disclaimer)))
        known = [
            (at, self._sources[id_])
            for at, id_ in enumerate(self._citations.order, 1)
            if id_ in self._sources
        ]
        if known:
            told = [
                hung(Content.styled(f"{at:>2} ", "$faint"), Content.styled(_source(source), "$faint"), width)
                for at, source in known
            ]
            blocks.append(Content("\n").join([heading(_("Sources"), width), *told]))
        return wrapped(stacked(blocks), width)


def title(debrief: Debrief, hindsight: Hindsight, width: int) -> Content:
    """What was played and by whom, and the result."""
    game = hindsight.particulars
    head, seat = _("Debrief"), _("as {role}").format(role=game.role_name)
    left = Content.assemble((f"{head}  ", "bold $primary"), line(game.title), (f"  {seat}", "$faint"))
    right = Content.assemble((_("Result "), "$faint"), (number(debrief.result, 1), "bold"))
    return ends(left, right, width)


def _source(source: Source) -> str:
    parts = [flat(sentence(part)) for part in (source.title, source.note) if part]
    return " ".join([*parts, flat(source.url)]).strip()


def _figures(figures: list[str], cells: list[int]) -> str:
    return "".join(f"{figure:>{cell}}" for figure, cell in zip(figures, cells, strict=True))
