"""The three scores: what this seat reads, where each is going, and the level that means something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from game.present.aloud import trend
from game.present.words import sentence
from game.tui.figures import between, fitted, range_bar, spark, top_of
from game.tui.widgets.drawn import Drawn
from game.words import _, marked

if TYPE_CHECKING:
    from game.present.view import ScoreView

STEADY = 0.5
"""Below which change of the middle of a range, in points, nothing is said to move."""

BETTER = {"higher": marked("higher is better"), "lower": marked("lower is better")}

SPARK = 9
NAME, RANGE = 16, 10


class Score(Drawn):
    """One score: a line, or a card where there is room for one."""

    def __init__(self) -> None:
        super().__init__()
        self._score: ScoreView | None = None

    def show(self, score: ScoreView) -> None:
        """Tell of this score."""
        self._score = score
        self.border_title = score.name
        self.border_subtitle = _(BETTER[score.better])
        self.tooltip = told(score).plain
        self.refresh()

    def draw(self, width: int) -> Content:
        """A line, or as many as fit."""
        if self._score is None:
            return Content("")
        return _card(self._score, width) if self.size.height > 1 else _line(self._score, width)


class Scores(Container):
    """All of them."""

    def compose(self) -> ComposeResult:
        """Three places for scores."""
        yield from (Score() for _ in range(3))

    def show(self, scores: tuple[ScoreView, ...]) -> None:
        """Tell of these scores."""
        for widget, score in zip(self.query(Score), scores, strict=False):
            widget.show(score)


def told(score: ScoreView) -> Content:
    """All there is to say of a score, in a few lines."""
    way = Content.assemble((f"{score.name}: ", "bold"), between(score.now), ", ", trend(score.trend), ".")
    means = sentence(score.threshold_means) if score.threshold_means else ""
    at = _("At {level}: ").format(level=f"{score.threshold:g}")
    past = _("So far {ranges}.").format(ranges=", ".join(between(each) for each in score.past))
    better = sentence(_(BETTER[score.better]))
    return Content("\n").join(
        [
            Content.assemble(way, f" {better}"),
            Content.assemble((at, "$accent"), means) if means else Content(""),
            Content.styled(past, "$faint"),
        ]
    )


def moved(score: ScoreView) -> tuple[str, str]:
    """The sign of where it is going, and the style that says whether that is good."""
    if abs(score.trend) < STEADY:
        return "═", "$faint"
    up = score.trend > 0
    return "▲" if up else "▼", "$good" if up == (score.better == "higher") else "$bad"


def _bar(score: ScoreView, width: int) -> Content:
    top = top_of(score.now.high, score.threshold)
    return Content.assemble(*range_bar(score.now, width, top=top, mark=score.threshold))


def _middles(score: ScoreView) -> str:
    """How the middle of the range went; nothing before anything has happened."""
    shown = spark([(each.low + each.high) / 2 for each in score.past], SPARK)
    return fitted(shown if len(score.past) > 1 else "", SPARK)


def _line(score: ScoreView, width: int) -> Content:
    sign, style = moved(score)
    level = f" ┼ {score.threshold:g}"
    room = width - 1 - NAME - RANGE - 3 - SPARK - 2 - 7
    return Content.assemble(
        " ",
        fitted(score.name, NAME),
        (f"{between(score.now):>{RANGE}}", "bold"),
        (f" {sign} ", style),
        (_middles(score), "$primary"),
        "  ",
        _bar(score, room),
        (level, "$faint"),
    )


def _card(score: ScoreView, width: int) -> Content:
    sign, style = moved(score)
    way = f"{sign} {trend(score.trend)}"
    lead = Content.assemble((between(score.now), "bold"), "  ", (way, style))
    middles = _middles(score).rstrip()
    gap = " " * max(width - lead.cell_length - len(middles), 1)
    means = Content.assemble((f"┼ {score.threshold:g}  ", "$foreground"), (score.threshold_means, "$faint"))
    return Content("\n").join([Content.assemble(lead, gap, (middles, "$primary")), _bar(score, width), means])
