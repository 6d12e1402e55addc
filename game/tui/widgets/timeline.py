"""The three scores through a whole game, as charts with the figures beside them."""

from __future__ import annotations

from textual.content import Content

from game.present.looking_back import Axis, Hindsight, LineView
from game.present.words import number
from game.tui.blocks import heading
from game.tui.figures import fitted, hung
from game.tui.widgets.charts import Series, in_sight, legend, line_chart
from game.tui.widgets.drawn import Drawn
from game.words import _, marked

LOOKS = {
    "own": ("$primary", "●", 0),
    "historical": ("$accent", "○", 2),
    "parent": ("$mild", "◇", 1),
}
"""By kind of line: its colour, its mark, how its dots are spaced. Named lines are not drawn: too many."""

NAMES = {
    "own": marked("this game"),
    "historical": marked("in fact, same luck"),
    "parent": marked("the game it parted from"),
}
BETTER = {"higher": marked("better higher"), "lower": marked("better lower")}


def drawn_lines(hindsight: Hindsight) -> list[LineView]:
    """The courses that stand in the chart."""
    return [line for line in hindsight.lines if line.kind in LOOKS]


class Chart(Drawn):
    """One score at a time; as high as it is made."""

    def __init__(self, hindsight: Hindsight, score: str) -> None:
        super().__init__(id=f"chart-{score}")
        self._hindsight = hindsight
        self._score = score

    def render(self) -> Content:
        """A heading, the legend, the chart, and what its level means."""
        return self._drawn(self.size.width, self.size.height)

    def draw(self, width: int) -> Content:
        """At a height that is pleasant for the width."""
        return self._drawn(width, max(width // 4, 10))

    def _drawn(self, width: int, height: int) -> Content:
        past = self._hindsight
        axis = next(each for each in past.axes if each.score == self._score)
        series = [_series(line, axis) for line in drawn_lines(past)]
        kinds = [each.kind for each in past.milestones]
        parted = kinds.index("year") if "year" in kinds else None
        head = heading(axis.name, width, Content.styled(_(BETTER[axis.better]), "$faint"))
        key = legend(series, width)
        note = _noted(axis, series, width, height - 4)
        room = height - 1 - sum(part.plain.count("\n") + 1 for part in (key, note))
        marks = [each.mark for each in past.milestones]
        chart = line_chart(series, marks, width, room, level=axis.threshold, parted=parted)
        return Content("\n").join([head, key, chart, note])


def figures(hindsight: Hindsight, at: int, scores: list[Axis], width: int) -> Content:
    """The figures of one milestone: of each score, each course's; the same as the charts show."""
    milestone = hindsight.milestones[at]
    cells = []
    for axis in scores:
        for line in drawn_lines(hindsight):
            style = LOOKS[line.kind][0]
            cells.append((f"{number(line.scores[axis.score][at]):>5}", style))
        cells.append(("  ", ""))
    tail = Content.assemble(*cells[:-1])
    lead = Content.styled(f"{milestone.mark:>2} ", "$faint")
    room = max(width - tail.cell_length - lead.cell_length, 4)
    return Content.assemble(lead, fitted(milestone.name, room), tail)


def head(hindsight: Hindsight, scores: list[Axis], width: int) -> Content:
    """What the figures' columns are: the marks of the chart, below each score's name if there are several."""
    lines = drawn_lines(hindsight)
    marks = Content("  ").join(
        [
            Content.assemble(*((f"{LOOKS[line.kind][1]:>5}", LOOKS[line.kind][0]) for line in lines))
            for _score in scores
        ]
    )
    rows = [Content.assemble(" " * max(width - marks.cell_length, 0), marks)]
    if len(scores) > 1:
        names = Content("  ").join(
            [Content.styled(f"{axis.name:>{5 * len(lines)}}", "$faint") for axis in scores]
        )
        rows.insert(0, Content.assemble(" " * max(width - names.cell_length, 0), names))
    return Content("\n").join(rows)


def _series(line: LineView, axis: Axis) -> Series:
    style, mark, gap = LOOKS[line.kind]
    return Series(_(NAMES[line.kind]), line.scores[axis.score], style, mark, gap)


def _noted(axis: Axis, series: list[Series], width: int, height: int) -> Content:
    """What the level means, where it can be seen."""
    if not in_sight(series, height, axis.threshold):
        return Content.styled(_("┊ from here on the years that follow"), "$faint")
    text = f"{number(axis.threshold)}: {axis.threshold_means}"
    return hung(Content.styled("┄ ", "$faint"), Content.styled(text, "$faint"), width)
