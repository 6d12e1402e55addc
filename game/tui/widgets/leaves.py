"""The leaves of the debrief, one for each thing that can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from game.present.claims import BUILT_IN
from game.present.looking_back import Axis, Hindsight
from game.present.view import Debrief
from game.tui.blocks import wrapped
from game.tui.widgets.claims import claim_row, claim_told, counted
from game.tui.widgets.drawn import Row, Rows, Text
from game.tui.widgets.partners import Partners
from game.tui.widgets.readings import member_row, member_told
from game.tui.widgets.scorecard import Questions, Scorecard
from game.tui.widgets.still import Still
from game.tui.widgets.timeline import Chart, figures, head
from game.tui.widgets.turning import point_row, point_told
from game.tui.widgets.waterfall import Waterfall
from game.words import _

Tell = Callable[[int], Content]
"""Something told on so many cells."""


class Detail(Still):
    """What there is to know about the row at hand."""

    def __init__(self) -> None:
        super().__init__(classes="block")
        self._tell: Tell = lambda _width: Content("")

    def show(self, tell: Tell) -> None:
        """Tell something else."""
        self._tell = tell
        self.anew()

    def made(self, width: int) -> Content:
        """As it is told."""
        return wrapped(self._tell(width), width)


class Line(Still):
    """One or two lines above or below something else."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(classes="line")
        self._tell = tell

    def made(self, width: int) -> Content:
        """As it is told."""
        return wrapped(self._tell(width), width)


class ScoresLeaf(Text):
    """How it ended, and what the years that followed did."""

    def __init__(self, debrief: Debrief, hindsight: Hindsight) -> None:
        super().__init__(classes="leaf")
        self._debrief, self._hindsight = debrief, hindsight

    def compose(self) -> ComposeResult:
        """The table, then a waterfall for each score."""
        yield Scorecard(self._debrief, self._hindsight)
        if self._debrief.years:
            years = _("The years that followed did this:")
            yield Line(lambda _width: Content.styled(years, "bold $mild"))
        for causes in self._debrief.years:
            yield Waterfall(causes)
        yield Line(lambda _width: Content.styled(self._debrief.disclaimer, "$faint"))


class PartnersLeaf(Text):
    """With whom members arrange their security."""

    def __init__(self, hindsight: Hindsight) -> None:
        super().__init__(classes="leaf")
        self._hindsight = hindsight

    def compose(self) -> ComposeResult:
        """The bars."""
        yield Partners(self._hindsight)


class QuestionsLeaf(Text):
    """Lessons, questions, a caution, the sources."""

    def __init__(self, questions: Questions) -> None:
        super().__init__(classes="leaf")
        self._questions = questions

    def compose(self) -> ComposeResult:
        """The texts."""
        yield self._questions


class ListLeaf(Container):
    """A list, and everything about its row at hand beside or below it."""

    class Picked(Message):
        """A row was picked."""

        def __init__(self, leaf: ListLeaf, id_: str) -> None:
            super().__init__()
            self.leaf = leaf
            self.id = id_

    def __init__(self, kind: str, ids: Sequence[str]) -> None:
        super().__init__(classes=f"leaf list -{kind}")
        self._kind, self._ids = kind, ids

    def compose(self) -> ComposeResult:
        """The list and the details."""
        yield Rows(id=f"{self._kind}-rows")
        with Text():
            yield Detail()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Rows).show(self._ids, self.row)

    def row(self, row: Row) -> Content:
        """One row of the list."""
        raise NotImplementedError

    def told(self, at: int, width: int) -> Content:
        """Everything about a row."""
        raise NotImplementedError

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.screen.refresh_bindings()  # a stage can be told once more, a year cannot
        self.query_one(Detail).show(lambda width: self.told(event.option_index, width))
        self.query_one(Text).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(self, event.option_id or ""))


class TurningLeaf(ListLeaf):
    """The decisions, the weightiest first."""

    def __init__(self, hindsight: Hindsight) -> None:
        self._points = hindsight.turning
        self._caveat = hindsight.caveat
        self._most = max((abs(point.difference) for point in self._points), default=1.0)
        super().__init__("turning", [f"{point.stage} {point.decision}" for point in self._points])

    def row(self, row: Row) -> Content:
        """A decision, and what it was worth."""
        return point_row(self._points[row.index], self._most, row)

    def told(self, at: int, width: int) -> Content:
        """Every way to settle it."""
        return point_told(self._points[at], self._caveat, width)


class BeliefLeaf(ListLeaf):
    """The members as they were read, and as they were."""

    def __init__(self, hindsight: Hindsight) -> None:
        self._hindsight = hindsight
        super().__init__("belief", [member.id for member in hindsight.members])

    def row(self, row: Row) -> Content:
        """A member."""
        return member_row(self._hindsight.members[row.index], row)

    def told(self, at: int, width: int) -> Content:
        """Its readings."""
        past = self._hindsight
        told = member_told(past.members[at], past.moments, width)
        return Content("\n\n").join([told, Content.styled(past.readings, "$faint")])


class ClaimsLeaf(ListLeaf):
    """The article's claims."""

    def __init__(self, debrief: Debrief) -> None:
        self._debrief = debrief
        super().__init__("claims", [claim.id for claim in debrief.claims])

    def row(self, row: Row) -> Content:
        """A claim."""
        return claim_row(self._debrief.claims[row.index], row)

    def told(self, at: int, width: int) -> Content:  # noqa: ARG002 (it wraps by itself)
        """The claim in full, then how all fared."""
        end = self._debrief
        caution = Content.styled(f"{_(BUILT_IN)} {end.disclaimer}", "$faint")
        return Content("\n\n").join([claim_told(end.claims[at]), counted(end.claims), caution])


class TimelineLeaf(Horizontal):
    """The scores through the game: charts, and the same in figures, milestone by milestone."""

    class Picked(Message):
        """A milestone was picked."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, hindsight: Hindsight) -> None:
        super().__init__(classes="leaf -timeline")
        self._hindsight = hindsight
        self._at = 0

    def compose(self) -> ComposeResult:
        """Charts on the left, figures on the right."""
        with Vertical(id="charts"):
            for axis in self._hindsight.axes:
                yield Chart(self._hindsight, axis.score)
        with Vertical(id="figures"):
            yield Line(lambda width: head(self._hindsight, self._shown(), width - 1))
            yield Rows(id="timeline-rows")

    def on_mount(self) -> None:
        """Fill the list."""
        ids = [each.id for each in self._hindsight.milestones]
        rows = self.query_one(Rows)
        rows.show(ids, self._row, at=min(1, len(ids) - 1))
        self._turn()

    def turn(self) -> None:
        """The next score."""
        self._at = (self._at + 1) % len(self._hindsight.axes)
        self._turn()

    def fit(self) -> None:
        """The screen has another size."""
        self._turn()

    def _shown(self) -> list[Axis]:
        """All scores where they have room below each other, else one at a time."""
        axes = list(self._hindsight.axes)
        return axes if self.screen.has_class("-wide") else [axes[self._at]]

    def _turn(self) -> None:
        shown = {axis.score for axis in self._shown()}
        for axis in self._hindsight.axes:
            self.query_one(f"#chart-{axis.score}").display = axis.score in shown
        self.query_one(Line).anew()
        self.query_one(Rows).redraw()

    def _row(self, row: Row) -> Content:
        return Content.assemble(
            row.mark[0], figures(self._hindsight, row.index, self._shown(), row.width - 1)
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(event.option_id or ""))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.screen.refresh_bindings()  # a stage can be told once more, a year cannot
