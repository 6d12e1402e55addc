"""Fans: where a score may go, as a middle between two ends that part with time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from game.tui.widgets.charts import Series, line_chart
from game.words import in_context

if TYPE_CHECKING:
    from game.present.prospects import ForecastView, ScoreProspect

HEIGHT = 8
"""Lines of a chart, with its axis."""
GAP = 2
LEAST = 20
"""Cells of the narrowest chart."""


def fans(scores: Sequence[ScoreProspect], forecast: ForecastView, width: int) -> Content:
    """A chart for each score: side by side where there is room, else one below the other."""
    beside = width >= len(scores) * (LEAST + GAP) - GAP
    room = (width - GAP * (len(scores) - 1)) // len(scores) if beside else width
    charts = [_fan(score, forecast, room) for score in scores]
    if not beside:
        return Content("\n").join(charts)
    columns = [list(chart.split("\n")) for chart in charts]
    lines = []
    for row in zip(*columns, strict=True):
        cells = [cell.pad_right(max(room - cell.cell_length, 0)) for cell in row]
        lines.append(Content(" " * GAP).join(cells))
    return Content("\n").join(lines)


def _fan(score: ScoreProspect, forecast: ForecastView, width: int) -> Content:
    """The title, and the chart."""
    stages = forecast.stages
    marks = [
        *("·" * (stages - 1)),
        in_context("on an axis", "end"),
        *(f"+{year + 1}" for year in range(len(score.fan) - stages)),
    ]
    series = [
        Series("middle", [point.middle for point in score.fan], "$primary", "●"),
        Series("low", [point.low for point in score.fan], "$mild", "", 2),
        Series("high", [point.high for point in score.fan], "$mild", "", 2),
    ]
    title = Content.styled(score.name, "bold $primary")
    chart = line_chart(series, marks, width, HEIGHT - 1, parted=stages if stages < len(score.fan) else None)
    return Content("\n").join([title, chart])
